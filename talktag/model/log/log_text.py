"""The text of a log: `entry = [`, one inline table a line, `]`. It knows no key of an entry, and reads no values twice.

Where two machines added lines, Git's union of both texts is a log again. Read are also the blocks of `[[entry]]` that
version 0.1 wrote, and texts of either form one behind the other, as a merge leaves them where one side was rewritten.
"""

from __future__ import annotations

import datetime
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import starmap
from typing import Any, NamedTuple

from talktag.model.problem import Problem
from talktag.model.toml.lines import Lines, comments
from talktag.model.toml.read import decode_toml, load_toml
from talktag.model.toml.write import encode

ENTRIES_LIMIT = 4 * 1024 * 1024  # bytes; some 48,000 entries, three a day for a lifetime
_KEY = "entry"
_HEAD, _FOOT = f"{_KEY} = [", "]"
_BEGINS = re.compile(r"^[ \t]*(?:entry[ \t]*=[ \t]*\[|(\[\[)[ \t]*entry[ \t]*\]\])", re.MULTILINE)
_LINE = re.compile(r"[ \t]*(?:\{[^\n]*\},[ \t]*(?:#[^\n\r]*)?|#[^\n\r]*)?")
_BARE, _QUOTED = (
    re.compile(r"[A-Za-z0-9_-]+"),
    re.compile(r'["\\]'),
)  # a key without quotes; what a text needs escapes for
_PIECES_MOST = 8  # each is read with the lines before it, so more would cost more than they are worth


class Piece(NamedTuple):
    """One text of a log: its tables, and the text itself, behind as many blank lines as there were lines before it."""

    table: Mapping[str, Any]
    text: str


class Item(NamedTuple):
    """The comments before an entry, and its value; None where only comments follow."""

    comments: tuple[str, ...]
    value: Any


class Log(NamedTuple):
    """A log as values: its items, what else stood beside them at the top of the file, and of how many texts it is."""

    items: tuple[Item, ...]
    beside: Mapping[str, Any]
    pieces: int = 1


def load_log(data: bytes, path: str) -> tuple[tuple[Piece, ...] | None, tuple[Problem, ...]]:
    """The pieces of a log, most often one; None and the one reason where it is no TOML."""
    text = _text(data)
    if (within := _without_inner_ends(text)) != text:
        table, broken = load_toml(within.encode(), path, ENTRIES_LIMIT)
        return (None, broken) if table is None else ((Piece(table, within), Piece({}, "")), ())
    pieces = _pieces(text)
    if 1 < len(pieces) <= _PIECES_MOST:
        tables = [load_toml(piece.encode(), path, ENTRIES_LIMIT + len(piece))[0] for piece in pieces]
        found = tuple(Piece(table, piece) for table, piece in zip(tables, pieces, strict=True) if table is not None)
        if len(found) == len(pieces):
            return found, ()
    table, broken = load_toml(data, path, ENTRIES_LIMIT)
    return (None, broken) if table is None else ((Piece(table, text),), ())


def _text(data: bytes) -> str:
    """The text of a log, empty for what is none."""
    try:
        return decode_toml(data) if len(data) <= ENTRIES_LIMIT else ""
    except UnicodeDecodeError:
        return ""


def _without_inner_ends(text: str) -> str:
    """A log of one line an entry with one beginning and one end, which a merge may have put between its lines, too."""
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.strip() in {_HEAD, _FOOT}]
    if [lines[number].strip() for number in (*ends[:1], *ends[-1:])] != [_HEAD, _FOOT] or len(ends) < 3:
        return text
    kept = ["" if number in ends[1:-1] else line for number, line in enumerate(lines)]
    is_log = all(_LINE.fullmatch(line.rstrip("\r")) for number, line in enumerate(kept) if number not in ends)
    return "\n".join(kept) if is_log else text


def _pieces(text: str) -> list[str]:
    """The texts of logs that stand one behind the other."""
    cuts, before = [0], None
    for found in _BEGINS.finditer(text):
        is_block = bool(found[1])
        if before is not None and not (is_block and before):
            cuts.append(found.start())
        before = is_block
    parts = zip(cuts, [*cuts[1:], len(text)], strict=True)
    if len(cuts) > _PIECES_MOST:
        return []
    return ["\n" * text.count("\n", 0, start) + text[start:end] for start, end in parts]


def parse_log(data: bytes) -> Log | None:
    """A log as values; None where it is no TOML, holds no list, or says two things of one other key."""
    pieces, _ = load_log(data, "")
    items: list[Item] = []
    beside: dict[str, Any] = {}
    for table, text in pieces or ():
        if not isinstance(table.get(_KEY, []), list):
            return None
        rest = {key: value for key, value in table.items() if key != _KEY}
        if any(repr(beside.get(key, value)) != repr(value) for key, value in rest.items()):
            return None
        beside |= rest
        items += _items(table.get(_KEY, []), text)
    return None if pieces is None else Log(tuple(items), beside, len(pieces))


