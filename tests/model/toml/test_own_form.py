"""The quick reader of what talktag writes never reads a text otherwise than Python's own reader of all TOML."""

from __future__ import annotations

import datetime
import random
import tomllib

from hypothesis import example, given, settings
from hypothesis import strategies as st

from talktag.model.products.product import Product, ProductFile, Purchase, Tag
from talktag.model.products.record import product_table
from talktag.model.toml.own_form import load_own_form
from talktag.model.toml.write import new_text
from talktag.model.values.money import parse_money
from talktag.model.values.warranty import Warranty, parse_term

KEYS = st.sampled_from(["a", "b", "name", "from", "x-1", "0", "fields", "ä", "a.b", '"q"', "", "true"])
TEXTS = st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from('"\\\t\r\x7f\x85\u2028#,]} ä'), max_size=8)
VALUES = st.one_of(
    TEXTS.map(lambda text: f'"{text}"'),
    st.sampled_from(
        ["0", "-0", "007", "+1", "12", "-9", "1_0", "9" * 18, "9" * 19, "1.5", "true", "false", "True", "٣"]
    ),
    st.sampled_from(
        [
            "2024-02-29",
            "2023-02-29",
            "0000-01-01",
            "2024-02-29T10:00:00Z",
            "2024-02-29T24:00:00Z",
            "2024-02-29T10:00:60Z",
            "2024-02-29T10:00:00.159Z",
            "2024-02-29T10:00:00.000Z",
            "2024-02-29T10:00:00.1Z",
            "2024-02-29T10:00:00.1234567Z",
            "2024-02-29T10:00:00.Z",
            "2024-02-29T10:00.159Z",
            "2024-02-29T::::::::Z",
            "'a'",
            '"""a"""',
            "[1]",
            "{}",
        ]
    ),
)
PAIRS = st.builds("{} = {}".format, KEYS, VALUES)
INNERMOST = st.lists(PAIRS, max_size=2).map(lambda pairs: f"{{ {', '.join(pairs)} }}") | st.just("{ a = 1, }")
SEVERAL = st.lists(VALUES, max_size=2).map(lambda values: f"[{', '.join(values)}]") | st.just("[1, ]")
DEEP = st.builds("{} = {}".format, KEYS, INNERMOST | SEVERAL)
INLINE = st.lists(PAIRS | DEEP, max_size=3).map(lambda pairs: f"{{ {', '.join(pairs)} }}") | st.just("{ a = 1, }")
ITEMS = st.builds("    {},".format, VALUES | INLINE)
LISTS = st.builds(lambda key, items: "\n".join([f"{key} = [", *items, "]"]), KEYS, st.lists(ITEMS, max_size=3))
TWO_WORDS = st.builds("[{}.{}]".format, KEYS, KEYS)
HEADINGS = KEYS.map("[{}]".format) | KEYS.map("[[{}]]".format) | TWO_WORDS
LINES = st.one_of(
    PAIRS, LISTS, HEADINGS, st.sampled_from(["", " ", "# a", "]", "a = [", 'a = "', "a = 1 # b", "\ufeff"])
)
DOCUMENTS = st.lists(LINES, max_size=8).map("\n".join)
A_RECORD = new_text(
    product_table(
        Product(
            *("c000000000001", "camera", "Kamera Ä"),
            labels=("a", "b c"),
            quantity=2,
            added=datetime.date(2025, 6, 1),
            purchase=Purchase(datetime.date(2024, 2, 29), "Foto Meyer", parse_money("12.50 EUR")),
            warranties=(Warranty(parse_term("24 months"), provider="Canon"), Warranty(parse_term("lifetime"))),
            tags=(Tag("000000000", datetime.date(2025, 6, 1)),),
            files=(ProductFile("a.pdf", "receipt", "0" * 64, 7, "application/pdf", sealed=True),),
            fields={"colour": "red", "shutter": 18342},
        )
    )
).decode()


def check(text: str) -> None:
    if (table := load_own_form(text)) is not None:
        assert repr(table) == repr(tomllib.loads(text))  # in the same order, and 1 is not true


@settings(deadline=None, max_examples=250)
@given(DOCUMENTS)
@example("a = 1\na = 2")
@example("a = 1\n[a]")
@example("[a]\n[a]")
@example("[a.b]\n[a]")
@example("[a]\nb = 1\n[a.b]")
@example("[[a]]\n[a.b]")
@example("a = 1\n[a.b]")
@example("[a.b]\n[a.b]")
@example("[a.b]\n[a.c]\n[d]")
@example('a = [\n  { b = { c = "x }, y" } },\n]')
@example('a = [\n  { b = ["x]"] },\n]')
@example("a = [\n    1,")
def test_what_it_takes_it_reads_as_a_reader_of_all_toml(text: str) -> None:
    check(text)


@settings(deadline=None, max_examples=300)
@given(st.integers(0, 2**32), st.integers(1, 4))
def test_a_record_that_somebody_changed_is_read_as_by_a_reader_of_all_toml(seed: int, changes: int) -> None:
    chance = random.Random(seed)
    text = A_RECORD
    for _ in range(changes):
        start, end = sorted(chance.choices(range(len(text)), k=2))
        piece = text[start : min(end, start + chance.randrange(30))]
        text = (
            text[:start]
            + chance.choice(['"', "\n", " ", "=", "[", "]", ",", "\\", "#", "1", piece * 2, ""])
            + text[end:]
        )
    check(text)


def test_what_talktag_writes_is_read_by_it() -> None:
    assert load_own_form(A_RECORD) == tomllib.loads(A_RECORD)
