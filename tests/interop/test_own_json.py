"""JSON in the form of `list --json`, or a plain list; hostile JSON is refused."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from talktag.errors import InvalidError
from talktag.interop.draft import Import, Options
from talktag.interop.own.json import write_json
from talktag.interop.reading import read_rows
from talktag.model.products.product_json import product_values

from .material import CAMERA, LENS, every_problem, facts


def _read(values: Any, options: Options | None = None) -> Import:
    return read_rows(json.dumps(values).encode(), "json", options=options)


def test_the_whole_output_of_list_is_read() -> None:
    products = [product_values(each, 2, 0) for each in (CAMERA, LENS)]
    envelope = {"schema": 1, "command": "list", "status": "ok", "data": {"products": products}, "problems": []}
    imported = _read(envelope)
    assert [facts(row.draft) for row in imported.rows if row.draft] == [facts(CAMERA), facts(LENS)]
    assert imported.sound
    assert {problem.column for problem in every_problem(imported)} == {"files", "notes_count"}


def test_the_output_of_show_is_one_product() -> None:
    imported = _read({"schema": 1, "command": "show", "data": product_values(LENS, 0, 0)})
    assert [facts(row.draft) for row in imported.rows if row.draft] == [facts(LENS)]


def test_a_plain_list_is_read_with_the_line_of_each() -> None:
    data = b'[\n  {"name": "Drill", "maker": "", "labels": [], "place": null},\n\n  {\n "name": "Saw"}\n]\n'
    rows = read_rows(data).rows
    assert [(row.line, row.draft and row.draft.product.name, row.problems) for row in rows] == [
        (2, "Drill", ()),
        (4, "Saw", ()),
    ]


def test_what_is_no_product_is_reported_and_the_rest_is_read() -> None:
    rows = _read([1, {"name": "Drill"}, {"maker": "Bosch"}]).rows
    assert [row.draft and row.draft.product.name for row in rows] == [None, "Drill", None]
    assert [[problem.message for problem in row.problems] for row in rows] == [["is not a product"], [], ["is missing"]]


@pytest.mark.parametrize(
    ("values", "column", "value"),
    [
        ({"quantity": 2.5}, "quantity", "2.5"),
        ({"quantity": -1}, "quantity", "-1"),
        ({"quantity": True}, "quantity", "True"),
        ({"serial": 42}, "serial", "42"),
        ({"id": "short"}, "id", "short"),
        ({"state": "gone"}, "state", "gone"),
        ({"purchase": {"price": "5"}}, "purchase.price", "5"),
        ({"purchase": {"date": "1/2/2024"}}, "purchase.date", "1/2/2024"),
        ({"purchase": {"shop": "Toom"}}, "purchase.shop", "Toom"),
        ({"warranties": [{"term": "1 year"}, {"term": "ages"}]}, "warranties[1].term", "ages"),
        ({"tags": [{"id": "7K3M"}]}, "tags[0].id", "7K3M"),
        ({"labels": "a, b"}, "labels", "a, b"),
        ({"fields": {"a": [None]}}, "fields", "{'a': [None]}"),
        ({"colour": "blue"}, "colour", "blue"),
    ],
)
def test_a_value_that_is_not_carried_is_named_with_its_place(values: dict[str, Any], column: str, value: str) -> None:
    (problem,) = every_problem(_read([{"name": "Drill", **values}]))
    assert (problem.line, problem.column, problem.value) == (1, column, value)


def test_a_key_nobody_knows_is_a_warning_and_says_that_it_stays() -> None:
    (problem,) = every_problem(_read([{"name": "Drill", "colour": "blue"}]))
    assert (problem.severity, problem.message) == ("warning", "is not a key talktag knows; it stays behind")


def test_a_last_day_that_the_term_does_not_give_is_reported() -> None:
    warranty = {"term": "24 months", "until": "2027-01-01"}
    (problem,) = every_problem(_read([{"name": "Drill", "purchase": {"date": "2024-03-02"}, "warranties": [warranty]}]))
    assert problem.column == "warranties[0].until"


def test_an_amount_without_a_currency_takes_the_one_that_was_given() -> None:
    (row,) = _read([{"name": "Drill", "purchase": {"price": "5"}}], Options(currency="EUR")).rows
    assert row.draft
    assert str(row.draft.product.purchase.price) == "5.00 EUR"


def test_the_same_product_has_the_same_source() -> None:
    first, second = (_read([{"name": "Drill", "maker": maker}]).rows[0].draft for maker in ("Bosch", "Makita"))
    assert first
    assert second
    assert first.product.source != second.product.source
    again = _read([{"maker": "Bosch", "name": "Drill"}]).rows[0].draft
    assert again
    assert again.product.source == first.product.source


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        '"name"',
        "{}",
        '{"products": 5}',
        '{"data": 5}',
        '[{"name": "x"}',
        '[{"name": "x"}] x',
        '[{"name": NaN}]',
        '[{"name": "x", "name": "y"}]',
        "[" * 100_000,
        '[{"name":' * 50_000,
        '[{"name": "x", "fields": {"a": ' + "[" * 900 + "]" * 900 + "}}]",
        "[" + "1" * 5000 + "]",
    ],
)
def test_what_is_no_list_of_products_is_refused_or_reported(text: str) -> None:
    try:
        assert not read_rows(text.encode(), "json").rows or "[" * 900 in text
    except InvalidError as error:
        message = error.message
        assert "\n" not in message


def test_the_file_is_one_document_that_any_reader_of_json_takes() -> None:
    written = write_json([CAMERA._replace(fields={"d": datetime.date(2024, 3, 2), "n": float("nan")}), LENS])
    document = json.loads(written.data, parse_constant=pytest.fail)
    assert document["schema"] == 1
    assert [each["id"] for each in document["products"]] == [CAMERA.id, LENS.id]
    assert {lost.field for lost in written.lost} == {"fields.d", "fields.n", "files"}
    assert written.data.endswith(b"}\n")
