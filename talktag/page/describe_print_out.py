"""A print-out described for its reader, in the words of one language. It is given chosen values only.

What the owner wrote stands as it was written, and dates and amounts as in the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from talktag.model.bundles.told import read_entries
from talktag.model.queries.facts import field_text
from talktag.model.sharing.description import (
    Block,
    Description,
    Fact,
    FactList,
    Happenings,
    Illustrations,
    ListedFile,
    Section,
    Sentence,
    Subheading,
    Sums,
)
from talktag.model.values.money import Money, parse_money
from talktag.page.describe_product import (
    happening_of_entry,
    list_files,
    listed_file,
    picture_of_file,
    point_of_warranty,
    sayings,
)
from talktag.page.wording import wording
from talktag.page.wording.texts import Texts


@dataclass(frozen=True, slots=True)
class PrintFrame:
    """Who tells whom, what for, when, and until when it may be kept; the days as ISO texts."""

    owner: str
    contact: str
    audience: str
    made: str
    purpose: str | None = None
    until: str | None = None
    terms: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A chosen file: its neutral name, its kind, its size in bytes, its hash, and the picture it is set as, if it is.

    `jpeg` is an upright JPEG in RGB with its width and height in pixels.
    """

    name: str
    kind: str
    size: int
    sha256: str
    jpeg: tuple[bytes, int, int] | None = None


@dataclass(frozen=True, slots=True)
class PrintedProduct:
    """A product's name, its chosen values as JSON, the keys of those values in their order, and its chosen files."""

    name: str
    values: Mapping[str, Any]
    keys: Sequence[str]
    files: Sequence[PrintedFile]


def describe_print_out(
    frame: PrintFrame, products: Sequence[PrintedProduct], language: str, sums: Mapping[str, Money], unpriced: int
) -> Description:
    """The print-out in one of model.party.LANGUAGES; InvalidError for any other.

    `sums` by currency and how many are `unpriced` are empty where no sum is wanted.
    """
    words = wording(language)
    several = len(products) > 1
    title = words.records.format(count=len(products)) if several else words.record
    total = Sums(tuple(map(str, sums.values())), words.unpriced.format(count=unpriced) if unpriced else "")
    return Description(
        language=words.language,
        name=title if several else products[0].name,
        title=title,
        sections=(
            Section("about", words.about, (FactList(tuple(_about(frame, words))),)),
            *(
                Section("product", each.name, tuple(_product(each, words)), number if several else 0)
                for number, each in enumerate(products, 1)
            ),
            *((Section("total", words.total, (total,)),) if total.sums else ()),
        ),
        page=words.page,
    )


def _about(frame: PrintFrame, words: Texts) -> Iterator[Fact]:
    yield Fact(words.sender, (frame.owner, frame.contact))
    yield Fact(words.audience, (frame.audience,))
    if frame.purpose:
        yield _fact(words.purpose, frame.purpose)
    yield Fact(words.made, (frame.made,))
    if frame.until:
        yield Fact(words.until, (frame.until,))
    if frame.terms:
        yield Fact(words.terms, (frame.terms,))


def _product(product: PrintedProduct, words: Texts) -> Iterator[Block]:
    if facts := tuple(chosen_facts(product, words)):
        yield FactList(facts)
    if history := tuple(happening_of_entry(each, words) for each in read_entries(product.values.get("entries", []))):
        yield Subheading(words.history)
        yield Happenings(history)
    pictures = [
        replace(picture_of_file(each.name, each.kind, "image/jpeg", each.jpeg[0], words), size=each.jpeg[1:])
        for each in product.files
        if each.jpeg
    ]
    if pictures:
        yield Subheading(words.pictures)
        yield Illustrations(tuple(pictures))
    if listed := tuple(_file_that_stays(each, words) for each in product.files if not each.jpeg):
        yield Subheading(words.attached)
        yield list_files(Sentence(words.listed), listed, words)


def _file_that_stays(file: PrintedFile, words: Texts) -> ListedFile:
    return replace(listed_file(file.name, file.kind, file.size, words), sha256=file.sha256)


def chosen_facts(product: PrintedProduct, words: Texts) -> Iterator[Fact]:
    """The chosen values in the chosen order; one that the product lacks is no row."""
    said = {each.key: each for each in sayings(product.values, words, field_text)}
    for key in product.keys:
        if key == "warranties" and product.values.get(key):
            points = (point_of_warranty(each, words) for each in product.values[key])
            yield Fact(words.warranty, tuple(" · ".join((point.main, *point.rest)) for point in points))
        elif key in said and said[key].text:
            text = _price(product.values) if key == "purchase.price" else said[key].text
            yield _fact(said[key].label, text)


def _fact(label: str, text: str) -> Fact:
    return Fact(label, tuple(line.replace("\t", " ") for line in text.splitlines()))


def _price(values: Mapping[str, Any]) -> str:
    """What was paid, and for several of them, what that comes to."""
    price: str = values["purchase"]["price"]
    count = values.get("quantity", 1)
    if count == 1:
        return price
    one = parse_money(price)
    return f"{count} × {one} = {Money(one.amount * count, one.currency)}"
