"""`rule export`: rules as a file for engines that others wrote. It runs none, and writes nothing in the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError, UsageError
from talktag.interop.krl.ruleset import write_ruleset
from talktag.interop.krl.unsaid import differences, faults
from talktag.model.rules.making.sound import lookup_problems
from talktag.ops.outcome import Outcome, Output
from talktag.ops.rules.lookups import look_up_table
from talktag.ops.rules.show import rule_named
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.problem import Problem
    from talktag.model.rules.lookup_table import LookupTable
    from talktag.model.rules.rule import Rule
    from talktag.ops.session import Session
    from talktag.store.store import Store

FORMS = ("krl",)
_ON_THEIR_OWN = "what comes twice, and the limits of rules, are for whoever runs the engine to see to"


@dataclass(frozen=True, slots=True)
class RulesOut:
    """The names of the rules in the file, and the lookups that stand in it; no path is standard output."""

    form: str
    rules: tuple[str, ...]
    lookups: tuple[str, ...]
    path: Path | None

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values."""
        known = {"form": self.form, "rules": list(self.rules), "lookups": list(self.lookups)}
        return {**known, "file": str(self.path or "-")}


def export(session: Session, names: Sequence[str], form: str, path: Path | None) -> Outcome:
    """Those rules in one file. InvalidError with each that cannot be said there, and why; then none is written."""
    if form not in FORMS:
        raise UsageError(f'"{form}" is not a form talktag writes rules in', hints=[f"say: --as {FORMS[0]}"])
    store = session.store
    found = [rule_named(store, name) for name in dict.fromkeys(names)]
    rules = tuple(rule for rule, _ in found)
    tables, problems = _tables(store, rules)
    wrong = [f"{rule.name}: {why}" for rule in rules for why in _faults(rule, tables)]
    if wrong:
        raise InvalidError(
            f"this cannot be said in {form.upper()}",
            details=[*wrong, *map(str, problems)],
            hints=["leave out the rules that are named, or mend them"],
        )
    notices = [f"{rule.name}: {each}" for rule in rules for each in differences(rule)]
    return Outcome(
        RulesOut(form, tuple(sorted(rule.name for rule in rules)), tuple(sorted(tables)), path),
        output=Output(path, partial(_write, rules, tables)),
        problems=tuple(problem for _, said in found for problem in said),
        notices=(*notices, _ON_THEIR_OWN),
    )


def _write(rules: Sequence[Rule], tables: Mapping[str, LookupTable]) -> bytes:
    return write_ruleset(rules, tables).encode()


def _faults(rule: Rule, tables: Mapping[str, LookupTable]) -> list[str]:
    table = tables.get(rule.look.table) if rule.look else None
    return [*faults(rule, table), *(each.message for each in lookup_problems(rule, tables))]


def _tables(store: Store, rules: Sequence[Rule]) -> tuple[Mapping[str, LookupTable], list[Problem]]:
    """The lookups of the rules by their names, and what is wrong with any."""
    names = sorted({rule.look.table for rule in rules if rule.look})
    readings = [look_up_table(store, name) for name in names if store.has(layout.lookup(name))]
    tables = {each.value.name: each.value for each in readings if each.value}
    return tables, [problem for each in readings for problem in each.problems]
