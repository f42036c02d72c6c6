"""What decides: medians of ratios, sums that are goals, growth, and whether a goal is met. Pure; it runs nothing."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

FLAT = (
    1.25  # times as much at the largest size as at the smallest still counts as the same: the figures differ by a tenth
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: milliseconds of processor time (user and system, its children's too), peak memory in megabytes."""

    cpu: float
    peak: float


@dataclass(slots=True)
class Series:
    """All runs of one job by the number of their round; `failure` says why it was given up."""

    samples: dict[int, Sample] = field(default_factory=dict)
    failure: str | None = None

    @property
    def cpu(self) -> float:
        """The median of the processor time, in milliseconds."""
        return statistics.median(each.cpu for each in self.samples.values())

    @property
    def peak(self) -> float:
        """The largest peak memory in megabytes, of the program or of any program it ran."""
        return max(each.peak for each in self.samples.values())


Goal = tuple[tuple[float, str], ...]  # so many times each of these


def read_goals(text: str) -> tuple[Goal, ...]:
    """The sums in words like "8 bare; typer + search", all of which are to be met."""
    return tuple(tuple(map(_term, each.split(" + "))) for each in text.split("; ") if each)


def _term(text: str) -> tuple[float, str]:
    first, _, rest = text.strip().partition(" ")
    if rest and first[0].isdigit():
        return float(first), rest
    return 1.0, text.strip()


def times(own: Series, other: Series) -> float | None:
    """How many times as long one took as the other: the median over the rounds that both were in; None where none was.

    Where they met in no round, as of jobs that run once, the ratio of their medians.
    """
    return sum_times(own, [(1.0, other)])


def sum_times(own: Series, terms: Sequence[tuple[float, Series]]) -> float | None:
    """The same against a sum of so many times each."""
    every = (own, *(each for _, each in terms))
    if not all(each.samples and not each.failure for each in every):
        return None
    met = [number for number in own.samples if all(number in each.samples for _, each in terms)]
    if not met:
        return own.cpu / sum(weight * each.cpu for weight, each in terms)
    return statistics.median(
        own.samples[number].cpu / sum(weight * each.samples[number].cpu for weight, each in terms) for number in met
    )


def of_goals(own: Series, goals: Sequence[Goal], named: Mapping[str, Series]) -> float | None:
    """How much of its goal it took, of the one that is furthest from being met; None where that cannot be told."""
    found = [sum_times(own, [(weight, named[name]) for weight, name in goal]) for goal in goals]
    known = [each for each in found if each is not None]
    return max(known) if known and len(known) == len(found) else None


def growth_limit(kind: str, smallest: int, largest: int) -> float | None:
    """How many times as much the largest size may take as the smallest: the same, as many times as there are things."""
    return {"flat": FLAT, "linear": FLAT * largest / smallest}.get(kind)


def verdict(ratio: float | None, most: float | None = 1.0) -> str:
    """Whether a ratio is within what it may be at most, in a word; by how much it is not."""
    if most is None:
        return ""
    if ratio is None:
        return "not told"
    if round(ratio / most, 2) <= 1:
        return "met"
    over = ratio / most
    return f"missed by {(over - 1) * 100:.0f} %" if over < 2 else f"missed: {over:.1f} times"
