"""Two versions of a record joined value by value, by what each side changed since the one before. It takes no side.

A value that both changed is a conflict, which somebody decides by its key. The text is ours, with comments and order;
what was put in is read back, and holds, or the whole file is one conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from talktag.errors import InvalidError
from talktag.model.toml.merge import ValueConflict, Versions, flat_values, is_same, name_of, told_apart
from talktag.model.toml.write import appended_text, changed_items, changed_text, without_items

HERE, THERE = "here", "there"
WHOLE = ""  # the key of a conflict that is about all of a file
_Path = tuple[str, ...]
_Values = Mapping[_Path, Any]
_ABSENT: list[Any] = []


class JoinedRecord(NamedTuple):
    """Both versions in one, with whatever is not decided as it is on our side, and what is to be decided."""

    data: bytes
    conflicts: tuple[ValueConflict, ...] = ()


def join(versions: Versions, chosen: Mapping[str, str]) -> JoinedRecord:
    """Both sides in one; a conflict is decided by what is `chosen` for its key, HERE or THERE. Both have the file."""
    if versions.ours is None or versions.theirs is None:
        raise InvalidError("a record that one side took away cannot be joined")
    ours, theirs = flat_values(versions.ours), flat_values(versions.theirs)
    base = flat_values(versions.base) if versions.base is not None else {}
    if ours is None or theirs is None:
        return _whole(versions, chosen)
    joining = _RecordJoiner(chosen)
    wanted = joining.record(ours, theirs, base or {})
    for write in (_text, _plain_text):
        try:
            made = write(versions.ours, ours, wanted)
        except InvalidError:
            continue
        found = flat_values(made)
        if found is not None and _are_same({path: each for path, each in found.items() if each != _ABSENT}, wanted):
            return JoinedRecord(made, tuple(joining.conflicts))
    return _whole(versions, chosen)


def _whole(versions: Versions, chosen: Mapping[str, str]) -> JoinedRecord:
    """Either of the two files as it is."""
    ours, theirs = versions.ours or b"", versions.theirs or b""
    if WHOLE in chosen:
        return JoinedRecord(ours if chosen[WHOLE] == HERE else theirs)
    return JoinedRecord(ours, (ValueConflict(WHOLE, "the file as it is here", "the file as it is there"),))


class _RecordJoiner:
    """Joins values and keeps what is to be decided."""

    def __init__(self, chosen: Mapping[str, str]) -> None:
        self._chosen = chosen
        self.conflicts: list[ValueConflict] = []

    def record(self, ours: _Values, theirs: _Values, base: _Values) -> _Values:
        """What all values come to, without those that are absent."""
        wanted: dict[_Path, Any] = {}
        whole = [path for path in {**ours, **theirs} if _is_above(path, ours) or _is_above(path, theirs)]
        for path in dict.fromkeys((*ours, *theirs)):
            if not any(path[: len(each)] == each for each in whole):
                wanted[path] = self.value(path, ours.get(path), theirs.get(path), base.get(path))
        for path in whole:  # a value on one side, and a table on the other
            mine, other, old = (
                {key: each for key, each in side.items() if key[: len(path)] == path} for side in (ours, theirs, base)
            )
            if is_same(other, old):
                wanted |= mine
            else:
                wanted |= other if is_same(mine, old) else self._decide(path, mine, other)
        return {path: value for path, value in wanted.items() if value is not None and value != _ABSENT}

    def value(self, path: _Path, mine: Any, other: Any, old: Any) -> Any:
        """What two values come to; None for none."""
        if is_same(mine, other) or is_same(other, old):
            return mine
        if is_same(mine, old):
            return other
        lists = [_ABSENT if each is None else each for each in (mine, other, old)]
        if all(isinstance(each, list) for each in lists) and (joined := self._lists(path, *lists)) is not None:
            return joined
        return self._decide(path, mine, other)

    def _decide(self, path: _Path, mine: Any, other: Any) -> Any:
        key = ".".join(path)
        if key not in self._chosen:
            self.conflicts.append(ValueConflict(key, *told_apart(*(_as_told(each, path) for each in (mine, other)))))
        return other if self._chosen.get(key) == THERE else mine

    def _lists(self, path: _Path, mine: list[Any], other: list[Any], old: list[Any]) -> list[Any] | None:
        """Lists by what was added and taken away, tables in them by their names; None where that cannot be told."""
        tables = [each for items in (mine, other, old) for each in items if isinstance(each, dict)]
        if not tables:
            return _join_sets(mine, other, old)
        if len(tables) < len(mine) + len(other) + len(old):
            return None
        if all(_are_named(items) for items in (mine, other, old)):
            return self._by_name(path, mine, other, old)
        replaced = [each for each in old if not _holds(mine, each) and not _holds(other, each)]
        added = [each for each in mine if not _holds(old, each)], [each for each in other if not _holds(old, each)]
        if replaced and all(added) and not all(_holds(added[1], each) for each in added[0]):
            return None
        return _join_sets(mine, other, old)

    def _by_name(self, path: _Path, mine: list[Any], other: list[Any], old: list[Any]) -> list[Any]:
        ours, theirs, before = ({name_of(each): each for each in items} for items in (mine, other, old))
        found = []
        for name in dict.fromkeys((*ours, *theirs)):
            one, two, base = ours.get(name), theirs.get(name), before.get(name)
            if one is None or two is None:
                kept = one or two
                # Taken away on one side: gone, unless the other side changed it meanwhile.
                if base is None or not is_same(kept, base):
                    found.append(kept)
                continue
            found.append(self._table((*path, name), one, two, base or {}))
        return found

    def _table(self, path: _Path, mine: Mapping[str, Any], other: Mapping[str, Any], old: Mapping[str, Any]) -> Any:
        keys = dict.fromkeys((*mine, *other))
        values = {key: self.value((*path, key), mine.get(key), other.get(key), old.get(key)) for key in keys}
        return {key: value for key, value in values.items() if value is not None}


def _as_told(value: Any, path: _Path) -> Any:
    """A value as it is told; of a table with its values by their paths, only that it is one."""
    return value.get(path, "a table" if value else None) if isinstance(value, dict) else value


def _is_above(path: _Path, values: _Values) -> bool:
    """Whether there is a table where a path leads to a value."""
    return any(len(each) > len(path) and each[: len(path)] == path for each in values)


def _join_sets(mine: Sequence[Any], other: Sequence[Any], old: Sequence[Any]) -> list[Any]:
    """Ours without what the other side took away, then what only the other side added."""
    kept = [each for each in mine if _holds(other, each) or not _holds(old, each)]
    return [*kept, *(each for each in other if not _holds(mine, each) and not _holds(old, each))]


def _holds(items: Iterable[Any], wanted: Any) -> bool:
    return any(is_same(each, wanted) for each in items)


def _are_named(items: Sequence[Any]) -> bool:
    """Whether each table has a name of its own."""
    names = [name_of(each) for each in items]
    return all({"id", "name"} & each.keys() for each in items) and len(set(names)) == len(names)


def _are_same(one: _Values, other: _Values) -> bool:
    """Whether two records say the same; in which order their keys stand is nothing."""
    return one.keys() == other.keys() and all(_is_alike(one[key], other[key]) for key in one)


def _is_alike(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_is_alike(*pair) for pair in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_is_alike(one[key], other[key]) for key in one)
    return is_same(one, other)


def _text(text: bytes, ours: _Values, wanted: _Values) -> bytes:
    """Our text with what is wanted put in, tables in lists one by one; InvalidError where it cannot be changed so."""
    text = changed_text(
        text, {path: None for path in ours if path not in wanted and ours[path] != _ABSENT}
    )  # first, as it may be in the way
    changes: dict[_Path, Any] = {}
    for path in dict.fromkeys((*ours, *wanted)):
        old, new = ours.get(path), wanted.get(path)
        if new is None or is_same(old, new):
            continue
        lists = [each for each in (old, new) if each is not None]
        tables = [item for each in lists for item in each] if all(isinstance(each, list) for each in lists) else []
        if len(path) == 1 and tables and all(isinstance(each, dict) for each in tables):
            text = _with_tables(text, path[0], old or [], new or [])
        else:
            changes[path] = new
    return changed_text(text, changes) if changes else text


def _plain_text(text: bytes, ours: _Values, wanted: _Values) -> bytes:
    """The same with each list that changed written anew."""
    text = changed_text(text, {path: None for path in ours if not is_same(ours[path], wanted.get(path))})
    return changed_text(text, {path: value for path, value in wanted.items() if not is_same(ours.get(path), value)})


def _with_tables(text: bytes, key: str, old: Sequence[Any], new: Sequence[Any]) -> bytes:
    """The text with the tables of a list changed in place, taken out, or put at its end."""
    named = _are_named(old) and _are_named(new)
    if named:
        now = {name_of(each): each for each in new}
        for each in old:
            if (made := now.get(name_of(each))) is not None and not _is_alike(each, made):
                values = {
                    name: made.get(name) for name in (*each, *made) if not is_same(each.get(name), made.get(name))
                }
                text = changed_items(text, key, _wants(name_of(each)), values)
        gone = [each for each in old if name_of(each) not in now]
        more = [each for each in new if name_of(each) not in {name_of(item) for item in old}]
    else:
        gone = [each for each in old if not _holds(new, each)]
        more = [each for each in new if not _holds(old, each)]
    if more:
        text = appended_text(text, key, more)
    return without_items(text, key, lambda item: _holds(gone, _plain(item))) if gone else text


def _wants(name: str) -> Any:
    return lambda item: name_of(_plain(item)) == name


def _plain(item: Any) -> Any:
    return item.unwrap() if hasattr(item, "unwrap") else item


def join_lines(ours: bytes, theirs: bytes, base: bytes | None) -> bytes:
    """Two lists of one thing a line in one: ours without what theirs took away, then what only theirs added."""
    mine, other, old = ((each or b"").splitlines() for each in (ours, theirs, base))
    joined = _join_sets(mine, other, old)
    return b"".join(line + b"\n" for line in joined)
