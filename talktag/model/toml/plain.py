"""Values changed in a text that is written plainly, one after the other, as talktag itself writes records.

It answers just what parsing the whole text with tomlkit does, in a twentieth of the time; it never answers for a text
that has anything else in it, or for a change that is more than another value or one more key before the first table.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

Places = dict[tuple[str, str], tuple[int, int]]  # by table ("" for the root) and key, where the value begins and ends
_TEXT = r'"(?:[^"\\\x00-\x08\x0a-\x1f\x7f]|\\[btnfr"\\])*"|' r"'[^'\x00-\x08\x0a-\x1f\x7f]*'"
_VALUE = rf"{_TEXT}|true|false|\d{{4}}-\d\d-\d\d|-?(?:0|[1-9]\d*)(?:\.\d+)?"
_KEY = r"[A-Za-z0-9_-]+"
_ITEM = rf"(?:{_TEXT}|\{{ {_KEY} = (?:{_VALUE})(?:, {_KEY} = (?:{_VALUE}))* \}})"  # with the blanks that talktag writes
_REST = r"[ \t]*(?:\#[^\x00-\x08\x0a-\x1f\x7f]*)?\n"
_LINE = re.compile(
    rf"""(?P<key>[A-Za-z0-9_-]+)\ =\ (?:(?P<value>{_VALUE}){_REST}|\[\n(?:\ +(?-x:{_ITEM}),\n)+\]\n|\[(?:{_TEXT})\]\n)
    |\[(?P<table>[A-Za-z0-9_-]+)\]\n|\[\[(?P<list>[A-Za-z0-9_-]+)\]\]\n
    |(?P<blank>(?:\#[^\x00-\x08\x0a-\x1f\x7f]*)?\n)""",
    re.VERBOSE,
)
_SIMPLE = re.compile(r'[^"\\\x00-\x1f\x7f]*')  # a text that stands in quotes as it is
_BARE = re.compile(r"[A-Za-z0-9_-]+")


class _PlainText:
    """What a text has where, line by line; `take` says of a line that it is too much."""

    def __init__(self) -> None:
        self.places: Places = {}
        self.known: set[tuple[str, str]] = set()  # keys by their table, names of tables among those of the root
        self.end_of_root: int | None = 0  # where one more key of the root comes in; None where that is not told here
        self._table = ""
        self._lists: set[str] = set()

    def take(self, line: re.Match[str]) -> bool:
        """Take one line in; False for one that only parsing tells the meaning of."""
        if name := line["table"] or line["list"]:
            return self._enter(name, line)
        if key := line["key"]:
            if (self._table, key) in self.known or not _is_sound(line["value"] or ""):
                return False
            self.known.add((self._table, key))
            if line["value"] and self._table not in self._lists:
                self.places[self._table, key] = line.span("value")
        if not self._table and line["blank"] != "\n":
            self.end_of_root = line.end()
        return True

    def _enter(self, name: str, line: re.Match[str]) -> bool:
        if name == self._table and name in self._lists and line["list"]:
            self.known = {each for each in self.known if each[0] != name}
            return True
        if not self._table and self.end_of_root == line.start():
            self.end_of_root = None  # where no blank line is between the two, one is put there
        if line["list"]:
            self._lists.add(name)
        is_new = ("", name) not in self.known
        self.known.add(("", name))
        self._table = name
        return is_new


def changed_plainly(text: str, changes: Mapping[tuple[str, ...], Any]) -> str | None:
    """`text` with the value at each path put in; None where that cannot be told without parsing it."""
    if any(value is None or isinstance(value, (list, dict)) or len(path) > 2 for path, value in changes.items()):
        return None
    plain = _read(text)
    if plain is None:
        return None
    edits = []
    for path, value in changes.items():
        table, key = ("", *path)[-2:]
        if found := plain.places.get((table, key)):
            edits.append((*found, _value_text(value)))
        elif table or plain.end_of_root is None or ("", key) in plain.known or not _BARE.fullmatch(key):
            return None
        else:
            edits.append((plain.end_of_root, plain.end_of_root, f"{key} = {_value_text(value)}\n"))
    made, end = [], 0
    for start, after, new in sorted(edits, key=lambda edit: edit[0]):
        made += [text[end:start], new]
        end = after
    return "".join((*made, text[end:]))


def _read(text: str) -> _PlainText | None:
    """What a text has where; None for one that has anything in it but plain values, tables and comments."""
    plain, at = _PlainText(), 0
    while line := _LINE.match(text, at):
        if not plain.take(line):
            return None
        at = line.end()
    return plain if at == len(text) else None


def _is_sound(value: str) -> bool:
    """Whether what looks like a day is one."""
    try:
        return not value[:1].isdigit() or value[4:5] != "-" or bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False


def _value_text(value: Any) -> str:
    if isinstance(value, str) and _SIMPLE.fullmatch(value):
        return f'"{value}"'
    import tomlkit  # costs more to load than all the rest of a change

    return str(tomlkit.item(value).as_string())
