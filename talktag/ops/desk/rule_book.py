"""The rules and lookups of a desk, read anew where a file changed. One that does not hold up wakes nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Generic, TypeVar

from talktag.disk.in_parts import file_content
from talktag.errors import TalktagError
from talktag.model.problem import Problem
from talktag.model.rules.lookup_table import LookupTable
from talktag.model.rules.read_rule import read_rule
from talktag.model.rules.rule import RULE_LIMIT, Rule
from talktag.model.toml.record_file import Reading
from talktag.ops.rules.lookups import read_whole_lookup

RULES, LOOKUPS = "rules", "lookups"
T = TypeVar("T")


class ReadAnew(Generic[T]):
    """The files of one folder, by their names without ending, each read once as long as it stays as it is."""

    def __init__(self, folder: Path, ending: str, read: Callable[[Path], Reading[T]]) -> None:
        self._folder, self._ending, self._read = folder, ending, read
        self._seen: dict[str, tuple[tuple[int, ...], Reading[T]]] = {}

    def readings(self) -> Mapping[str, Reading[T]]:
        """What each file comes to now."""
        found: dict[str, tuple[tuple[int, ...], Reading[T]]] = {}
        paths = sorted(self._folder.glob(f"*{self._ending}")) if self._folder.is_dir() else []
        for path in paths:
            try:
                status = path.stat()
            except FileNotFoundError:
                continue
            stamp = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
            before = self._seen.get(path.name)
            found[path.name] = before if before and before[0] == stamp else (stamp, self._read(path))
        self._seen = found
        return {name.removesuffix(self._ending): reading for name, (_, reading) in found.items()}


class RuleBook:
    """What wakes at a desk, and what it looks in."""

    def __init__(self, folder: Path) -> None:
        self._rules = ReadAnew(folder / RULES, ".toml", _read_rule)
        self._lookups = ReadAnew(folder / LOOKUPS, ".csv", _read_lookup)
        self.rules: tuple[Rule, ...] = ()
        self.lookups: Mapping[str, LookupTable] = {}
        self.problems: tuple[Problem, ...] = ()

    def look_again(self) -> None:
        """Read what changed since the last time."""
        rules, lookups = self._rules.readings(), self._lookups.readings()
        sound = (each.value for each in rules.values() if not any(one.severity == "error" for one in each.problems))
        self.rules = tuple(each for each in sound if each)
        self.lookups = {name: each.value for name, each in lookups.items() if each.value}
        self.problems = tuple(
            problem for listed in (rules, lookups) for each in listed.values() for problem in each.problems
        )


def _read_rule(path: Path) -> Reading[Rule]:
    name = f"{RULES}/{path.name}"
    try:
        return read_rule(file_content(path, RULE_LIMIT).whole(), name)
    except (TalktagError, FileNotFoundError) as error:
        return Reading(None, (Problem("broken-rule", name, str(error)),))


def _read_lookup(path: Path) -> Reading[LookupTable]:
    """The lookup; one that is changed while it is read is told."""
    name = f"{LOOKUPS}/{path.name}"
    try:
        return read_whole_lookup(file_content(path, sys.maxsize), name)
    except (TalktagError, FileNotFoundError) as error:
        return Reading(None, (Problem("broken-lookup", name, str(error)),))
