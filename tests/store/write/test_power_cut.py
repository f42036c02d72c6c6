"""A power cut at every moment of real commands: what is there afterwards is the old or the new, and "saved" is saved.

The disk is simulated from the system calls of the command, see `power_cut`; talktag, git and the files are real.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from talktag.disk import MANY as MANY_FILES
from tests.kit.bench import SHOP
from tests.kit.bundles import signed, table
from tests.kit.stores import clean_environment
from tests.store.power_cut import Call, Cut, Disk, State, record, restore, seen

pytestmark = pytest.mark.faults
TALKTAG = (sys.executable, "-P", "-m", "talktag")
INIT = ("init", "things", "--owner", "Ana Lund", "--contact", "ana@store.example", "--no-passphrase")
NOTE = "hot pixel at 1024,768"
BEFORE = (
    INIT,
    ("add", "Camera", "--maker", "Canon", "--serial", "0320"),
    ("attach", "camera", "receipt.txt"),
    ("note", "camera", NOTE),
    ("party", "add", "Fix-It", "--role", "repairer"),
    ("receive", "boat.zip", "--signer", "customer.pub", "--yes"),
)
NO_STORE = 7  # the exit code
MANY = 18  # cuts of each command that are looked at, of two hundred or so
Git = Callable[..., str]
COMMANDS: dict[str, tuple[str, ...]] = {
    "init": INIT,
    "add": ("add", "Drill", "--file", "receipt.txt", "--place", "attic"),
    "set": ("set", "camera", "place=attic", "maker=Nikon"),
    "attach": ("attach", "camera", "manual.txt", "--kind", "manual"),
    "note": ("note", "camera", "second"),
    "undo": ("undo",),
    "export": ("export", "camera", "--to", "fix-it", "-o", "camera.zip", "--yes"),
    "key rotate": ("key", "rotate", "--yes"),
    "import": ("import", "many.csv", "--yes"),
    # Beside the history alone, with a key that is accepted or forgotten.
    "receive a table": ("receive", "oar.zip", "--yes"),
    "tables forget": ("tables", "forget", "boat", "--yes"),
}


@dataclass
class Home:
    """A home folder in memory with one store and its keys, at one place, so that what names it stays true."""

    folder: Path
    strace: str

    @property
    def store(self) -> Path:
        return self.folder / "things"

    @property
    def environment(self) -> dict[str, str]:
        return clean_environment(self.folder) | {
            "TALKTAG_CONFIG_DIR": str(self.folder / "config"),
            "TALKTAG_STORE": str(self.store),
        }

    def run(self, *words: str) -> tuple[int, str, str]:
        """Run talktag within this process; its code and what it said on both streams."""
        from talktag.cli.input.terminal import Terminal
        from talktag.cli.main import run

        source, out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace") for _ in range(3))
        code = run(words, Terminal(source, out, err, self.environment))
        for stream in (out, err):
            stream.flush()
            stream.seek(0)
        return code, out.read(), err.read()

    def ok(self, *words: str) -> str:
        """Run talktag, which must end well; its data."""
        code, out, errors = self.run(*words)
        assert code == 0, f"{' '.join(words)} ended with {code}: {out[-200:]}{errors}"
        return out

    def be(self, state: State) -> None:
        """Make it hold this and nothing else."""
        shutil.rmtree(self.folder)
        restore(state, self.folder)

    def record(self, words: Sequence[str], before: str = "true") -> list[Call]:
        """Run talktag as a program of its own, after a line of shell within the store; their system calls."""
        log = self.folder.with_name("calls")
        line = f'(cd things && {before}) && exec "$@"'
        shell = ["sh", "-c", line, "sh", *TALKTAG, *words] if before != "true" else [*TALKTAG, *words]
        return record(self.strace, log, shell, self.environment, self.folder)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, program: Callable[[str], str]) -> Iterator[Home]:
    """A new home in memory, in a folder of its own."""
    memory = Path("/dev/shm")
    room = tmp_path_factory.mktemp("power")
    if os.access(memory, os.W_OK):
        room = memory / f"talktag-power-{os.getpid()}"
        room.mkdir()
    (room / "home").mkdir()
    yield Home(room / "home", program("strace"))
    shutil.rmtree(room)


@pytest.fixture(scope="module")
def filled(home: Home) -> State:
    """A home with a little of everything, saved long ago."""
    (home.folder / "receipt.txt").write_bytes(b"receipt of the camera\n" * 200)
    (home.folder / "manual.txt").write_bytes(b"press the button\n" * 200)
    (home.folder / "boat.zip").write_bytes(signed(table()))
    (home.folder / "oar.zip").write_bytes(signed(table({"id": "q000000000008", "name": "Oar"}, bundle="4tab1eg1ven00")))
    (home.folder / "customer.pub").write_text(SHOP.public.line("ana"))
    # More than the least number that is flushed at once and becomes a pack.
    (home.folder / "many.csv").write_text(
        "name,serial\n" + "".join(f"Thing {n},{n:04d}\n" for n in range(2 * MANY_FILES))
    )
    with pytest.MonkeyPatch.context() as here:
        here.chdir(home.folder)
        for words in BEFORE:
            code, _, errors = home.run(*words)
            assert code == 0, errors
    return seen(home.folder)


def work(state: State) -> State:
    """The files of the store that are the owner's."""
    inside = {path.removeprefix("things/"): data for path, data in state.items() if path.startswith("things/")}
    return {path: data for path, data in inside.items() if data is not None and not path.startswith(".git/")}


