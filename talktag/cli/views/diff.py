"""A plan as a diff a person can read before saying yes. Reads nothing: a plan holds what was and what will be."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from talktag.cli.views.view import Diff
from talktag.content import Content, Later, content_of
from talktag.model.plan import Change, Move, Plan, Remove, Write

_READ = 8_000_000  # bytes of a text of which lines are made
SHOWN_LINES = 400  # of a diff at a terminal; nobody reads more on the way to a yes


def shorten(lines: Sequence[str]) -> Sequence[str]:
    """The lines of a diff as a person gets them: all of not too many, else the first, and how many more there are."""
    more = len(lines) - SHOWN_LINES
    if more <= 0:
        return lines
    return [*lines[:SHOWN_LINES], f"… and {more} more lines; see them all in a pipe, or with: --plain"]


def plan_diff(plan: Plan) -> Diff:
    """The unified diff of all changes; contents that are not text are told by their size."""
    return Diff(tuple(line for change in plan.changes for line in _change(change)))


def _change(change: Change) -> Iterator[str]:
    match change:
        case Write(path, Later() as data) if not data.is_made:
            yield f"{path}: made once it is carried out"
        case Write(path, data, replaces):
            yield from file_diff(path, replaces, data)
        case Remove(path, replaces):
            yield from file_diff(path, replaces, None)
        case Move(path, target, _):
            yield f"rename from {path}"
            yield f"rename to {target}"


def file_diff(path: str, before: bytes | Content | None, after: bytes | Content | None) -> Iterator[str]:
    """The unified diff of one file; None stands for no file."""
    old, new = _lines(before), _lines(after)
    if old is None or new is None:
        size = "removed" if after is None else f"{content_of(after).size} bytes"
        yield f"{path}: {size}, not text"
        return
    start = "/dev/null" if before is None else f"a/{path}"
    end = "/dev/null" if after is None else f"b/{path}"
    yield from difflib.unified_diff(old, new, start, end, lineterm="")


def _lines(data: bytes | Content | None) -> list[str] | None:
    """The lines of a text, None for anything else, and for what nobody would read to its end."""
    if data is None:
        return []
    content = content_of(data)
    if content.size > _READ:
        return None
    try:
        text = content.whole().decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text.splitlines()
