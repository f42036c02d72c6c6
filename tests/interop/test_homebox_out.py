"""What is written for Homebox v0.26 has its header and keeps its rules, and what does not fit is named."""

from __future__ import annotations

import csv
import datetime
import io
from decimal import Decimal

from hypothesis import HealthCheck, given, settings

from talktag.interop.draft import Options
from talktag.interop.homebox.write import write_homebox
from talktag.interop.reading import read_rows
from talktag.model.products.product import Product, Purchase
from talktag.model.values.money import Money
from talktag.model.values.warranty import Duration, Warranty

from .material import ANY_TEXT, CAMERA, LENS, V26, products

DRILL = Product(id="d000000000001", slug="drill", name="Drill", place="Home/Garage")


def _written(*things: Product, currency: str | None = None) -> tuple[list[dict[str, str]], set[str]]:
    written = write_homebox(things, currency)
    rows = csv.DictReader(io.StringIO(written.data.decode(), newline=""), strict=True)
    return list(rows), {f"{lost.product}.{lost.field}" for lost in written.lost}


def test_the_header_is_that_of_v0_26_and_fields_follow_by_name() -> None:
    data = write_homebox([DRILL._replace(fields={"b": "1", "a": "2"})]).data
    assert data.split(b"\n")[0].decode() == ",".join((*(f"HB.{key}" for key in V26), "HB.field.a", "HB.field.b"))
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")


def test_a_whole_product_fills_the_columns() -> None:
    thing = CAMERA._replace(
        name="Camera",
        labels=("insured", "studio"),
        warranties=(Warranty(datetime.date(2026, 3, 2)),),
        files=(),
        tags=(),
    )
    (row,), lost = _written(thing)
    assert {key.removeprefix("HB."): cell for key, cell in row.items() if cell} == {
        "import_ref": "c000000000001",
        "location": "home / office",
        "tags": "studio",
        "archived": "false",
        "name": "Camera",
        "quantity": "1",
        "insured": "true",
        "notes": "=cmd|'/c calc'!A1\nsecond line",
        "purchase_price": "2499",
        "purchase_from": "Foto Ruiz",
        "purchase_date": "2024-03-02",
        "manufacturer": "Canon",
        "model_number": "EOS 5D Mark IV",
        "serial_number": "032021001234",
        "lifetime_warranty": "false",
        "warranty_expires": "2026-03-02",
        "field.added": "2024-03-03",
        "field.colour": "black",
        "field.gtin": "04548736133730",
        "field.order": "0042",
        "field.shutter": "18342",
    }
    assert lost == {"canon-eos.fields.shutter", "canon-eos.source"}


def test_a_thing_without_a_place_gets_one_because_homebox_stops_without() -> None:
    (row,), lost = _written(DRILL._replace(place=None))
    assert row["HB.location"] == "Unplaced"
    assert lost == {"drill.place"}


def test_only_a_parent_that_is_in_the_file_is_named() -> None:
    (camera, lens), _ = _written(CAMERA, LENS)
    assert (camera["HB.import_ref"], lens["HB.parent_import_ref"]) == ("c000000000001", "c000000000001")
    (lens,), lost = _written(LENS)
    assert lens["HB.parent_import_ref"] == ""
    assert "lens.inside" in lost


def test_prices_in_another_currency_are_fields_of_their_own() -> None:
    prices = [
        Money(Decimal(amount), code) for amount, code in (("5", "EUR"), ("7.50", "EUR"), ("9", "USD"), ("0", "EUR"))
    ]
    things = [DRILL._replace(id=f"d00000000000{n}", purchase=Purchase(price=each)) for n, each in enumerate(prices)]
    rows, lost = _written(*things)
    assert [row["HB.purchase_price"] for row in rows] == ["5", "7.5", "", ""]
    assert [row["HB.field.purchase_price"] for row in rows] == ["", "", "9.00 USD", "0.00 EUR"]
    assert lost == {"drill.purchase_price"}
    assert [row["HB.purchase_price"] for row in _written(*things, currency="USD")[0]] == ["", "", "9", ""]


def test_large_prices_have_no_exponent() -> None:
    (row,), _ = _written(DRILL._replace(purchase=Purchase(price=Money(Decimal("1E+6"), "EUR"))))
    assert row["HB.purchase_price"] == "1000000"