def cuts(disk: Disk, calls: Sequence[Call], chance: random.Random) -> Iterator[State]:
    """What a cut before the command told of its change may leave, each only once."""
    found: dict[int, State] = {}
    for call in calls:
        if disk.call(call) and not any("/config/cache/" in path for _, path in call.handles):
            for state in (disk.after(cut, chance) for cut in Cut):
                found[hash(tuple((path, data) for path, data in state.items() if "/cache/" not in path))] = state
    yield from found.values()


def ends(disk: Disk, chance: random.Random) -> list[State]:
    """What a cut may leave that comes right after the command ended."""
    return [disk.after(cut, chance) for cut in (*Cut, Cut.SOME, Cut.SOME, Cut.SOME)]


def judge(home: Home, state: State, old: State, new: State, git: Git) -> str:
    """Let the next commands come, and look: which of the two it is."""
    home.be(state)
    for path in work(old).keys() | work(new).keys():
        assert work(state).get(path) in {work(old).get(path), work(new).get(path)}, f"{path} is neither old nor new"
    assert state.get("camera.zip") in {None, new.get("camera.zip")}, "half a bundle"
    with contextlib.chdir(home.folder):
        is_there = home.run("list")[0] != NO_STORE
        now = work(seen(home.folder)) if is_there else {}
        assert now in (work(old), work(new)), f"a mix: {sorted(now)}"
        if not is_there:
            home.ok(*INIT)
        assert not old.get("things/talktag.toml") or NOTE in home.ok("notes", "camera")
        check_keys(home)
        home.ok("doctor")
        assert git(home.store, "fsck", "--strict", "--no-dangling", "--no-progress") == ""
        assert git(home.store, "status", "--porcelain") == ""
        home.ok("add", "Next")
        home.ok("note", "next", "text")
    return "new" if now == work(new) else "old"


def check_keys(home: Home) -> None:
    """New keys may be there before what is sealed to them: then the owner is told, and what to type for it helps."""
    if home.run("doctor")[0]:
        home.ok("key", "accept", "--yes")
        home.ok("key", "reseal", "--yes")


def verdicts(home: Home, states: Sequence[State], old: State, new: State, git: Git) -> list[str]:
    """What is judged of each state; a violation in its own words."""

    def verdict(state: State) -> str:
        try:
            return judge(home, state, old, new, git)
        except AssertionError as error:
            return str(error).splitlines()[0]

    return [verdict(state) for state in states]


def recorded(home: Home, name: str, filled: State) -> tuple[State, State, list[Call]]:
    """The home before and after a command, and what the command asked of the system."""
    old = filled if name != "init" else {}
    home.be(old)
    calls = home.record(COMMANDS[name])
    new = seen(home.folder)
    home.be(old)
    return old, new, calls


