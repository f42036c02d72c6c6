"""Snipe-IT's sheets and reports become drafts; no column is lost."""

from __future__ import annotations

import datetime
from decimal import Decimal

from talktag.interop.draft import Import, Options
from talktag.interop.reading import detect, read_rows
from talktag.model.products.product import Purchase
from talktag.model.values.money import Money
from talktag.model.values.warranty import Duration, Warranty
from tests.kit.drafts import draft_of

from .material import delimited, every_problem

SAMPLE = (
    *("Company", "Name", "Asset Tag", "Category", "Supplier", "Manufacturer", "Location", "Order Number", "Model"),
    *("Model Notes", "Model Number", "Asset Notes", "Purchase Date", "Purchase Cost", "Checkout Type"),
    *("Checked Out To: Username", "Asset EOL Date"),
)
LATHE = {
    "Company": "Moser, Sons",
    "Name": "Lathe",
    "Asset Tag": "QRX-0000017",
    "Category": "Workshop",
    "Supplier": "Huber GmbH",
    "Manufacturer": "Emco",
    "Location": "Hall 2",
    "Order Number": "0004711",
    "Model": 'Unimat 13"',
    "Model Number": "U-1",
    "Purchase Date": "1/23/23",
    "Purchase Cost": "2,266.13",
    "Checked Out To: Username": "ana",
    "Asset EOL Date": "10/27/28",
}
READ = Options(currency="EUR", century=2000)


def _read(*rows: dict[str, str], header: tuple[str, ...] = SAMPLE, options: Options = READ) -> Import:
    return read_rows(delimited(header, *rows), "snipe-it", options=options)


def test_a_sheet_with_a_mark_and_us_dates_is_read_with_every_column() -> None:
    data = b"\xef\xbb\xbf" + delimited(SAMPLE, LATHE, end="\r\n").rstrip()
    assert detect(data) == "snipe-it"
    imported = read_rows(data, options=READ)
    assert list(every_problem(imported)) == []
    assert imported.rows[0].draft == draft_of(
        name="Lathe",
        maker="Emco",
        model='Unimat 13"',
        place="Hall 2",
        labels=("Workshop",),
        purchase=Purchase(datetime.date(2023, 1, 23), "Huber GmbH", Money(Decimal("2266.13"), "EUR"), "0004711"),
        fields={
            "Company": "Moser, Sons",
            "asset_tag": "QRX-0000017",
            "model_number": "U-1",
            "Checked Out To: Username": "ana",
            "Asset EOL Date": "10/27/28",
        },
        source="snipe-it:QRX-0000017",
    )


def test_years_of_two_digits_are_reported_unless_the_century_is_said() -> None:
    (problem,) = every_problem(_read(LATHE, options=Options(currency="EUR")))
    assert (problem.column, problem.value, problem.severity) == ("Purchase Date", "1/23/23", "error")


def test_other_titles_of_the_same_columns_are_known() -> None:
    header = (
        "Item Name",
        "asset tag",
        "Model Name",
        "Model No.",
        "Serial number",
        "Warranty Months",
        "QTY",
        "Purchased",
    )
    row = dict(zip(header, ("Lathe", "7", "Unimat", "U-1", "0042", "24 months", "3", "2023-01-23"), strict=True))
    draft = _read(row, header=header).rows[0].draft
    assert draft
    assert (draft.product.name, draft.product.model, draft.product.serial, draft.product.quantity) == (
        "Lathe",
        "Unimat",
        "0042",
        3,
    )
    assert draft.product.warranties == (Warranty(Duration(24, "month")),)
    assert draft.product.purchase.date == datetime.date(2023, 1, 23)


def test_titles_that_repeat_in_a_report_are_fields_of_their_own() -> None:
    data = b"Asset Name,Asset Tag,Address,City,Address,City\nLathe,7,a,b,c,d\n"
    (row,) = read_rows(data).rows
    assert row.draft
    assert row.draft.product.fields == {
        "asset_tag": "7",
        "Address": "a",
        "City": "b",
        "Address (2)": "c",
        "City (2)": "d",
    }


def test_an_asset_without_a_name_is_named_after_its_model_and_says_so() -> None:
    imported = _read({**LATHE, "Name": ""}, {**LATHE, "Name": "", "Model": "", "Asset Tag": "8"})
    assert [row.draft and row.draft.product.name for row in imported.rows] == ['Unimat 13"', "U-1"]
    assert {problem.severity for problem in every_problem(imported)} == {"warning"}


def test_an_asset_tag_that_repeats_is_an_error() -> None:
    assert [row.sound for row in _read(LATHE, LATHE).rows] == [True, False]


def test_an_asset_without_a_tag_is_called_after_what_it_holds() -> None:
    first, second = (_read({**LATHE, "Asset Tag": "", "Model Notes": notes}).rows[0].draft for notes in ("a", "b"))
    assert first
    assert second
    assert first.product.source != second.product.source
    assert (first.product.source or "").startswith("snipe-it:row:")


def test_a_last_day_that_the_months_give_is_not_a_second_warranty() -> None:
    header = ("Asset Name", "Asset Tag", "Purchased", "Warranty", "Warranty Expires")
    same = dict(zip(header, ("Lathe", "7", "2023-01-23", "24", "2025-01-23"), strict=True))
    (row,) = _read(same, header=header).rows
    assert row.draft
    assert (row.draft.product.warranties, row.problems) == ((Warranty(Duration(24, "month")),), ())
    (row,) = _read({**same, "Warranty Expires": "2026-01-23"}, header=header).rows
    assert [problem.value for problem in row.problems] == ["2026-01-23"]


def test_no_months_are_no_warranty_and_other_words_are_an_error() -> None:
    header = ("Asset Name", "Asset Tag", "Warranty")
    assert _read({"Asset Name": "Lathe", "Warranty": "0"}, header=header).rows[0].draft == draft_of(
        "Lathe",
        source=_read({"Asset Name": "Lathe", "Warranty": "0"}, header=header).rows[0].draft.product.source,  # type: ignore[union-attr]
    )
    assert not _read({"Asset Name": "Lathe", "Warranty": "some"}, header=header).sound
