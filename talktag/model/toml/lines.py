"""Where in a TOML text things stand, to point a person at a line. It reads no values: parsing stays with tomllib."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

Place = tuple[str | int, ...]  # keys, and the number of an item in a list
# Strings whole, so that nothing in them is taken for TOML. In each, what may repeat begins with another character than
# what follows it, so that no text takes more than one pass. (Python before 3.11.5 matches possessive forms wrongly.)
_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r]+|\#[^\n]*)
    |(?P<line>\n)
    |(?P<text>\"{3}[^"\\]*(?:(?:\\.|"{1,2}(?!"))[^"\\]*)*"{3,5} | '{3}[^']*(?:'{1,2}(?!')[^']*)*'{3,5}
        | "(?!"")[^"\\\n]*(?:\\[^\n][^"\\\n]*)*" | '(?!'')[^'\n]*')
    |(?P<mark>[\[\]{}=,.])
    |(?P<bare>[^\s\[\]{}=,.\#"']+)""",
    re.VERBOSE | re.DOTALL,
)


def long_key(text: str, limit: int) -> int | None:
    """The line of the first key of more than `limit` parts; None where there is none before the text ends or breaks."""
    parts, joined = 0, False
    for kind, value, line in _solid(text):
        if kind in {"text", "bare"}:
            parts, joined = (parts + 1 if joined else 1), False
            if parts > limit:
                return line
        else:
            joined = value == "."
    return None


_KEY_LIMIT = 64  # parts; tomllib takes quadratic time over long dotted keys
_UNMERGED = re.compile(r"^(?:<<<<<<<|>>>>>>>) ", re.MULTILINE)


class Lines:
    """The lines of a text that tomllib could read; found in one pass, when the first is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    def of(self, place: Place) -> int | None:
        """The line (from 1) on which the value at `place` begins, or the table it would be in; None for the root."""
        while place and place not in self._known:
            place = place[:-1]
        return self._known[place] if place else None

    def last_of_each(self, key: str) -> dict[int, int]:
        """Of each item of the list `key`, by its number, the last line on which anything in it begins."""
        found: dict[int, int] = {}
        for place, line in self._known.items():
            if len(place) > 1 and place[0] == key:
                found[int(place[1])] = max(line, found.get(int(place[1]), 0))
        return found

    @cached_property
    def _known(self) -> dict[Place, int]:
        walk = _Walk()
        for kind, value, line in _solid(self._text):
            walk.take(kind, value, line)
        return walk.known


class _Walk:
    """Goes through the tokens of a text and keeps the line of each key, table and list item."""

    def __init__(self) -> None:
        self.known: dict[Place, int] = {}
        self._items: dict[Place, int] = {}  # of each list of tables, the number of the last
        self._open: list[tuple[str, Place]] = []  # the inline lists and tables around the next token
        self._table: Place = ()
        self._parts: list[str] = []
        self._header = 0  # how many brackets of a header are open
        self._in_value = False
        self._value: Place = ()

    def block(self, key: str) -> int | None:
        """The number of the block of the list `key` that the last token was in, or ended the header of."""
        is_in = not self._header and len(self._table) > 1 and self._table[0] == key
        return int(self._table[1]) if is_in and isinstance(self._table[1], int) else None

    def take(self, kind: str, value: str, line: int) -> None:
        """Go on by one token."""
        if kind == "line":
            self._in_value = self._in_value and bool(self._open)
        elif self._in_value:
            self._take_value(value if kind == "mark" else "", line)
        elif kind != "mark":
            self._parts.append(_key(value))
        elif value == "=":
            self._begin(line)
        elif value == "}":
            self._close()
        elif value == "[":
            self._header += 1
        elif value == "]":
            if self._parts:
                self._table = self._enter(line)
            self._header -= 1

    def _enter(self, line: int) -> Place:
        """The place of a header's table, numbers of list items filled in."""
        place: Place = ()
        for number, part in enumerate(self._parts, 1):
            place = (*place, part)
            self.known.setdefault(place, line)
            if self._header == 2 and number == len(self._parts):
                self._items[place] = self._items.get(place, -1) + 1
            if place in self._items:
                place = (*place, self._items[place])
                self.known.setdefault(place, line)
        self._parts = []
        return place

    def _begin(self, line: int) -> None:
        """A key is whole; its value follows."""
        place = self._open[-1][1] if self._open else self._table
        for part in self._parts:
            place = (*place, part)
            self.known.setdefault(place, line)
        self._parts = []
        self._in_value = True
        self._value = place

    def _take_value(self, mark: str, line: int) -> None:
        if mark in {"]", "}"}:
            self._close()
        elif mark == ",":
            bracket, place = self._open[-1]
            self._in_value = bracket == "["
            if self._in_value:
                self._value = (*place, int(self._value[-1]) + 1)
        else:
            self.known.setdefault(self._value, line)
        if mark in {"[", "{"}:
            self._open.append((mark, self._value))
            self._in_value = mark == "["
            self._value = (*self._value, 0)

    def _close(self) -> None:
        self._value = self._open.pop()[1]
        self._in_value = True


def blocks(text: str, key: str) -> list[tuple[int, int]]:
    """The first and the last line of each block `[[key]]`, the blocks within it among them, comments after it not."""
    walk, ends = _Walk(), dict[int, int]()
    for kind, value, line in _solid(text):
        walk.take(kind, value, line)
        if kind != "line" and (number := walk.block(key)) is not None:
            ends[number] = line + value.count("\n")
    return [(walk.known[key, number], last) for number, last in sorted(ends.items())]


def comments(text: str) -> Iterator[tuple[int, str]]:
    """Each comment of a text, from its `#` to the end of its line, and that line."""
    for kind, value, line in tokens(text):
        if kind == "blank" and value[0] == "#":
            yield line, value.rstrip()


def _solid(text: str) -> Iterator[tuple[str, str, int]]:
    """Each token that is not blank."""
    return (token for token in tokens(text) if token[0] != "blank")


def tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Kind, text and line of each token, up to the first that is none."""
    line, at = 1, 0
    while found := _TOKEN.match(text, at):
        kind, value = str(found.lastgroup), found[0]
        yield kind, value, line
        line += value.count("\n")
        at = found.end()


def _key(token: str) -> str:
    """What a key's token says."""
    if token[0] not in "\"'":
        return token
    if "\\" not in token or token[0] == "'":
        return token[1:-1]
    import tomllib

    return str(tomllib.loads(f"key = {token}")["key"])


def fault_before_parsing(text: str) -> tuple[str, int, str] | None:
    """What is wrong with a text that had better not be parsed, its line, and what that is called."""
    if found := _UNMERGED.search(text):
        line = text.count("\n", 0, found.start()) + 1
        return "an unfinished merge: Git left both versions here", line, "unmerged"
    if any(line.count(".") >= _KEY_LIMIT for line in text.split("\n")) and (number := long_key(text, _KEY_LIMIT)):
        return f"a key with more than {_KEY_LIMIT} parts", number, "broken-toml"
    return None
