"""A store whose files are links, repositories or twins: what they lead to is not opened, by talktag or its git.

What was opened is read from a trace of every call, which names the file behind each descriptor.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kit.computer import Computer

CANARY = "canary-4b1d of the owner"
RECORD = "products/c/canon-eos-5d-mark-iv.toml"
FOLDER = "products/c/canon-eos-5d-mark-iv"
LINES = (
    ("list",),
    ("show", "canon"),
    ("find", "canary"),
    ("file", "canon", "receipt", "-o", "out.txt"),
    ("notes", "canon"),
    ("set", "canon", "place=cellar"),
    ("set", "trek", "place=cellar"),
    ("attach", "canon", "receipt.txt"),
    ("note", "canon", "text"),
    ("export", "canon", "--to", "fix-it", "--include", "files:receipt", "-o", "canon.zip", "--yes"),
    ("party", "list"),
    ("key", "accept", "--yes"),
    ("save", "--yes"),
    ("log", "canon"),
    ("undo",),
    ("doctor", "--fix"),
)
OPENED = re.compile(r"\bopen(?:at2?)?\(.*\) = \d+<([^>]*)>")


def link(path: str, target: str) -> Callable[[Path, Path], None]:
    """Puts a link in the place of a file or folder of the store."""

    def plant(store: Path, outside: Path) -> None:
        place = store / path
        if place.is_dir():
            shutil.rmtree(place)
        place.unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(outside / target)

    return plant


def named(path: str) -> Callable[[Path, Path], None]:
    """Puts a repository that lies elsewhere, by a file that says so, under a name that some system takes for `.git`."""

    def plant(store: Path, outside: Path) -> None:
        place = store / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"gitdir: {outside}/repository\n")

    return plant


def modules(store: Path, outside: Path) -> None:
    """Names a folder elsewhere as a submodule."""
    text = f'[submodule "x"]\n\tpath = ../outside\n\turl = {outside}/repository\n[submodule "../../x"]\n\tpath = y\n'
    (store / ".gitmodules").write_text(text)


def twins(store: Path, outside: Path) -> None:
    """Records whose names are one on systems that do not tell letters by their case, one of them a link."""
    (store / "products/C").mkdir()
    (store / "products/C/Canon-EOS-5D-Mark-IV.toml").symlink_to(outside / "record.toml")
    (store / "products/c/Canon-EOS-5D-Mark-IV.toml").symlink_to(outside / "record.toml")


# Together what does not hide what else is planted.
PLANTS: dict[str, tuple[Callable[[Path, Path], None], ...]] = {
    "a record": (link(RECORD, "record.toml"), modules),
    "a folder of records": (link("products/c", "."), link(".gitmodules", "victim")),
    "what is beside a record": (
        link(f"{FOLDER}/files", "."),
        link(f"{FOLDER}/notes", "."),
        link(f"{FOLDER}/entries.toml", "record.toml"),
        link("shares", "."),
    ),
    "files": (
        link(f"{FOLDER}/files/receipt.txt", "victim"),
        link("keys/recipients.txt", "victim"),
        link("parties/fix-it-cameras.toml", "record.toml"),
        link("tags/a.toml", "record.toml"),
    ),
    "what git reads": (
        link(".gitattributes", "victim"),
        link("products/.gitattributes", "victim"),
        link(".gitignore", "victim"),
        twins,
    ),
    "a repository elsewhere": (named("products/c/.git"), modules),
    "a repository elsewhere by other names": (named("products/c/.GIT"), named("products/x/git~1")),
    "a repository elsewhere among files": (named(f"{FOLDER}/files/.git"),),
    "a repository elsewhere in a folder of its own": (named("products/x/.git"),),
}
# Every line in one process: the trace is of talktag and of each git it starts.
SCRIPT = """
import io, json, os, sys
from talktag.cli.main import run
from talktag.cli.input.terminal import Terminal
for words in json.loads(sys.argv[1]):
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace") for _ in range(3)]
    code = run(words, Terminal(*streams, os.environ))
    for each in streams: each.flush()
    print(json.dumps([words, code, *(each.buffer.getvalue().decode() for each in streams[1:])]))
"""


@pytest.fixture
def outside(computer: Computer) -> Path:
    """A folder of the owner's beside the store, with a repository."""
    folder = computer.folder / "outside"
    shutil.copytree(computer.things / ".git", folder / "repository")
    (folder / "victim").write_text(CANARY)
    record = (computer.things / RECORD).read_text()
    (folder / "record.toml").write_text(record.replace("Canon", CANARY))
    return folder


def contents(folder: Path) -> dict[Path, tuple[int, bytes]]:
    """What is in each file below a folder, and when it was written."""
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", PLANTS)
def test_what_lies_outside_is_not_opened(
    name: str, computer: Computer, outside: Path, program: Callable[[str], str]
) -> None:
    for plant in PLANTS[name]:
        plant(computer.things, outside)
    before = contents(outside)
    log = computer.folder / "trace.log"
    strace = (program("strace"), "-f", "-y", "-qq", "-e", "trace=open,openat,openat2", "-o", str(log))
    command = [*strace, sys.executable, "-P", "-c", SCRIPT, json.dumps(LINES)]
    done = subprocess.run(command, cwd=computer.folder, env=computer.environment, capture_output=True, check=True)
    told = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert len(told) == len(LINES)
    assert [words for words, code, _, err in told if code == 1] == []
    assert [words for words, _, out, err in told if CANARY in out + err] == []
    opened = OPENED.findall(log.read_text("utf-8", "replace"))
    assert str(computer.things / "talktag.toml") in opened  # the trace tells
    assert [path for path in opened if path.startswith(str(outside))] == []
    assert contents(outside) == before
    assert CANARY.encode() not in computer.git("cat-file", "--batch-all-objects", "--batch")


def test_a_link_that_is_followed_would_be_seen(
    computer: Computer, outside: Path, program: Callable[[str], str]
) -> None:
    (plant, *_) = PLANTS["files"]
    plant(computer.things, outside)
    log = computer.folder / "trace.log"
    strace = [program("strace"), "-f", "-y", "-e", "trace=open,openat,openat2", "-o", str(log), "cat"]
    subprocess.run([*strace, str(computer.things / FOLDER / "files/receipt.txt")], capture_output=True, check=True)
    assert str(outside / "victim") in OPENED.findall(log.read_text("utf-8", "replace"))
