"""From lines of the table to programs that can be run, those that are asked for. It measures nothing."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence

from .measure import Job, Key
from .rows import BARE, Row
from .stores import Place, Stores
from .surroundings import Surroundings


def key_of(row: Row, size: int) -> Key:
    """Under what a line's figures of one size are found."""
    return row.what, size if row.is_of_every_size else 0


def chosen(every: Sequence[Row], parts: Iterable[str]) -> list[Row]:
    """The lines whose name has one of `parts` in it, and all those that their goals are sums of; all for no part."""
    wanted = list(parts)
    if not wanted:
        return list(every)
    by_name = {row.what: row for row in every}
    names = [row.what for row in every if any(part in row.what for part in wanted)]
    for name in names:  # grows while it is read
        of_goals = (term for goal in by_name[name].goals for _, term in goal)
        names += [term for term in of_goals if term != BARE and term not in names]
    return [row for row in every if row.what in names]


def bare_job(around: Surroundings) -> Job:
    """The interpreter doing nothing: what every other time is told in multiples of."""
    return Job(lambda _: (around.python, "-c", "pass"), around.scratch, around.environment)


def jobs_of(every: Sequence[Row], around: Surroundings, stores: Stores, sizes: Sequence[int]) -> dict[Key, Job]:
    """A job for each line, of every size where it is measured in every size."""
    found = {}
    for row in every:
        for size in sizes if row.is_of_every_size else (stores.main,):
            place = stores.place(row.where, size)
            found[key_of(row, size)] = _job(row, around, place, {**stores.common(), **place.values, "size": str(size)})
    return found


def _job(row: Row, around: Surroundings, place: Place, values: Mapping[str, str]) -> Job:
    store = {"TALKTAG_STORE": str(place.folder)} if row.where != "-" else {}
    words, variables = around.line([_filled(word, values) for word in shlex.split(row.command)])
    environment = {**around.environment, **store, **variables}

    def line(number: int) -> list[str]:
        now = {"number": str(number), "next": str(number + 1), "each": _each(place, number)}
        if row.before:
            before = " && ".join(_filled(part, {**values, **now}) for part in row.before.split(" && "))
            around.run(before, place.folder, place.folder)
        return [_filled(word, now) for word in words]

    return Job(
        line,
        place.folder,
        environment,
        at_terminal=row.at_terminal,
        most=row.most or 1_000_000,
        is_warmed=row.most is None,
    )


def _each(place: Place, number: int) -> str:
    return place.others[number % len(place.others)] if place.others else ""


def _filled(text: str, values: Mapping[str, str]) -> str:
    """A text with the words in braces that are known put in; the others stay for later."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
