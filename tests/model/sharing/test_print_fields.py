"""The names that `--fields` takes: every fact of the table has one, and a slip of the hand is told from a fact."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from talktag.errors import UsageError
from talktag.model.products.product import FILE_KINDS, Product, Purchase, Tag
from talktag.model.queries.columns import COLUMNS
from talktag.model.sharing.print_fields import NAMES, SECTION_FIELDS, parse_choice, pick
from talktag.model.sharing.table import PLAIN_SECTIONS, make_table
from talktag.model.values.money import Money
from talktag.model.values.warranty import Warranty

DAY = datetime.date(2024, 3, 2)
FULL = Product(
    id="0000000000001",
    slug="clock",
    name="Clock",
    maker="Braun",
    model="BC02",
    serial="77",
    gtin="00012345678905",
    condition="worn",
    place="hall",
    labels=("old",),
    quantity=2,
    purchase=Purchase(DAY, "Uhren Maier", Money(Decimal(40), "EUR"), "A-1"),
    warranties=(Warranty("lifetime"),),
    tags=(Tag("R709WNXNW"),),
    fields={"colour": "black", "a.b": "dotted"},
)


def test_every_fact_of_the_table_belongs_to_a_name() -> None:
    table = make_table(FULL, (), PLAIN_SECTIONS)
    facts = {(row.section, row.field) for row in table.rows if row.section in PLAIN_SECTIONS}
    assert facts == {(section, field) for section, fields in SECTION_FIELDS.items() for field in fields}


@pytest.mark.parametrize("section", PLAIN_SECTIONS)
def test_a_section_is_all_of_its_fields(section: str) -> None:
    choice = parse_choice(section)
    assert choice.asked == (section,)
    assert choice.fields == SECTION_FIELDS[section]
    table = make_table(FULL, (), PLAIN_SECTIONS)
    assert {row.field for row in table.rows if choice.takes(row.section, row.field)} == set(choice.fields)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("bought", "purchase.date"),
        ("from", "purchase.from"),
        ("PRICE", "purchase.price"),
        ("warranties", "warranty"),
        ("field.colour", "field:colour"),
        ("fields.a.b", "field:a.b"),
        ("field:Net weight", "field:Net weight"),
        ("photo", "files:photo"),
        ("Files:photo", "files:photo"),
        ("entries:claim", "entries:claim"),
        ("name", "name"),
    ],
)
def test_what_a_person_types_comes_to_one_name(typed: str, asked: str) -> None:
    assert parse_choice(f" {typed} ,, {typed}").asked == (asked,)


def test_the_columns_of_a_list_are_names_here_too_unless_they_stay() -> None:
    staying = {
        "to",
        "due",
        "labels",
        "inside",
        "state",
        "added",
        "notes",
        "shares",
        "seen",
        "slug",
        "files",
        "entries",
    } | {"kind"}
    for column in COLUMNS.keys() - staying:
        assert parse_choice(column)
    for column in staying:
        with pytest.raises(UsageError):
            parse_choice(column)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("seriel", "serial"), ("brand", "maker"), ("photos", "photo"), ("purchase.dat", "purchase.date")],
)
def test_an_unknown_name_is_refused_with_a_near_one(typed: str, hint: str) -> None:
    with pytest.raises(UsageError, match="is not a field") as refused:
        parse_choice(f"name,{typed}")
    assert f"did you mean {hint}?" in refused.value.hints


@pytest.mark.parametrize("typed", ["labels", "notes", "slug"])
def test_what_no_print_out_shows_is_said_to_stay(typed: str) -> None:
    with pytest.raises(UsageError, match=f'"{typed}" stays in the store'):
        parse_choice(typed)


@pytest.mark.parametrize("typed", ["", " , ", "field:", "files:", "field. "])
def test_a_name_of_nothing_is_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        parse_choice(typed)


def test_every_name_that_is_offered_is_taken() -> None:
    for name in (*NAMES, *(f"files:{kind}" for kind in FILE_KINDS)):
        assert parse_choice(name).fields


def test_of_the_values_only_the_chosen_ones_are_picked() -> None:
    values = {
        "id": "1",
        "maker": "Braun",
        "purchase": {"date": "2024-03-02", "price": "40.00 EUR"},
        "fields": {"colour": "black", "a.b": "dotted"},
        "entries": [{"kind": "service", "title": "oiled"}, {"kind": "loan", "title": "to Bo"}],
    }
    choice = parse_choice("price,field:a.b,entries:service,serial")
    assert pick(values, choice) == {
        "purchase": {"price": "40.00 EUR"},
        "fields": {"a.b": "dotted"},
        "entries": [{"kind": "service", "title": "oiled"}],
    }
