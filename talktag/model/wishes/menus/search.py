"""Whether anything can be composed from where one stands: a search that is complete or says that it gave up.

Choices are numbers here. What cannot hold follows by propagation, the rest by trying; the work is bounded, as a menu
can be made on which every known search takes for ever. It knows no names and no prices.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from talktag.model.wishes.menus.menu import Menu, MenuLink

_OPEN, _IN, _OUT = 0, 1, 2


class Effort:
    """How much work is left to all searches together."""

    def __init__(self, steps: int = 2_000_000) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Take from it; OutOfEffortError where none is left."""
        self.left -= steps
        if self.left < 0:
            raise OutOfEffortError


class OutOfEffortError(Exception):
    """The search was given up: nothing is known."""


class _OptionNumbers(NamedTuple):
    """An option as numbers."""

    members: tuple[int, ...]
    least: int
    most: int


class Puzzle:
    """The menu as numbers: which choices there are, what each needs and excludes, how many an option takes."""

    def __init__(self, menu: Menu) -> None:
        self.links = [MenuLink(option.id, choice.id) for option, choice in menu.each_choice()]
        self.number = {link: at for at, link in enumerate(self.links)}
        members: dict[str, list[int]] = {option.id: [] for option in menu.options}
        self._group_of: list[int] = []
        self._most = [choice.most for _, choice in menu.each_choice()]
        for at, link in enumerate(self.links):
            members[link.option].append(at)
        self._members = members
        self._groups = [_OptionNumbers(tuple(members[each.id]), each.least, each.most) for each in menu.options]
        for at, each in enumerate(self._groups):
            self._group_of += [at] * len(each.members)
        self.needs: list[list[list[int]]] = [[] for _ in self.links]
        self.excludes: list[set[int]] = [set() for _ in self.links]
        self._needed_by: list[set[int]] = [set() for _ in self.links]
        for at, (_, choice) in enumerate(menu.each_choice()):
            for need in choice.needs:
                self._add_need(at, need)
            for other in self._numbers_of(choice.excludes):
                self.excludes[at].add(other)
                self.excludes[other].add(at)

    def _add_need(self, at: int, need: tuple[MenuLink, ...]) -> None:
        wanted = self._numbers_of(need)
        self.needs[at].append(wanted)
        for other in wanted:
            self._needed_by[other].add(at)

    def _numbers_of(self, links: Iterable[MenuLink]) -> list[int]:
        """The choices that links name; one to an option names each of it."""
        return [at for each in links for at in ([self.number[each]] if each.choice else self._members[each.option])]

    def solve(self, chosen: Iterable[int], effort: Effort, without: Iterable[int] = ()) -> list[int] | None:
        """Choices with which those make a whole order, `without` some; None where there are none, OutOfEffortError."""
        start = [_OPEN] * len(self.links)
        waiting = [(start, [*((at, _IN) for at in chosen), *((at, _OUT) for at in without)], True)]
        while waiting:
            state, decided, is_first = waiting.pop()
            effort.spend(len(state) // 8 + 1)
            if not self._propagate(state, decided, effort, everywhere=is_first):
                continue
            branch = self._find_branch(state, effort)
            if branch is None:
                return [at for at, value in enumerate(state) if value == _IN]
            waiting.append((list(state), [(branch, _OUT)], False))
            waiting.append((state, [(branch, _IN)], False))
        return None

    def _propagate(self, state: list[int], decided: list[tuple[int, int]], effort: Effort, *, everywhere: bool) -> bool:
        """Decide all that follows, in `state`; false where it contradicts itself."""
        groups = set(range(len(self._groups))) if everywhere else set()
        while decided or groups:
            if not decided:
                if not self._look_at_group(groups.pop(), state, decided, effort):
                    return False
                continue
            at, value = decided.pop()
            if state[at] == value:
                continue
            if state[at] != _OPEN:
                return False
            state[at] = value
            groups.add(self._group_of[at])
            if not self._follow(at, state, decided, effort):
                return False
        return True

    def _follow(self, at: int, state: list[int], decided: list[tuple[int, int]], effort: Effort) -> bool:
        """What follows from one choice that is in or out."""
        if state[at] == _IN:
            effort.spend(len(self.excludes[at]) + 1)
            if at in self.excludes[at]:
                return False
            decided += [(other, _OUT) for other in self.excludes[at]]
            return all(self._look_at_need(need, state, decided, effort) for need in self.needs[at])
        asking = [other for other in self._needed_by[at] if state[other] == _IN]
        effort.spend(len(self._needed_by[at]) + 1)
        needs = (need for other in asking for need in self.needs[other] if at in need)
        return all(self._look_at_need(need, state, decided, effort) for need in needs)

    def _look_at_need(self, need: list[int], state: list[int], decided: list[tuple[int, int]], effort: Effort) -> bool:
        effort.spend(len(need))
        if any(state[at] == _IN for at in need):
            return True
        left = [at for at in need if state[at] == _OPEN]
        if len(left) == 1:
            decided.append((left[0], _IN))
        return bool(left)

    def _look_at_group(self, group: int, state: list[int], decided: list[tuple[int, int]], effort: Effort) -> bool:
        members, least, most = self._groups[group]
        effort.spend(len(members))
        chosen = sum(state[at] == _IN for at in members)
        left = [at for at in members if state[at] == _OPEN]
        if chosen > most:
            return False
        if chosen == most:
            decided += [(at, _OUT) for at in left]
            left = []
        could = sum(self._most[at] for at in members if state[at] == _IN) + sum(self._most[at] for at in left)
        if could < least:
            return False
        decided += [(at, _IN) for at in left if could - self._most[at] < least]
        return True

    def _find_branch(self, state: list[int], effort: Effort) -> int | None:
        """An open choice by which something would be met that is not yet; None where all is met."""
        for members, least, _ in self._groups:
            effort.spend(len(members))
            if sum(self._most[at] for at in members if state[at] == _IN) < least:
                return next(at for at in members if state[at] == _OPEN)
        for at, value in enumerate(state):
            if value == _IN:
                for need in self.needs[at]:
                    effort.spend(len(need))
                    if not any(state[other] == _IN for other in need):
                        return next(other for other in need if state[other] == _OPEN)
        return None
