"""Two versions of a record that Git could not merge: what differs, and both in one. It never takes a side.

Both in one is only made where the version before the two is known and no value was changed on both sides.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from talktag.errors import InvalidError
from talktag.model.toml.read import load_toml
from talktag.model.toml.write import appended_text, changed_text

# What Git puts around the two versions, with the version before in between where it is set to (git-merge(1)).
_OURS, _BASE, _MIDDLE, _THEIRS = (re.compile(rb"%s(?: .*)?" % (mark * 7)) for mark in (b"<", rb"\|", b"=", b">"))
_LONGEST = 60  # characters of a value that are told
_Path = tuple[str, ...]
_Values = Mapping[_Path, Any]


class Versions(NamedTuple):
    """The text of either side, None where that took the file away, and the one before both where it is known."""

    ours: bytes | None
    theirs: bytes | None
    base: bytes | None = None


class ValueConflict(NamedTuple):
    """A value that is not the same on both sides: its key, and each side's value as it is told."""

    key: str
    ours: str
    theirs: str


def versions_in(data: bytes) -> Versions | None:
    """Both versions of a text with Git's marks in it; None where there are no marks, or not in their order."""
    sides: dict[str, list[bytes]] = {"ours": [], "theirs": [], "base": []}
    now, met = "", set()
    for line in data.splitlines(keepends=True):
        mark = _mark(line.rstrip(b"\r\n"), now)
        if mark is None:
            return None
        if mark:
            now = "" if mark == "end" else mark
            met.add(mark)
        else:
            for side in (now,) if now else sides:
                sides[side].append(line)
    if now or "end" not in met:
        return None
    texts = {side: b"".join(lines) for side, lines in sides.items()}
    return Versions(texts["ours"], texts["theirs"], texts["base"] if "base" in met else None)


def _mark(line: bytes, now: str) -> str | None:
    """The part that a line of marks begins, "" for any other line; None for a mark out of its order."""
    for pattern, begins, after in (
        (_OURS, "ours", {""}),
        (_BASE, "base", {"ours"}),
        (_MIDDLE, "theirs", {"ours", "base"}),
        (_THEIRS, "end", {"theirs"}),
    ):
        if pattern.fullmatch(line):
            return begins if now in after else None
    return ""


def differences(versions: Versions) -> tuple[ValueConflict, ...] | None:
    """What differs between the two sides, in the order of ours; None where a side is gone or is no TOML."""
    ours, theirs = flat_values(versions.ours), flat_values(versions.theirs)
    if ours is None or theirs is None:
        return None
    keys = [key for key in dict.fromkeys((*ours, *theirs)) if not is_same(ours.get(key), theirs.get(key))]
    return tuple(ValueConflict(".".join(key), *told_apart(ours.get(key), theirs.get(key))) for key in keys)


def merge(versions: Versions) -> bytes | None:
    """Our text with what only the other side changed; None where both changed the same value, or that cannot be told.

    Items that each side added to a list are all kept.
    """
    ours, theirs, base = (flat_values(each) for each in (versions.ours, versions.theirs, versions.base))
    if ours is None or theirs is None or base is None or versions.ours is None:
        return None
    changes: dict[_Path, Any] = {}
    added: dict[str, list[Any]] = {}
    for key in dict.fromkeys((*ours, *theirs, *base)):
        mine, other, old = ours.get(key), theirs.get(key), base.get(key)
        if is_same(mine, other) or is_same(other, old):
            continue
        if is_same(mine, old):
            changes[key] = other
        elif len(key) == 1 and (more := _both_added(mine, other, old)):
            added[key[0]] = more
        else:
            return None
    return _join(versions.ours, changes, added, ours)


def _join(text: bytes, changes: _Values, added: Mapping[str, list[Any]], ours: _Values) -> bytes | None:
    plain: dict[_Path, Any] = {
        (key,): [*ours[(key,)], *more] for key, more in added.items() if not isinstance(more[0], dict)
    }
    try:
        text = changed_text(text, {**changes, **plain})
        for key, more in added.items():
            if (key,) not in plain:
                text = appended_text(text, key, more)
    except InvalidError:
        return None
    return text


def _both_added(mine: Any, other: Any, old: Any) -> list[Any] | None:
    """What the other side added to a list, where both only added to it and nothing by the same name."""
    old = [] if old is None else old
    if not all(isinstance(each, list) for each in (mine, other, old)):
        return None
    if any(not _in(item, mine) or not _in(item, other) for item in old):
        return None
    more = [item for item in other if not _in(item, mine)]
    names = {name_of(item) for item in mine}
    return None if any(name_of(item) in names for item in more) else more


def flat_values(data: bytes | None) -> _Values | None:
    """The values of a text by the keys that lead to them; None where it is no TOML."""
    table = load_toml(data, "")[0] if data is not None else None
    return None if table is None else dict(_flat(table, ()))


def _flat(table: Mapping[str, Any], within: _Path) -> Iterator[tuple[_Path, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, (*within, key))
        else:
            yield (*within, key), value


def is_same(one: Any, other: Any) -> bool:
    """Whether two values are the same, of the same type: 1 is not 1.0 and not true."""
    return repr(one) == repr(other)


def _in(item: Any, items: Sequence[Any]) -> bool:
    return any(is_same(item, each) for each in items)


def name_of(item: Any) -> str:
    """What tells an item of a list from the others."""
    if isinstance(item, dict):
        return str(next((item[key] for key in ("id", "name", "kind") if key in item), repr(item)))
    return repr(item)


def told_apart(mine: Any, other: Any) -> tuple[str, str]:
    """Two values as they are told; of two lists only what the other has not."""
    if isinstance(mine, list) and isinstance(other, list):
        only_mine = [item for item in mine if not _in(item, other)]
        only_other = [item for item in other if not _in(item, mine)]
        if only_mine or only_other:
            return _tell(only_mine), _tell(only_other)
    return _tell(mine), _tell(other)


def _tell(value: Any) -> str:
    if value is None or value == []:
        text = "nothing"
    elif isinstance(value, list):
        text = ", ".join(f'"{name_of(item)}"' if isinstance(item, dict) else _tell(item) for item in value)
    elif isinstance(value, str):
        text = f'"{value}"'
    elif isinstance(value, (datetime.date, datetime.time)):
        text = value.isoformat()
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
