"""A history that was packed, and one that was not, give the same answers, whatever happened in them."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from talktag.model.plan import Change, Plan, Remove, Write
from tests.kit.computer import Computer
from tests.kit.stores import opened

from .conftest import everything, lies

Git = Callable[..., str]
NOW = datetime.datetime(2026, 11, 29, 12, tzinfo=datetime.UTC)
SLUGS = ("camera", "cable", "drill", "radio")
BY = ("-c", "user.name=Bo", "-c", "user.email=bo@store.example")
# A step of a history: what happened, and to which product.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["set", "set", "file", "remove", "side", "stash", "drop", "pack"]), st.sampled_from(SLUGS)
    ),
    min_size=2,
    max_size=9,
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a store of one product and a note."""
    computer = Computer(tmp_path_factory.mktemp("model"))
    computer.ok("init", "things", "--owner", "Ana Lund", "--contact", "ana@store.example", "--no-passphrase")
    computer.ok("add", "Camera", "--place", "office")
    computer.ok("note", "camera", "-", stdin=b"hot pixel\n")
    shutil.rmtree(computer.folder / "config/seen")  # what was seen of this store is not for its copies
    (computer.folder / "config/config.toml").unlink()
    return computer.folder


def live(git: Git, store: Path, number: int, step: tuple[str, str]) -> None:
    """Let one thing happen to a store."""
    what, slug = step
    record = store / f"products/{slug[0]}/{slug}.toml"
    if what in {"set", "file", "remove"}:
        save(store, number, what, slug)
    elif what == "pack":
        opened(store).pack(wholly=True)
    elif what == "side":
        git(store, "switch", "-q", "-c", f"side-{number}")
        save(store, number, "set", slug)
        git(store, "switch", "-q", "main")
        save(store, number, "file", slug)
        git(store, *BY, "merge", "-q", "--no-edit", f"side-{number}")
    elif what == "stash" and record.exists():
        record.write_bytes(record.read_bytes() + b"# by hand\n")
        git(store, *BY, "stash", "-q")
    elif what == "drop":  # a branch with a commit, taken away again: only its log, or nothing, leads there
        git(store, "switch", "-q", "-c", "gone")
        save(store, number, "set", slug)
        git(store, "switch", "-q", "main")
        git(store, "branch", "-q", "-D", "gone")


def save(store: Path, number: int, what: str, slug: str) -> None:
    """One save by talktag: a record written or taken away, or a file beside one."""
    path = f"products/{slug[0]}/{slug}.toml"
    there = (store / path).read_bytes() if (store / path).exists() else None
    change: Change = Write(f"products/{slug[0]}/{slug}/files/{number}.txt", b"%d\n" % number * 50)
    if what == "set":
        ident = SLUGS.index(slug)
        text = f'format = 1\nid = "c00000000000{ident}"\nname = "{slug.title()}"\nplace = "shelf {number}"\n'
        change = Write(path, text.encode(), there)
    elif what == "remove" and there is not None:
        change = Remove(path, there)
    opened(store).apply(Plan((change,), f"Change {slug}\n\nTalktag-Command: set\n"))


def answers(git: Git, computer: Computer) -> Iterator[tuple[str, str]]:
    """What talktag and git say of the history, and what undoing the last change leads to."""
    for words in (("log",), ("notes", "camera", "--list"), *(("log", slug) for slug in SLUGS)):
        done = computer.run(*words, "--json")
        yield " ".join(words), done.out + done.err
    for number, commit in enumerate(git(computer.things, "rev-list", "--all").split()):
        for slug in {SLUGS[0], SLUGS[number % len(SLUGS)]}:
            done = computer.run("show", slug, "--at", commit, "--json")
            yield f"show {slug} --at {commit}", done.out + done.err
    done = computer.run("undo", "--yes")
    yield "undo", str(done.code) + git(computer.things, "rev-parse", "HEAD^{tree}")
    yield "fsck", git(computer.things, "fsck", "--strict", "--no-dangling", "--no-progress", fails=True)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
@example(steps=[("set", "drill"), ("pack", "camera"), ("side", "drill"), ("pack", "camera"), ("drop", "cable")])
@example(steps=[("stash", "camera"), ("set", "camera"), ("remove", "camera"), ("set", "camera")])
def test_a_packed_history_answers_as_the_loose_one_does(
    steps: list[tuple[str, str]], model: Path, git: Git, tmp_path: Path
) -> None:
    with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
        loose = Computer(Path(folder, "home"), quick=True, now=lambda: NOW)
        shutil.copytree(model, loose.folder, symlinks=True)
        for number, step in enumerate(steps):
            live(git, loose.things, number, step)
        before = everything(git, loose.things)
        packed = Computer(Path(folder, "packed"), quick=True, now=lambda: NOW)
        shutil.copytree(loose.folder, packed.folder, symlinks=True)
        opened(packed.things).pack(wholly=True)
        assert lies(packed.things).loose == 0
        assert lies(packed.things).has_graph
        assert everything(git, packed.things) == before
        for (asked, one), (_, other) in zip(answers(git, loose), answers(git, packed), strict=True):
            assert one == other, asked
