"""Homebox files of every version become drafts, and what Homebox drops in silence is said."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from talktag.errors import InvalidError
from talktag.interop.draft import Draft, Options
from talktag.interop.reading import detect, read_rows
from talktag.model.values.money import Money
from talktag.model.values.warranty import LIFETIME, Warranty
from tests.kit.drafts import draft_of

from .material import UUID, V26, delimited, every_problem, homebox_rows

MAIN = (
    *("purchase_date", "warranty_expires", "sold_date", "import_ref", "parent_import_ref", "url", "name"),
    *("description", "notes", "purchase_from", "manufacturer", "model_number", "serial_number", "warranty_details"),
    *("sold_to", "sold_notes", "location", "tags", "asset_id", "quantity", "purchase_price", "sold_price", "archived"),
    *("insured", "lifetime_warranty"),
)
_TIMES = {"purchase_date": "purchase_time", "sold_date": "sold_time"}
V23 = tuple(_TIMES.get(key, key) for key in V26 if key != "parent_import_ref")
V13 = tuple("labels" if key == "tags" else key for key in V23)
V9 = tuple(key for key in V13 if key != "url")
VERSIONS = {"v0.26": V26, "main 2026-07": MAIN, "v0.23": V23, "v0.13": V13, "v0.9": V9}
DRILL = {
    "HB.location": "Home / Garage ",
    "HB.asset_id": "000-017",
    "HB.archived": "false",
    "HB.name": "Drill",
    "HB.quantity": "2",
    "HB.description": "Cordless, 18 V",
    "HB.insured": "true",
    "HB.purchase_price": "129.9",
    "HB.purchase_from": "Toom",
    "HB.manufacturer": "Bosch",
    "HB.model_number": "GSR 18V",
    "HB.serial_number": "0042",
    "HB.lifetime_warranty": "false",
    "HB.warranty_expires": "2026-10-13",
    "HB.warranty_details": "registered",
    "HB.sold_price": "0",
    "HB.field.colour": "blue",
}


def _draft(cells: dict[str, str]) -> Draft:
    (row,) = homebox_rows({"HB.name": "Drill", **cells}).rows
    assert row.draft
    return row.draft


def _problems(cells: dict[str, str]) -> list[tuple[str, str]]:
    return [(str(problem), problem.severity) for problem in every_problem(homebox_rows({"HB.name": "Drill", **cells}))]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_every_header_since_v0_9_gives_the_same_draft(version: str, delimiter: str) -> None:
    header = VERSIONS[version]
    tags = "HB.tags" if "tags" in header else "HB.labels"
    date = "HB.purchase_date" if "purchase_date" in header else "HB.purchase_time"
    imported = homebox_rows(
        {**DRILL, tags: "tool; power tool ;", date: "2021-10-13"}, header=header, delimiter=delimiter
    )
    assert list(every_problem(imported)) == []
    (row,) = imported.rows
    assert row.draft == draft_of(
        name="Drill",
        maker="Bosch",
        model="GSR 18V",
        serial="0042",
        place="Home/Garage",
        labels=row.draft.product.labels if row.draft else (),
        quantity=2,
        purchase=(datetime.date(2021, 10, 13), "Toom", Money(Decimal("129.9"), "EUR"), None),  # type: ignore[arg-type]
        warranties=(Warranty(datetime.date(2026, 10, 13)),),
        fields={
            "asset_id": "000-017",
            "description": "Cordless, 18 V",
            "warranty_details": "registered",
            "colour": "blue",
        },
        source="homebox:000-017",
        stated=frozenset({"quantity"}),
    )
    assert row.draft
    assert set(row.draft.product.labels) == {"tool", "power tool", "insured"}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_header_is_told_to_be_homebox(version: str) -> None:
    assert detect(delimited([f"HB.{key}" for key in VERSIONS[version]]), "export.csv") == "homebox"


def test_titles_in_another_case_are_read_where_homebox_drops_them() -> None:
    (row,) = read_rows(b"hb.name,Hb.Manufacturer\nDrill,Bosch\n", "homebox").rows
    assert row.draft
    assert row.draft.product.maker == "Bosch"


def test_a_byte_order_mark_does_not_hide_the_first_column() -> None:
    (row,) = read_rows("\ufeffHB.name,HB.manufacturer\nDrill,Bosch\n".encode()).rows
    assert row.draft
    assert row.draft.product.name == "Drill"


@pytest.mark.parametrize(
    ("cells", "source"),
    [
        ({"HB.import_ref": "a1b2c3d4", "HB.url": f"/item/{UUID.format(1)}", "HB.asset_id": "7"}, "homebox:a1b2c3d4"),
        ({"HB.url": f"https://x/item/{UUID.format(1)}", "HB.asset_id": "7"}, f"homebox:{UUID.format(1)}"),
        ({"HB.asset_id": "7", "HB.location": "Home"}, "homebox:000-007"),
        ({"HB.asset_id": "1000-003"}, "homebox:100-0003"),
        ({"HB.asset_id": "0", "HB.location": "Home / Garage"}, "homebox:Home/Garage/Drill"),
    ],
)
def test_a_row_is_called_after_the_best_name_it_has(cells: dict[str, str], source: str) -> None:
    assert _draft(cells).product.source == source


def test_two_rows_never_have_the_same_source() -> None:
    imported = homebox_rows({"HB.name": "Drill", "HB.asset_id": "7"}, {"HB.name": "Drill", "HB.asset_id": "7"})
    assert [row.draft and row.draft.product.source for row in imported.rows] == ["homebox:/Drill", "homebox:/Drill#2"]
    assert {str(problem) for problem in every_problem(imported)} == {
        "line 2: HB.asset_id: stands on several rows",
        "line 3: HB.asset_id: stands on several rows",
    }


def test_an_import_ref_that_repeats_is_an_error() -> None:
    imported = homebox_rows({"HB.name": "Drill", "HB.import_ref": "x"}, {"HB.name": "Saw", "HB.import_ref": "x"})
    assert [row.sound for row in imported.rows] == [True, False]


def test_prices_of_0_are_said_once_to_be_unknown() -> None:
    imported = homebox_rows(
        {"HB.name": "Drill", "HB.purchase_price": "0"}, {"HB.name": "Saw", "HB.purchase_price": "0.00"}
    )
    assert [row.draft and row.draft.product.purchase.price for row in imported.rows] == [None, None]
    assert [str(problem) for problem in every_problem(imported)] == [
        "line 2: HB.purchase_price: 0 means not known in Homebox; left out in 2 rows, this the first"
    ]


def test_a_lifetime_goes_before_a_last_day_and_says_so() -> None:
    cells = {"HB.lifetime_warranty": "true", "HB.warranty_expires": "2026-10-13"}
    assert _draft(cells).product.warranties == (Warranty(LIFETIME),)
    assert _problems(cells) == [("line 2: HB.warranty_expires: is left out: the warranty is for a lifetime", "warning")]


def test_a_sold_item_is_sold() -> None:
    draft = _draft({"HB.sold_to": "Bruno", "HB.sold_price": "40", "HB.sold_date": "2025-01-02", "HB.archived": "true"})
    assert draft.product.state == "sold"
    assert draft.product.labels == ()
    assert draft.product.fields == {"sold_to": "Bruno", "sold_price": "40.00 EUR", "sold_date": "2025-01-02"}


def test_an_archived_item_is_labelled() -> None:
    assert _draft({"HB.archived": "TRUE"}).product.labels == ("archived",)


def test_facts_that_homebox_has_no_column_for_come_back_from_fields() -> None:
    draft = _draft({"HB.field.gtin": "4548736133730", "HB.field.order": "0042", "HB.field.state": "lent"})
    assert (draft.product.gtin, draft.product.purchase.order, draft.product.state) == ("04548736133730", "0042", "lent")
    assert dict(draft.product.fields) == {}


def test_fields_of_those_names_that_mean_something_else_stay_fields() -> None:
    draft = _draft({"HB.field.gtin": "12", "HB.field.state": "Bavaria", "HB.field.added": "long ago"})
    assert draft.product.fields == {"gtin": "12", "state": "Bavaria", "added": "long ago"}


def test_a_custom_field_called_as_a_column_is_kept_under_another_name() -> None:
    cells = {"HB.description": "blue", "HB.field.description": "old"}
    assert _draft(cells).product.fields == {"description": "blue", "description (2)": "old"}
    assert [severity for _, severity in _problems(cells)] == ["warning"]


def test_custom_fields_that_came_out_blank_are_reported() -> None:
    (problem,) = homebox_rows({"HB.name": "Drill", "HB.field.weight": ""}).problems
    assert (problem.line, problem.column, problem.severity) == (1, "HB.field.weight", "warning")
    assert "only the text" in problem.message


def test_a_column_that_is_not_homebox_is_reported_cell_by_cell() -> None:
    imported = read_rows(b"HB.name,Colour\nDrill,blue\nSaw,\n", "homebox")
    assert [str(problem) for problem in every_problem(imported)] == ["line 2: Colour: is not a column of Homebox"]


def test_columns_of_later_versions_become_fields() -> None:
    (row,) = read_rows(b"HB.name,HB.low_stock_threshold\nDrill,3\n", "homebox").rows
    assert row.draft
    assert row.draft.product.fields == {"low_stock_threshold": "3"}


def test_tags_are_parted_at_semicolons_alone() -> None:
    assert _draft({"HB.tags": "tool, blue"}).product.labels == ("tool, blue",)
    assert [severity for _, severity in _problems({"HB.tags": "tool, blue"})] == ["warning"]
    assert _problems({"HB.tags": "tool, blue; old"}) == []


def test_the_manuals_own_column_of_labels_is_read() -> None:
    (row,) = read_rows(b'HB.name,HB.label\nDrill,"tool, blue"\n', "homebox").rows
    assert row.draft
    assert row.draft.product.labels == ("tool", "blue")


@pytest.mark.parametrize("word", ["yes", "on", "T"])
def test_yes_is_yes_where_homebox_makes_it_no(word: str) -> None:
    assert "insured" in _draft({"HB.insured": word}).product.labels


@pytest.mark.parametrize(
    ("column", "cell", "severity"),
    [
        ("HB.insured", "perhaps", "error"),
        ("HB.purchase_date", "13.14.2020", "error"),
        ("HB.purchase_date", "03/04/2021", "error"),
        ("HB.purchase_date", "3/23/21", "error"),
        ("HB.purchase_date", "09/30/0202", "error"),
        ("HB.warranty_expires", "never", "error"),
        ("HB.sold_date", "soon", "error"),
        ("HB.purchase_price", "1,234", "error"),
        ("HB.purchase_price", "-5", "error"),
        ("HB.purchase_price", "cheap", "error"),
        ("HB.sold_price", "1.234", "error"),
        ("HB.quantity", "-1", "error"),
        ("HB.quantity", "many", "error"),
        ("HB.quantity", "0", "warning"),
        ("HB.quantity", "2.5", "warning"),
        ("HB.asset_id", "A-7", "error"),
        ("HB.parent_import_ref", "gone", "error"),
    ],
)
def test_a_cell_that_homebox_would_turn_into_nothing_is_reported(column: str, cell: str, severity: str) -> None:
    (problem,) = every_problem(homebox_rows({"HB.name": "Drill", column: cell}))
    assert (problem.line, problem.column, problem.value, problem.severity) == (2, column, cell, severity)


def test_a_part_of_a_thing_is_kept_as_a_field() -> None:
    draft = _draft({"HB.quantity": "2.5"})
    assert (draft.product.quantity, dict(draft.product.fields)) == (1, {"quantity": "2.5"})


def test_us_dates_are_read_where_the_column_proves_them() -> None:
    imported = homebox_rows(
        {"HB.name": "Drill", "HB.purchase_date": "10/13/2021"}, {"HB.name": "Saw", "HB.purchase_date": "03/04/2021"}
    )
    assert [row.draft and row.draft.product.purchase.date for row in imported.rows] == [
        datetime.date(2021, 10, 13),
        datetime.date(2021, 3, 4),
    ]


def test_an_order_that_is_given_goes_before_what_the_column_proves() -> None:
    data = b"HB.name,HB.purchase_date\nDrill,10/13/2021\nSaw,03/04/2021\n"
    wrong, right = read_rows(data, options=Options(day_first=True)).rows
    assert not wrong.sound
    assert right.draft
    assert right.draft.product.purchase.date == datetime.date(2021, 4, 3)


def test_an_item_without_a_name_is_an_error() -> None:
    (row,) = homebox_rows({"HB.manufacturer": "Bosch"}).rows
    assert row.draft is None
    assert [problem.column for problem in row.problems] == ["HB.name"]


def test_a_file_without_the_column_of_names_is_refused() -> None:
    with pytest.raises(InvalidError, match="no column is the name"):
        read_rows(b"HB.location,HB.tags\nx,y\n", "homebox")


def test_the_same_file_twice_has_the_same_sources() -> None:
    rows = ({"HB.name": "Drill", "HB.location": "Home"}, {"HB.name": "Drill", "HB.location": "Home"})
    assert [row.draft for row in homebox_rows(*rows).rows] == [row.draft for row in homebox_rows(*rows).rows]
