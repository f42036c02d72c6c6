"""What the meters of a product show, and how much was used over all that it ever had. Derived; it asks no clock.

A meter goes up. Where the owner's own reading shows less, it was set back or is another one, and what was used until
then still counts; what somebody else read counts where it fits between the owner's own readings, and else not at all.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from talktag.model.log.entry import Entry, plain_number
from talktag.model.log.every import NAME
from talktag.model.log.settling import is_own

_NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,4})?")
_MOST = 12  # meters that one foreign entry may tell of


class MeterRise(NamedTuple):
    """A reading that counts: its `place` in the log, what the meter showed, and what was used since the one before.

    `is_new` is one with which another meter begins, or one that was set back.
    """

    place: int
    date: datetime.date
    number: Decimal
    used: Decimal
    is_new: bool


class MeterUse(NamedTuple):
    """What a meter shows, what it would show had it never been set back, and how much was used in each year."""

    shows: Decimal
    total: Decimal
    years: Mapping[int, Decimal]

    def values(self) -> dict[str, Any]:
        """The same as JSON values."""
        years = {str(year): plain_number(used) for year, used in self.years.items()}
        return {"total": plain_number(self.total), "years": years}


def steps_of(log: Sequence[Entry], meter: str) -> tuple[MeterRise, ...]:
    """The readings of a meter that count, by entries in their order, none of them withdrawn."""
    read = [(place, each) for place, each in enumerate(log) if meter in each.meter]
    found: list[MeterRise] = []
    for (place, each), most in zip(read, _own_after(read, meter), strict=True):
        number, shown = each.meter[meter], found[-1].number if found else None
        is_less = shown is not None and number < shown
        if not is_own(each) and (is_less or (most is not None and number > most)):
            continue
        is_new = shown is not None and (is_less or is_marked(each, meter))
        used = Decimal() if shown is None or is_new else number - shown
        found.append(MeterRise(place, each.date, number, used, is_new))
    return tuple(found)


def is_marked(entry: Entry, meter: str) -> bool:
    """Whether the owner said that the meter was set back, or is another one."""
    return is_own(entry) and meter in entry.reset


def _own_after(read: Sequence[tuple[int, Entry]], meter: str) -> list[Decimal | None]:
    """For each reading the owner's next one, which bounds what others read before it; None where nothing does."""
    bounds: list[Decimal | None] = []
    bound: Decimal | None = None
    for _, each in reversed(read):
        bounds.append(bound)
        if is_own(each):
            bound = None if meter in each.reset else each.meter[meter]
    return bounds[::-1]


def meters_of(entries: Iterable[Entry]) -> Mapping[str, Decimal]:
    """What each meter showed last, by entries in their order, none of them withdrawn."""
    return {name: use.shows for name, use in uses_of(entries).items()}


def uses_of(entries: Iterable[Entry]) -> Mapping[str, MeterUse]:
    """What each meter shows and how much was used, by its name.

    What was used between two readings counts for the year of the later one.
    """
    log = [each for each in entries if each.meter]
    names = dict.fromkeys(name for each in log for name in each.meter)
    return {name: _use_of(steps) for name in names if (steps := steps_of(log, name))}


def _use_of(steps: Sequence[MeterRise]) -> MeterUse:
    years: dict[int, Decimal] = {}
    for each in steps:
        if each.used:
            years[each.date.year] = years.get(each.date.year, Decimal()) + each.used
    return MeterUse(steps[-1].number, steps[0].number + sum(years.values()), years)


def meter_values(uses: Mapping[str, MeterUse]) -> dict[str, Any]:
    """What each meter shows and what was used, by its name, as JSON values."""
    return {
        "meters": {name: plain_number(use.shows) for name, use in uses.items()},
        "used": {name: use.values() for name, use in uses.items()},
    }


def said_set_back(entries: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    """The owner's readings that show less than the one before, and do not say that the meter was set back."""
    log = [each for each in entries if each.meter]
    for name in dict.fromkeys(name for each in log for name in each.meter):
        for step in steps_of(log, name):
            if step.is_new and not is_marked(log[step.place], name):
                yield log[step.place], name


def told_meters(title: str, data: Mapping[str, str]) -> Mapping[str, Decimal]:
    """What somebody else says in a reading that meters showed: `km=41250` as its title, or plain numbers in its data.

    A range, a word or a number of another form is no reading, and stays what it is.
    """
    name, equals, number = (part.strip() for part in title.partition("="))
    pairs = [(name, number)] if equals else [*data.items()][:_MOST]
    return {name: Decimal(number) for name, number in pairs if NAME.fullmatch(name) and _NUMBER.fullmatch(number)}
