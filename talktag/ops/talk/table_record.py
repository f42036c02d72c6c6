"""What the record of a table says that somebody gives, from what they signed. It vouches for nothing."""

from __future__ import annotations

import contextlib
import datetime
from dataclasses import replace

from talktag.errors import InvalidError
from talktag.model.bundles.told import ToldProduct
from talktag.model.parties.party import LANGUAGES, Party
from talktag.model.talk.message import channel_of
from talktag.model.talk.table import GivenTable
from talktag.model.values.free_name import free_name
from talktag.model.values.ident import make_slug, parse_tag
from talktag.ops.bundles.open_foreign import OpenedBundle
from talktag.ops.session import Session
from talktag.store import layout


def record_of(session: Session, opened: OpenedBundle, party: Party | None, held: GivenTable | None) -> GivenTable:
    """What its record is to say; of what is older than the table that is shown, only that it came, too."""
    document, product = opened.contents.document, opened.contents.document.product
    said, before = document.signer, held.channels[::-1] if held else ()
    if held and document.sequence <= held.sequence:
        return replace(held, earlier=(document.bundle, *held.earlier), party=party.slug if party else held.party)
    language = said.more.get("language")
    return GivenTable(
        slug=held.slug if held else _free_slug(session, product.name),
        name=product.name,
        product=product.id,
        owner=said.name,
        key=opened.key.line(),
        channel=document.bundle,
        signed=opened.contents.identity,
        received=session.today,
        sequence=document.sequence,
        contact=said.contact,
        age=named_recipient(said.age),
        language=language if language in LANGUAGES else None,
        party=party.slug if party else None,
        purpose=document.purpose,
        until=day_of(document.until),
        terms=document.terms,
        earlier=before,
        tags=_tags(product),
    )


def record_of_word(session: Session, opened: OpenedBundle, thing: tuple[str, str], party: str | None) -> GivenTable:
    """What its record is to say of a thing, by its id and name, that somebody only spoke of and showed no table of."""
    document, said = opened.contents.document, opened.contents.document.signer
    return GivenTable(
        slug=_free_slug(session, thing[1]),
        name=thing[1],
        product=thing[0],
        owner=said.name,
        key=opened.key.line(),
        channel=channel_of(document),
        signed=opened.contents.identity,
        received=session.today,
        sequence=0,
        contact=said.contact,
        age=named_recipient(said.age),
        party=party,
    )


def _free_slug(session: Session, name: str) -> str:
    """A slug that neither a table nor a product of one's own has, so that it names one thing."""
    store = session.store

    tables = {name.removesuffix(".toml") for name in store.names(layout.TABLES)}  # a shop has many of one name

    def is_taken(slug: str) -> bool:
        return slug in tables or store.has(layout.record(slug))

    return free_name(make_slug(name, f"thing-{session.new_id()[:6]}"), is_taken)


def _tags(product: ToldProduct) -> tuple[str, ...]:
    """The tags that are told of, as far as they are some."""
    told = product.facts.get("tags") or ()
    return tuple(dict.fromkeys(tag for each in told if (tag := parse_tag(each))))


def named_recipient(text: str | None) -> str | None:
    """The age recipient that a document names, where it is one."""
    from talktag.seal.age.identity import parse_recipient

    with contextlib.suppress(InvalidError):
        if text:
            parse_recipient(text)
            return text
    return None


def day_of(text: str | None) -> datetime.date | None:
    """The day that a document names; None where it names none that there is."""
    with contextlib.suppress(ValueError):
        return datetime.date.fromisoformat(text) if text else None
    return None
