"""The condition of a product goes wherever any key of the table goes: in, out, asked for, shown, given and printed."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from typing import TYPE_CHECKING

import pytest

from talktag.model.products.keys import KEYS
from talktag.model.products.product import Product
from talktag.model.sharing.table import make_table
from talktag.page.describe_product import sayings
from talktag.page.wording import wording

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

WORN = Product("0000000000001", "clock", "Clock", condition="worn")


def test_it_is_given_with_add_and_shown(computer: Computer) -> None:
    computer.ok("add", "Clock", "--condition", "worn, but it runs")
    record = tomllib.loads((computer.things / "products/c/clock.toml").read_text())
    assert record["condition"] == "worn, but it runs"
    assert "condition\tworn, but it runs" in computer.ok("show", "clock").splitlines()
    assert computer.json("show", "clock")["data"]["condition"] == "worn, but it runs"


def test_another_one_of_a_kind_has_a_condition_of_its_own(computer: Computer) -> None:
    computer.ok("add", "Clock", "--condition", "worn")
    assert "condition" not in computer.json("add", "Clock", "--like", "clock")["data"]


def test_it_is_set_asked_for_and_a_column(computer: Computer) -> None:
    computer.ok("set", "trek", "condition=broken")
    assert computer.ok("list", "condition:brok", "--columns", "slug,condition") == "trek-domane-al-2\tbroken\n"
    assert computer.ok("list", "has:condition", "--columns", "slug") == "trek-domane-al-2\n"
    assert computer.ok("list", "broken", "--columns", "slug") == "trek-domane-al-2\n"
    assert computer.ok("list", "--sort", "condition", "--columns", "slug").splitlines()[0] == "trek-domane-al-2"
    computer.ok("set", "trek", "condition=")
    assert computer.ok("list", "no:condition", "trek", "--columns", "slug") == "trek-domane-al-2\n"


def test_it_belongs_to_the_identity_of_a_table_and_a_print_out_can_show_it(computer: Computer) -> None:
    (row,) = make_table(WORN, (), ("identity",)).rows
    assert (row.section, row.field, row.value, row.leaves) == ("identity", "condition", "worn", True)
    computer.ok("set", "trek", "condition=worn")
    computer.ok("export", "trek", "--to", "fix-it", "--fields", "name,condition", "-o", "paper.txt", "--yes")
    assert "Condition" in (computer.folder / "paper.txt").read_text()


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Condition"), ("de", "Zustand"), ("es", "Estado"), ("fr", "État"), ("it", "Stato"), ("sv", "Skick")],
)
def test_its_word_is_in_the_language_of_whoever_reads_the_page(language: str, label: str) -> None:
    said = [(each.label, each.text) for each in sayings({"condition": "worn"}, wording(language)) if each.text]
    assert said == [(label, "worn")]


def test_every_word_of_the_table_is_in_the_wording_of_pages() -> None:
    assert {key.word for key in KEYS} - {""} <= set(wording("en")._fields)


@pytest.mark.parametrize("form", ["csv", "json", "homebox"])
def test_it_comes_back_from_a_file(form: str, computer: Computer, tmp_path: Path) -> None:
    computer.ok("set", "trek", "condition=worn")
    file = tmp_path / f"things.{'json' if form == 'json' else 'csv'}"
    file.write_text(computer.ok("export", "--as", form, "trek", "-o", "-"))
    computer.ok("set", "trek", "condition=good")
    computer.ok("import", str(file), "--update", "--yes")
    assert computer.json("show", "trek")["data"]["condition"] == "worn"


def test_a_table_of_anybody_brings_it_in_by_a_mapping(computer: Computer, tmp_path: Path) -> None:
    file = tmp_path / "things.csv"
    file.write_text("Item,Grade\nClock,worn\n")
    computer.ok("import", str(file), "--map", "Item=name", "--map", "Grade=condition", "--yes")
    (row,) = csv.DictReader(io.StringIO(computer.ok("export", "--as", "csv", "clock", "-o", "-")))
    assert row["condition"] == "worn"


def test_other_programs_are_told_it_by_its_name(computer: Computer) -> None:
    computer.ok("set", "trek", "condition=worn")
    (thing,) = json.loads(computer.ok("export", "--as", "jsonld", "trek", "-o", "-"))["@graph"]
    assert {"@type": "PropertyValue", "propertyID": "talktag", "name": "condition", "value": "worn"} in thing[
        "additionalProperty"
    ]
