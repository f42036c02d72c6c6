"""Records: from text and back, every problem at once, nothing of the owner's text lost."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError
from talktag.model.log.entry import Entry, read_entries, with_entries
from talktag.model.products.product import Product
from talktag.model.products.record import product_table, read_product
from talktag.model.toml.read import load_toml
from talktag.model.toml.write import appended_text, changed_text, new_text
from tests.model.things import entries, products, texts

BY_HAND = b"""# my camera
format = 1
id   = "0000000000005"     # do not touch
name = "Canon"

zoom = 7  # a key of my own
tags = [
    { id = "00000007E", made = 2026-01-01 },  # on the bottom
]

[purchase] # where
price = "10.00 EUR"
from  = 'Foto "Ruiz"'

[mine]
a = 1
"""


@given(products)
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_a_product_reads_back_from_its_record(product: Product) -> None:
    reading = read_product(new_text(product_table(product)), "products/t/thing.toml", "thing")
    assert reading.problems == ()
    assert reading.value == product


@given(products, texts)
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_one_changed_value_leaves_every_other_line_as_it_was(product: Product, place: str) -> None:
    old = new_text(product_table(product))
    new = changed_text(old, {("place",): place})
    kept = [line for line in old.decode().split("\n") if not line.startswith("place = ")]
    assert [line for line in new.decode().split("\n") if not line.startswith("place = ")] == kept
    reading = read_product(new, "p", "thing")
    assert reading.value == product._replace(place=place)


def test_comments_order_and_unknown_keys_survive_every_kind_of_change() -> None:
    new = changed_text(BY_HAND, {("maker",): "Canon", ("purchase", "price"): "11.00 EUR", ("name",): "Canon 5D"})
    lines, was = new.decode().split("\n"), BY_HAND.decode().split("\n")
    assert [line for line in was if line not in lines] == ['name = "Canon"', 'price = "10.00 EUR"']
    assert [line for line in lines if line not in was] == [
        'name = "Canon 5D"',
        'maker = "Canon"',
        'price = "11.00 EUR"',
    ]
    assert changed_text(new, {("maker",): None, ("purchase", "price"): "10.00 EUR", ("name",): "Canon"}) == BY_HAND


def test_a_change_back_gives_the_same_bytes() -> None:
    assert changed_text(changed_text(BY_HAND, {("zoom",): 8}), {("zoom",): 7}) == BY_HAND


def test_an_appended_item_comes_last_and_nothing_else_moves() -> None:
    new = appended_text(BY_HAND, "tags", [{"id": "00000008F"}])
    assert tomllib.loads(new.decode())["tags"][-1] == {"id": "00000008F"}
    assert [line for line in BY_HAND.decode().split("\n") if line not in new.decode().split("\n")] == []


def test_every_problem_is_reported_at_once_with_its_line() -> None:
    text = b"""format = 2
id = "short"
gtin = "4006381333932"
quantity = 0
state = "eaten"
labels = ["a", 5]
colour = "red"
warranties = [
    { term = "24 months" },
    { term = "soon", sort = "x" },
]
[purchase]
price = "12"
date = "2024-13-01"
"""
    problems = read_product(text, "products/t/thing.toml", "thing").problems
    assert {(problem.field, problem.line) for problem in problems} == {
        ("format", 1),
        ("id", 2),
        ("name", None),
        ("gtin", 3),
        ("quantity", 4),
        ("state", 5),
        ("labels", 6),
        ("colour", 7),
        ("warranties[1].term", 10),
        ("warranties[1].sort", 10),
        ("purchase.price", 13),
        ("purchase.date", 14),
    }
    assert [problem.field for problem in problems if problem.severity == "warning"] == ["warranties[1].sort", "colour"]


def test_a_field_that_does_not_hold_up_leaves_the_others_usable() -> None:
    product = read_product(BY_HAND.replace(b"10.00 EUR", b"cheap"), "p", "thing").value
    assert product is not None
    assert product.purchase.price is None
    assert product.purchase.seller == 'Foto "Ruiz"'


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"a = 1\nb = [", 2, "Invalid"),
        (b"a = 1\nb = home office # x\n", 2, "home office # x is no value; text stands in quotes"),
        (b"a = \n", 1, "a value is missing"),
        (b"a = 1\na = 2\n", 2, "overwrite"),
        (b"a = \xff\n", 1, "UTF-8"),
        (b"a = 1\n<<<<<<< HEAD\n", 2, "merge"),
        (b"x = 1\n" + b"a." * 20_000 + b"b = 1", 2, "64 parts"),
        (b"x = {" + b"a." * 20_000 + b"b = 1}", 1, "64 parts"),
        (b"a = " + b"[" * 5_000, None, ""),
        (b"a = " + b"9" * 5_000, None, ""),
        (b"a = '" + b"x" * 300_000 + b"'", None, "larger"),
        (b"a = '\0'", 1, ""),
    ],
)
def test_text_that_is_no_toml_is_one_problem_with_its_line(data: bytes, line: int | None, said: str) -> None:
    table, problems = load_toml(data, "p")
    assert table is None
    assert len(problems) == 1
    assert problems[0].line == line
    assert said in problems[0].message


@given(st.binary(max_size=200))
def test_no_bytes_at_all_make_reading_fail(data: bytes) -> None:
    read_product(data, "p", "thing")
    read_entries(data, "p")


@settings(max_examples=50)
@given(st.dictionaries(texts, st.recursive(st.booleans() | texts, st.lists, max_leaves=4), max_size=4))
def test_values_of_the_wrong_kind_are_problems_never_crashes(values: dict[str, object]) -> None:
    known = dict.fromkeys(("name", "labels", "warranties", "tags", "files", "purchase", "quantity", "fields"), 0.5)
    read_product(new_text({**values, **known}), "p", "thing")


def test_a_value_that_is_half_a_character_is_refused() -> None:
    with pytest.raises(InvalidError, match="not text"):
        new_text({"name": "\udcff"})


@settings(max_examples=50)
@given(st.lists(entries, max_size=4, unique_by=lambda each: each.id))
def test_entries_read_back_from_what_was_appended(added: list[Entry]) -> None:
    reading = read_entries(with_entries(b"", added) or b"", "p")
    assert reading.problems == ()
    assert sorted(reading.value or (), key=repr) == sorted(added, key=repr)


@settings(max_examples=50)
@given(st.lists(entries, min_size=1, max_size=3))
def test_entries_of_two_machines_can_stand_in_any_order(added: list[Entry]) -> None:
    forward = read_entries(with_entries(b"", added) or b"", "p").value or ()
    backward = read_entries(with_entries(b"", reversed(added)) or b"", "p").value or ()
    assert [entry.date for entry in forward] == [entry.date for entry in backward]
