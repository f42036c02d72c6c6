"""Texts with places for values: `Outage in {data.area}`. A value is put in once and never read again.

The text is taken apart when the rule is read; what stands in a brace is one of the names of NAMES, and no expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

VALUE_LIMIT = 200  # characters of a value that is put in
ALL_LIMIT = 1_500  # characters of all that one text comes to
_FREE = ""  # a group that has any key
NAMES: Mapping[str, str] = {
    "entry": "kind title text date time party due",
    "data": _FREE,
    "product": "name slug maker model state place warranty warranty_days",
    "field": _FREE,
    "party": "name slug role",
    "look": _FREE,
    "rule": "name",
}
OF_ENTRIES = ("entry", "data", "party")  # what no moment has
OF_PRODUCTS = ("product", "field")  # what a moment has only with a match, and a rule from elsewhere where it was given
_PIECE = re.compile(r"\{\{|\{([^{}]*)\}|\{")
_KEY = re.compile(r"[^\W\d][\w. -]{0,59}")
Known = Callable[["ValueName"], "str | None"]


class ValueName(NamedTuple):
    """The name of a value: its group and its key, as in `data.area`."""

    group: str
    key: str

    def __str__(self) -> str:
        return f"{self.group}.{self.key}" if self.key else self.group


class RuleText(NamedTuple):
    """A text taken apart: words as they are, and names of values to be put in."""

    pieces: tuple[str | ValueName, ...]
    written: str

    @property
    def names(self) -> tuple[ValueName, ...]:
        """The values that it puts in, each once, in order."""
        return tuple(dict.fromkeys(each for each in self.pieces if isinstance(each, ValueName)))

    def fill(self, known: Known) -> str:
        """The text with values put in; a missing one is the empty text, a long one is cut."""
        parts = (each if isinstance(each, str) else cut(known(each) or "", VALUE_LIMIT) for each in self.pieces)
        return cut("".join(parts), ALL_LIMIT)


def cut(text: str, limit: int) -> str:
    """The text with at most `limit` characters, an ellipsis the last of them where it was longer."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def parse_rule_text(written: str) -> RuleText:
    """Take a text apart; ValueError with a sentence for a brace that holds no name of a value."""
    pieces: list[str | ValueName] = []
    end = 0
    for found in _PIECE.finditer(written):
        pieces.append(written[end : found.start()])
        end = found.end()
        if found[0] == "{{":
            pieces.append("{")
        elif found[1] is None:
            raise ValueError('has a "{" that nothing closes; a brace itself is written "{{"')
        else:
            pieces.append(parse_value_name(found[1]))
    pieces.append(written[end:])
    return RuleText(tuple(each for each in pieces if each), written)


def parse_value_name(written: str) -> ValueName:
    """Read `data.area`; ValueError with a sentence for what names no value."""
    group, _, key = written.partition(".")
    keys = NAMES.get(group)
    if keys is None:
        raise ValueError(f'names "{written[:60]}"; values are of {", ".join(NAMES)}, as in "entry.title"')
    if keys and key not in keys.split():
        raise ValueError(f'names "{written[:60]}"; of {group} there are {", ".join(keys.split())}')
    if not _KEY.fullmatch(key):
        raise ValueError(f'names "{written[:60]}", which is no name of a value')
    return ValueName(group, key)
