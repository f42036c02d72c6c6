"""A name never becomes a path that leaves its folder, nor an option of a program, whatever command it is given to."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.store import layout

if TYPE_CHECKING:
    from tests.kit.computer import Computer

NAMES = (
    "..",
    "../../outside/victim",
    "/etc/passwd",
    "a/b",
    "a\\b",
    "-rf",
    "--help",
    "CON",
    "nul.txt",
    "two\nlines",
    ".hidden",
    ".git",
    "git~1",
    "x" * 300,
    "$(touch mark)",
    "x\u202etxt.exe",
    " ",
)
# What git would take for an option, a revision or a pattern, and others for a command or a form to fill in.
MEANT_FOR_GIT = (
    "--output=mark",
    "--upload-pack=touch mark",
    "-c core.pager=touch mark",
    "-O../outside/victim",
    "@{-1}",
    "main..main",
    "main:talktag.toml",
    "^main",
    ":(glob)**",
    ":/Add",
    "*",
    "%s%n",
    "; touch mark",
    "`touch mark`",
)
# A line for every place where a name is typed; NAME stands for it.
MAKING = (
    ("add", "--", "NAME"),
    ("add", "Pot", "--place=NAME", "--maker=NAME", "--label=NAME", "--from=NAME", "--field=key=NAME", "--model=NAME"),
    ("add", "Pot", "--field=NAME=value"),
    ("add", "Pot", "--inside=NAME"),
    ("add", "Pot", "--file=NAME"),
    ("set", "trek", "--", "name=NAME"),
    ("set", "trek", "--", "place=NAME", "label+=NAME", "field.NAME=x"),
    ("set", "trek", "--", "inside=NAME"),
    ("attach", "--", "trek", "NAME"),
    ("attach", "trek", "receipt.txt", "--also=NAME"),
    ("party", "add", "--", "NAME"),
    ("party", "set", "--", "fix-it", "name=NAME"),
    ("lend", "trek", "--to=NAME"),
    ("lend", "--to=fix-it", "--", "NAME"),
    ("return", "--", "NAME"),
    ("lost", "--text=NAME", "--", "NAME"),
    ("found", "--text=NAME", "--", "NAME"),
    ("entry", "trek", "--service=NAME", "--check=NAME", "--text=NAME", "--task=NAME", "--due=2099-01-01"),
    ("entry", "trek", "--message=x", "--every=NAME", "--meter=NAME", "--party=NAME", "--withdraw=NAME"),
    ("entry", "trek", "--done=NAME"),
    ("entry", "trek", "--withdraw=NAME"),
    ("entry", "trek", "--claim=x", "--warranty=NAME", "--void=NAME", "--yes"),
    ("entry", "--", "NAME"),
    ("retire", "--how=lost", "--reason=NAME", "--", "NAME"),
    ("note", "trek", "--", "NAME"),
    ("tag", "--new", "--", "NAME"),
    ("tag", "claim", "--", "NAME", "trek"),
    ("tag", "claim", "--", "R709WNXNW", "NAME"),
    ("check", "--move", "--", "NAME"),
    ("sheet", "--blank=1", "--stock=avery-l7120", "--sheet=NAME", "-o", "sheet.pdf"),
    ("sheet", "trek", "--stock=NAME", "-o", "sheet.pdf"),
    ("sheet", "trek", "--stock=avery-l7120", "--printer=NAME", "-o", "sheet.pdf"),
    ("sheet", "calibrate", "--stock=avery-l7120", "--printer=NAME", "--read=A=1,0"),
    (
        "stock",
        "add",
        "--page=a4",
        "--label=63.5x38.1",
        "--grid=3x7",
        "--margin=7.2x15.1",
        "--pitch=66x38.1",
        "--",
        "NAME",
    ),
    ("export", "trek", "--to=NAME", "-o", "trek.zip", "--yes"),
    ("export", "canon", "--to=fix-it", "--include=files:NAME", "--include=field:NAME", "-o", "trek.zip", "--yes"),
    ("export", "canon", "--to=fix-it", "--note=NAME", "-o", "trek.zip", "--yes"),
    ("transfer", "trek", "--to=NAME", "-o", "trek.zip", "--yes"),
    ("revoke", "-o", "letter.txt", "--", "NAME"),
    ("import", "rows.csv", "--yes", "--partial"),
    ("receive", "--", "NAME"),
    ("key", "new", "--no-passphrase", "--", "NAME"),
    ("key", "use", "--", "NAME"),
)
ASKING = (
    ("show", "--", "NAME"),
    ("show", "canon", "--at=NAME"),
    ("show", "canon", "--as=NAME"),
    ("standing", "--", "NAME"),
    ("standing", "canon", "--at=NAME"),
    ("log", "canon", "--as=NAME"),
    ("log", "--as=cloudevents", "--since=NAME"),
    ("log", "--as=cloudevents", "--", "NAME"),
    ("list", "--", "NAME"),
    ("find", "--", "NAME"),
    ("stats", "--by=NAME"),
    ("notes", "--", "NAME"),
    ("file", "--", "canon", "NAME"),
    ("scan", "--", "NAME"),
    ("shares", "--", "NAME"),
    ("party", "show", "--", "NAME"),
    ("stock", "show", "--", "NAME"),
    ("verify", "--", "NAME"),
    ("help", "--", "NAME"),
    ("log", "--", "NAME"),
    ("undo", "--", "NAME"),
)


@pytest.fixture
def watched(
    computer: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Callable[[str], str]
) -> Computer:
    """A computer whose git writes down every word it is called with, for talktag and for GitPython."""
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin/git"
    fake.write_text(f'#!/bin/sh\nprintf "%s\\0" "$@" >>{tmp_path}/words\nexec {program("git")} "$@"\n')
    fake.chmod(0o755)
    path = f"{fake.parent}{os.pathsep}{os.environ['PATH']}"
    monkeypatch.setenv("PATH", path)
    for name in ("outside", "empty"):
        (computer.folder / name).mkdir()
    computer.write("outside/victim", "the owner's own\n")
    computer.write("things/tags/a.toml", 'format = 1\nmade = 2024-03-02\ntags = ["R709WNXNW"]\n')
    computer.ok("save", "--yes")
    return replace(computer, quick=True, variables={"PATH": path})


def words_of_git(computer: Computer) -> list[str]:
    """What git was called with, without the words of messages, which are no operands."""
    log = computer.folder.parent / "words"
    words = log.read_text("utf-8", "surrogateescape").split("\0") if log.exists() else []
    return [word for before, word in zip(["", *words], words, strict=False) if before != "-m"]


def beside(computer: Computer) -> dict[str, bytes]:
    """What lies on the computer outside of the store, its settings and what the lines name as their output."""
    found = {}
    for path in computer.folder.rglob("*"):
        name = path.relative_to(computer.folder).as_posix()
        if path.is_file() and not name.startswith(("things/", "config/")):
            found[name] = path.read_bytes()
    for output in ("sheet.pdf", "trek.zip", "letter.txt", "rows.csv"):
        found.pop(output, None)
    return found


def type_in(computer: Computer, lines: Sequence[Sequence[str]], name: str) -> None:
    """Every line with the name in it; none may end in a bug."""
    for line in lines:
        words = [word.replace("NAME", name) for word in line]
        done = computer.run(*words)
        assert "a bug in talktag" not in done.err, (words, done.err)


def given_to_git(computer: Computer, name: str) -> list[str]:
    """The words of git in which a name stands; a name of a few characters must be the whole of one."""
    calls = words_of_git(computer)
    assert len(calls) > 20
    return [word for word in calls if word == name or (len(name) > 4 and name in word)]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name[:30]))
def test_a_name_stays_a_name(name: str, watched: Computer) -> None:
    before = beside(watched)
    quoted = name.replace('"', '""')
    watched.write("rows.csv", f'name,maker,files\n"{quoted}","{quoted}","{quoted}"\n')
    type_in(watched, (*MAKING, *ASKING), name)
    assert beside(watched) == before
    stored = [path.relative_to(watched.things).as_posix() for path in watched.things.rglob("*") if not path.is_dir()]
    kept = [path for path in stored if not path.startswith(".git/")]
    assert [path for path in kept if not layout.is_path(path)] == []
    tracked = watched.git("ls-files", "-z").decode().rstrip("\0").split("\0")
    assert sorted(tracked) == sorted(kept)
    assert watched.git("fsck", "--strict", "--no-dangling") == b""
    assert given_to_git(watched, name) == []
    doctor = watched.run("doctor", "--plain")
    assert [line for line in doctor.out.splitlines() if line.startswith("error")] == []


@pytest.mark.parametrize("name", MEANT_FOR_GIT)
def test_a_word_meant_for_git_does_not_get_there(name: str, watched: Computer) -> None:
    before, state = beside(watched), watched.state
    watched.ok("set", "trek", "--", f"place={name}")
    type_in(watched, ASKING, name)
    assert beside(watched) == before
    assert given_to_git(watched, name) == []
    watched.ok("undo")
    assert watched.state[1:] == state[1:]


def test_a_name_given_to_git_would_be_seen(watched: Computer) -> None:
    watched.run("show", "canon", "--at", "2024-03-02")
    assert "--output=mark" not in words_of_git(watched)
    watched.git("log", "--output=mark", "-1")
    assert "--output=mark" in words_of_git(watched)
