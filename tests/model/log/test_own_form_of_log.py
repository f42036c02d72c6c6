"""A log that the quick reader of values takes says what any reader of TOML makes of it, whatever stands in it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.log.entry import read_entries
from talktag.model.toml.own_form import load_own_form

DAY = 'date = 2026-03-01, kind = "message", title'
LINES = (
    f'  {{ id = "a-1", {DAY} = "One" }},',
    f'  {{ id = "a-2", {DAY} = "Two", recorded = 2026-03-01T10:00:00Z, sequence = 2 }},',
    f'  {{ id = "a-3", {DAY} = "Oil \\"x\\"", meter = {{ km = 4125.5 }}, every = ["6 months"] }},',
    f'  {{ id = "a-4", {DAY} = "R", cost = "12.50 EUR", data = {{ area = "ES" }}, auto = true }},',
    f'  {{ id = "a-1", {DAY} = "One" }},',
    f'  {{ id = "a-5", {DAY} = "M", recorded = 2026-03-01T10:00:00.159Z, meter = {{ km = 5 }}, every = ["1 year"] }},',
)
ODD = (
    *("", "  # a remark", "entry = [", "]", '  { id = "b" },', "  { },", "  {},", '  { id = """', '  """ },', "  1,"),
    f'  {{ id = "b-1", {DAY} = "T" }}, {{ id = "b-2", {DAY} = "T" }},',
    f'  {{ id = "b-3", {DAY} = "T", colour = "red" }},',
    f'  {{ id = "b-4", {DAY.replace("03-01", "02-30")} = "T" }},',
    f'  {{ id = "b-5", {DAY} = "T", time = 2026-03-01T23:59:60Z }},',
    f'  {{ id = "b-6", {DAY} = "T", time = 2026-03-01T10:00:00+02:00 }}, # so',
    f'  {{ id = "b-7", {DAY} = "T" }}',
    "[[entry]]",
)


def text_of(lines: list[str], end: str = "\n") -> bytes:
    return end.join(["entry = [", *lines, "]", ""]).encode()


def check(data: bytes) -> None:
    """A remark before it keeps the quick reader from it."""
    quick, whole = read_entries(data, "p"), read_entries(b"# read as a whole\n" + data, "p")
    assert quick.value == whole.value
    assert [each.message for each in quick.problems] == [each.message for each in whole.problems]
    assert [(each.line or 0) + 1 for each in quick.problems if each.line] == [
        each.line for each in whole.problems if each.line
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(LINES) | st.sampled_from(ODD), max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_any_lines_say_the_same_to_both_readers(lines: list[str], end: str) -> None:
    check(text_of(lines, end))


@pytest.mark.parametrize("seed", range(300))
def test_a_log_that_somebody_changed_says_the_same(seed: int) -> None:
    chance, text = random.Random(seed), text_of(list(LINES)).decode()
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(text))
        text = (
            text[:place]
            + chance.choice(['"', "\n", "{", "}", ",", "]", "#", '"""', "=", ""])
            + text[place + chance.randrange(3) :]
        )
    check(text.encode())


def test_a_log_of_today_s_form_is_read_by_the_quick_reader_of_its_values() -> None:
    """Else it would be no quicker."""
    for line in (*LINES[:2], LINES[3], LINES[5]):
        assert load_own_form(f"entry = [\n{line}\n]") is not None
