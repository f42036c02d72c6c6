"""TOML with a table for each product."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from talktag.errors import InvalidError
from talktag.interop.draft import Options
from talktag.interop.own.toml import TOML_LIMIT
from talktag.interop.reading import read_rows
from talktag.model.products.product import Purchase
from talktag.model.products.record import product_table
from talktag.model.toml.write import new_text
from talktag.model.values.money import Money
from talktag.model.values.warranty import Duration, Warranty
from tests.kit.drafts import draft_of

from .material import CAMERA, LENS, every_problem, facts

THINGS = b"""# what came with the flat
format = 1
room = "attic"

[[product]]
name = "Drill"
labels = ["tool"]
warranties = [{term = "24 months"}]
purchase = {date = 2024-03-02, price = "39.90"}
fields = {volts = 18}

[[product]]
maker = "Bosch"

[[product]]
name = "Saw"
colour = "red"
"""


def test_each_table_is_a_draft_and_each_problem_has_the_line_its_table_begins_on() -> None:
    imported = read_rows(THINGS, options=Options(currency="EUR"))
    drill, nameless, saw = imported.rows
    assert drill.draft
    assert drill.draft == draft_of(
        "Drill",
        labels=("tool",),
        purchase=Purchase(datetime.date(2024, 3, 2), price=Money(Decimal("39.90"), "EUR")),
        warranties=(Warranty(Duration(24, "month")),),
        fields={"volts": 18},
        source=drill.draft.product.source,
    )
    assert nameless.draft is None
    assert saw.draft
    assert [str(problem) for problem in every_problem(imported)] == [
        "line 1: room: is outside of any product; it stays behind",
        "line 12: name: is missing",
        "line 15: colour: is not a key talktag knows; it stays behind",
    ]


def test_records_as_they_stand_in_a_store_are_read() -> None:
    data = new_text({"product": [product_table(CAMERA._replace(files=())), product_table(LENS)]})
    imported = read_rows(data)
    assert list(every_problem(imported)) == []
    assert [facts(row.draft) for row in imported.rows if row.draft] == [
        {key: value for key, value in facts(thing).items() if key != "slug"} for thing in (CAMERA, LENS)
    ]


def test_windows_line_ends_and_a_mark_are_read() -> None:
    assert read_rows(b"\xef\xbb\xbf" + THINGS.replace(b"\n", b"\r\n"), "toml").rows[2].line == 15


def test_a_text_that_looks_like_a_header_does_not_shift_the_lines() -> None:
    rows = read_rows(b'[[product]]\nname = """\n[[product]]\n"""\n', "toml").rows
    assert [row.line for row in rows] == [1]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"name = 1",
        b"product = 5",
        b"[product]\nname = 1",
        b"[[product]]\nname = ",
        b"[[product]]\nx = " + b"[" * 100_000,
        b"[[product]]\n" + b"a." * 100_000 + b"b = 1",
        b"[[product]]\nn = 1" + b"0" * 5000,
        b"\xff\xfe\x00",
        b"#" * (TOML_LIMIT + 1),
    ],
)
def test_what_is_no_toml_of_products_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidError):
        read_rows(data, "toml")


def test_a_format_of_another_version_is_an_error() -> None:
    assert not read_rows(b'[[product]]\nname = "x"\nformat = 2\n', "toml").sound


def test_a_table_that_is_no_table_is_reported() -> None:
    (row,) = read_rows(b"product = [5]", "toml").rows
    assert (row.draft, [problem.message for problem in row.problems]) == (None, ["is not a product"])
