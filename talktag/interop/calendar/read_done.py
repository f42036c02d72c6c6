"""The tasks of a calendar file that are marked done. Any program may have written it, so all is bounded.

Nothing that repeats is ever unrolled, no time zone is looked up, and only what talktag named is parsed at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from talktag.interop.calendar.uid import OURS

LIMIT = 16 * 1024 * 1024  # bytes of a file
DEEPEST, LONGEST, MOST = 6, 32 * 1024, 2_000  # parts within parts; characters of a task; tasks of talktag's in a file
_DONE = ("STATUS:COMPLETED", "COMPLETED:", "COMPLETED;", "PERCENT-COMPLETE:100")


class DoneTask(NamedTuple):
    """A task that is marked done: its name, and the moment, or the day where that is all that is said.

    `due` is the day it was due on by the calendar, as text; it may be empty.
    """

    uid: str
    summary: str
    completed: datetime.datetime | datetime.date | None
    due: str


class DoneTasks(NamedTuple):
    """The tasks of talktag's that are done, in the order of the file, and how many others are."""

    tasks: tuple[DoneTask, ...]
    others: int


def read_done(data: bytes) -> DoneTasks:
    """What is done by a calendar file, or several in one; ValueError with a sentence for what is none."""
    if len(data) > LIMIT:
        raise ValueError(f"it is larger than {LIMIT // 1024 // 1024} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8, which every calendar file is") from None
    ours, others = [], 0
    for task in _tasks(_unfold(text)):
        if not any(line.upper().startswith(_DONE) for line in task):
            continue
        if not any(line[:3].upper() == "UID" and line.rstrip().endswith(OURS) for line in task):
            others += 1
            continue
        if sum(map(len, task)) > LONGEST:
            raise ValueError(f"a task in it is longer than {LONGEST} characters")
        ours.append(task)
        if len(ours) > MOST:
            raise ValueError(f"more than {MOST} tasks of talktag are done in it")
    return DoneTasks(tuple(map(_read_task, ours)), others)


def _unfold(text: str) -> list[str]:
    """The lines of the file, those put together that were folded."""
    lines: list[list[str]] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line[:1] in {" ", "\t"} and lines:
            lines[-1].append(line[1:])
        else:
            lines.append([line])
    return ["".join(parts) for parts in lines]


def _tasks(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each task, without those of the parts within it such as alarms; ValueError for what is no calendar.

    The parts must be closed as they were opened.
    """
    within: list[str] = []
    task: list[str] = []
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise ValueError("it is no calendar file: it does not begin with BEGIN:VCALENDAR")
    for number, line in enumerate(lines, 1):
        word, _, rest = line.partition(":")
        name = rest.strip().upper()
        if word.upper() == "BEGIN":
            within.append(name)
            if len(within) > DEEPEST:
                raise ValueError(f"its parts are nested too deeply, by line {number}")
            task = [] if name == "VTODO" else task
        elif word.upper() == "END":
            if within[-1:] != [name]:
                raise ValueError(f'line {number} ends a "{name[:40]}" that was not begun there')
            within.pop()
            if name == "VTODO":
                yield task
        elif within[-1:] == ["VTODO"]:
            task.append(line)
    if within:
        raise ValueError(f'it is cut off: its "{within[-1][:40]}" does not end')


def _name_of(line: str) -> str:
    return line.partition(":")[0].partition(";")[0].strip().upper()


def _read_task(lines: Sequence[str]) -> DoneTask:
    """One task, read by the library; what says how often it comes again is not looked at."""
    from icalendar import Todo

    wanted = ("UID", "SUMMARY", "COMPLETED", "DUE")
    kept = [line for line in lines if _name_of(line) in wanted]
    if len({*map(_name_of, kept)}) < len(kept):
        raise ValueError("a task in it says the same thing twice")
    try:
        task = Todo.from_ical("\r\n".join(("BEGIN:VTODO", *kept, "END:VTODO", "")))
        completed = getattr(task.get("completed"), "dt", None)
        due = getattr(task.get("due"), "dt", "")
    except (ValueError, AttributeError, KeyError, IndexError, TypeError, OverflowError) as error:
        raise ValueError(f"a task in it cannot be read: {str(error)[:120] or type(error).__name__}") from None
    if not isinstance(completed, datetime.date | None):
        raise ValueError("a task in it is done at no moment")  # noqa: TRY004 - it is the text that is wrong
    return DoneTask(str(task.get("uid", "")), str(task.get("summary", "")), completed, str(due))
