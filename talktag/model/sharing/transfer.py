"""A hand-over: the record and the history of a product as its last owner tells them. Judges its form; trusts nothing.

What the last owner says is kept as said by them; what somebody else signed before keeps that signature, as an answer
in its original form that goes along.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from talktag.errors import UntrustedError
from talktag.model.bundles.document import Document
from talktag.model.bundles.told import ToldEntry
from talktag.model.log import kinds
from talktag.model.log.entry import TITLE_LIMIT, UNSIGNED, Entry
from talktag.model.parties.roles import TRANSFER_SECTIONS
from talktag.model.products.key_values import NOBODY, product_with
from talktag.model.products.keys import KEYS
from talktag.model.products.product import Product, Purchase
from talktag.model.sharing.entries_leaving import recalls_by_id
from talktag.model.sharing.told_entries import TEXT_LIMIT, entry_of, read_data
from talktag.model.typed.custom_field import parse_key
from talktag.model.typed.text import compose
from talktag.model.values.gtin import parse_gtin
from talktag.model.values.ident import is_id
from talktag.model.values.warranty import Warranty, parse_term

ENTRIES_MOST = 2000
ORIGINAL = "original"  # the kind of file that an answer in its original form is
ORIGINAL_LIMIT = 25_000_000  # bytes of one, packed and unpacked
ORIGINALS_MOST = 100
_LARGEST = 2**63  # that a record can hold
T = TypeVar("T")


# What the last owner's word gives a product; what else is told of a purchase or a place is no longer true of it.
TRANSFERRED = tuple(
    key
    for key in KEYS
    if key.name == "name" or (key.section in TRANSFER_SECTIONS and key.type in {"text", "gtin", "count"} and not key.at)
)


class Transfer(NamedTuple):
    """What a hand-over says: the product, its entries, and which answer each entry says it is from, if any.

    The entries are the last owner's word; `claims` has an id for each that claims an original, None for the rest.
    """

    product: Product
    entries: tuple[Entry, ...]
    claims: tuple[str | None, ...]


def read_transfer(document: Document, signer: str) -> Transfer:
    """The product in a document of kind "transfer", signed by the key of the fingerprint `signer`.

    UntrustedError, with a message of its own for every reason, where something does not hold up.
    """
    told = document.product
    said = {"name": told.name, **told.facts}
    if not is_id(told.id):
        raise UntrustedError("the id of the product is not an id of 13 characters")
    for key in TRANSFERRED:
        if key.type == "text" and (len(said.get(key.path, "")) > TITLE_LIMIT or "\n" in said.get(key.path, "")):
            raise UntrustedError(f'"{key.path}" of the product is not one line of at most {TITLE_LIMIT} characters')
    product = NOBODY._replace(
        id=told.id,
        purchase=Purchase(
            datetime.date.fromisoformat(document.created[:10]), compose(document.signer.name)[:TITLE_LIMIT]
        ),
        warranties=tuple(_warranty(each) for each in said.get("warranties", ())),
        fields=_fields(said.get("fields", {})),
    )
    product = product_with(product, {key.attribute: _READERS[key.type](said, key.path) for key in TRANSFERRED})
    listed = told.entries or ()
    if len(listed) > ENTRIES_MOST:
        raise UntrustedError(f"the product has {len(listed)} entries, and at most {ENTRIES_MOST} are taken")
    if sum(file.kind == ORIGINAL for file in document.files) > ORIGINALS_MOST:
        raise UntrustedError(f"there are more than {ORIGINALS_MOST} originals")
    entries = [_entry(each, number, document, signer) for number, each in enumerate(listed, 1)]
    recalls = recalls_by_id(entries)
    causes = (each.cause if each.kind == kinds.DONE and each.cause in recalls else None for each in listed)
    entries = [each._replace(cause=cause) for each, cause in zip(entries, causes, strict=True)]
    return Transfer(
        product, (_first_entry(document, signer), *entries), (None, *(each.original or None for each in listed))
    )


def _first_entry(document: Document, signer: str) -> Entry:
    """The first entry of a product that was handed over: from whom, and what they said of how they came by it."""
    bundle, said = document.bundle, document.product.facts.get("purchase", {})
    facts = [("bought on", said.get("date")), ("from", said.get("from")), ("for", said.get("price"))]
    text = " ".join(f"{word} {value}" for word, value in facts if value)
    return Entry(
        id=f"{bundle}-0",
        date=datetime.date.fromisoformat(document.created[:10]),
        kind=kinds.TRANSFER,
        title=compose(f"Handed over by {document.signer.name}")[:TITLE_LIMIT],
        text=compose(f"Says: {text}")[:TEXT_LIMIT] if text else None,
        original=bundle,
        signer=signer,
    )


def _entry(said: ToldEntry, number: int, document: Document, signer: str) -> Entry:
    """An entry as the last owner tells it; one that nobody signed stays so, whoever tells it."""
    vouches = UNSIGNED if said.signer == UNSIGNED else signer
    entry = entry_of(said, number, document.bundle, vouches)
    party = _text_or_none(said.party)
    if party and (len(party) > TITLE_LIMIT or "\n" in party):
        raise UntrustedError(f"entry {number} names a party that is not one line")
    # What a recall calls back is told by its data, and compared by the next owner, too.
    return entry._replace(party=party, data=read_data(said, number) if entry.kind == kinds.RECALL else {})


def _warranty(said: Mapping[str, Any]) -> Warranty:
    """A warranty by the day it ends, because it runs from a purchase that is not the next owner's."""
    term = _parse("warranty", parse_term, said.get("until") or said.get("term"))
    if term is None:
        raise UntrustedError("a warranty of the product has no end")
    return Warranty(term, _text(said, "kind") or "all", None, _text(said, "provider"))


def _fields(said: Mapping[str, Any]) -> Mapping[str, object]:
    for name, value in said.items():
        _parse(f"field {name}"[:60], parse_key, name)
        if not isinstance(value, str | int | float | bool):
            raise UntrustedError(f'the field "{name[:60]}" of the product is neither text nor a number')
        if isinstance(value, int):
            _whole(f"field {name}"[:60], value)
    return said


def _text(said: Mapping[str, Any], key: str) -> str | None:
    """A text that says something; blanks say nothing, and no record may hold them."""
    return _text_or_none(said.get(key))


def _text_or_none(text: str | None) -> str | None:
    composed = compose(text or "")
    return composed if composed.strip() else None


_READERS: Mapping[str, Callable[[Mapping[str, Any], str], Any]] = {
    "text": _text,
    "gtin": lambda said, key: _parse(key, parse_gtin, said.get(key)),
    "count": lambda said, key: _whole(key, said.get(key, 1)),
}


def _whole(what: str, value: int) -> int:
    if value >= _LARGEST or value < -_LARGEST:
        raise UntrustedError(f"{what} of the product is a number of more than 64 bits")
    return value


def _parse(what: str, parse: Callable[[str], T], text: str | None) -> T | None:
    if not text:
        return None
    try:
        return parse(text)
    except ValueError as error:
        raise UntrustedError(f"{what} of the product does not hold up: {error}") from None
