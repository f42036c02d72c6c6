"""What comes of a rule that fires, within its limits. What is over a limit is not made, and told."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping

from talktag.model.log.entry import Entry
from talktag.model.problem import Problem
from talktag.model.rules.made_id import Origin
from talktag.model.rules.making.make import CausedAt, make
from talktag.model.rules.making.scene import Scene, own_moment
from talktag.model.rules.reaction import MadeMessage, MadeNotice, MadeThing
from talktag.model.rules.rule import DO, ELSE, Rule

MADE_MOST = 20  # things that one rule makes of one entry that arrived, through all generations
MESSAGES_MOST = 5  # automatic ones to a party in any hour
_HOUR = datetime.timedelta(hours=1)


class Firing:
    """Makes things, each once, and keeps count of what one arrival and one channel may have."""

    def __init__(self, known: Mapping[str, Entry], problems: list[Problem]) -> None:
        self.made: list[MadeThing] = []
        self._known = known
        self._problems = problems
        self._ids: set[str] = set()
        self._told: set[str] = set()  # notices of this arrival alone, as no log has them
        self._again = False
        self._now: datetime.datetime | None = None
        self._numbers: Counter[str] = Counter()
        self._sent: dict[str, list[datetime.datetime]] = {}
        for each in known.values():
            if each.auto and each.to:
                self._sent.setdefault(each.to, []).append(own_moment(each))

    def begin(self, *, again: bool, now: datetime.datetime | None = None) -> None:
        """Something else arrives; `again` says that it was here before, `now` when all of it is sent, if at once."""
        self._again = again
        self._now = now
        self._numbers.clear()
        self._told.clear()

    def fire(self, scene: Scene, cause: str, at: CausedAt, generation: int) -> list[Entry]:
        """Make what a rule makes of a cause; the entries of it that may wake others."""
        rule = scene.rule
        for each in scene.withheld:
            self._note(rule, f'would have "{each}", which "{rule.giver}" was not given; it is left empty')
        branch = DO if all(each.holds(scene.value) for each in rule.conditions) else ELSE
        table = scene.table
        entries: list[Entry] = []
        for number, action in enumerate(rule.do if branch == DO else rule.otherwise, start=1):
            self._numbers[rule.name] += 1
            if self._numbers[rule.name] > MADE_MOST:
                self._note(rule, f"makes no more than {MADE_MOST} things of one entry")
                break
            origin = Origin(
                rule=rule.name,
                cause=cause,
                branch=branch,
                number=number,
                generation=generation,
                rule_hash=rule.hash,
                lookup_hash=table.hash if table else None,
            )
            try:
                entries += self._keep(rule, make(action, scene, origin, at))
            except ValueError as error:
                self._note(rule, f'sends nothing to "{action.to}": {error}')
        return entries

    def _keep(self, rule: Rule, thing: MadeThing) -> list[Entry]:
        if isinstance(thing, MadeNotice):
            if not self._again and thing.origin.id not in self._told:
                self._told.add(thing.origin.id)
                self.made.append(thing)
            return []
        if (held := self._known.get(thing.entry.id)) is not None:
            if held.signer:  # whoever can tell what will be made could call something of theirs like it
                self._note(rule, f'does not make "{thing.entry.id}": something of that id came from elsewhere')
                return []
            return [held] if self._again else []  # what comes of it was made with it, unless that broke off
        if thing.entry.id in self._ids:
            return []
        if isinstance(thing, MadeMessage) and not self._may_send(thing.entry):
            most = f"{MESSAGES_MOST} automatic messages an hour"
            self._note(rule, f'sends no more to "{thing.entry.to}": {most} are enough')
            return []
        self._ids.add(thing.entry.id)
        self.made.append(thing)
        return [thing.entry]

    def _may_send(self, entry: Entry) -> bool:
        """Whether one more leaves no hour with too many, whatever the order in which they are made."""
        moment = self._now or own_moment(entry)
        sent = self._sent.setdefault(entry.to or "", [])
        if sum(1 for each in sent if abs(each - moment) < _HOUR) >= MESSAGES_MOST:
            return False
        sent.append(moment)
        return True

    def _note(self, rule: Rule, message: str) -> None:
        self._problems.append(Problem("rule-stopped", rule.path, message, severity="warning"))
