"""What on a menu can never be had, and what still goes with what was chosen. It says why; it changes no menu."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from talktag.model.wishes.menus.menu import Menu, MenuLink
from talktag.model.wishes.menus.search import Effort, OutOfEffortError, Puzzle


class Impossible(NamedTuple):
    """A choice that no order can have; `why` is a sentence about it."""

    choice: MenuLink
    why: str


class MenuSense(NamedTuple):
    """What can never be had, and whether anything can; None where that was too much to find out."""

    can_be_ordered: bool | None
    impossible: tuple[Impossible, ...]


def make_sense(menu: Menu, effort: Effort | None = None) -> MenuSense:
    """Look through the whole menu, within bounds; what was too much to find out is not called impossible."""
    puzzle, effort = Puzzle(menu), effort or Effort()
    try:
        example = puzzle.solve((), effort)
    except OutOfEffortError:
        return MenuSense(None, ())
    proven = set(example or ())
    impossible = []
    for at, link in enumerate(puzzle.links):
        if at in proven:
            continue
        try:
            found = puzzle.solve((at,), effort) if example is not None else None
        except OutOfEffortError:
            break
        if found is None:
            impossible.append(Impossible(link, _explain(puzzle, at)))
        else:
            proven.update(found)
    return MenuSense(example is not None, tuple(impossible))


def can_complete(menu: Menu, chosen: Iterable[MenuLink], effort: Effort | None = None) -> bool | None:
    """Whether an order that has these can become whole; None where that was too much to find out."""
    puzzle = Puzzle(menu)
    try:
        return puzzle.solve([puzzle.number[each] for each in chosen], effort or Effort()) is not None
    except OutOfEffortError:
        return None


def still_goes(
    menu: Menu, chosen: Iterable[MenuLink], option: str, effort: Effort | None = None
) -> tuple[MenuLink, ...]:
    """The choices of an option that a whole order could have besides; one that was too much to find out stays."""
    puzzle, effort = Puzzle(menu), effort or Effort()
    numbers = [puzzle.number[each] for each in chosen]
    return tuple(each for each in puzzle.links if each.option == option and _may_be(puzzle, [*numbers, each], effort))


def _may_be(puzzle: Puzzle, chosen: Sequence[int | MenuLink], effort: Effort) -> bool:
    numbers = [each if isinstance(each, int) else puzzle.number[each] for each in chosen]
    try:
        return puzzle.solve(numbers, effort) is not None
    except OutOfEffortError:
        return True


def _explain(puzzle: Puzzle, at: int) -> str:
    """The way from a choice through what it needs to what one of those excludes, the shortest there is."""
    came_from: dict[int, int | None] = {at: None}
    queue = [at]
    for each in queue:
        clash = next((other for other in came_from if other in puzzle.excludes[each]), None)
        if clash is not None:
            return _tell(puzzle, came_from, each, clash)
        for need in puzzle.needs[each]:
            if len(need) == 1 and need[0] not in came_from:
                came_from[need[0]] = each
                queue.append(need[0])
    return "nothing goes with all that it needs"


def _tell(puzzle: Puzzle, came_from: dict[int, int | None], last: int, clash: int) -> str:
    ways = [_way(puzzle, came_from, each) for each in (last, clash)]
    steps = list(dict.fromkeys(step for way in ways for step in way))
    excludes = f"{puzzle.links[last]} excludes {'itself' if last == clash else puzzle.links[clash]}"
    return ", ".join([*steps, excludes])


def _way(puzzle: Puzzle, came_from: dict[int, int | None], at: int) -> list[str]:
    steps: list[str] = []
    before = came_from[at]
    while before is not None:
        steps.insert(0, f"{puzzle.links[before]} needs {puzzle.links[at]}")
        at, before = before, came_from[before]
    return steps
