"""A sync killed at any step, or any git of it: the next one goes on, and nothing is half there."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.kit.killing import killed_steps

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.two_computers import Several

DRILL = "products/d/drill.toml"


@pytest.fixture
def behind(two: Several) -> Computer:
    """A computer whose own changes and those of another one wait to be joined, its repository beside its store."""
    desk, laptop = two.computers
    desk.ok("set", "drill", "place=cellar")
    desk.ok("add", "Bicycle")
    desk.ok("remove", "lamp", "--yes")
    desk.ok("sync")
    laptop.ok("set", "drill", "maker=Bosch")
    laptop.ok("add", "Kettle")
    shutil.copytree(two.hub, laptop.folder / "hub.git")
    laptop.git("config", "remote.origin.url", f"file://{laptop.folder}/hub.git")
    return laptop


def check(computer: Computer) -> None:
    """What a sync that came to its end leaves."""
    record = tomllib.loads((computer.things / DRILL).read_text())
    assert (record["place"], record["maker"]) == ("cellar", "Bosch")
    names = {path.stem for path in computer.things.glob("products/*/*.toml")}
    assert names == {"drill", "bicycle", "kettle"}
    assert computer.git("status", "--porcelain") == b""
    hub = str(computer.folder / "hub.git")
    assert computer.git("-C", hub, "rev-parse", "main") == computer.git("rev-parse", "HEAD")
    for place in (hub, str(computer.things)):
        assert computer.git("-C", place, "fsck", "--strict", "--no-dangling", "--no-progress") == b""
    assert not (computer.things / ".git/talktag/journal.json").exists()


def is_whole(computer: Computer) -> bool:
    """Whether the files are those before or those after, and nothing in between, once the store was opened."""
    computer.ok("list")
    assert computer.git("status", "--porcelain") == b""
    names = {path.stem for path in computer.things.glob("products/*/*.toml")}
    return names in ({"drill", "lamp", "kettle"}, {"drill", "bicycle", "kettle"})


def test_a_sync_killed_at_any_step_is_gone_on_with_by_the_next_one(behind: Computer) -> None:
    steps = 0
    for came_through in killed_steps(behind, ["sync"]):
        steps += 1
        assert is_whole(behind)
        if not came_through:
            behind.ok("sync")
        check(behind)
    assert steps > 25


@pytest.mark.parametrize("verb", ["fetch", "push"])
@pytest.mark.parametrize("call", ["rename", "link", "unlink", "openat"])
def test_a_git_killed_on_the_way_leaves_a_store_that_the_next_sync_goes_on_with(
    verb: str, call: str, behind: Computer, tmp_path: Path, program: Callable[[str], str]
) -> None:
    """The git that goes out, or the one that answers it, killed by the kernel at one call after another."""
    strace, git = program("strace"), shutil.which("git")
    wrapper = tmp_path / "bin/git"
    wrapper.parent.mkdir()
    model = tmp_path / "model"
    shutil.copytree(behind.folder, model, symlinks=True)
    computer = replace(behind, quick=False)
    last = 40 if call == "openat" else 12
    first = 30 if call == "openat" else 1
    failed = 0
    for number in range(first, last, 3 if call == "openat" else 1):
        shutil.rmtree(behind.folder)
        shutil.copytree(model, behind.folder, symlinks=True)
        inject = f"inject={call}:signal=SIGKILL:when={number}"
        wrapper.write_text(
            f'#!/bin/bash\nif [[ " $* " == *" {verb} "* ]]; then\n'
            f'  exec {strace} -f -qq -o /dev/null -e trace={call} -e {inject} {git} "$@"\nfi\nexec {git} "$@"\n'
        )
        wrapper.chmod(0o755)
        done = computer.run("sync", env={"PATH": f"{wrapper.parent}:{computer.environment['PATH']}"})
        assert done.code in {0, 11}, done.err
        failed += done.code == 11
        assert is_whole(behind)
        if locks := list(behind.folder.glob("hub.git/**/*.lock")):  # of the git there, which a sync names and leaves
            again = behind.run("sync")
            assert again.code == 11
            assert any(f"rm {lock}" in again.err for lock in locks)
            for lock in locks:
                lock.unlink()
        behind.ok("sync")
        check(behind)
        if done.code == 0 and call != "openat":
            break
    assert failed or call == "unlink"  # else nothing was killed
