"""The editor round trip: a private copy, the person's own editor, and the text as it came back. Judges nothing.

The copy lies in memory where the system offers that, in a folder of its own, and is gone afterwards.
"""

from __future__ import annotations

import contextlib
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from talktag import disk
from talktag.cli.terminal import one_line
from talktag.errors import UsageError

TEXT_LIMIT = 1024 * 1024
MARK = "#:"  # begins the lines that talktag adds on top


@contextlib.contextmanager
def private_folder(environment: Mapping[str, str]) -> Iterator[Path]:
    """A new folder only this person can read, in memory where there is such a place; gone at the end."""
    places = (environment.get("XDG_RUNTIME_DIR"), "/dev/shm")  # noqa: S108 - the folder made in it is private
    place = next((each for each in places if each and Path(each).is_dir()), None)
    folder = Path(tempfile.mkdtemp(prefix="talktag-", dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def edited(
    environment: Mapping[str, str], path: Path, text: bytes, remarks: tuple[str, ...], words: Sequence[str] = ()
) -> bytes | None:
    """What the person made of `text`, shown under `remarks`; None when the editor failed, which means: stop.

    `words` are the editor, where it is started in a way of its own.
    """
    disk.put(path, b"".join(_head(remarks)) + text)
    with _terminal_as_it_was():
        ended = subprocess.run([*(words or editor(environment)), str(path)], check=False)
    return None if ended.returncode else read_back(path, remarks)


@contextlib.contextmanager
def _terminal_as_it_was() -> Iterator[None]:
    """Give the terminal back its settings: an editor that was killed may leave it raw, or without echo."""
    try:
        import termios
    except ImportError:  # Windows has none
        yield
        return
    try:
        before = termios.tcgetattr(0)
    except (termios.error, OSError):
        yield
        return
    try:
        yield
    finally:
        with contextlib.suppress(termios.error, OSError):
            termios.tcsetattr(0, termios.TCSADRAIN, before)


def read_back(path: Path, remarks: tuple[str, ...]) -> bytes:
    """What is in an editor's copy, without the remarks where they still head it; FileNotFoundError where it is gone.

    Remarks are one line each, whatever they quote.
    """
    head = _head(remarks)
    lines = disk.read(path, TEXT_LIMIT).splitlines(keepends=True)
    while lines and lines[0] in head:
        del lines[0]
    return b"".join(lines)


def _head(remarks: tuple[str, ...]) -> list[bytes]:
    return [f"{MARK} {one_line(remark)}\n".encode() for remark in remarks]


def missing_editor(environment: Mapping[str, str]) -> str | None:
    """The name of the editor the person has chosen, if there is no such program."""
    try:
        program = editor(environment)[0]
    except UsageError:  # none is chosen, and none is there: edit says so
        return None
    return None if shutil.which(program, path=environment.get("PATH")) else program


def editor(environment: Mapping[str, str]) -> list[str]:
    """The person's editor as words: VISUAL, then EDITOR, then vi. UsageError when there is none."""
    for name in ("VISUAL", "EDITOR"):
        with contextlib.suppress(ValueError):
            if words := shlex.split(environment.get(name, "")):
                return words
    if shutil.which("vi", path=environment.get("PATH")):
        return ["vi"]
    raise UsageError("there is no editor", hints=["name one: EDITOR=nano talktag edit REF"])