def _items(values: Sequence[Any], text: str) -> Iterator[Item]:
    """Each entry with the comments that stand in or before it, and those that stand behind the last."""
    said = deque(comments(text))
    ends = Lines(text).last_of_each(_KEY) if said else {}
    for number, value in enumerate(values):
        own = []
        while said and said[0][0] <= ends.get(number, 0):
            own.append(said.popleft()[1])
        yield Item(tuple(own), value)
    if said:
        yield Item(tuple(comment for _, comment in said), None)


def log_bytes(log: Log) -> bytes:
    """A log as text, one line an entry; comments that stood in one stand above it, other keys above them all."""
    above = [_pair(key, value) for key, value in log.beside.items()]
    lines = [line for item in log.items for line in _item_lines(item)]
    return encode("\n".join((*above, _HEAD, *lines, _FOOT, "")))


def _item_lines(item: Item) -> Iterator[str]:
    yield from (f"  {said}" for said in item.comments)
    if item.value is not None:
        yield f"  {inline(item.value)},"


def append(data: bytes, values: Iterable[Mapping[str, Any]]) -> bytes | None:
    """The log with `values` at its end, rewritten where it is not one line an entry; None where it cannot be read."""
    new = tuple(Item((), value) for value in values)
    text = _text(data)
    if _is_one_line_each(text):
        lines = [line for item in new for line in _item_lines(item)]
        return encode("\n".join((*text.rstrip().split("\n")[:-1], *lines, _FOOT, "")))
    log = parse_log(data)
    return log and log_bytes(Log((*without_doubles(log.items), *new), log.beside))


def _is_one_line_each(text: str) -> bool:
    """Whether a text that could be read is in the form that is written here, comments aside."""
    lines = text.rstrip().split("\n")
    if lines[0] != _HEAD or lines[-1] != _FOOT or '"""' in text or "'''" in text:
        return False
    return all(_LINE.fullmatch(line) for line in lines[1:-1])


def join_logs(ours: bytes | None, theirs: bytes | None, base: bytes | None = None) -> bytes | None:
    """One log of two: ours, then what only theirs has. None where one of them cannot be read.

    Without `base`, the log before both, all is kept; with it, what one side took away or changed is not kept as it was.
    A side that took the whole file away leaves the other's.
    """
    if ours is None or theirs is None:
        return ours or theirs
    logs = parse_log(ours), parse_log(theirs)
    before = parse_log(base) if base else None
    if logs[0] is None or logs[1] is None:
        return None
    if any(repr(logs[1].beside.get(key, value)) != repr(value) for key, value in logs[0].beside.items()):
        return None
    mine, other = ({spelling(item.value) for item in log.items} for log in logs if log)
    old = {spelling(item.value) for item in before.items} if before else set()
    kept = [item for item in logs[0].items if spelling(item.value) not in old - other]
    more = [item for item in logs[1].items if spelling(item.value) not in old - mine]
    return log_bytes(Log(tuple(without_doubles((*kept, *more))), {**logs[1].beside, **logs[0].beside}))


def without_doubles(items: Iterable[Item]) -> Iterator[Item]:
    """The items without those that stand there before word for word; comments of one that goes stay, unless doubled."""
    met: set[str] = set()
    said: set[str] = set()
    for item in items:
        name = spelling(item.value)
        own = item.comments if name not in met else tuple(each for each in item.comments if each not in said)
        said.update(own)
        if item.value is not None and name not in met:
            yield Item(own, item.value)
        elif own:
            yield Item(own, None)
        met.add(name)


def spelling(value: Any) -> str:
    """A value as text that is the same for the same value, in whatever order its keys stand."""
    return inline({key: value[key] for key in sorted(value)}) if isinstance(value, dict) else repr(value)


def inline(value: Any) -> str:
    """A TOML value on one line."""
    if isinstance(value, str) and value.isprintable() and not _QUOTED.search(value):
        return f'"{value}"'  # what a library would write, too, in a fortieth of the time
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(starmap(_pair, value.items()))} }}" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    if isinstance(value, datetime.datetime):
        is_fine = value.microsecond and value.microsecond % 1000 == 0
        return value.isoformat(timespec="milliseconds" if is_fine else "auto").replace("+00:00", "Z")
    import tomli_w

    return tomli_w.dumps({"x": value})[4:-1]


def _pair(key: str, value: Any) -> str:
    if _BARE.fullmatch(key):
        return f"{key} = {inline(value)}"
    import tomli_w

    return f"{tomli_w.dumps({key: 0})[:-5]} = {inline(value)}"
