"""What stands on a print-out, in the words of one language. It is given chosen values only, and leaves none out.

What the owner wrote stands as it was written, and dates and amounts as in the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from talktag.model.log.entry import UNSIGNED
from talktag.model.queries.facts import field_text
from talktag.model.sharing.print_out import Headings, Item, Listed, Picture, PrintOut, Thing
from talktag.model.values.ident import printed_tag
from talktag.model.values.money import Money, parse_money
from talktag.page.wording import wording
from talktag.page.wording.texts import Texts
from talktag.page.words_for_values import named, size_in, term_in

_Values = Mapping[str, Any]


class Frame(NamedTuple):
    """Who tells whom, what for, when, and until when it may be kept; the days as ISO texts."""

    owner: str
    contact: str
    audience: str
    made: str
    purpose: str | None = None
    until: str | None = None
    terms: str | None = None


class File(NamedTuple):
    """A chosen file: its neutral name, its kind, how large it is, its hash, and the picture it is set as, if it is."""

    name: str
    kind: str
    size: int
    sha256: str
    jpeg: tuple[bytes, int, int] | None = None


class Told(NamedTuple):
    """A product's name, its chosen values, their order, and its chosen files."""

    name: str
    values: _Values
    fields: Sequence[str]
    files: Sequence[File]


def print_out(
    frame: Frame, told: Sequence[Told], language: str, totals: Mapping[str, Money], unpriced: int
) -> PrintOut:
    """The print-out in one of model.party.LANGUAGES; InvalidError for any other.

    `totals` by currency and how many are `unpriced` are empty where no sum is wanted.
    """
    words = wording(language)
    several = len(told) > 1
    return PrintOut(
        words.language,
        words.records.format(count=len(told)) if several else words.record,
        tuple(_about(frame, words)),
        tuple(_thing(each, words) for each in told),
        Headings(
            *(words.about, words.history, words.pictures, words.attached, words.listed),
            *(words.file, words.kind, words.size, words.total, words.page),
        ),
        tuple(map(str, totals.values())),
        words.unpriced.format(count=unpriced) if unpriced else "",
    )


def _about(frame: Frame, words: Texts) -> Iterator[tuple[str, str]]:
    yield words.sender, f"{frame.owner}\n{frame.contact}"
    yield words.audience, frame.audience
    if frame.purpose:
        yield words.purpose, frame.purpose
    yield words.made, frame.made
    if frame.until:
        yield words.until, frame.until
    if frame.terms:
        yield words.terms, frame.terms


def _thing(told: Told, words: Texts) -> Thing:
    pictures = (
        Picture(*each.jpeg, each.name, f"{named(words.files, each.kind)} {each.name}")
        for each in told.files
        if each.jpeg
    )
    listed = (
        Listed(each.name, named(words.files, each.kind), size_in(words, each.size), each.sha256)
        for each in told.files
        if not each.jpeg
    )
    history = (_item(each, words) for each in told.values.get("entries", []))
    return Thing(told.name, tuple(_facts(told, words)), tuple(history), tuple(pictures), tuple(listed))


def _facts(told: Told, words: Texts) -> Iterator[tuple[str, str]]:
    """The chosen values in the chosen order; one that the product lacks is no row."""
    labels = {
        "id": "ID",
        "maker": words.maker,
        "model": words.model,
        "serial": words.serial,
        "gtin": words.gtin,
        "tags": "TalkTag",
        "quantity": words.quantity,
        "place": words.place,
        "warranties": words.warranty,
        "purchase.date": words.bought,
        "purchase.from": words.seller,
        "purchase.order": words.order,
        "purchase.price": words.price,
    }
    for field in told.fields:
        head, dot, rest = field.partition(".")
        value = told.values.get(head, {}).get(rest) if dot else told.values.get(field)
        if value is not None and field in labels:
            yield labels[field], _said(field, value, told.values, words)
        elif value is not None and head == "fields":
            yield rest, field_text(value)


def _said(field: str, value: Any, values: _Values, words: Texts) -> str:
    if field == "tags":
        return ", ".join(map(printed_tag, value))
    if field == "warranties":
        return "\n".join(_warranty(each, words) for each in value)
    if field == "purchase.price" and values.get("quantity", 1) > 1:
        one = parse_money(value)
        return f"{values['quantity']} × {one} = {Money(one.amount * values['quantity'], one.currency)}"
    return field_text(value)


def _warranty(warranty: _Values, words: Texts) -> str:
    until, kind = warranty.get("until"), warranty.get("kind")
    term = term_in(words, warranty.get("term"))
    main = words.warranty_until.format(date=until) if until else term or words.warranty_unsaid
    cover = named(words.warranties, kind) if kind != "all" else None
    return " · ".join(filter(None, (main, term if until and term != until else None, cover, warranty.get("provider"))))


def _item(entry: _Values, words: Texts) -> Item:
    unsigned = words.unsigned if entry.get("signer") == UNSIGNED else None
    rest = (named(words.entries, entry.get("kind")), entry.get("party"), entry.get("cost"), unsigned)
    return Item(entry.get("date", ""), entry.get("title", ""), entry.get("text"), tuple(filter(None, rest)))
