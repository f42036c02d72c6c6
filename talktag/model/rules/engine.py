"""What rules make of entries that arrive. Pure: from the log, without clock, files, chance or state of its own.

Entries are taken one by one, in the order given. What one has caused is taken behind it and before the next, so that
it is nothing to the result where a log is cut in two. See docs/reference/rules.md for every word of it.
"""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Iterable, Mapping

from talktag.model.log.entry import Entry, in_order
from talktag.model.problem import Problem
from talktag.model.rules.lookup_table import LookupTable
from talktag.model.rules.made_id import moment_cause
from talktag.model.rules.making.firing import Firing
from talktag.model.rules.making.make import CausedAt
from talktag.model.rules.making.scene import Scene, is_late, moment_of, own_moment, scene_at
from talktag.model.rules.making.sound import lookup_problems
from talktag.model.rules.making.tally import CountedEntry, FiringTally
from talktag.model.rules.making.waker import find_waker
from talktag.model.rules.reaction import Around, Reaction
from talktag.model.rules.rule import Rule

GENERATIONS_MOST = 5


def react(
    rules: Iterable[Rule],
    log: Iterable[Entry],
    arriving: Iterable[Entry],
    lookups: Mapping[str, LookupTable],
    around: Around,
) -> Reaction:
    """What the rules make of entries that arrive one by one, when `log` is all that was there before.

    One that is in the log already has come a second time: only what it did not make then is made now, and no notice.
    """
    reacting = Reacting(rules, log, lookups, around)
    for entry in arriving:
        reacting.take(entry)
    return reacting.reaction()


class Reacting:
    """One reaction on its way: what is known, what was made so far, what could not be."""

    def __init__(
        self, rules: Iterable[Rule], log: Iterable[Entry], lookups: Mapping[str, LookupTable], around: Around
    ) -> None:
        self._around = around
        self._lookups = lookups
        self._known = {each.id: each for each in in_order(log)}
        self._problems: list[Problem] = []
        sound = []
        for rule in sorted(rules, key=lambda each: each.name):
            problems = lookup_problems(rule, lookups)
            self._problems += problems
            if not problems:
                sound.append(rule)
        self._rules = tuple(rule for rule in sound if not rule.is_of_time)
        self.of_time = {rule.name: rule for rule in sound if rule.is_of_time}
        self._tallies: dict[str, FiringTally] = {}
        self._firing = Firing(self._known, self._problems)

    def reaction(self) -> Reaction:
        """What it comes to."""
        return Reaction(tuple(self._firing.made), tuple(dict.fromkeys(self._problems)))

    def take(self, entry: Entry) -> None:
        """Let one entry arrive, and all that follows from it."""
        again = entry.id in self._known
        self._firing.begin(again=again)
        self._follow(self._known.get(entry.id, entry), 0)

    def strike(self, rule: Rule, at: CausedAt, now: datetime.datetime | None) -> None:
        """Let a rule of time fire at a moment, and all that follows; about the product, where it has a match.

        `now` is when that is worked off; None where it is at that very moment.
        """
        scene = scene_at(rule, at.date, self._around, self._lookups)
        if scene is None:
            return
        self._firing.begin(again=False, now=now)
        product = scene.around.product
        for each in self._firing.fire(scene, moment_cause(at.moment, product and product.id), at, 1):
            self._follow(each, 1)

    def _follow(self, entry: Entry, generation: int) -> None:
        queue = deque([(entry, generation)])
        while queue:
            cause, generation = queue.popleft()
            for rule in self._rules:
                if not self._wakes(rule, cause):
                    continue
                for made in self._fire(rule, cause, generation + 1):
                    queue.append((made, generation + 1))
            self._known.setdefault(cause.id, cause)

    def _fire(self, rule: Rule, arrived: Entry, generation: int) -> Iterable[Entry]:
        tally = self._tallies.get(rule.name)
        if tally is None:
            tally = self._tallies[rule.name] = FiringTally(rule.count, rule.within, self._earlier(rule))
        fired = tally.add(CountedEntry(moment_of(arrived), arrived.id))
        if fired and generation > GENERATIONS_MOST:  # it is counted all the same: a log tells no generation
            self._note(rule, f"does not fire at what came of {GENERATIONS_MOST} generations of rules")
            return
        for ident in fired:
            cause = arrived if ident == arrived.id else self._known[ident]
            at = CausedAt(cause.date, own_moment(cause), cause.recorded)
            yield from self._firing.fire(self._scene(rule, cause), cause.id, at, generation)

    def _earlier(self, rule: Rule) -> Iterable[CountedEntry]:
        """What the rule counts of the log; nothing where one is enough."""
        if rule.count > 1:
            for each in self._known.values():
                if self._wakes(rule, each):
                    yield CountedEntry(moment_of(each), each.id)

    def _scene(self, rule: Rule, entry: Entry) -> Scene:
        return Scene(rule, entry, find_waker(entry, self._around.parties), self._around, self._lookups)

    def _wakes(self, rule: Rule, entry: Entry) -> bool:
        if entry.kind not in rule.on or (entry.auto and not rule.auto) or is_late(entry, rule.late):
            return False
        scene = self._scene(rule, entry)
        if rule.by and not scene.waker.names & set(rule.by):
            return False
        return all(each.holds(scene.value) for each in rule.match)

    def _note(self, rule: Rule, message: str) -> None:
        self._problems.append(Problem("rule-stopped", rule.path, message, severity="warning"))
