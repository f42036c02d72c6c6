"""The moments at which a rule of time is due, and what it makes then. It asks no clock: both ends are handed in."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator, Mapping

from talktag.model.log.entry import Entry
from talktag.model.rules.engine import Reacting
from talktag.model.rules.lookup_table import LookupTable
from talktag.model.rules.making.make import CausedAt
from talktag.model.rules.reaction import Around, Reaction
from talktag.model.rules.rule import Rule
from talktag.model.rules.spans import zone_of
from talktag.model.values.warranty import Duration

_SECOND = datetime.timedelta(seconds=1)


def times(
    rule: Rule, since: datetime.datetime, until: datetime.datetime, zone: datetime.tzinfo
) -> Iterator[datetime.datetime]:
    """The moments after `since` up to `until` at which it is due, in order, in UTC; `zone` is the owner's."""
    if rule.at is None:
        return
    here = zone_of(rule.at.zone) if rule.at.zone else zone
    for number in itertools.count(_steps_before(rule, since)) if rule.every else (0,):
        local = _local(rule, number)
        if local is None:
            return
        moment = moment_there(local, here)
        if moment > until:
            return
        if moment > since:
            yield moment
            since = moment  # where a whole day is skipped, that and the next have one


def react_at(
    rules: Iterable[Rule],
    log: Iterable[Entry],
    due: Iterable[tuple[str, datetime.datetime]],
    lookups: Mapping[str, LookupTable],
    around: Around,
    *,
    now: datetime.datetime | None = None,
) -> Reaction:
    """What rules of time make at moments that are due, each with the name of its rule, in order of time.

    A rule with a match fires where that holds of the product that is around; one without fires about nothing.
    `now` is when they are worked off, which limits are counted by; None where it is at those very moments.
    """
    reacting = Reacting(rules, log, lookups, around)
    for name, moment in sorted(due, key=lambda each: (each[1], each[0])):
        if rule := reacting.of_time.get(name):
            at = CausedAt(day_of(rule, moment, around.zone), moment.astimezone(datetime.UTC), None)
            reacting.strike(rule, at, now)
    return reacting.reaction()


def day_of(rule: Rule, moment: datetime.datetime, zone: datetime.tzinfo) -> datetime.date:
    """The day that it is at that moment where the rule says, else where its owner is."""
    here = zone_of(rule.at.zone) if rule.at and rule.at.zone else zone
    return moment.astimezone(here).date()


def moment_there(local: datetime.datetime, zone: datetime.tzinfo) -> datetime.datetime:
    """When clocks there show that: where they skip it, the first moment after the gap; of two, the first."""
    there = local.replace(tzinfo=zone, fold=0)
    moment = there.astimezone(datetime.UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local:
        return moment
    # Skipped. Clocks showed `before` until the gap and `after` from it on; the gap lies between these two.
    low = local.replace(tzinfo=zone, fold=1).astimezone(datetime.UTC)
    return _end_of_gap(min(low, moment), max(low, moment), zone)


def _end_of_gap(low: datetime.datetime, high: datetime.datetime, zone: datetime.tzinfo) -> datetime.datetime:
    """The first second at which clocks are as far ahead as at `high`."""
    after = high.astimezone(zone).utcoffset()
    while high - low > _SECOND:
        middle = low + _SECOND * (((high - low) // _SECOND) // 2)
        if middle.astimezone(zone).utcoffset() == after:
            high = middle
        else:
            low = middle
    return high


def _local(rule: Rule, number: int) -> datetime.datetime | None:
    """What clocks show at the moment of that number, counted from the first; None beyond the calendar."""
    if rule.at is None:
        return None
    day = rule.at.local.date()
    if rule.every and number:
        try:
            day = Duration(rule.every.length * number, rule.every.unit).after(day)
        except (OverflowError, ValueError):
            return None
    return datetime.datetime.combine(day, rule.at.local.time())


def _steps_before(rule: Rule, since: datetime.datetime) -> int:
    """A number of steps that surely ends before `since`, so that a rule of long ago takes no time."""
    if rule.at is None or rule.every is None:
        return 0
    longest = {"day": 1, "week": 7, "month": 31, "year": 366}[rule.every.unit] * rule.every.length
    days = (since.replace(tzinfo=None) - rule.at.local).days - 3
    return max(0, days // longest)
