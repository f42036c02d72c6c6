"""The rules of a store, each read once, and what they make, put into a plan. It writes and sends nothing itself."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from talktag.model.products.record import read_product
from talktag.model.rules.engine import react
from talktag.model.rules.reaction import Around
from talktag.model.rules.times import react_at
from talktag.ops.rules.foreign.given import given_of
from talktag.ops.rules.running.made_keeper import MadeKeeper
from talktag.ops.rules.running.woken import as_warnings, lookups_of, rules_for, sound_rules
from talktag.store import layout
from talktag.store.collections import PARTIES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.parties.party import Party
    from talktag.model.problem import Problem
    from talktag.model.products.product import Product
    from talktag.model.rules.lookup_table import LookupTable
    from talktag.model.rules.reaction import MadeThing
    from talktag.model.rules.rule import Rule
    from talktag.ops.outcome import Outcome
    from talktag.ops.rules.running.planned_store import PlannedStore
    from talktag.ops.session import Session


class RunningRules:
    """The rules of a store, each read once, and what they make, put into a plan by `keeper`."""

    def __init__(self, session: Session, keeper: MadeKeeper) -> None:
        self.keeper = keeper
        self._store = keeper.store
        self._today, self._now = session.today, session.recorded
        self.zone = session.now.tzinfo or datetime.UTC
        self._lookups: dict[str, LookupTable] = {}
        self._problems: list[Problem] = []
        self.rules, broken = sound_rules(session.store)
        self._problems += broken

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with rules, as something to look at: none of it is wrong with what woke them."""
        return as_warnings(self._problems)

    def react(self, about: str, before: Sequence[Entry], arriving: Sequence[Entry], only: str | None = None) -> None:
        """Make what comes of entries that arrive in the log of that folder, by `only` one rule where it is named."""
        rules = rules_for(self.rules, {each.kind for each in arriving})
        rules = tuple(each for each in rules if only in {None, each.name} or each.auto)
        if not rules:
            return
        lookups = self.lookups(rules)
        reaction = react(rules, before, arriving, lookups, self.around(about))
        self._problems += reaction.problems
        self.keeper.keep(about, reaction.made, rules)

    def strike(self, about: str, due: Sequence[tuple[str, datetime.datetime]]) -> None:
        """Make what rules of time make in the log of that folder at moments, each with the name of its rule."""
        log = self.keeper.store.entries_in(about).value or ()
        rules = self.woken_at(due)
        self.keeper.keep(about, self.made_at(rules, log, due, self.around(about)), rules)

    def woken_at(self, due: Sequence[tuple[str, datetime.datetime]]) -> tuple[Rule, ...]:
        """The rules of time that are due, and those that what they make may wake."""
        names = {name for name, _ in due}
        return tuple(each for each in self.rules if each.name in names or each.auto)

    def made_at(
        self,
        rules: Sequence[Rule],
        log: Sequence[Entry],
        due: Sequence[tuple[str, datetime.datetime]],
        around: Around,
    ) -> tuple[MadeThing, ...]:
        """What they make at those moments; nothing is kept of it yet."""
        reaction = react_at(rules, log, due, self.lookups(rules), around, now=self._now)
        self._problems += reaction.problems
        return reaction.made

    def tell(self, problems: Iterable[Problem]) -> None:
        """Something is wrong that was found elsewhere."""
        self._problems += problems

    def lookups(self, rules: Sequence[Rule]) -> Mapping[str, LookupTable]:
        """What these rules look into."""
        lookups, problems = lookups_of(self._store, rules, self._lookups)
        self._problems += problems
        return lookups

    def around(self, about: str) -> Around:
        """What is around the log in that folder, as it will be; without a folder, around nothing."""
        product = _product_of(self._store, about)
        given = given_of(self._store, product, self.rules, self._today)
        return Around(product, self._parties, self.zone, given)

    @cached_property
    def _parties(self) -> Mapping[str, Party]:
        """All parties as they will be, new ones, too."""
        slugs = {path.rpartition("/")[2].removesuffix(".toml") for path in self._store.paths(PARTIES)}
        found = (self._store.one(PARTIES, slug).value for slug in sorted({*slugs, *self._store.new_parties()}))
        return {each.slug: each for each in found if each}


def with_made(outcome: Outcome, running: RunningRules, without_key: Callable[[], Outcome] | None) -> Outcome:
    """The outcome with all that the rules made, and what they say of it."""
    keeper = running.keeper
    said, problems = tuple(keeper.notices), (*outcome.problems, *running.problems)
    made = outcome._replace(problems=problems, ahead=(*outcome.ahead, *said))
    if outcome.plan is None:
        return made
    return made._replace(
        plan=keeper.plan_with_made(outcome.plan), effects=(*outcome.effects, *keeper.effects), without_key=without_key
    )


def part_without_key(outcome: Outcome) -> Outcome:
    """The outcome without what it signs by itself."""
    return outcome.without_key() if outcome.without_key else outcome


def _product_of(store: PlannedStore, about: str) -> Product | None:
    """The product that the log in that folder is of, where it is one's own."""
    slug = about.rpartition("/")[2]
    if not slug or about != layout.about_product(slug) or not store.has(path := layout.record(slug)):
        return None
    return read_product(store.read(path), path, slug).value
