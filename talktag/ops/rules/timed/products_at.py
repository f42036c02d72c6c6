"""Which products rules of time may fire for, and at which moments. Reads the index; opens no record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.rules.timed.match_by_facts import MatchByFacts
from talktag.model.rules.times import day_of, times

if TYPE_CHECKING:
    import datetime

    from talktag.model.rules.rule import Rule
    from talktag.store.store import Store

DueMoment = tuple[str, "datetime.datetime"]  # the name of a rule, and when it is due


class RuleMoments(NamedTuple):
    """A rule of time, and the moments at which it is due, in order."""

    rule: Rule
    moments: Sequence[datetime.datetime]

    @property
    def due(self) -> Sequence[DueMoment]:
        """The same as the engine takes it."""
        return [(self.rule.name, each) for each in self.moments]


def moments_of(
    rules: Iterable[Rule], since: datetime.datetime, until: datetime.datetime, zone: datetime.tzinfo
) -> tuple[RuleMoments, ...]:
    """The rules that are due after the one moment and up to the other, each with when; `zone` is the owner's."""
    found = (RuleMoments(each, tuple(times(each, since, until, zone))) for each in rules if each.is_of_time)
    return tuple(each for each in found if each.moments)


def products_at(store: Store, due: Iterable[RuleMoments], zone: datetime.tzinfo) -> Mapping[str, Sequence[DueMoment]]:
    """For the slug of each product, in order, the moments at which the match of a rule may hold of it."""
    asked = [
        (each, MatchByFacts(each.rule, [day_of(each.rule, moment, zone) for moment in each.moments]))
        for each in due
        if each.rule.match
    ]
    found: dict[str, list[DueMoment]] = {}
    for facts in store.catalogue.facts() if asked else ():
        for each, match in asked:
            if places := match.places(facts):
                moments = [(each.rule.name, each.moments[place]) for place in places]
                found.setdefault(facts.slug, []).extend(moments)
    return dict(sorted(found.items()))