@pytest.mark.parametrize("name", COMMANDS)
def test_a_power_cut_at_any_moment_leaves_the_old_or_the_new_and_what_was_saved(
    name: str, home: Home, filled: State, git: Git
) -> None:
    old, new, calls = recorded(home, name, filled)
    chance = random.Random(name)
    disk = Disk(home.folder, calls)
    before = list(cuts(disk, calls, chance))
    assert disk.after(Cut.EVERYTHING, chance) == new, "the simulated disk is not what the real one is"
    assert len(before) > MANY, "calls were missed"
    said = set(verdicts(home, chance.sample(before, MANY), old, new, git))
    assert said <= {"old", "new"}, "\n".join(sorted(said))
    assert "old" in said, "a test that meets the new one alone proves nothing"
    after = ends(disk, chance)
    assert set(verdicts(home, after, old, new, git)) == {"new"}, "said to be saved, and lost"
    assert all(state.get("camera.zip") == new.get("camera.zip") for state in after)


def test_a_disk_that_does_not_flush_is_found_out(home: Home, filled: State, git: Git) -> None:
    """Else the test above could not fail."""
    old, new, calls = recorded(home, "add", filled)
    disk = Disk(home.folder, calls, flushes=False)
    for call in calls:
        disk.call(call)
    nothing, everything, empty, *_ = verdicts(home, ends(disk, random.Random(1)), old, new, git)
    assert nothing == "old", "which is not what was said to be saved"
    assert everything == "new"
    assert "is neither old nor new" in empty


BY = "-c user.name=ana -c user.email=ana@store.example"
EDIT = "echo '# by hand' | tee -a products/c/camera.toml"
# What plain git, which flushes little or nothing, did right before a command: a line of shell, and the command.
AFTER_GIT = {
    "git add, then save": (f"{EDIT} && git add -A", ("save", "--yes")),
    "git add of one file, then another changes": (f"{EDIT} && git add -A", ("add", "Drill")),
    "git commit, then add": (f"{EDIT} && git {BY} commit -qam mine", ("add", "Drill")),
    "git commit, pack and prune, then add": (f"{EDIT} && git {BY} commit -qam mine && git gc -q", ("add", "Drill")),
    "git add, reset, then save": (f"{EDIT} && git add -A && git reset -q", ("save", "--yes")),
    "git stash and back, then save": (f"{EDIT} && git {BY} stash -q && git stash pop -q", ("save", "--yes")),
    "git pull, then add": ("git pull -q ../other main", ("add", "Drill")),
    "git checkout of a new branch, then add": ("git checkout -q -b other", ("add", "Drill")),
}


@pytest.mark.parametrize("name", AFTER_GIT)
def test_what_is_saved_on_top_of_plain_git_stays_with_all_that_it_builds_on(
    name: str, home: Home, filled: State, git: Git
) -> None:
    before, words = AFTER_GIT[name]
    home.be(filled)
    home.ok("add", "Kettle")  # so that talktag knows all of it to be flushed, but for what git does now
    if "../other" in before:
        clone_and_commit(home, git)
    start = seen(home.folder)
    calls = home.record(words, before)
    new = seen(home.folder)
    home.be(start)
    disk = Disk(home.folder, calls)
    for call in calls:
        disk.call(call)
    states = ends(disk, random.Random(name))
    said = [saved_on_top(home, state, new, git) for state in states]
    assert set(said) == {"whole"}, "\n".join(said)


def clone_and_commit(home: Home, git: Git) -> None:
    """Another copy of the store that has gone on by some commits."""
    other = home.folder / "other"
    git(home.folder, "clone", "-q", "things", "other")
    for number in range(6):
        (other / f"products/c/camera-{number}.toml").write_text(
            f'format = 1\nid = "c00000000001{number}"\nname = "Camera {number}"\n'
        )
        git(other, "add", "-A")
        git(other, *BY.split(), "commit", "-qm", "theirs")


def saved_on_top(home: Home, state: State, new: State, git: Git) -> str:
    """Whether a state is the new one, with a history that is whole and can be gone on with."""
    home.be(state)
    try:
        assert work(state) == work(new), "what was saved is lost"
        assert git(home.store, "fsck", "--strict", "--no-dangling", "--no-progress", fails=True) == ""
        with contextlib.chdir(home.folder):
            home.ok("add", "Next")
            home.ok("log")
    except AssertionError as error:
        return str(error).splitlines()[0]
    return "whole"
