"""Folders beside the history: `doctor` and `save` leave them alone, and tell where Git could take them in."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from talktag.ops.upkeep.doctor.doctor import doctor
from talktag.ops.upkeep.save import save
from talktag.store import layout
from talktag.store.store import Store
from tests.kit.stores import clean_environment

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kit.bench import Bench

TABLE = 'name = "Boat"\nproduct = "x"\nowner = "Ana"\nkey = "k"\nchannel = "c"\nsigned = "s"\nreceived = 2026-03-01\n'
FILES = {
    "inbox/a.zip.age": "sealed",
    "inbox/a (conflicted copy).zip.age": "sealed",
    "tables/boat.toml": "format = 1\n" + TABLE.replace('channel = "c"', 'channel = "d"'),
    "tables/boat/received/d.zip": "PK",
    "outbox/b.zip.age": "sealed",
}


def named(bench: Bench, *, fix: bool = False) -> set[tuple[str, str]]:
    found = bench.do(doctor, fix=fix).data.findings
    return {(each.name, each.path) for each in found if each.path.startswith(tuple(layout.BESIDE))}


@pytest.fixture
def filled(bench: Bench) -> Bench:
    """A house with something in each of the folders."""
    for path, data in FILES.items():
        bench.write(path, data)
    for folder in layout.BESIDE:
        bench.write(layout.ignore(folder), layout.IGNORE_TEXT)
    return bench


def test_doctor_says_nothing_of_them(filled: Bench) -> None:
    assert named(filled) == set()


NOTE = (
    'bundle = "b"\nabout = "parties/fix-it"\nto = "fix-it"\nname = "Fix-It"\nmade = "x"\nchannel = "c"\nsealed = true\n'
)
CAME = 'name = "a.zip"\ncame = 2026-03-01T10:00:00Z\nending = ".age"\nsize = 1\nwhy = "asked"\nsure = "unknown key"\n'
GONE = {
    "what leaves": ("outbox/b.toml", NOTE, {("missing-file", "outbox/b.zip.age")}),
    "what a table came in": ("tables/oar.toml", TABLE, {("missing-original", "tables/oar/received/c.zip")}),
    "what waits": ("inbox/w.toml", CAME, {("missing-file", "inbox/w.age")}),
    "a record": ("tables/oar/entries.toml", "entry = []\n", {("no-record", "tables/oar")}),
    "all that a note says": ("outbox/b.toml", "", {("missing", "outbox/b.toml")}),
}


@pytest.mark.parametrize("what", GONE)
def test_doctor_tells_what_is_gone(what: str, filled: Bench) -> None:
    path, text, wanted = GONE[what]
    (filled.things / "outbox/b.zip.age").unlink()
    filled.write(path, text if path.endswith("entries.toml") else f"format = 1\n{text}")
    assert named(filled) == wanted


def test_doctor_puts_back_what_keeps_git_out(filled: Bench) -> None:
    (filled.things / "inbox/.gitignore").unlink()
    filled.write("tables/.gitignore", "")
    wanted = {("no-ignore", "inbox/.gitignore"), ("no-ignore", "tables/.gitignore")}
    assert named(filled) == wanted
    named(filled, fix=True)
    assert named(filled) == set()


def test_doctor_tells_of_what_was_committed_by_hand(filled: Bench) -> None:
    commit_all(filled.things)
    assert named(filled) == set()
    git(filled.things, "add", "-f", "tables/boat/received/d.zip")
    git(filled.things, "commit", "-qm", "by hand")
    assert named(filled) == {("beside-in-history", "tables/boat/received/d.zip")}


def test_save_takes_none_of_them_even_where_nothing_keeps_git_out(filled: Bench) -> None:
    commit_all(filled.things)
    (filled.things / "inbox/.gitignore").unlink()
    filled.write("parties/new.toml", 'format = 1\nname = "New"\nrole = "seller"\n')
    outcome = filled.ask(save)
    assert [change.path for change in outcome.plan.changes] == ["parties/new.toml"]
    assert outcome.notices == ()


def commit_all(folder: Path) -> None:
    Store(folder, lambda: folder.parent / "cache", clean_environment(folder.parent / "home")).create()
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")


def git(folder: Path, *words: str) -> None:
    by = ("-c", "user.name=ana", "-c", "user.email=ana@store.example")
    subprocess.run(["git", *by, *words], cwd=folder, env=clean_environment(folder.parent / "home"), check=True)
