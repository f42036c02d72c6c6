"""The grammar of points: one spelling for both sides, a sentence for what is none, and nothing compared by a guess."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.wishes.comparing import Met, compare_points, hold
from talktag.model.wishes.point import AVOID, MUST, SIGNS, WishPoint, parse_point

NAMES = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,20}", fullmatch=True)
WORDS = st.text(st.characters(categories=["Lu", "Ll", "Nd", "Zs"]), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("text", "name", "sign", "value"),
    [
        ("mount=EF", "mount", "=", "EF"),
        (" Mount == EF ", "mount", "=", "EF"),
        ("weight<1500g", "weight", "<", "1500g"),
        ("weight <= 1.5 kg", "weight", "<=", "1.5 kg"),
        ("filter-size>=77mm", "filter-size", ">=", "77mm"),
        ("Filter Size\u226577 mm", "filter-size", ">=", "77 mm"),
        ("colour!=red", "colour", "!=", "red"),
        ("colour\u2260red", "colour", "!=", "red"),
        ("Größe=M", "grosse", "=", "M"),
        ("formula=a=b", "formula", "=", "a=b"),
        ("battery=LP-E6", "battery", "=", "LP-E6"),
    ],
)
def test_a_point_is_read_in_one_spelling(text: str, name: str, sign: str, value: str) -> None:
    assert parse_point(text) == WishPoint(name, sign, value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no point"),
        ("mount", "is no point"),
        ("=EF", "is no point"),
        ("mount=", "is empty"),
        ("мощность=5", "is no name"),
        ("x" * 41 + "=1", "is no name"),
        ("mount=EF\x1b[2J", "control character"),
        ("mount=" + "x" * 201, "longer than 200"),
        ("weight<light", "no amount"),
        ("weight<1.500g", "may mean 1500 or 1.5"),
        ("price<900", "--most"),
        ("until=2027-01-01", "--until"),
        ("must-1=mount", "a place of its own"),
        ("wish=x", "a place of its own"),
    ],
)
def test_what_is_no_point_is_told_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_point(text)


@given(NAMES, st.sampled_from(SIGNS), st.integers(0, 10**6), st.sampled_from(["", " g", "mm", " GB", "fps"]))
def test_what_a_point_is_written_as_reads_as_the_same_point(name: str, sign: str, number: int, unit: str) -> None:
    point = parse_point(f"x{name}"[:20] + f"{sign}{number}{unit}")  # no word that has a place of its own
    assert parse_point(str(point)) == point


@given(st.text(max_size=300))
def test_any_text_is_a_point_or_a_sentence(text: str) -> None:
    with contextlib.suppress(ValueError):
        point = parse_point(text)
        assert parse_point(str(point)) == point


@pytest.mark.parametrize(
    ("point", "said", "met"),
    [
        ("mount=EF", "EF", Met.MEETS),
        ("mount=EF", " ef ", Met.MEETS),
        ("mount=EF", "RF", Met.FAILS),
        ("mount=EF", "EF-S", Met.FAILS),
        ("colour!=red", "black", Met.MEETS),
        ("colour!=red", "RED", Met.FAILS),
        ("weight<1500g", "1310 g", Met.MEETS),
        ("weight<1500g", "1.31kg", Met.MEETS),
        ("weight<1500g", "1.5 kg", Met.FAILS),
        ("weight<=1500g", "1.5 kg", Met.MEETS),
        ("weight<1500g", "2 lb", Met.MEETS),
        ("weight=1500g", "1,5 kg", Met.MEETS),
        ("filter-size>=77mm", "7.7 cm", Met.MEETS),
        ("filter-size>=77mm", "3 in", Met.FAILS),
        ("warranty>=2 years", "24 months", Met.MEETS),
        ("warranty>=2 years", "18 Monate", Met.FAILS),
        ("ram>=16GB", "16384 MB", Met.MEETS),
        ("speed>=10fps", "12 fps", Met.MEETS),
        ("cold<0 C", "-10 C", Met.MEETS),
        # Never guessed:
        ("weight<1500g", "1310", Met.NOT_SAID),
        ("weight<1500g", "light", Met.NOT_SAID),
        ("weight<1500g", "<100g", Met.NOT_SAID),
        ("weight<1500g", "130 mm", Met.NOT_SAID),
        ("weight=1500g", "1500", Met.NOT_SAID),
        ("warranty>=2 years", "730 days", Met.NOT_SAID),
        ("ram>=16GB", "16GiB", Met.NOT_SAID),
        # 1.310 kg is 1310 g or 1.31 kg: both are lighter than 2000 kg, and one alone than 1.5 kg.
        ("weight<2000kg", "1.310 kg", Met.MEETS),
        ("weight<1500g", "1.310 kg", Met.NOT_SAID),
    ],
)
def test_a_value_meets_a_point_fails_it_or_says_nothing(point: str, said: str, met: Met) -> None:
    assert hold(parse_point(point), said) is met


def test_a_point_to_be_avoided_is_turned_round_and_stays_unsaid_where_nothing_is_said() -> None:
    red = parse_point("colour=red")
    for said, met in (("red", Met.FAILS), ("black", Met.MEETS), (None, Met.NOT_SAID)):
        (found,) = compare_points([(AVOID, red)], {"colour": said} if said else {})
        assert found.met is met


@given(st.sampled_from(SIGNS), WORDS, WORDS)
def test_must_and_avoid_never_agree_unless_nothing_is_said(sign: str, wanted: str, said: str) -> None:
    point = WishPoint("x", sign, wanted)
    (must,), (avoid,) = (compare_points([(weight, point)], {"x": said}) for weight in (MUST, AVOID))
    assert (must.met is Met.NOT_SAID) == (avoid.met is Met.NOT_SAID)
    assert must.met is Met.NOT_SAID or must.met is not avoid.met
