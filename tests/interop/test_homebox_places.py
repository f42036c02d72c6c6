"""Rows of a Homebox file that are locations, and items within items."""

from __future__ import annotations

import pytest

from .material import UUID, every_problem, homebox_rows


def test_location_rows_are_places_and_no_products() -> None:
    imported = homebox_rows(
        {"HB.name": "Home", "HB.url": f"https://hb.example/location/{UUID.format(1)}", "HB.quantity": "0"},
        {"HB.name": "Garage", "HB.location": "Home", "HB.url": f"/location/{UUID.format(2)}", "HB.quantity": "1"},
        {"HB.name": "Drill", "HB.location": "Home / Garage", "HB.url": f"/item/{UUID.format(3)}"},
    )
    assert [row.draft and row.draft.product.name for row in imported.rows] == ["Drill"]
    assert imported.rows[0].line == 4
    assert imported.places == ("Home", "Home/Garage")
    assert list(every_problem(imported)) == []


def test_a_thing_that_is_called_location_is_still_a_thing() -> None:
    imported = homebox_rows({"HB.name": "Sign", "HB.url": f"https://location/location/item/{UUID.format(3)}"})
    assert [row.draft and row.draft.product.name for row in imported.rows] == ["Sign"]


def test_what_a_location_says_beyond_its_name_is_reported() -> None:
    imported = homebox_rows(
        {
            "HB.name": "Attic",
            "HB.url": f"/location/{UUID.format(1)}",
            "HB.description": "dusty",
            "HB.asset_id": "000-004",
            "HB.purchase_price": "0",
            "HB.insured": "false",
        },
        {"HB.name": "Drill", "HB.location": "Attic"},
    )
    assert sorted(problem.column for problem in imported.problems) == ["HB.asset_id", "HB.description"]
    assert {problem.severity for problem in imported.problems} == {"warning"}


def test_an_empty_place_and_a_slash_in_a_name_are_reported() -> None:
    imported = homebox_rows(
        {"HB.name": "A/C room", "HB.location": "Home", "HB.url": f"/location/{UUID.format(1)}"},
        {"HB.name": "Drill", "HB.location": "Home"},
    )
    assert [str(problem) for problem in imported.problems] == [
        "line 2: HB.name: holds a slash, which parts places; read as two of them",
        "line 2: HB.name: stays behind: no item is there",
    ]
    assert imported.places == ("Home/A/C room",)


def test_items_within_items_name_each_other() -> None:
    imported = homebox_rows(
        {"HB.name": "Bit", "HB.import_ref": "b", "HB.parent_import_ref": "a"},
        {"HB.name": "Case", "HB.import_ref": "a"},
    )
    assert [row.draft and row.draft.product.inside for row in imported.rows] == ["homebox:a", None]


@pytest.mark.parametrize(
    ("parents", "wrong"),
    [
        ({"a": "z"}, {"a"}),
        ({"a": "a"}, {"a"}),
        ({"a": "b", "b": "a", "c": "a"}, {"a", "b"}),
        ({"a": "b", "b": "c", "c": ""}, set()),
    ],
)
def test_a_parent_that_is_missing_or_within_the_item_is_an_error(parents: dict[str, str], wrong: set[str]) -> None:
    rows = [{"HB.name": ref, "HB.import_ref": ref, "HB.parent_import_ref": up} for ref, up in parents.items()]
    assert {row.draft.product.name for row in homebox_rows(*rows).rows if row.draft and not row.sound} == wrong


def test_a_long_chain_of_parents_takes_one_walk() -> None:
    rows = [{"HB.name": "x", "HB.import_ref": f"{n}", "HB.parent_import_ref": f"{n + 1}"} for n in range(5_000)]
    imported = homebox_rows(
        *rows, {"HB.name": "x", "HB.import_ref": "5000"}, header=("name", "import_ref", "parent_import_ref")
    )
    assert imported.sound
