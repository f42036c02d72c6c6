"""`rule try`: what a rule would make of the logs there are, as if their entries came one by one. It changes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import UsageError
from talktag.model.rules.engine import react
from talktag.model.rules.making.scene import moment_of
from talktag.model.rules.reaction import Around, MadeNotice, Reaction
from talktag.model.rules.times import react_at, times
from talktag.ops.log.find_entry import find_entry
from talktag.ops.outcome import Outcome
from talktag.ops.rules.foreign.given import given_of
from talktag.ops.rules.logs import OneLog, all_logs, all_parties, log_of, log_of_slug
from talktag.ops.rules.lookups import look_up_table
from talktag.ops.rules.made_things import MadeLine, RuleTried, made_line
from talktag.ops.rules.missing_values import missing_values
from talktag.ops.rules.show import rule_named
from talktag.ops.rules.timed.products_at import DueMoment, RuleMoments, products_at
from talktag.ops.typed import read_day
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.problem import Problem
    from talktag.model.rules.lookup_table import LookupTable
    from talktag.model.rules.rule import Rule
    from talktag.ops.session import Session
    from talktag.store.store import Store

_YEAR = datetime.timedelta(days=366)  # how far a rule of time is looked back, where nothing else is said


class Split(NamedTuple):
    """A log in two: what was there before, and what arrives, each in the order in which it came."""

    before: Sequence[Entry]
    arriving: Sequence[Entry]


class Tried(NamedTuple):
    """What came of one log: how much was tried, what that would make, and what is wrong."""

    number: int
    made: tuple[MadeLine, ...]
    problems: tuple[Problem, ...]


def try_rule(session: Session, name: str, ref: str | None, *, since: str | None, entry: str | None) -> Outcome:
    """What the rule would make of the log of the product that `ref` names, else of all, from that day on.

    With `entry` only of the one with that id, when what was there before it is all that there is.
    """
    store = session.store
    rule, said = rule_named(store, name)
    if rule.is_of_time and entry is not None:
        raise UsageError(
            f'"{name}" is woken by time, and by no entry', hints=[f"leave it out: talktag rule try {name}"]
        )
    day = read_day("since", since, session.today, ahead=False) if since else None
    only = log_of(store, ref) if ref is not None else None
    lookups, broken = _lookups(store, rule)
    around = Around(parties=all_parties(store), zone=session.now.tzinfo or datetime.UTC)
    there = partial(_there, session, rule, around)
    if rule.is_of_time:
        tried = _try_times(session, rule, only, day, lookups=lookups, there=there)
    else:
        logs = [only] if only else all_logs(store)
        tried = [_try_log(rule, each, _split(rule, each, day, entry), lookups, there(each)) for each in logs]
    made = tuple(each for one in tried for each in one.made)
    problems = (*said, *broken, *(problem for one in tried for problem in one.problems))
    slug = only.product.slug if only and only.product else None
    count = sum(one.number for one in tried)
    entries, moments = (0, count) if rule.is_of_time else (count, 0)
    shown = RuleTried(rule.name, slug, entries, moments, made)
    missing = dict.fromkeys(name for each in made for name in each.missing)
    empty = (f"not everywhere there, and empty where it is not: {', '.join(missing)}",) if missing else ()
    notices = empty if made else (shown.say(),)  # a table without a row says nothing by itself
    return Outcome(shown, problems=tuple(dict.fromkeys(problems)), notices=notices)


def _there(session: Session, rule: Rule, around: Around, log: OneLog) -> Around:
    """What is around a rule in that log: its thing, and what others were given of it."""
    given = given_of(session.store, log.product, (rule,), session.today)
    return around._replace(product=log.product, given=given)


def _try_log(rule: Rule, log: OneLog, split: Split, lookups: Mapping[str, LookupTable], around: Around) -> Tried:
    reaction = react((rule,), split.before, split.arriving, lookups, around)
    return Tried(
        len(split.arriving), _lines_of(rule, log, reaction, lookups, around), (*log.problems, *reaction.problems)
    )


def _try_times(
    session: Session,
    rule: Rule,
    only: OneLog | None,
    since: datetime.date | None,
    *,
    lookups: Mapping[str, LookupTable],
    there: Callable[[OneLog], Around],
) -> list[Tried]:
    """At each moment from that day on, else of a year, up to now; of each product that its match may hold of."""
    zone = session.now.tzinfo or datetime.UTC
    start = datetime.datetime.combine(since, datetime.time(), zone) if since else session.now - _YEAR
    just_before = start - datetime.timedelta(seconds=1)  # what is due at that very moment counts
    moments = RuleMoments(rule, tuple(times(rule, just_before, session.now, zone)))
    logs: Iterable[tuple[OneLog, Sequence[DueMoment]]] = [(only or OneLog("", ()), moments.due)]
    if rule.match and only is None:
        found = products_at(session.store, (moments,), zone)
        logs = ((log_of_slug(session.store, slug), due) for slug, due in found.items())
    tried = [Tried(len(moments.moments), (), ())]
    for log, due in logs:
        around = there(log)
        reaction = react_at((rule,), log.entries, due, lookups, around)
        tried.append(Tried(0, _lines_of(rule, log, reaction, lookups, around), (*log.problems, *reaction.problems)))
    return tried


def _lines_of(
    rule: Rule, log: OneLog, reaction: Reaction, lookups: Mapping[str, LookupTable], around: Around
) -> tuple[MadeLine, ...]:
    """What was made, each with the values that it wants and that are not there."""
    entries = [*log.entries, *(each.entry for each in reaction.made if not isinstance(each, MadeNotice))]
    causes = {each.id: each for each in entries}
    return tuple(
        made_line(each, log.about)._replace(
            missing=missing_values(rule, each.origin, causes.get(each.origin.cause), lookups, around)
        )
        for each in reaction.made
    )


def _split(rule: Rule, log: OneLog, since: datetime.date | None, ident: str | None) -> Split:
    """The entries that arrive and those before: one alone where `ident` says so, else all from that day on.

    What the rule made of them already is in neither, or it would not be made.
    """
    entries = sorted(
        (each for each in log.entries if each.rule != rule.name or each.signer),
        key=lambda each: (moment_of(each), each.id),
    )
    if ident is not None:
        chosen = find_entry(ident, entries, log.about.rpartition("/")[2])
        return Split(entries[: entries.index(chosen)], (chosen,))
    arriving = [each for each in entries if since is None or each.date >= since]
    return Split([each for each in entries if since is not None and each.date < since], arriving)


def _lookups(store: Store, rule: Rule) -> tuple[Mapping[str, LookupTable], tuple[Problem, ...]]:
    """What the rule looks into, where it holds up, and what is wrong with it; a missing one is named where it is."""
    if rule.look is None or not store.has(layout.lookup(rule.look.table)):
        return {}, ()
    reading = look_up_table(store, rule.look.table)
    return ({rule.look.table: reading.value} if reading.value else {}), reading.problems
