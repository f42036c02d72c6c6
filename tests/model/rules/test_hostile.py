"""What nobody friendly writes: into rules, into entries, into lookups."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.log.entry import TITLE_LIMIT, Entry
from talktag.model.rules.engine import react
from talktag.model.rules.lookup_table import ROWS_MOST, read_lookup
from talktag.model.rules.reaction import Around, MadeNotice
from talktag.model.rules.read_rule import read_rule
from talktag.model.rules.rule_condition import parse_condition
from talktag.model.rules.rule_text import ALL_LIMIT, parse_rule_text
from tests.model.rules.test_read_rule import OUTAGE
from tests.model.rules.test_replay import START

EVERYTHING = """format = 1
on = ["scan"]
[[do]]
kind = "case"
title = "{entry.title}{data.x}{entry.text}"
text = "{data.x}{data.x}{data.x}{data.x}{data.x}{data.x}{data.x}{data.x}{data.x}"
data = { x = "{data.x}" }
[[do]]
notice = "{data.x}"
"""


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.text(min_size=1, max_size=300))
def test_whatever_an_entry_says_ends_in_a_text_within_its_limits(value, title):
    rule = read_rule(EVERYTHING.encode(), "rules/all.toml").value
    assert rule
    entry = Entry("e1", START.date(), "scan", title, value, recorded=START, data={"x": value})
    found = react([rule], [], [entry], {}, Around())
    for made in found.made:
        line = made.line if isinstance(made, MadeNotice) else made.entry.title
        assert 0 < len(line) <= TITLE_LIMIT
        assert "\n" not in line
        if not isinstance(made, MadeNotice):
            assert len(made.entry.text or "") <= ALL_LIMIT
            assert all(0 < len(each) <= 200 for each in made.entry.data.values())


@pytest.mark.parametrize(
    "value",
    ["{entry.title}", "{{", "}", "{look.until}", "${HOME}", "$(reboot)", "`id`", "{0.__class__}", "%s", "{data.x}" * 9],
)
def test_what_is_put_in_is_not_read_again(value):
    assert parse_rule_text("a{data.x}b").fill(lambda _: value) == f"a{value}b"


@pytest.mark.parametrize(
    "text", ["{a", "{", "{}", "{ }", "{entry}", "{entry.}", "{.title}", "{data.x!r}", "{data.x:>9}"]
)
def test_no_brace_holds_anything_but_a_name(text):
    with pytest.raises(ValueError, match=r"."):
        parse_rule_text(text)


@pytest.mark.parametrize("pattern", ["(a+)+$", "^(a|a)*$", "(.*a){20}", "[", "*", "a{1,99}", "\\"])
def test_a_pattern_is_letters_to_a_condition(pattern):
    condition = parse_condition(f"data.x:{pattern}")
    assert not condition.holds(lambda _: "a" * 100_000 + "!")
    assert condition.holds(lambda _: f"so {pattern} is")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="-:=<>.\"'0123456789 adtlok", max_size=30))
def test_a_condition_is_read_or_refused(text):
    for written in (text, f"data.x{text}", f"entry.date{text}"):
        try:
            condition = parse_condition(written)
        except ValueError:
            continue
        for value in (None, "", "3", "2026-01-01", "\x00"):
            positive = condition._replace(negated=False).holds(lambda _, value=value: value)
            assert condition.holds(lambda _, value=value: value) == (positive != condition.negated)


def test_a_spoiled_rule_is_read_or_refused_with_a_line():
    signs = [*'{}[]"=.,#\n\\ 9a', '"""', "[[do]]", "\x00", "é", "true", "-"]
    for seed in range(1_500):
        chance = random.Random(seed)
        text = OUTAGE
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice(signs) + text[at + chance.randint(0, 3) :]
        reading = read_rule(text.encode(), "rules/some.toml")
        assert (reading.value is None) == bool(reading.problems)


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"", 1, "no first line"),
        (b"area,until\nN,1\nS,2\nN,3\n", 4, "which line 2 has"),
        (b"area,until\nN\n", 2, "has 1 cells"),
        (b"area,un til\n", 1, "names a column"),
        (b"area,area\n", 1, "twice"),
        (b'area,until\n"N,1\n', 2, "unexpected end of data"),
        (b"area,until\nN,\xff\n", 2, "not UTF-8"),
        (b"area,until\n" + b"x" * 1_100_000, 2, "a line of more than"),
        (b"area\n" + b"x" * 900_000, 2, "field larger than"),
    ],
)
def test_a_lookup_that_does_not_hold_up_is_named_with_its_line(data, line, said):
    reading = read_lookup([data[at : at + 50_000] for at in range(0, len(data), 50_000)], "lookups/outages.csv")
    assert reading.value is None
    (problem,) = reading.problems
    assert (problem.line, said in problem.message) == (line, True), str(problem)


def test_a_lookup_is_read_in_pieces_of_any_length_with_or_without_a_mark():
    data = '\ufeffarea,until\r\nNörth,"18:00\nor so"\r\n\r\n'.encode()
    tables = [read_lookup([data[at : at + size] for at in range(0, len(data), size)], "l/o.csv") for size in (1, 2, 99)]
    assert {each.value and each.value.hash for each in tables} == {tables[0].value and tables[0].value.hash}
    assert all(each.value and each.value.rows == {"Nörth": ("Nörth", "18:00\nor so")} for each in tables)


def test_a_lookup_ends_at_its_limits_and_reads_no_further():
    def rows():
        yield b"key\n"
        for start in range(0, 3 * ROWS_MOST, 100_000):
            yield b"".join(b"%d\n" % number for number in range(start, start + 100_000))
            assert start <= ROWS_MOST, "reads on"

    reading = read_lookup(rows(), "lookups/many.csv")
    assert reading.value is None
    assert reading.problems[0].line == ROWS_MOST + 2
