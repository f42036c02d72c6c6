"""Packing while others save and read: nobody fails, and nothing of anybody is lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from talktag.store.store import Store
from tests.kit.stores import opened
from tests.store.laboratory import ONE_SAVE

from .conftest import everything, lies

MANY_SAVES = Path(__file__).parents[1] / "many_saves.py"
Git = Callable[..., str]
SAVES = 12


def test_two_that_save_go_on_while_a_third_packs_all_the_time(
    store: Store, git: Git, environment: dict[str, str], tmp_path: Path
) -> None:
    saving = [
        subprocess.Popen(
            [sys.executable, str(MANY_SAVES), str(store.folder), str(tmp_path / name), name, str(SAVES)],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    packs = set()
    while any(each.poll() is None for each in saving):
        opened(store.folder).pack(wholly=True)
        packs.update(lies(store.folder).packs)
    for each in saving:
        said = each.communicate()[1]
        assert each.returncode == 0, said
    assert len(packs) > 1, "it never came to pack"
    assert int(git(store.folder, "rev-list", "--count", "HEAD")) == 1 + 2 * SAVES
    assert git(store.folder, "fsck", "--strict", "--no-dangling", "--no-progress") == ""
    assert git(store.folder, "status", "--porcelain") == ""


def test_whoever_reads_while_packs_are_joined_and_loose_objects_go_finds_all(
    store: Store, git: Git, environment: dict[str, str], tmp_path: Path
) -> None:
    command = [sys.executable, str(ONE_SAVE), str(store.folder), str(tmp_path / "cache"), "pack"]
    subprocess.run([sys.executable, str(MANY_SAVES), *command[2:4], "a", "3"], env=environment, check=True)
    for prefix in ("b", "c", "d", "e"):
        subprocess.run([sys.executable, str(MANY_SAVES), *command[2:4], prefix, "3"], env=environment, check=True)
        told = git(store.folder, "log", "-p", "--format=%H")
        objects = everything(git, store.folder)
        packing = subprocess.Popen(command, env=environment)
        while packing.poll() is None:
            assert git(store.folder, "log", "-p", "--format=%H") == told
            assert everything(git, store.folder) == objects
        assert packing.returncode == 0
    assert lies(store.folder).loose == 0
