"""What is written for Homebox, Snipe-IT and Shelf is what each takes, comes back, and what it loses is named."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from talktag.interop.draft import Options
from talktag.interop.export_result import ExportResult
from talktag.interop.homebox.write import write_homebox
from talktag.interop.reading import detect, read_rows
from talktag.interop.shelf.list_cell import join_items, split_items
from talktag.interop.shelf.write import write_shelf
from talktag.interop.snipe_it.write import write_snipe_it
from talktag.model.products.product import Product, Purchase
from talktag.model.values.money import Money
from talktag.model.values.warranty import Duration, Warranty

from .material import ANY_TEXT, CAMERA, LENS, every_problem, facts, products
from .peers import faults_of

WRITERS: dict[str, Callable[[Sequence[Product]], ExportResult]] = {
    "homebox": write_homebox,
    "snipe-it": write_snipe_it,
    "shelf": write_shelf,
}
# What a program says of itself, and what names a record here, which is given anew.
OWN = {
    "homebox": {"id", "slug", "source", "fields.warranty_details"},
    "snipe-it": {"id", "slug", "source", "fields.asset_tag"},
    "shelf": {"id", "slug", "source", "fields.type", "fields.consumptionType"},
}
# Facts that come back from each without a change, of a thing that has them all.
DRILL = Product(
    id="d000000000001",
    slug="drill",
    name="Drill",
    maker="Bosch",
    model="GSR 18V",
    serial="SN-77",
    gtin="04548736133730",
    place="garage",
    labels=("tools",),
    added=datetime.date(2024, 3, 3),
    purchase=Purchase(datetime.date(2024, 3, 2), "Hagebau", Money(Decimal("129.90"), "EUR"), "4711"),
    warranties=(Warranty(Duration(24, "month")),),
    fields={"colour": "blue", "notes": "a, b\nc"},
)


@pytest.mark.parametrize("peer", WRITERS)
def test_a_file_is_told_by_its_titles_and_the_program_has_nothing_against_it(peer: str) -> None:
    written = WRITERS[peer]([CAMERA, LENS, DRILL])
    assert detect(written.data) == peer
    assert list(faults_of(peer, written.data)) == []


@pytest.mark.parametrize("peer", WRITERS)
def test_what_comes_back_differs_only_where_a_loss_is_named(peer: str) -> None:
    for thing in (CAMERA, LENS, DRILL):
        written = WRITERS[peer]([thing])
        back = read_rows(written.data, peer, options=Options("EUR"))
        assert [each for each in every_problem(back) if each.severity == "error"] == []
        (row,) = back.rows
        assert row.draft
        before, after = facts(thing), facts(row.draft)
        lost = {each.field for each in written.lost}
        changed = {key for key in before.keys() | after.keys() if _plain(before.get(key)) != _plain(after.get(key))}
        # A loss may turn a fact into a custom field of its name.
        unnamed = {key for key in changed - OWN[peer] if not _is_named(key, lost)}
        assert unnamed == set(), (thing.slug, {key: (before.get(key), after.get(key)) for key in unnamed})


def _plain(value: object) -> object:
    """The labels are a set."""
    return {*value} if isinstance(value, tuple) else value


def _is_named(key: str, lost: set[str]) -> bool:
    bare = key.removeprefix("fields.").casefold()
    return any(bare in {each.casefold(), each.rpartition(".")[2].casefold()} for each in lost)


def test_snipe_it_gets_a_model_and_a_category_where_there_is_none() -> None:
    written = write_snipe_it([DRILL._replace(model=None, labels=(), name="A drill")])
    (row,) = read_rows(written.data, "snipe-it", options=Options("EUR")).rows
    assert row.draft
    assert (row.draft.product.model, row.draft.product.labels) == ("A drill", ("Uncategorized",))
    assert {each.field for each in written.lost} >= {"model", "labels"}
    assert list(faults_of("snipe-it", written.data)) == []


def test_snipe_it_keeps_the_tag_that_it_gave_and_gives_none_twice() -> None:
    one, two = (DRILL._replace(id=f"d00000000000{number}", fields={"asset_tag": "A-1"}) for number in (1, 2))
    lines = write_snipe_it([one, two]).data.decode().splitlines()
    assert [line.partition(",")[0] for line in lines[1:]] == ["A-1", "d000000000002"]


def test_several_alike_are_counted_in_shelf_and_their_model_is_a_field() -> None:
    written = write_shelf([DRILL._replace(quantity=4)])
    assert list(faults_of("shelf", written.data)) == []
    (row,) = read_rows(written.data, options=Options("EUR")).rows
    assert row.draft
    assert row.draft.product.quantity == 4
    assert row.draft.product.fields["Model"] == "GSR 18V"
    assert "model" in {each.field for each in written.lost}


def test_shelf_is_told_when_there_are_more_rows_than_it_takes() -> None:
    things = [DRILL._replace(slug=f"drill-{number}") for number in range(1001)]
    written = write_shelf(things)
    assert [each.product for each in written.lost if each.field == "row"] == ["drill-1000"]


@pytest.mark.parametrize("items", [("a", "b"), ("Berlin, DE", "x"), ('17" disc',), ('"quoted"', "p, q"), (), ("only",)])
def test_a_label_with_a_comma_or_a_quote_is_one_label_in_shelf(items: tuple[str, ...]) -> None:
    assert tuple(split_items(join_items(items))) == items
    assert list(split_items(" a , ,b")) == ["a", "b"]


@pytest.mark.parametrize(
    ("peer", "old", "new", "fault"),
    [
        ("homebox", b"HB.location", b"HB.place", "title HB.place"),
        ("snipe-it", b",GSR 18V,", b",,", "row 2: no Model Name"),
        ("snipe-it", b"129.90", b"129.90 EUR", "row 2: Purchase Cost: 129.90 EUR"),
        ("shelf", b"assetModel", b"model", "title model"),
        ("shelf", b",GSR 18V,,", b",GSR 18V,SINGLE,", "row 2: Invalid asset type"),
        ("shelf", b"2024-03-02", b"2.3.2024", "row 2: cf:Purchase date,type:date: 2.3.2024"),
    ],
)
def test_the_rules_of_each_program_see_what_they_are_there_for(peer: str, old: bytes, new: bytes, fault: str) -> None:
    written = WRITERS[peer]([DRILL]).data
    assert old in written
    assert fault in list(faults_of(peer, written.replace(old, new, 1)))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=25)
@given(things=products(ANY_TEXT))
def test_each_program_would_take_whatever_a_record_holds(things: list[Product]) -> None:
    for peer, write in WRITERS.items():
        assert [each for each in faults_of(peer, write(things).data) if each != "no row"] == [], peer
        read_rows(write(things).data, peer, options=Options("EUR"))
