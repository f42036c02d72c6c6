"""What talktag writes, talktag reads back: the same facts, and what is not the same was named."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.interop.export_result import ExportResult
from talktag.interop.own.csv_out import write_csv
from talktag.interop.own.json import write_json
from talktag.interop.reading import detect, read_rows
from talktag.model.products.product import Product
from talktag.model.products.product_json import json_value

from .material import ANY_TEXT, CAMERA, LENS, PLAIN_TEXT, every_problem, facts, field_values, products

FORMS = {"csv": write_csv, "json": write_json}
RELAXED = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
Write = Callable[[Sequence[Product]], ExportResult]


@pytest.mark.parametrize("kind", FORMS)
@RELAXED
@given(things=products(PLAIN_TEXT))
def test_products_come_back_with_every_fact(kind: str, things: list[Product]) -> None:
    written = FORMS[kind](things)
    back = read_rows(written.data, kind)
    assert [problem for problem in every_problem(back) if problem.severity == "error"] == []
    assert [facts(row.draft) for row in back.rows if row.draft] == [facts(_in_json(thing)) for thing in things]
    assert {lost.reason for lost in written.lost} <= {"is kept as text"}


@RELAXED
@given(things=products(ANY_TEXT))
def test_a_fact_that_csv_changes_is_named(things: list[Product]) -> None:
    written = write_csv(things)
    back = read_rows(written.data, "csv")
    lost = {(each.product, each.field) for each in written.lost}
    for row, thing in zip(back.rows, things, strict=True):
        if row.draft is None:
            assert (thing.slug, "name") in lost
            continue
        before, after = facts(_in_json(thing)), facts(row.draft)
        changed = {key for key in before | after if before.get(key) != after.get(key)}
        assert changed <= {field for slug, field in lost if slug == thing.slug}


@pytest.mark.parametrize("kind", FORMS)
@RELAXED
@given(fields=field_values(ANY_TEXT))
def test_fields_that_change_their_type_are_named(kind: str, fields: dict[str, Any]) -> None:
    lost = {each.field for each in FORMS[kind]([LENS._replace(fields=fields)]).lost}
    for name, value in fields.items():
        if repr(json_value(value)) != repr(value):
            assert f"fields.{name}" in lost


@pytest.mark.parametrize("kind", FORMS)
def test_ids_tags_and_every_warranty_come_back(kind: str) -> None:
    written = FORMS[kind]([CAMERA, LENS])
    back = read_rows(written.data, name=f"things.{kind}")
    assert [facts(row.draft) for row in back.rows if row.draft] == [facts(CAMERA), facts(LENS)]
    assert [str(lost) for lost in written.lost] == ["canon-eos: files: attachments stay in the store"]


@pytest.mark.parametrize("kind", FORMS)
def test_what_was_read_back_is_the_same_product(kind: str) -> None:
    back = read_rows(FORMS[kind]([CAMERA, LENS]).data, kind)
    drafts = [row.draft for row in back.rows if row.draft]
    again = [draft.product for draft in drafts]
    assert again == [CAMERA._replace(files=()), LENS]


@pytest.mark.parametrize("kind", FORMS)
def test_what_was_written_is_told_by_its_content(kind: str) -> None:
    assert detect(FORMS[kind]([CAMERA]).data) == kind


@pytest.mark.parametrize("kind", FORMS)
def test_no_products_are_a_file_with_no_rows(kind: str) -> None:
    assert read_rows(FORMS[kind]([]).data, kind).rows == ()


@given(value=st.floats(allow_nan=True, allow_infinity=True))
def test_numbers_that_json_does_not_know_become_text(value: float) -> None:
    plain = json_value({"x": [value]})["x"][0]
    assert isinstance(plain, float) == math.isfinite(value)


def _in_json(thing: Product) -> Product:
    """The product with its own fields as JSON can hold them."""
    fields: dict[str, Any] = {name: json_value(value) for name, value in thing.fields.items()}
    return thing._replace(fields=fields)
