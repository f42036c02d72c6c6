"""What the benchmark decides by: medians of ratios, goals, growth, and the words for what misses."""

from __future__ import annotations

import pytest

from tests.benchmarks import ratios
from tests.benchmarks.disk import extrapolated
from tests.benchmarks.ratios import Sample, Series


def series(*figures: float, failure: str | None = None) -> Series:
    return Series({number: Sample(cpu, 20.0) for number, cpu in enumerate(figures, 1)}, failure)


def test_a_goal_is_read_from_words() -> None:
    assert ratios.read_goals("typer + 1.5 plumbing; 7 bare") == (((1.0, "typer"), (1.5, "plumbing")), ((7.0, "bare"),))
    assert ratios.read_goals("1.25 show, terminal") == (((1.25, "show, terminal"),),)
    assert ratios.read_goals("git log of one, no graph") == (((1.0, "git log of one, no graph"),),)
    assert ratios.read_goals("") == ()


def test_a_ratio_is_the_median_of_the_ratios_of_the_rounds_and_not_that_of_the_medians() -> None:
    assert ratios.times(series(10, 100, 30), series(1, 20, 6)) == 5.0


def test_a_round_that_only_one_of_two_was_in_does_not_count() -> None:
    assert ratios.times(series(10), series(2, 100, 100)) == 5.0


def test_jobs_that_met_in_no_round_are_held_to_their_medians() -> None:
    once = Series({3: Sample(40.0, 1.0)})
    assert ratios.times(series(10), once) == 0.25


def test_nothing_is_told_of_what_failed() -> None:
    assert ratios.times(series(10, failure="exit 1"), series(1)) is None
    assert ratios.times(series(10), Series()) is None
    assert ratios.of_goals(series(10), ratios.read_goals("2 a; 3 b"), {"a": series(1), "b": Series()}) is None


def test_of_several_goals_the_one_furthest_from_being_met_counts() -> None:
    named = {"bare": series(1, 1), "typer": series(5, 5), "search": series(2, 3)}
    assert ratios.of_goals(series(9, 9), ratios.read_goals("10 bare; typer + search"), named) == pytest.approx(
        (9 / 7 + 9 / 8) / 2
    )


@pytest.mark.parametrize(
    ("ratio", "most", "said"),
    [
        (0.4, 1.0, "met"),
        (1.004, 1.0, "met"),
        (1.006, 1.0, "missed by 1 %"),
        (1.31, 1.0, "missed by 31 %"),
        (2.5, 1.25, "missed: 2.0 times"),
        (100.0, 80.0, "missed by 25 %"),
        (None, 1.0, "not told"),
        (3.0, None, ""),
    ],
)
def test_a_verdict_says_by_how_much_a_goal_is_missed(ratio: float | None, most: float | None, said: str) -> None:
    assert ratios.verdict(ratio, most) == said


def test_what_is_flat_may_grow_by_a_quarter_and_what_is_linear_as_the_products_do() -> None:
    assert ratios.growth_limit("flat", 100, 50_000) == 1.25
    assert ratios.growth_limit("linear", 100, 10_000) == 125.0
    assert ratios.growth_limit("", 100, 10_000) is None


def test_loose_objects_that_nobody_packs_grow_with_the_saves() -> None:
    assert extrapolated([(0, 1_000, 500), (50, 21_000, 500), (100, 41_000, 500)], 10_000) == 4_000_000


def test_packs_grow_with_the_saves_in_them_and_what_is_loose_does_not() -> None:
    looks = [(0, 0, 500), (50, 9_000, 500), (60, 0, 6_500), (100, 8_000, 6_500)]
    assert extrapolated(looks, 10_000) == 6_000 * 10_000 / 60 + 9_000
