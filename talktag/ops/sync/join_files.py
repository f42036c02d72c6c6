"""Both sides joined path by path: records value by value, logs by line, other files both kept. It writes nothing."""

from __future__ import annotations

from typing import NamedTuple

from talktag.model.log.log_text import join_logs
from talktag.model.log.twins import without_twins
from talktag.model.toml.join import WHOLE, join, join_lines
from talktag.model.toml.merge import Versions
from talktag.ops.sync.conflict import HERE, THERE, Decisions, SyncConflict
from talktag.ops.sync.sent_twice import sides_of_messages
from talktag.ops.sync.sides import Files, ThreeSides, unit_of
from talktag.store import layout
from talktag.store.collections import LOGS, collection_of

_NO_ENTRIES = b"entry = [\n]\n"
_BY_LINE = frozenset({layout.RECIPIENTS, layout.OLD_OWNER_KEYS, layout.ATTRIBUTES})


class JoinedFiles(NamedTuple):
    """What every path holds afterwards, and the paths that both sides had changed.

    `sent_twice` is how many messages both had made of one cause.
    """

    files: Files
    both: tuple[str, ...]
    sent_twice: int = 0


def join_files(sides: ThreeSides, decisions: Decisions) -> JoinedFiles:
    """Everything that only one side changed, and what both did, joined."""
    files, both = dict(sides.ours), []
    units = _units(sides, decisions)
    messages = sides_of_messages(sides)
    for path, side in messages.items():
        _put(files, path, side.get(path))
    for path in sorted(sides.coming):
        ours, theirs, base = (side.get(path) for side in (sides.ours, sides.theirs, sides.base))
        if unit_of(path) in units or path in messages or ours == theirs:
            continue
        if ours == base:
            _put(files, path, theirs)
        else:
            both.append(path)
            _put(files, path, _join(sides, decisions, path))
    for unit, side in units.items():
        both.append(f"{unit}.toml")
        for path in {*sides.ours, *sides.theirs}:
            if unit_of(path) == unit:
                _put(files, path, side.get(path))
    return JoinedFiles(files, tuple(both), sum(1 for path in messages if path.endswith(".zip")))


def _put(files: Files, path: str, blob: str | None) -> None:
    if blob is None:
        files.pop(path, None)
    else:
        files[path] = blob


def _units(sides: ThreeSides, decisions: Decisions) -> dict[str, Files]:
    """Products and parties that one side removed and the other changed, each with the side that is taken whole."""
    found: dict[str, Files] = {}
    changed = {True: {unit_of(path) for path in sides.going}, False: {unit_of(path) for path in sides.coming}}
    for path in sorted(sides.base):
        unit = unit_of(path)
        if path != f"{unit}.toml" or (path in sides.ours) == (path in sides.theirs):
            continue
        is_here = path in sides.ours
        if unit in changed[is_here]:
            told = ("kept, and changed", "removed")
            usual = HERE if is_here else THERE
            chosen = decisions.choose(SyncConflict(path, WHOLE, *(told if is_here else told[::-1]), usual))
            found[unit] = sides.ours if chosen == HERE else sides.theirs
    return found


def _join(sides: ThreeSides, decisions: Decisions, path: str) -> str | None:
    """What a file that both sides changed comes to, as an id; None where it goes."""
    of = collection_of(path)
    if of is LOGS:
        return _join_entries(sides, decisions, path)
    if path not in sides.ours or path not in sides.theirs:
        is_here = path in sides.ours
        told = ("changed", "removed") if is_here else ("removed", "changed")
        usual = HERE if is_here else THERE
        return _side(sides, decisions.choose(SyncConflict(path, WHOLE, *told, usual))).get(path)
    if path in _BY_LINE or of or path == layout.SETTINGS:
        return _join_texts(sides, decisions, path)
    return _side(sides, decisions.choose(SyncConflict(path, WHOLE, "this file", "another file"))).get(path)


def _side(sides: ThreeSides, chosen: str) -> Files:
    return sides.ours if chosen == HERE else sides.theirs


def _join_texts(sides: ThreeSides, decisions: Decisions, path: str) -> str:
    """A record by its values, a list of keys by its lines."""
    ours, theirs, base = (sides.data(side, path) for side in (sides.ours, sides.theirs, sides.base))
    if path in _BY_LINE:
        return sides.keep(join_lines(ours or b"", theirs or b"", base))
    if path in decisions.texts:
        return sides.keep(decisions.texts[path])
    versions = Versions(ours, theirs, base)
    keys = tuple(each.key for each in join(versions, {}).conflicts)
    joined = join(versions, decisions.chosen_in(path, keys))
    for each in joined.conflicts:
        decisions.choose(SyncConflict(path, each.key, each.ours, each.theirs, draft=joined.data))
    return sides.keep(joined.data)


def _join_entries(sides: ThreeSides, decisions: Decisions, path: str) -> str | None:
    """A log by its lines; one that a side took away is one without lines there."""
    ours, theirs, base = (sides.data(side, path) for side in (sides.ours, sides.theirs, sides.base))
    joined = join_logs(ours or _NO_ENTRIES, theirs or _NO_ENTRIES, base)
    if joined is None:
        conflict = SyncConflict(path, WHOLE, "this log", "one that it cannot be joined to")
        return _side(sides, decisions.choose(conflict)).get(path)
    is_gone = joined == _NO_ENTRIES and (ours is None or theirs is None)
    return None if is_gone else sides.keep(without_twins(joined))