def test_a_duration_becomes_its_last_day_and_all_of_it_goes_into_the_details() -> None:
    terms = (Warranty(Duration(24, "month")), Warranty(Duration(5, "year"), "parts", provider="Bosch"))
    (row,), lost = _written(DRILL._replace(purchase=Purchase(datetime.date(2024, 3, 2)), warranties=terms))
    assert row["HB.warranty_expires"] == "2029-03-02"
    assert row["HB.warranty_details"] == "24 months (all); 5 years (parts) by Bosch"
    assert lost == {"drill.warranties"}


def test_a_tab_in_the_name_of_a_field_does_not_make_it_a_tab_separated_file() -> None:
    written = write_homebox([DRILL._replace(fields={"a\tb\n": "x", "": "y"})])
    assert b"\t" not in written.data.split(b"\n")[0]
    assert {lost.field for lost in written.lost} == {"fields.a\tb\n", "fields."}


def test_text_beyond_what_homebox_keeps_is_cut_and_named() -> None:
    (row,), lost = _written(DRILL._replace(name="é" * 200, fields={"notes": "n" * 1001, "x": "y" * 501}))
    assert len(row["HB.name"].encode()) <= 255
    assert len(row["HB.notes"].encode()) <= 1000
    assert len(row["HB.field.x"].encode()) <= 500
    assert lost == {"drill.name", "drill.notes", "drill.fields.x"}


def test_a_label_with_a_semicolon_stays_one_label() -> None:
    (row,), lost = _written(DRILL._replace(labels=("a;b", "c")))
    assert row["HB.tags"] == "a,b; c"
    assert lost == {"drill.labels"}


def test_states_sales_and_archives_come_back() -> None:
    fields = {"sold_to": "Bruno", "sold_price": "40.00 EUR", "sold_date": "2025-01-02", "asset_id": "000-007"}
    things = [
        DRILL._replace(state="sold", fields=fields, purchase=Purchase(price=Money(Decimal(90), "EUR"))),
        DRILL._replace(id="d000000000002", state="lost", labels=("archived", "insured")),
    ]
    rows, lost = _written(*things)
    assert (rows[0]["HB.sold_price"], rows[0]["HB.asset_id"]) == ("40", "000-007")
    sold, lost_one = (row.draft for row in read_rows(write_homebox(things).data, options=Options(currency="EUR")).rows)
    assert sold
    assert lost_one
    assert lost == set()
    assert (sold.product.state, sold.product.labels, dict(sold.product.fields)) == ("sold", (), fields)
    assert (lost_one.product.state, set(lost_one.product.labels)) == ("lost", {"archived", "insured"})


def test_a_place_of_nothing_but_a_nul_is_no_place() -> None:
    (row,), lost = _written(DRILL._replace(place="\0"))
    assert row["HB.location"] == "Unplaced"
    assert lost == {"drill.location"}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
@given(things=products(ANY_TEXT))
def test_homebox_would_take_every_row(things: list[Product]) -> None:
    """Its rules: one width, a location and a name in each row, texts within their limits, parents that are there."""
    written = write_homebox(things)
    header, *rows = csv.reader(io.StringIO(written.data.decode(), newline=""), strict=True)
    assert tuple(header[: len(V26)]) == tuple(f"HB.{key}" for key in V26)
    assert "\t" not in "".join(header)
    references = {row[0] for row in rows}
    for row, thing in zip(rows, things, strict=True):
        cells = dict(zip(header, row, strict=True))
        assert [part for part in cells["HB.location"].split("/") if part.strip()]
        assert cells["HB.import_ref"] == thing.id
        assert {cells["HB.parent_import_ref"]} <= references | {""}
        assert all(len(cell.encode()) <= 1000 for key, cell in cells.items() if key in {"HB.notes", "HB.description"})
        assert {cells[f"HB.{key}"] for key in ("archived", "insured", "lifetime_warranty")} <= {"true", "false"}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
@given(things=products(ANY_TEXT))
def test_what_was_written_for_homebox_can_be_read_again(things: list[Product]) -> None:
    back = read_rows(write_homebox(things).data, "homebox")
    assert [row.draft.product.source for row in back.rows if row.draft] == [f"homebox:{thing.id}" for thing in things]
