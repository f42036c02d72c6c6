"""The copies of a loaded talktag that most tests run do as one does that starts anew."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.kit import loaded

if TYPE_CHECKING:
    from tests.kit.computer import Computer

LINES = (
    ("list",),
    ("list", "--json"),
    ("show", "canon", "--json"),
    ("show", "nothing"),
    ("lst",),
    ("--help",),
    ("notes", "canon"),
    ("set", "trek", "place=attic", "-n"),
    ("find", "\udcff"),
    ("git", "rev-parse", "HEAD"),
    ("remove", "canon"),
)


@pytest.mark.parametrize("words", LINES, ids=map(ascii, LINES))
def test_a_copy_prints_and_ends_as_a_program_that_starts_anew(words: tuple[str, ...], computer: Computer) -> None:
    assert loaded.can_be_copied(words, computer.environment, b"one\n")
    copied, begun = (replace(computer, anew=anew).run(*words, stdin=b"one\n") for anew in (False, True))
    assert copied == begun


@pytest.mark.parametrize("words", [("list",), ("lst",), ("remove", "canon")])
def test_a_copy_shows_at_a_terminal_what_a_program_that_starts_anew_does(
    words: tuple[str, ...], computer: Computer
) -> None:
    copied, begun = (replace(computer, anew=anew).terminal(*words).end() for anew in (False, True))
    assert copied == begun


def test_a_copy_ends_by_the_signal_that_ends_it(computer: Computer) -> None:
    screen = computer.terminal("export", "canon", "--to", "fix-it", "-o", "a.zip").until("[y/N]")
    assert screen.interrupt().end().code == 130
    assert replace(computer, anew=True).terminal("list").end().code == 0


def test_what_python_looks_at_when_it_starts_makes_it_start_anew(computer: Computer) -> None:
    for name in ("PYTHONUTF8", "LC_ALL", "LD_PRELOAD", "_TALKTAG_COMPLETE"):
        assert not loaded.can_be_copied(["list"], {**computer.environment, name: "1"})
    assert not loaded.can_be_copied(["list"], {**computer.environment, "LANG": "de_DE.UTF-8"})
    assert not loaded.can_be_copied(["x" * 40_000], computer.environment)


def test_in_a_session_every_command_of_the_shell_runs_at_its_terminal(computer: Computer, tmp_path: Path) -> None:
    """A pipe is read, a code handed on."""
    door = tmp_path / "door"
    command = Path(loaded.__file__).with_name("loaded_command.py")
    program = shutil.which("python3") or "python3"
    script = f'talktag() {{ {program} -ISB {command} {door} "$@"; }}; talktag list | wc -l; talktag lst; echo $?'
    ours, theirs = os.openpty()
    copy = loaded.start_session(["bash", "-c", script], computer.folder, computer.environment, theirs, door)
    os.close(theirs)
    shown = b""
    while part := _part(ours):
        shown += part
    os.close(ours)
    assert copy.wait() == 0
    lines = shown.decode().split("\r\n")
    count = subprocess.run(["wc", "-l"], input=computer.run("list").stdout, capture_output=True, check=True).stdout
    assert lines[0] == count.decode().strip()
    assert "2" in lines[-3:]


def _part(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # nobody holds the other end any more
        return b""
