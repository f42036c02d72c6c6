"""A reply: what somebody who was given a table says about the product. Judges its form; trusts and writes nothing.

It may put entries on the table and bring files, and nothing else: what the product is stays the owner's to say.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from talktag.errors import UntrustedError
from talktag.model.bundles.document import Answered, Document
from talktag.model.bundles.told import ToldEntry
from talktag.model.log.entry import TITLE_LIMIT, UNSIGNED, Entry
from talktag.model.log.kinds import KINDS
from talktag.model.parties.party import Party
from talktag.model.parties.roles import ROLES
from talktag.model.products.shared_keys import SHARED
from talktag.model.typed.text import compose
from talktag.model.values.money import parse_money

ENTRIES_MOST = 50
TEXT_LIMIT = 10_000

# Facts that a table may give; members that are in no table yet are let through, for a later version to use.
_FACTS = tuple(dict.fromkeys((*(key.path.partition(".")[0] for key in SHARED), "value", "fields")))
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WEB = re.compile(r"https?://[^\s<>\"]{1,2000}")


class Reply(NamedTuple):
    """What a reply says: its document, which bundle that answers, and its entries, not yet anybody's."""

    document: Document
    answered: Answered
    entries: tuple[Entry, ...]


def read_reply(document: Document, signer: str | None) -> Reply:
    """The reply in a document of kind "reply"; `signer` is the fingerprint of the key, None for none.

    UntrustedError, with a message of its own for every reason, where it is more or other than a reply may be.
    """
    if document.in_reply_to is None:
        raise UntrustedError("the answer does not say which bundle it answers")
    if document.notes:
        raise UntrustedError("the answer brings private notes, and only the owner writes those")
    for fact in _FACTS:
        if fact in document.product.facts:
            raise UntrustedError(f'the answer would change "{fact}" of the product, and only entries and files come in')
    said = document.product.entries or ()
    if not said and not document.files:
        raise UntrustedError("the answer is empty: it has no entry and no file")
    if len(said) > ENTRIES_MOST:
        raise UntrustedError(f"the answer has {len(said)} entries, and at most {ENTRIES_MOST} are taken")
    for number, each in enumerate(said, 1):
        if each.original or each.signer:
            raise _wrong(number, "says itself who signed it, which only the signature can")
    vouches = signer or UNSIGNED
    entries = tuple(entry_of(each, number, document.bundle, vouches) for number, each in enumerate(said, 1))
    return Reply(document, document.in_reply_to, entries)


def check_right(reply: Reply, party: Party) -> None:
    """UntrustedError where the party's role may not write one of the kinds, or may not bring one of the files."""
    for entry in reply.entries:
        if entry.kind not in ROLES[party.role].writes:
            may = ", ".join(ROLES[party.role].writes)
            raise UntrustedError(
                f'a {party.role} may not write an entry of the kind "{_cut(entry.kind)}"',
                hints=[f"a {party.role} may write: {may}; see: talktag party show {party.slug}"],
            )
    for file in reply.document.files:
        if file.kind not in ROLES[party.role].brings:
            may = ", ".join(ROLES[party.role].brings)
            raise UntrustedError(
                f'a {party.role} may not bring a file of the kind "{_cut(file.kind)}"',
                hints=[f"a {party.role} may bring: {may}"],
            )


def check_link(text: str) -> str:
    """An address of the web; ValueError with a sentence for anything else. Nothing ever opens it by itself."""
    if not _WEB.fullmatch(text):
        raise ValueError(f'"{_cut(text)}" is not an address that starts with https:// or http://')
    return text


def entry_of(said: ToldEntry, number: int, bundle: str, signer: str) -> Entry:
    """The entry in a table or a reply; UntrustedError where it does not hold up.

    Its id is made of the id of the `bundle` it is in, so that two machines that take it in write the same. Its texts
    are composed, as those of a record are, so that what was signed is found in what was kept of it.
    """
    kind, title, text = (compose(each or "") for each in (said.kind, said.title, said.text))
    if not kind.strip() or not title.strip():
        raise _wrong(number, "has no kind or no title")
    if len(kind) > 40 or len(title) > TITLE_LIMIT or "\n" in kind + title or "\t" in kind + title:
        raise _wrong(number, f"has a title that is not one line of at most {TITLE_LIMIT} characters")
    if len(text) > TEXT_LIMIT:
        raise _wrong(number, f"has a text of more than {TEXT_LIMIT} characters")
    try:
        date = _date(said.date or "")
        cost = parse_money(said.cost) if said.cost else None
        if kind in KINDS and KINDS[kind].is_address:
            check_link(title)
    except ValueError as error:
        raise _wrong(number, f"does not hold up: {error}") from None
    due = datetime.date.fromisoformat(said.due) if said.due else None
    ident = f"{bundle}-{number}"
    entry = Entry(ident, date, kind, title, text if text.strip() else None)
    return entry._replace(cost=cost, due=due, original=bundle, signer=signer)


def _date(text: str) -> datetime.date:
    if not _DAY.fullmatch(text):
        raise ValueError(f'"{_cut(text)}" is not a date like "2026-11-22"')
    return datetime.date.fromisoformat(text)


def _wrong(number: int, fault: str) -> UntrustedError:
    return UntrustedError(f"entry {number} {fault}")


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
