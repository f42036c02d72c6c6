"""TOML in: bounded parsing, typed reading, problems with file, line and field. It never stops at the first problem.

Foreign or hand-edited text cannot make it raise, recurse without end or take long: size and nesting are checked first.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from talktag.model.problem import Problem
from talktag.model.toml.lines import Lines, fault_before_parsing
from talktag.model.toml.own_form import load_own_form
from talktag.model.typed.text import compose
from talktag.model.values.currency import is_currency
from talktag.model.values.money import Money, parse_money

T = TypeVar("T")
Problems = tuple[Problem, ...]
RECORD_LIMIT = 256 * 1024  # bytes; a record of a thing is a page of text
_PROBLEMS_MOST = 1000
_MORE_SPECIAL: Mapping[type, type] = {int: bool, datetime.date: datetime.datetime}  # true is a number to Python
_MISTYPED = 10  # problems of a file; what has more is not compared with what was perhaps meant, which takes time
_SHOWN = 40  # characters of what is wrong
_AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)$|\(at end of document\)$")


def load_toml(data: bytes, path: str, limit: int = RECORD_LIMIT) -> tuple[dict[str, Any] | None, Problems]:
    """The tables of a TOML file, or None and the one reason with its line."""
    if len(data) > limit:
        return _refuse(path, f"larger than {limit} bytes")
    try:
        text = decode_toml(data)
    except UnicodeDecodeError as error:
        return _refuse(path, "not UTF-8 text", data.count(b"\n", 0, error.start) + 1)
    table = load_own_form(text)
    return _load_any(text, path) if table is None else (table, ())


def _refuse(path: str, message: str, line: int | None = None, name: str = "broken-toml") -> tuple[None, Problems]:
    return None, (Problem(name, path, message, line),)


def _load_any(text: str, path: str) -> tuple[dict[str, Any] | None, Problems]:
    if fault := fault_before_parsing(text):
        return _refuse(path, *fault)
    import tomllib  # what talktag wrote itself needs none

    try:
        return tomllib.loads(text), ()
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = _AT_LINE.search(message)
        line_number = int(found[1]) if found and found[1] else text.count("\n") + 1
        said = _AT_LINE.sub("", message).strip()
        if found and found[2] and said == "Invalid value":
            wrong = text.split("\n")[line_number - 1][int(found[2]) - 1 :].strip()[:_SHOWN]
            said = f"{wrong} is no value; text stands in quotes" if wrong else "a value is missing"
        return _refuse(path, said, line_number)
    except (ValueError, RecursionError):
        return _refuse(path, "numbers or nesting beyond any sense")


def decode_toml(data: bytes) -> str:
    """The text of a TOML file, without the byte order mark that some editors put in front; UnicodeDecodeError."""
    return data.decode("utf-8-sig")


class Fields:
    """One TOML table, read field by field; problems gather in a list shared by the whole file."""

    def __init__(
        self,
        table: Mapping[str, Any],
        path: str,
        text: str | Lines,
        problems: list[Problem],
        within: tuple[str | int, ...] = (),
    ) -> None:
        self._table = table
        self._path = path
        self._lines = Lines(text) if isinstance(text, str) else text
        self._problems = problems
        self._within = within
        self._asked: set[str] = set()

    @property
    def is_full(self) -> bool:
        """Whether no more problems of this file are told."""
        return len(self._problems) >= _PROBLEMS_MOST

    def problem(self, key: str, message: str, name: str = "bad-value", severity: str = "error") -> None:
        """Note what is wrong with `key`, with the line it stands on; a thousand are enough for one file."""
        self._asked.add(key)  # one of which that is told need not be known besides
        if self.is_full:
            return
        where = (*self._within, key)
        spelled = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(".")
        line = self._lines.of(where)
        self._problems.append(Problem(name, self._path, message, line, field=spelled, severity=severity))

    def text(self, key: str, *, may_be_empty: bool = False) -> str | None:
        """A string that is not empty, composed: two spellings of what looks the same are the same."""
        value = self._of_type(key, str, "text")
        if value is not None and not value.strip() and not may_be_empty:
            self.problem(key, "is empty; leave the key out instead")
            return None
        return value and compose(value)

    def must_have(self, key: str) -> str | None:
        """A string that must be there."""
        if key not in self._table:
            self.problem(key, "is missing", "missing")
        return self.text(key)

    def whole(self, key: str, default: int, least: int = 0) -> int:
        """A whole number of at least `least`."""
        value = self._of_type(key, int, "a whole number")
        if value is None:
            return default
        if value < least:
            self.problem(key, f"is less than {least}")
            return default
        if not _fits(value):
            self.problem(key, "is a number of more than 64 bits")
            return default
        return value

    def number(self, key: str) -> float | None:
        """A number, whole or not; `inf` and `nan`, which TOML knows too, are none."""
        value = self._of_type(key, float if isinstance(self._table.get(key), float) else int, "a number")
        if value is None or (_fits(value) and math.isfinite(value)):
            return None if value is None else float(value)
        self.problem(key, "is not a number")
        return None

    def yes(self, key: str) -> bool:
        """A truth value; False where there is none."""
        return self._of_type(key, bool, "true or false") or False

    def date(self, key: str) -> datetime.date | None:
        """A TOML date, or a string in ISO form."""
        value = self._table.get(key)
        if isinstance(value, str):
            return self.parse(key, datetime.date.fromisoformat)
        return self._of_type(key, datetime.date, "a date like 2024-03-02")

    def instant(self, key: str) -> datetime.datetime | None:
        """A TOML date and time with the zone it is of."""
        value = self._of_type(key, datetime.datetime, "a time like 2024-03-02T18:30:00Z")
        if value is not None and value.tzinfo is None:
            self.problem(key, "is not a time like 2024-03-02T18:30:00Z")
            return None
        return value

    def money(self, key: str, *, may_be_less: bool = False) -> Money | None:
        """A string like `2499.00 EUR`; what cannot be paid so is kept, with a warning."""
        money = self.parse(key, parse_money)
        if money and not is_currency(money.currency):
            self.problem(key, f'"{money.currency}" is not a currency', "odd-value", "warning")
        elif money and money.amount < 0 and not may_be_less:
            self.problem(key, f'"{money}" is less than nothing', "odd-value", "warning")
        return money

    def parse(self, key: str, parse: Callable[[str], T]) -> T | None:
        """A string that `parse` takes; its ValueError becomes the problem."""
        text = self.text(key)
        if text is None:
            return None
        try:
            return parse(text)
        except ValueError as error:
            self.problem(key, str(error))
            return None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings."""
        value = self._of_type(key, list, "a list of texts") or []
        if not all(isinstance(item, str) and item.strip() for item in value):
            self.problem(key, "is not a list of texts")
            return ()
        return tuple(map(compose, value))

    def table(self, key: str) -> Fields:
        """A table within this one; an empty one where it is absent."""
        within = (*self._within, key)
        return Fields(self._of_type(key, dict, "a table") or {}, self._path, self._lines, self._problems, within)

    def tables(self, key: str) -> Iterator[Fields]:
        """The tables of a list."""
        for number, item in enumerate(self._of_type(key, list, "a list of tables") or []):
            if isinstance(item, dict):
                yield Fields(item, self._path, self._lines, self._problems, (*self._within, key, number))
            else:
                self.problem(key, "is not a list of tables")

    def free(self, key: str) -> Mapping[str, Any]:
        """A table whose keys are the owner's own, as far as its values hold up."""
        return self.table(key).values()

    def key_names(self) -> tuple[str, ...]:
        """The keys of the table, in order, known or not."""
        return tuple(self._table)

    def present(self, *keys: str) -> frozenset[str]:
        """Which of `keys` the table has."""
        return frozenset(self._table.keys() & set(keys))

    def values(self) -> Mapping[str, Any]:
        """Every value, less those with a number that TOML does not promise to hold."""
        for key, value in self._table.items():
            if not _fits(value):
                self.problem(key, "holds a number of more than 64 bits")
        return {key: value for key, value in self._table.items() if _fits(value)}

    def report_unknown(self) -> None:
        """Report each key that nothing asked for: kept in the file, but worth a look."""
        for key in self._table:
            if key not in self._asked:
                near = self._near_key(key) if len(self._problems) < _MISTYPED else ""
                self.problem(key, f"is not a key talktag knows; it is kept{near}", "unknown-key", "warning")

    def _near_key(self, key: str) -> str:
        """What is said of a key that the table lacks and that this one is near to."""
        from talktag.model.values.near import near_words

        near = near_words(key, sorted(self._asked - self._table.keys()), 1, likeness=0.75)
        return f"; did you mean {near[0]}?" if near else ""

    def _of_type(self, key: str, kind: type[T], said: str) -> T | None:
        self._asked.add(key)
        value = self._table.get(key)
        if value is None:
            return None
        if not isinstance(value, kind) or (kind in _MORE_SPECIAL and isinstance(value, _MORE_SPECIAL[kind])):
            self.problem(key, f"is not {said}")
            return None
        return value


def _fits(value: Any) -> bool:
    """Whether every whole number in a value is one that TOML 1.0 promises to hold; a larger one is text to nobody."""
    if isinstance(value, dict):
        return all(map(_fits, value.values()))
    if isinstance(value, list):
        return all(map(_fits, value))
    return not isinstance(value, int) or -(2**63) <= value < 2**63
