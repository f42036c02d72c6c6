"""The table of keys holds together with Product, and with everything that knows the types of its values."""

from __future__ import annotations

import datetime

from talktag.model.products import product_json, record
from talktag.model.products.key import NOTHING
from talktag.model.products.key_order import in_order, with_moves
from talktag.model.products.key_values import NOBODY, product_with, value_of
from talktag.model.products.keys import KEYS
from talktag.model.products.product import Product, PublicWords, Purchase, Service
from talktag.model.products.shared_keys import PLAIN_SECTIONS, SECTION_FIELDS, SHARED
from talktag.model.queries.columns import COLUMNS
from talktag.model.queries.keys import READERS
from talktag.model.queries.query import parse_query


def test_every_field_of_a_product_is_a_row_of_the_table_and_no_row_is_of_another() -> None:
    fields = [each for each in Product._fields if each not in {"purchase", "finder", "service"}] + [
        *(f"purchase.{each}" for each in Purchase._fields),
        *(f"finder.{each}" for each in PublicWords._fields),
        *(f"service.{each}" for each in Service._fields),
    ]
    assert sorted(key.attribute for key in KEYS) == sorted(fields)


def test_no_two_keys_share_a_name_or_a_place() -> None:
    assert len({key.name for key in KEYS}) == len({key.path for key in KEYS}) == len(KEYS)


def test_what_stands_for_nothing_is_what_a_product_has_where_nothing_is_said() -> None:
    for key in KEYS:
        if key.name not in {"id", "slug", "name"}:
            assert value_of(NOBODY, key) == NOTHING.get(key.type), key.name


def test_every_type_can_be_read_from_a_record() -> None:
    assert {key.type for key in KEYS} - record._READERS.keys() == {"slug"}


def test_a_value_comes_back_from_where_it_was_put() -> None:
    day = datetime.date(2024, 3, 2)
    product = product_with(NOBODY, {"serial": "7", "purchase.seller": "Foto Ruiz", "purchase.date": day})
    assert product == Product("", "", "", serial="7", purchase=Purchase(day, "Foto Ruiz"))
    said = {key.name: value_of(product, key) for key in KEYS}
    assert (said["serial"], said["from"], said["bought"]) == ("7", "Foto Ruiz", day)


def test_json_always_has_what_can_be_several_and_nothing_else_that_was_not_said() -> None:
    lists = {key.path for key in KEYS if key.type in NOTHING}
    assert product_json.product_values(NOBODY, 0, 0).keys() == lists | {"purchase", "notes_count", "entries_count"}


def test_every_key_with_a_word_of_a_query_has_a_reader_for_its_type_and_a_column() -> None:
    asked = [key for key in KEYS if key.query[0]]
    assert READERS.keys() >= {key.name for key in asked}
    assert COLUMNS.keys() >= {key.listed for key in asked}
    for key in asked:
        assert parse_query([key.query[0]], datetime.date(2024, 3, 2), "EUR").conditions


def test_an_order_leaves_no_key_out_and_puts_a_new_one_behind_its_neighbour() -> None:
    assert in_order(("a", "b", "new", "c"), ("c", "a", "b")) == ("c", "a", "b", "new")
    assert in_order(("new", "a"), ("a",)) == ("new", "a")
    assert [key.name for key in with_moves(KEYS[:4], {"id": "name"})] == ["slug", "name", "id", "maker"]


def test_every_section_has_its_keys_and_every_key_of_a_section_is_in_a_table() -> None:
    assert set(SECTION_FIELDS) == set(PLAIN_SECTIONS)
    assert all(SECTION_FIELDS.values())
    assert {key.section for key in KEYS} - {""} == {*PLAIN_SECTIONS, "labels"}
    assert {key.name for key in SHARED} == {key.name for key in KEYS if key.section}
