"""TOML as talktag itself writes records and logs, read in a third of the time. Any other text is not for it.

It takes nothing that such a reader would refuse or read otherwise: one key a line, texts without escapes, lists of one
item a line, in whose tables are values, lists and tables of values, headings of one or two words.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

Table = dict[str, Any]
_TEXT = r'"([^"\\\x00-\x1f\x7f]*)"'
_NUMBER = r"(-?(?:0|[1-9][0-9]{0,17}))"
_DAY = r"([0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:]{8}(?:\.[0-9]{1,6})?Z)?)"
_VALUE = f"(?:{_TEXT}|{_NUMBER}|{_DAY}|(true|false))"
_KEY = r"([A-Za-z0-9_-]+) = "
_PAIR = re.compile(_KEY + _VALUE)
_LIST = re.compile(_KEY + r"\[")
_HEADING = re.compile(r"\[([A-Za-z0-9_-]+)(?:\.([A-Za-z0-9_-]+))?\]")
_HEADING_OF_LIST = re.compile(r"\[\[([A-Za-z0-9_-]+)\]\]")
_ITEM = re.compile(rf" *(?:{_VALUE}|\{{ (.*) \}}),")
_NEXT = r"(?:, (?!\Z)|\Z)"
_INNER = re.compile(rf"{_KEY}(?:{_VALUE}|\{{ ([^{{}}]*) \}}|\[([^\[\]]*)\]){_NEXT}")
_INNERMOST = re.compile(_KEY + _VALUE + _NEXT)
_ONE_OF_SEVERAL = re.compile(_VALUE + _NEXT)


def load_own_form(text: str) -> Table | None:
    """The tables of a text; None where it has any other form, which says nothing about whether it is TOML."""
    try:
        return _load(iter(text.split("\n")))
    except ValueError:  # a day that is none, or what is of another form
        return None


def _load(lines: Iterator[str]) -> Table:
    table = whole = Table()
    lists: dict[str, list[Table]] = {}  # whose tables have a heading each
    for line in lines:
        if found := _PAIR.fullmatch(line):
            _put(table, found[1], _value(found, 1))
        elif found := _LIST.fullmatch(line):
            _put(table, found[1], list(_items(lines)))
        elif line:
            table = _begin(line, whole, lists)
    return whole


def _begin(line: str, whole: Table, lists: dict[str, list[Table]]) -> Table:
    """The table that begins with a heading."""
    table = Table()
    if found := _HEADING.fullmatch(line):
        _put_below(whole, found[1], found[2], table)
    elif found := _HEADING_OF_LIST.fullmatch(line):
        if found[1] not in lists:
            lists[found[1]] = []
            _put(whole, found[1], lists[found[1]])
        lists[found[1]].append(table)
    else:
        raise ValueError("of another form")
    return table


def _items(lines: Iterator[str]) -> Iterator[Any]:
    for line in lines:
        if line == "]":
            return
        if not (found := _ITEM.fullmatch(line)):
            break
        yield _value(found, 0) if found[5] is None else _inline(found[5])
    raise ValueError("of another form")


def _inline(text: str) -> Table:
    table = Table()
    for found in _all(_INNER, text):
        if found[6] is not None:
            _put(table, found[1], _innermost(found[6]))
        elif found[7] is not None:
            _put(table, found[1], [_value(each, 0) for each in _all(_ONE_OF_SEVERAL, found[7])])
        else:
            _put(table, found[1], _value(found, 1))
    return table


def _innermost(text: str) -> Table:
    table = Table()
    for found in _all(_INNERMOST, text):
        _put(table, found[1], _value(found, 1))
    return table


def _all(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What a text is made of, from its beginning to its end."""
    at = 0
    while at < len(text):
        if not (found := pattern.match(text, at)):
            raise ValueError("of another form")
        yield found
        at = found.end()


def _put_below(whole: Table, key: str, second: str | None, table: Table) -> None:
    """Put a table where its heading says; below one that is there already only where that is a table by its heading."""
    if second is None:
        return _put(whole, key, table)
    above = whole.setdefault(key, Table())
    if not isinstance(above, dict):
        raise ValueError("of another form")  # noqa: TRY004 - that is what its caller passes on
    return _put(above, second, table)


def _put(table: Table, key: str, value: Any) -> None:
    if key in table:
        raise ValueError("said twice")
    table[key] = value


def _value(found: re.Match[str], before: int) -> Any:
    """What a match says whose groups of `_VALUE` come behind so many others."""
    text, number, day, truth = found.groups()[before : before + 4]
    if text is not None:
        return text
    if day is not None:
        return datetime.date.fromisoformat(day) if len(day) == 10 else _instant(day)
    return int(number) if number is not None else truth == "true"


def _instant(text: str) -> datetime.datetime:
    """A moment in UTC, as lines of logs have them."""
    return datetime.datetime.fromisoformat(f"{text[:-1]}+00:00")
