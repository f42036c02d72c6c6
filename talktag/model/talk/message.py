"""What somebody says in a bundle that brings entries, a message or a reply. Judges its form; trusts and writes nothing.

A reply is a message that answers a table, about the one product of that. Either may put entries on a table and bring
files, and nothing else: what a product is stays the owner's to say.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from talktag.errors import UntrustedError
from talktag.model.bundles.document import Answered, Document
from talktag.model.bundles.kinds import KINDS, REPLY, Becomes
from talktag.model.bundles.told import ToldEntry, ToldProduct, values_of
from talktag.model.log.entry import TITLE_LIMIT, UNSIGNED, Entry
from talktag.model.log.kinds import READING
from talktag.model.log.meters import told_meters
from talktag.model.parties.party import Party
from talktag.model.parties.roles import ROLES
from talktag.model.products.shared_keys import SHARED
from talktag.model.sharing.told_entries import cut, entry_of, read_data, wrong_entry
from talktag.model.terms.brought import is_terms
from talktag.model.values.ident import is_id

ENTRIES_MOST = 50
PRODUCTS_MOST = 50
ENTRY_LIMIT = 16_000  # bytes of one entry of a message: its JSON in UTF-8, without blanks between
SEQUENCE_MOST = 10**9

# Facts that a table may give; members that are in no table yet are let through, for a later version to use.
_FACTS = tuple(dict.fromkeys((*(key.path.partition(".")[0] for key in SHARED), "value", "fields")))
_CAUSE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


class Message(NamedTuple):
    """What a message or a reply says: its document, which bundle that answers if any, its entries, not yet anybody's.

    `about` are the entries about products, by the id of each, in the order of the document; `beside` those about none.
    """

    document: Document
    answered: Answered | None
    about: Mapping[str, tuple[Entry, ...]]
    beside: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them, in the order of the document, which is that of their numbers."""
        return (*(each for listed in self.about.values() for each in listed), *self.beside)


def read_message(document: Document, signer: str | None) -> Message:
    """The message in a document that brings entries; `signer` is the fingerprint of the key, None for none.

    An entry that does not say when it was said was said when the message was made. The ids are those of the bundle with
    a number, `<bundle>-<n>`, counted through the document, so that both sides call each entry the same.
    UntrustedError, with a message of its own for every reason, where it is more or other than a message may be.
    """
    kind = KINDS[document.kind]
    if kind.becomes is not Becomes.ENTRIES:
        raise UntrustedError(f"it brings no entries: it is {kind.called}")
    if kind.answers and document.in_reply_to is None:
        raise UntrustedError("the answer does not say which bundle it answers")
    word = _word(document)
    if document.notes:
        raise UntrustedError(f"the {word} brings private notes, and only the owner writes those")
    if document.sequence > SEQUENCE_MOST:
        raise UntrustedError(f"the {word} has a number beyond {SEQUENCE_MOST}")
    _check_products(document)
    numbered = tuple(enumerate(_entries_in(document), 1))
    if not numbered and not document.files:
        raise UntrustedError(f"the {word} is empty: it has no entry and no file")
    if len(numbered) > ENTRIES_MOST:
        raise UntrustedError(f"the {word} has {len(numbered)} entries, and at most {ENTRIES_MOST} are taken")
    for number, each in numbered:
        _check_entry(document, number, each)
    entries = iter([_entry(document, number, each, signer or UNSIGNED) for number, each in numbered])
    about = {each.id: _next_of(entries, each.entries) for each in document.products}
    return Message(document, document.in_reply_to, about, tuple(entries))


def channel_of(document: Document) -> str:
    """The channel that a bundle is on: the id of the first bundle there, which may be itself, or a table it answers."""
    if document.channel:
        return document.channel
    return document.in_reply_to.bundle if document.in_reply_to and KINDS[document.kind].answers else document.bundle


def check_right(message: Message, party: Party) -> None:
    """UntrustedError where the party's role may not write one of the kinds, or may not bring one of the files."""
    for entry in message.entries:
        if entry.kind not in ROLES[party.role].writes:
            may = ", ".join(ROLES[party.role].writes)
            raise UntrustedError(
                f'a {party.role} may not write an entry of the kind "{cut(entry.kind)}"',
                hints=[f"a {party.role} may write: {may}; see: talktag party show {party.slug}"],
            )
    for file in message.document.files:
        if file.kind not in ROLES[party.role].brings:
            may = ", ".join(ROLES[party.role].brings)
            raise UntrustedError(
                f'a {party.role} may not bring a file of the kind "{cut(file.kind)}"',
                hints=[f"a {party.role} may bring: {may}"],
            )


def _word(document: Document) -> str:
    return "answer" if document.kind == REPLY else "message"


def _entries_in(document: Document) -> Iterator[ToldEntry]:
    for product in document.products:
        yield from product.entries or ()
    yield from document.entries or ()


def _next_of(entries: Iterator[Entry], told: Sequence[ToldEntry] | None) -> tuple[Entry, ...]:
    return tuple(next(entries) for _ in told or ())


def _check_products(document: Document) -> None:
    """Refuse what says something of a product besides its entries, or does not say which product files are of."""
    word = _word(document)
    for product in document.products:
        for fact in _FACTS:
            if fact in product.facts:
                refused = f'would change "{fact}" of the product, and only entries and files come in'
                raise UntrustedError(f"the {word} {refused}")
    if document.kind == REPLY:
        return
    for product in document.products:
        _check_named(product)
    if len(document.products) > PRODUCTS_MOST:
        raise UntrustedError(f"the message is about more than {PRODUCTS_MOST} products")
    if len({each.id for each in document.products}) < len(document.products):
        raise UntrustedError("the message names a product twice")
    if not all(map(is_terms, document.files)) and len(document.products) != 1:
        raise UntrustedError("the message brings files, and is not about the one product that they would be of")


def _check_named(product: ToldProduct) -> None:
    if not is_id(product.id):
        raise UntrustedError("the id of a product is not an id of 13 characters")
    if len(product.name) > TITLE_LIMIT or "\n" in product.name or "\t" in product.name:
        raise UntrustedError(f"the name of a product is not one line of at most {TITLE_LIMIT} characters")


def _check_entry(document: Document, number: int, said: ToldEntry) -> None:
    """Refuse what no entry may be, before any of it is read."""
    if said.original or said.signer:
        raise wrong_entry(number, "says itself who signed it, which only the signature can")
    if document.kind != REPLY:
        text = json.dumps(values_of(said), ensure_ascii=False, separators=(",", ":"))
        if len(text.encode("utf-8")) > ENTRY_LIMIT:
            raise wrong_entry(number, f"has more than {ENTRY_LIMIT // 1000} kB")
    if said.cause is not None and not _CAUSE.fullmatch(said.cause):
        raise wrong_entry(number, "names a cause that is not the id of an entry")
    read_data(said, number)


def _entry(document: Document, number: int, said: ToldEntry, vouches: str) -> Entry:
    """The entry as it is kept, with what only a conversation says; in a reply of version 0.1 that is nothing."""
    moment = said.time if document.kind == REPLY else said.time or document.created
    day = said.date if said.date is not None or moment is None else moment[:10]
    entry = entry_of(replace(said, date=day), number, document.bundle, vouches)
    channel = document.channel if document.kind == REPLY else channel_of(document)
    data = read_data(said, number)
    return entry._replace(
        time=datetime.datetime.fromisoformat(moment) if moment else None,
        cause=said.cause,
        data=data,
        meter=told_meters(entry.title, data) if entry.kind == READING else {},
        auto=said.auto or False,
        channel=channel,
        sequence=document.sequence if channel else None,
    )
