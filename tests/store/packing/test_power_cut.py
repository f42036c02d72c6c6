"""A power cut at every moment of packing: no object is ever lost, and the next run ends the work.

The disk is simulated from the system calls of a real run, see `tests.store.power_cut`.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.kit.stores import clean_environment
from tests.store.laboratory import ONE_SAVE, Laboratory
from tests.store.power_cut import Call, Cut, Disk, State, record, restore, seen

from .conftest import everything, lies

pytestmark = pytest.mark.faults
MANY = 60  # cuts that are looked at, of some hundreds
Git = Callable[..., str]


@pytest.fixture(scope="module")
def room(packable: Laboratory) -> Path:
    """The store in a folder of its own, always at the same place."""
    return packable.copy().parent


@pytest.fixture(scope="module")
def calls(room: Path, packable: Laboratory, program: Callable[[str], str]) -> list[Call]:
    """What a run that packs all of it asks of the system; the store is as it was before."""
    old = seen(room)
    command = [sys.executable, str(ONE_SAVE), str(room / "store"), str(room / "cache"), "pack"]
    log = room.with_name("calls")
    made = record(program("strace"), log, command, clean_environment(packable.folder / "home"), room)
    assert lies(room / "store").loose == 0
    be(room, old)
    return made


def be(room: Path, state: State) -> None:
    """Make the room hold this and nothing else."""
    shutil.rmtree(room)
    restore(state, room)


def cuts(disk: Disk, calls: Sequence[Call], chance: random.Random) -> Iterator[State]:
    """What a cut may leave, each only once; at last what one may leave that comes right after the end."""
    found: dict[int, State] = {}
    for call in calls:
        if disk.call(call):
            for state in (disk.after(cut, chance) for cut in Cut):
                found[hash(tuple(state.items()))] = state
    yield from found.values()


def judge(room: Path, state: State, packable: Laboratory, git: Git, before: str) -> str:
    """Look at a state, let the next run come, and look again: how it lay, or what was wrong."""
    be(room, state)
    store = room / "store"
    try:
        assert git(store, "fsck", "--strict", "--no-dangling", "--no-progress", fails=True) == ""
        assert everything(git, store) == before, "an object is lost, or another one"
        left = lies(store)
        after = packable.call(store, "pack")
        assert after.returncode == 0, after.stdout + after.stderr
        assert everything(git, store) == before, "an object is lost, or another one, by the next run"
        assert git(store, "fsck", "--strict", "--no-dangling", "--no-progress", fails=True) == ""
        done = lies(store)
        # What was taken away, and is back, is packed once more, and joined at another time.
        assert (done.loose, done.has_graph) == (0, True), done
        assert len(done.packs) <= 3, done
    except (AssertionError, RuntimeError) as error:
        return str(error).splitlines()[0]
    return "loose" if left.loose else "packed"


def test_a_power_cut_at_any_moment_loses_no_object_and_the_next_run_ends_the_work(
    room: Path, calls: list[Call], packable: Laboratory, git: Git
) -> None:
    before = everything(git, room / "store")
    start = seen(room)
    chance = random.Random(1)
    disk = Disk(room, calls)
    states = list(cuts(disk, calls, chance))
    ends = [disk.after(cut, chance) for cut in (*Cut, Cut.SOME, Cut.SOME)]
    assert len(states) > MANY, "calls were missed"
    said = [judge(room, state, packable, git, before) for state in (*chance.sample(states, MANY), *ends)]
    assert set(said) == {"loose", "packed"}, "\n".join(sorted(set(said)))
    be(room, start)


def test_a_disk_that_does_not_flush_is_found_out(room: Path, calls: list[Call], packable: Laboratory, git: Git) -> None:
    """Else the test above could not fail."""
    before = everything(git, room / "store")
    start = seen(room)
    disk = Disk(room, calls, flushes=False)
    for call in calls:
        disk.call(call)
    said = judge(room, disk.after(Cut.EMPTY, random.Random(1)), packable, git, before)
    assert said not in {"loose", "packed"}
    be(room, start)
