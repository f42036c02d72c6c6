"""Which of the entries that match a rule it fires at, by `count` and `within`. Nothing of it is kept."""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class CountedEntry(NamedTuple):
    """An entry in the order that entries are counted in."""

    moment: datetime.datetime
    id: str


class _Window(NamedTuple):
    """How many were counted, and since when; none before the first."""

    number: int = 0
    first: datetime.datetime = datetime.datetime.min.replace(tzinfo=datetime.UTC)


class FiringTally:
    """The entries that one rule counts, in order; it fires at each one that is the `count`-th within `within`."""

    def __init__(self, count: int, within: datetime.timedelta | None, earlier: Iterable[CountedEntry]) -> None:
        self._count = count
        self._within = within
        self._counted = sorted(set(earlier))
        self._window = _Window()
        for each in self._counted:
            self._window, _ = self._step(self._window, each)

    def add(self, new: CountedEntry) -> tuple[str, ...]:
        """Count one more; the ids of the entries that the rule fires at with it, and does not without it."""
        if self._count == 1:
            return (new.id,)
        if not self._counted or new > self._counted[-1]:
            self._counted.append(new)
            self._window, fires = self._step(self._window, new)
            return (new.id,) if fires else ()
        at = bisect.bisect_left(self._counted, new)
        if self._counted[at] != new:
            self._counted.insert(at, new)
        without = {each.id for each in self._firings((*self._counted[:at], *self._counted[at + 1 :]))}
        fired = [each.id for each in self._firings(self._counted)]
        self._window = _Window()
        for each in self._counted:
            self._window, _ = self._step(self._window, each)
        return tuple(each for each in fired if each not in without)

    def _firings(self, counted: Sequence[CountedEntry]) -> Iterator[CountedEntry]:
        window = _Window()
        for each in counted:
            window, fires = self._step(window, each)
            if fires:
                yield each

    def _step(self, window: _Window, each: CountedEntry) -> tuple[_Window, bool]:
        """The window after one more, and whether that was the one."""
        if window.number and self._within is not None and each.moment - window.first > self._within:
            window = _Window()
        window = _Window(window.number + 1, window.first if window.number else each.moment)
        return (_Window(), True) if window.number == self._count else (window, False)
