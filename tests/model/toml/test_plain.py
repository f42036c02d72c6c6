"""A value put into a plain text without parsing it comes to the very bytes that parsing it with tomlkit gives."""

from __future__ import annotations

import datetime
import tomllib
from typing import Any

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError
from talktag.model.products.product import Product, Purchase
from talktag.model.products.record import product_table
from talktag.model.toml.plain import changed_plainly
from talktag.model.toml.write import TomlPath, _changed_by_parsing, changed_text, new_text
from tests.model.things import products

KEYS = st.sampled_from(["a", "b", "place", "odd key", "t", "u", "1"])
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    st.integers(-(2**40), 2**40),
    st.booleans(),
    st.dates(),
    st.floats(-1000, 1000),
)
# Lines as people and talktag write them, some of which are plain and some not.
LINES = st.sampled_from(
    [
        *(
            'a = "x"',
            "a = 'x' # said",
            'b = "é \\" \\\\"\t# é',
            "place = 2024-03-02 ",
            "t = 1",
            "b = -1.5",
            "place = true",
        ),
        *("", "", "# said", "#", "[t]", "[u]", "[[t]]", "[[u]]", "[t.a]", "[ t ]", "[t] # said", '["odd key"]', "  "),
        *('a = [\n    "x",\n    "y",\n]', 'a = ["x"]', 'a = ["x", "y"]', "a = []", "b = {a = 1}", "a.b = 1", '"a" = 1'),
        *(
            'a = """\nx\n"""',
            "a=1",
            "  a = 1",
            "b = 1_000",
            "b = 2024-03-02T10:00:00Z",
            "a = 1\r",
            "b = 07:00:00",
            "1 = 2",
        ),
        *(
            'a = [\n    { b = "x", c = 1 },\n    { b = 2024-03-02 },\n]',
            "b = [\n    { a = 1, a = 2 },\n]",
            "a = [\n    { b = 1},\n]",
            "a = nan",
            "b = 0x1f",
            "place = 2024-02-30",
            "a = 01",
            "b = '''x'''",
            "place = [\n  1,\n]",
            "\ufeffa = 1",
        ),
    ]
)
PATHS = st.one_of(st.tuples(KEYS), st.tuples(KEYS, KEYS))
CHANGES = st.dictionaries(PATHS, st.one_of(VALUES, st.none(), st.lists(VALUES, max_size=2)), max_size=3)


def outcome(change: Any, old: bytes, changes: dict[TomlPath, Any]) -> object:
    try:
        return change(old, changes)
    except InvalidError as error:
        return error.message


@settings(max_examples=200, deadline=None)
@given(lines=st.lists(LINES, max_size=12), changes=CHANGES)
@example(lines=["a = 1", "[t]"], changes={("place",): "x"})
@example(lines=["[t]"], changes={("place",): "x"})
@example(lines=["", "[t]"], changes={("place",): "x", ("b",): 2})
@example(lines=["a = 1", "", "[[t]]", "a = 1", "[u]", "[[t]]"], changes={("a",): 2})
@example(lines=["a = 1", "", "[[t]]", "a = 1", "[[t]]", "a = 2"], changes={("a",): 2, ("t", "a"): 3})
@example(lines=["t = 1", "[t]"], changes={("t",): 2})
@example(lines=["[t]", "a = 1", "[[t]]"], changes={("t", "a"): 2})
def test_any_text_is_changed_to_the_bytes_that_parsing_gives(lines: list[str], changes: dict[TomlPath, Any]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # what cannot be read is never changed
    plain = changed_plainly(text, changes)
    event("plain" if plain is not None else "parsed")
    if plain is not None:
        assert plain.encode() == outcome(_changed_by_parsing, text.encode(), changes)


@settings(max_examples=60, deadline=None)
@given(product=products, place=VALUES, key=st.sampled_from(["place", "condition", "serial", "name", "inside"]))
def test_a_record_as_talktag_writes_it_is_changed_to_the_bytes_that_parsing_gives(
    product: Any, place: Any, key: str
) -> None:
    old = new_text(product_table(product))
    changes = {(key,): place, ("purchase", "price"): "1.00 EUR"}
    assert outcome(changed_text, old, changes) == outcome(_changed_by_parsing, old, changes)


@settings(max_examples=40, deadline=None)
@given(product=products)
def test_records_as_talktag_writes_them_are_not_parsed_to_be_changed(product: Product) -> None:
    plain = product._replace(fields={}, name="Canon", maker=None, model=None, place="office", purchase=Purchase())
    text = new_text(product_table(plain)).decode()
    if "\\u" not in text:  # a letter that no record holds as it is
        assert changed_plainly(text, {("place",): "attic"}) == text.replace('place = "office"', 'place = "attic"')


def test_a_text_written_by_hand_is_not_parsed_where_it_is_plain() -> None:
    text = (
        'format = 1\nid = "c000000000001"\nname = "Canon" # mine\nlabels = [\n    "camera",\n]\nadded = 2024-03-02\n\n'
        '[purchase]\ndate = 2024-03-02\n\n[[warranties]]\nterm = "24 months"\n\n[[tags]]\nid = "7Y27T4WSS"\n'
    )
    made = changed_plainly(
        text, {("name",): "Nikon", ("place",): "attic", ("purchase", "date"): datetime.date(2025, 1, 2)}
    )
    assert made == text.replace('"Canon"', '"Nikon"').replace(
        "\n\n[purchase]\ndate = 2024-03-02", '\nplace = "attic"\n\n[purchase]\ndate = 2025-01-02'
    )


@pytest.mark.parametrize("text", ['a = """\nb = 1\n"""\n', "[a]\n[[a]]\n", "a = 1\r\n", "a = {b = 1}\n", "a.b = 1\n"])
def test_a_text_that_is_not_plain_is_not_answered_for(text: str) -> None:
    assert changed_plainly(text, {("b",): 2}) is None
