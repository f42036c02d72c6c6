"""Saves under a fault: many of them, and a look at what each left. Holds no assertions."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

TEMPORARY = re.compile(r"(/tmp_[a-z]+_)\w{6}$")  # a name that git makes up


@dataclass(frozen=True)
class Run:
    """One save under one fault: where, what was saved, whether the fault struck, and what the program said."""

    what: str
    folder: Path
    struck: bool
    code: int
    said: str
    errors: str
    point: str

    def left(self) -> tuple[object, ...]:
        """All that a look at it depends on: how the save ended, and each file, but what names processes and moments."""
        told = self.code, "saved" in self.said, "Traceback" in self.errors
        room, lock = self.folder.parent, self.folder / ".git/talktag/lock"
        if lock.exists():
            with lock.open("rb") as held:
                fcntl.flock(held, fcntl.LOCK_EX)  # a git that outlives a killed talktag holds it until it is done
        paths = [path for path in sorted(room.rglob("*")) if path.name not in {"log", "count"}]
        names = [TEMPORARY.sub(r"\1", str(path.relative_to(room))) for path in paths]
        contents = [_content(path).replace(os.fsencode(room), b"") for path in paths]
        return self.what, told, tuple(sorted(zip(names, contents, strict=True)))


def reporting(look: Callable[[Run], str]) -> Callable[[Run], str]:
    """The look at a run, which tells what it found wrong, and at which point, instead of failing there.

    Most faults leave the very same as others did: that is looked at once.
    """
    told: dict[tuple[object, ...], str] = {}

    def report(run: Run) -> str:
        left = run.left()
        if left not in told:
            try:
                told[left] = look(run)
            except AssertionError as error:
                told[left] = f"{run.point}: {str(error).splitlines()[0]}"
        return told[left]

    return report


def every_point(
    strike: Callable[..., Run], points: Iterable[tuple[object, ...]], judge: Callable[[Run], str]
) -> list[str]:
    """What `judge` says of each run in which the fault struck; `strike` makes one at each of the points."""

    def said_of(point: tuple[object, ...]) -> str | None:
        run = strike(*point)
        said = judge(run) if run.struck else None
        shutil.rmtree(run.folder.parent)
        return said

    with ThreadPoolExecutor(4) as pool:
        return [said for said in pool.map(said_of, points) if said]


def _content(path: Path) -> bytes:
    """What a file holds; of what only names processes, and of the looks of files, that it is there."""
    if path.is_symlink():
        return os.fsencode(path.readlink())
    is_telling = path.is_file() and path.name not in {"lock", "lock.next", "flushed"}
    return b"%o " % path.lstat().st_mode + (path.read_bytes() if is_telling else b"")
