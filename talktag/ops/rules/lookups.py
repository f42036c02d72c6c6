"""The tables that rules look into, read from the store as streams. One that does not hold up is no table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from talktag.errors import TalktagError
from talktag.model.problem import Problem
from talktag.model.rules.lookup_table import LOOKUP_LIMIT, ROWS_MOST, LookupTable, find_row_too_many, read_lookup
from talktag.model.rules.making.sound import lookup_problems
from talktag.model.toml.record_file import Reading
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.content import Content
    from talktag.model.rules.rule import Rule
    from talktag.store.store import Store

Problems = tuple[Problem, ...]


def look_up_table(store: Store, name: str) -> Reading[LookupTable]:
    """The lookup of that name, or what is wrong with it; also one that is changed while it is read is told."""
    path = layout.lookup(name)
    try:
        return read_whole_lookup(store.content(path), path)
    except FileNotFoundError:
        return Reading(None, (Problem("broken-lookup", path, "a file was removed while it was read"),))
    except TalktagError as error:
        return Reading(None, (Problem("broken-lookup", path, error.message),))


def read_whole_lookup(content: Content, path: str) -> Reading[LookupTable]:
    """A lookup in a file, of which a part may be read more than once; what is far too much is refused at little cost.

    StaleError where it is changed meanwhile.
    """
    if content.size > LOOKUP_LIMIT:
        return Reading(None, (Problem("broken-lookup", path, f"is larger than {LOOKUP_LIMIT} bytes"),))
    content.sums  # noqa: B018 - what is read is held against them
    # A row is a line or several: only what has so many lines can have too many rows.
    if sum(part.count(b"\n") for part in content.parts()) > ROWS_MOST:
        problem = find_row_too_many(content.parts(), path)
        if problem:
            return Reading(None, (problem,))
    return read_lookup(content.parts(), path)


def problems_of_lookups(store: Store, rules: Iterable[Rule]) -> tuple[tuple[Problem, ...], Mapping[str, Problems]]:
    """What is wrong with what rules look into, and by the name of each rule why it wakes nothing for that."""
    asked = tuple(rules)
    names = dict.fromkeys(each.look.table for each in asked if each.look)
    readings = [look_up_table(store, name) for name in names if store.has(layout.lookup(name))]
    tables = {each.value.name: each.value._replace(rows={}) for each in readings if each.value}
    wrong = {each.name: tuple(found) for each in asked if (found := lookup_problems(each, tables))}
    return tuple(problem for each in readings for problem in each.problems), wrong
