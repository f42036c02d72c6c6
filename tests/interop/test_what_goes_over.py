"""The table of what goes over to other programs says what the sheets do: it is made of them, fact by fact."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from talktag.interop.draft import Options
from talktag.interop.export_result import ExportResult
from talktag.interop.homebox.write import write_homebox
from talktag.interop.reading import read_rows
from talktag.interop.schema_org.write_products import write_jsonld
from talktag.interop.shelf.write import write_shelf
from talktag.interop.snipe_it.write import write_snipe_it
from talktag.model.products.product import Product, ProductFile, PublicWords, Purchase, Service, Tag
from talktag.model.values.ident import make_tag
from talktag.model.values.money import Money
from talktag.model.values.warranty import LIFETIME, Duration, Warranty

from .material import facts

PAGE = Path(__file__).parents[2] / "docs/reference/catalogue-files.md"
HEADING = "### What goes over\n"
DAY = datetime.date(2024, 3, 2)
BARE = Product(id="d000000000001", slug="drill", name="Drill", model="GSR", place="garage", labels=("tools",))
BOX = BARE._replace(id="d000000000002", slug="box", name="Box")
WRITERS: dict[str, Callable[[Sequence[Product]], ExportResult]] = {
    "homebox": write_homebox,
    "snipe-it": write_snipe_it,
    "shelf": write_shelf,
    "jsonld": write_jsonld,
}
# Each fact of a product, as people call it.
CASES: dict[str, Product] = {
    "name": BARE,
    "maker": BARE._replace(maker="Bosch"),
    "model": BARE._replace(model="GSR 18V"),
    "no model": BARE._replace(model=None),
    "serial number": BARE._replace(serial="SN-77"),
    "GTIN": BARE._replace(gtin="04548736133730"),
    "condition": BARE._replace(condition="good"),
    "place": BARE._replace(place="home/cellar"),
    "no place": BARE._replace(place=None),
    "inside of another": BARE._replace(inside=BOX.id),
    "one label": BARE._replace(labels=("red",)),
    "several labels": BARE._replace(labels=("tools", "red")),
    "no label": BARE._replace(labels=()),
    "quantity": BARE._replace(quantity=3),
    "state": BARE._replace(state="lent"),
    "day added": BARE._replace(added=DAY),
    "bought on, from, by which order": BARE._replace(purchase=Purchase(DAY, "Hagebau", None, "4711")),
    "price in the currency of the file": BARE._replace(purchase=Purchase(price=Money(Decimal("129.90"), "EUR"))),
    "warranty in months from the purchase": BARE._replace(
        purchase=Purchase(DAY), warranties=(Warranty(Duration(24, "month")),)
    ),
    "warranty to a day": BARE._replace(warranties=(Warranty(datetime.date(2027, 3, 2)),)),
    "warranty for a lifetime": BARE._replace(warranties=(Warranty(LIFETIME),)),
    "several warranties, kinds, providers": BARE._replace(
        warranties=(Warranty(datetime.date(2027, 3, 2)), Warranty(Duration(5, "year"), "parts", DAY, "Bosch"))
    ),
    "field of your own, of text": BARE._replace(fields={"colour": "blue"}),
    "field of your own, a number": BARE._replace(fields={"watts": 650}),
    "`notes` among your fields": BARE._replace(fields={"notes": "a\nb"}),
    "TalkTags": BARE._replace(tags=(Tag(make_tag(271828182845), DAY),)),
    "attachments": BARE._replace(files=(ProductFile("receipt.pdf", "receipt", "ab" * 32, 1200),)),
    "words for finders": BARE._replace(finder=PublicWords(words="call me")),
    "fee, renewal, notice of a service": BARE._replace(
        kind="service", service=Service(Money(Decimal(9), "EUR"), Duration(1, "month"), DAY, None, Duration(1, "month"))
    ),
}
AS_FIELD = "as a field"
# What names a record here, which is given anew, and what a program says of itself.
_NAMELESS = {"id", "slug", "source", "fields.asset_tag", "fields.type", "fields.consumptionType"}


def how_it_goes_over(peer: str, thing: Product) -> str:
    """Whether it comes back as it was, as a custom field, changed, or not at all."""
    written = WRITERS[peer]([BOX, thing])
    read = read_rows(written.data, peer, options=Options("EUR"))
    back = read.rows[1].draft
    assert back
    before, after = _facts(thing), _facts(back.product)
    if after.get("inside") == f"homebox:{BOX.id}":
        after["inside"] = BOX.id
    gone = {key for key in before if before[key] != after.get(key)}
    come = {key for key in after if before.get(key) != after[key]}
    said = [each.reason for each in written.lost if each.product == thing.slug and each.field != "source"]
    if not gone and not come:
        as_field = any("custom field" in each for each in said)
        return AS_FIELD if as_field else "no" if said else "yes"
    if come and all(key.startswith("fields.") for key in come):
        return AS_FIELD
    return "changed" if come else "no"


def _facts(thing: Product) -> dict[str, object]:
    told = facts(thing)
    told |= {"labels": {*thing.labels}, "state": thing.state.replace("owned", ""), "quantity": thing.quantity - 1}
    return {key: value for key, value in told.items() if key not in _NAMELESS and value}


def table() -> Iterator[str]:
    """The table, as the page has it."""
    yield "| of a product | Homebox | Snipe-IT | Shelf | schema.org |"
    yield "| --- | --- | --- | --- | --- |"
    for name, thing in CASES.items():
        yield f"| {name} | {' | '.join(how_it_goes_over(peer, thing) for peer in WRITERS)} |"


def test_the_page_has_the_table_that_the_sheets_make() -> None:
    assert "\n".join(table()) in PAGE.read_text(encoding="utf-8").partition(HEADING)[2]


@pytest.mark.parametrize("peer", WRITERS)
@pytest.mark.parametrize("name", CASES)
def test_what_does_not_go_over_as_it_is_is_named_when_it_is_written(peer: str, name: str) -> None:
    written = WRITERS[peer]([BOX, CASES[name]])
    lost = [each for each in written.lost if each.product == "drill"]
    assert bool(lost) == (how_it_goes_over(peer, CASES[name]) != "yes")


if __name__ == "__main__":
    print("\n".join(table()))
