"""Shelf's sheets become drafts: typed fields, several bar codes, quantities."""

from __future__ import annotations

import datetime

import pytest

from talktag.interop.draft import Import, Options
from talktag.interop.reading import detect, read_rows
from talktag.model.products.product import Purchase
from tests.kit.drafts import draft_of

from .material import delimited, every_problem

HEADER = (
    *("title", "description", "kit", "category", "tags", "location", "valuation", "custodian", "bookable"),
    *("barcode_Code128", "barcode_EAN13", "assetModel", "type", "quantity", "minQuantity"),
    *("cf: Serial number,type:text", "cf:brand, type:option", "cf:purchase date, type:date"),
    *(
        "cf:service cost, type:amount",
        "cf:rating, type:number",
        "cf: Fragile , type:boolean",
        "cf:memo,type:multiline text",
    ),
)
CPU = {
    "title": "Ryzen",
    "category": "CPU",
    "tags": "High priority, small",
    "location": "Sofia office",
    "valuation": "100",
    "bookable": "yes",
    "barcode_Code128": "MBP001,MBP002",
    "barcode_EAN13": "0012345678905",
    "assetModel": "9 7950X",
    "type": "INDIVIDUAL",
    "cf: Serial number,type:text": "0042",
    "cf:brand, type:option": "AMD",
    "cf:purchase date, type:date": "2024-02-22",
    "cf:service cost, type:amount": "299.99",
    "cf:rating, type:number": "-40",
    "cf: Fragile , type:boolean": "no",
    "cf:memo,type:multiline text": "a\nb",
}
EURO = Options(currency="EUR")


def _read(*rows: dict[str, str], options: Options = EURO, delimiter: str = ",") -> Import:
    return read_rows(delimited(HEADER, *rows, delimiter=delimiter), "shelf", options=options)


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_sheet_is_read_with_every_column_in_its_type(delimiter: str) -> None:
    assert detect(delimited(HEADER, delimiter=delimiter)) == "shelf"
    imported = _read(CPU, delimiter=delimiter)
    assert list(every_problem(imported)) == []
    draft = imported.rows[0].draft
    assert draft
    assert draft == draft_of(
        name="Ryzen",
        maker="AMD",
        model="9 7950X",
        serial="0042",
        gtin="00012345678905",
        place="Sofia office",
        labels=("CPU", "High priority", "small"),
        purchase=Purchase(datetime.date(2024, 2, 22)),
        fields={
            "valuation": "100.00 EUR",
            "bookable": "yes",
            "barcode_Code128": "MBP001,MBP002",
            "type": "INDIVIDUAL",
            "service cost": "299.99 EUR",
            "rating": -40,
            "Fragile": False,
            "memo": "a\nb",
        },
        source=draft.product.source,
    )


def test_quantities_count() -> None:
    (row,) = _read({"title": "Pens", "type": "QUANTITY_TRACKED", "quantity": "500", "minQuantity": "50"}).rows
    assert row.draft
    assert row.draft.product.quantity == 500
    assert row.draft.product.fields == {"type": "QUANTITY_TRACKED", "minQuantity": "50"}


def test_only_the_first_good_number_is_the_gtin_and_none_is_lost() -> None:
    (row,) = _read({"title": "Pens", "barcode_EAN13": "12, 4006381333931,9780201379624"}).rows
    assert row.draft
    assert row.draft.product.gtin == "04006381333931"
    assert row.draft.product.fields == {"barcode_EAN13": "12", "barcode_EAN13 (2)": "9780201379624"}
    assert {problem.severity for problem in row.problems} == {"warning"}


def test_money_as_a_report_shows_it_stays_text_where_the_currency_is_not_clear() -> None:
    (row,) = _read({"title": "Pens", "valuation": "kr 1,234.50"}).rows
    assert row.draft
    assert row.draft.product.fields == {"valuation": "kr 1,234.50"}


def test_a_dollar_in_a_report_is_taken_as_the_usual_one_and_told() -> None:
    (row,) = _read({"title": "Pens", "valuation": "$1,234.50"}).rows
    assert row.draft
    assert row.draft.product.fields == {"valuation": "1234.50 USD"}
    assert [each.message for each in row.problems if "currenc" in each.message] == [
        "the sign is that of several currencies; taken as USD"
    ]
    assert [problem.severity for problem in row.problems] == ["warning"]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("cf:rating, type:number", "low"),
        ("cf:rating, type:number", "007"),
        ("cf: Fragile , type:boolean", "perhaps"),
        ("cf:purchase date, type:date", "2/3/2024"),
        ("cf:service cost, type:amount", "1,234"),
        ("quantity", "-1"),
    ],
)
def test_a_cell_that_is_not_of_its_type_is_an_error(column: str, cell: str) -> None:
    (problem,) = every_problem(_read({"title": "Pens", column: cell}))
    assert (problem.column, problem.value, problem.severity) == (column, cell, "error")


def test_an_export_with_ids_is_called_after_them() -> None:
    (row,) = read_rows(b"Asset ID,Name,Category,bookable\nSAM-0001,Drill,Tool,yes\n", "shelf").rows
    assert row.draft
    assert row.draft.product.source == "shelf:SAM-0001"


def test_rows_without_ids_are_told_apart_by_what_they_hold() -> None:
    sources = [row.draft.product.source for row in _read(CPU, CPU, {**CPU, "title": "x"}).rows if row.draft]
    assert len(set(sources)) == 3
    assert sources[1] == f"{sources[0]}#2"
