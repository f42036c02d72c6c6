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

FILES = {
    "inbox/a.zip.age": "sealed",
    "inbox/a (conflicted copy).zip.age": "sealed",
    "tables/boat/table.zip": "PK",
    "outbox/b.toml": "format = 1\n",
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
    git(filled.things, "add", "-f", "tables/boat/table.zip")
    git(filled.things, "commit", "-qm", "by hand")
    assert named(filled) == {("beside-in-history", "tables/boat/table.zip")}


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
