"""An earlier state of a store that somebody brought back is noticed by what this computer remembers of it."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

SET_BACK = "the history of this store was set back: it is without the commit that was last seen here"


def memory(computer: Computer) -> Path:
    """The one file of what was last seen."""
    (found,) = computer.folder.glob("config/seen/*")
    return found


@pytest.fixture
def rewound(computer: Computer) -> Computer:
    """A store that is at the commit before what was last seen."""
    computer.ok("add", "Kettle")
    computer.ok("add", "Toaster")
    computer.git("reset", "--quiet", "--hard", "HEAD~1")
    return computer


def test_what_writes_stops_and_says_what_is_gone_and_what_to_type(rewound: Computer) -> None:
    lost = memory(rewound).read_text().split("\n")[0]
    before = rewound.state
    for words in (
        ["set", "trek", "place=cellar"],
        ["add", "Pan", "-n"],
        ["note", "canon", "text"],
        ["undo"],
        ["save"],
        ["export", "canon", "--to", "fix-it", "-o", "canon.zip"],
        ["export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes"],
        ["transfer", "trek", "--to", "fix-it", "-o", "trek.zip", "--yes"],
        ["key", "reseal", "--yes"],
        ["key", "rotate", "--yes"],
    ):
        done = rewound.run(*words)
        assert done.code == 10, (words, done.err)
        assert SET_BACK in done.err
        assert "Add Toaster" in done.err
        assert "hint: if you set it back yourself: talktag save --rewound" in done.err
        assert f"git -C {rewound.things} merge {lost[:10]}" in done.err
        assert rewound.state == before, words
    assert "Kettle" in rewound.ok("list")  # who only reads is not kept from it, nor pays for it


def test_doctor_names_it_and_does_not_take_it_for_seen(rewound: Computer) -> None:
    for words in (["doctor"], ["doctor"], ["doctor", "--fix"]):
        done = rewound.run(*words)
        assert done.code == 12
        assert "rewound" in done.out
        assert "Add Toaster" in done.out
    assert rewound.run("set", "trek", "place=cellar").code == 10


def test_one_command_accepts_what_the_owner_did(rewound: Computer) -> None:
    assert rewound.run("save", "--rewound").code == 2  # nobody can be asked
    assert rewound.run("save", "--rewound", "-n").code == 0
    assert rewound.run("set", "trek", "place=cellar").code == 10
    data = json.loads(rewound.ok("save", "--rewound", "--yes", "--json"))["data"]["rewound"]
    assert data["now"] == rewound.git("rev-parse", "HEAD").decode().strip()
    assert [each.split(" ", 1)[1] for each in data["gone"]] == ["Add Toaster"]
    rewound.ok("set", "trek", "place=cellar")
    assert "the history was not set back" in rewound.run("save", "--rewound", "--yes").err
    assert rewound.run("doctor").code == 0


def test_a_person_is_asked(rewound: Computer) -> None:
    screen = rewound.terminal("save", "--rewound").until("Go on from here, without what is gone? [y/N]").type("n\n")
    assert screen.end().code == 3
    assert rewound.run("set", "trek", "place=cellar").code == 10


def test_what_is_gone_can_be_brought_back_as_the_hint_says(rewound: Computer) -> None:
    rewound.git("merge", "--quiet", memory(rewound).read_text()[:10])
    rewound.ok("set", "trek", "place=cellar")
    assert "Toaster" in rewound.ok("list")


def test_a_store_that_is_brought_back_whole_from_an_old_copy_is_noticed(computer: Computer) -> None:
    computer.ok("add", "Kettle")
    shutil.copytree(computer.things, computer.folder / "old")
    computer.ok("add", "Toaster")
    shutil.rmtree(computer.things)
    (computer.folder / "old").rename(computer.things)
    done = computer.run("set", "trek", "place=cellar")
    assert done.code == 10
    assert "bring back what is gone from another copy of the store" in done.err
    assert computer.run("doctor").code == 12


def test_a_store_that_lost_its_branch_is_noticed(computer: Computer) -> None:
    computer.ok("add", "Kettle")
    computer.git("update-ref", "-d", "HEAD")
    done = computer.run("set", "trek", "place=cellar")
    assert (done.code, "no commit at all" in done.err) == (10, True)


def test_what_only_goes_on_is_silent(computer: Computer) -> None:
    """A pull, a merge, a rebase, an undo, a commit by hand, a command that was killed before it could remember."""
    computer.git("clone", "--quiet", str(computer.things), str(computer.folder / "other"))
    other = replace(computer, variables={"TALKTAG_STORE": str(computer.folder / "other")})
    computer.ok("add", "Kettle")
    other.ok("add", "Toaster")
    computer.git("pull", "--quiet", "--no-rebase", "--no-edit", "../other", "main")
    computer.ok("add", "Pan")
    computer.ok("undo")
    computer.git("commit", "--quiet", "--allow-empty", "-m", "by hand")
    computer.ok("set", "trek", "place=cellar")
    other.ok("set", "toaster", "place=kitchen")
    computer.git("-C", str(computer.folder / "other"), "pull", "--quiet", "--rebase", str(computer.things), "main")
    other.ok("add", "Lamp")
    assert len(list(computer.folder.glob("config/seen/*"))) == 2
    kept = memory_of(computer)
    computer.ok("add", "Book")
    write_memory(computer, kept)
    computer.ok("add", "Chair")
    assert computer.run("doctor").code == other.run("doctor").code == 0


def memory_of(computer: Computer) -> bytes:
    return next(path for path in computer.folder.glob("config/seen/*") if _is_of(path, computer)).read_bytes()


def write_memory(computer: Computer, data: bytes) -> None:
    next(path for path in computer.folder.glob("config/seen/*") if _is_of(path, computer)).write_bytes(data)


def _is_of(path: Path, computer: Computer) -> bool:
    return path.read_text().endswith(f"\n{computer.things}\n")


def test_doctor_sees_how_far_the_history_has_gone_on(computer: Computer) -> None:
    computer.ok("add", "Kettle")
    computer.git("commit", "--quiet", "--allow-empty", "-m", "pulled from elsewhere")
    computer.ok("doctor", "-n")
    assert computer.git("rev-parse", "HEAD").decode().strip() not in memory(computer).read_text()
    computer.ok("doctor")
    computer.git("reset", "--quiet", "--hard", "HEAD~1")
    assert computer.run("add", "Toaster").code == 10


def test_a_new_store_in_the_place_of_one_that_was_taken_away_is_a_new_one(computer: Computer) -> None:
    computer.ok("add", "Kettle")
    shutil.rmtree(computer.things)
    computer.ok("init", "things", "--owner", "Ana Pérez", "--contact", "ana+tags@example.org")
    computer.ok("add", "Toaster")


def test_each_copy_is_remembered_by_the_folder_it_lies_in_however_it_is_called(computer: Computer) -> None:
    computer.ok("add", "Kettle")
    (computer.folder / "link").symlink_to(computer.things)
    computer.ok("--store", "link", "add", "Toaster")
    assert memory(computer).read_bytes().endswith(b"\n" + str(computer.things).encode() + b"\n")
    computer.git("reset", "--quiet", "--hard", "HEAD~1")
    assert computer.run("--store", "link", "add", "Pan").code == 10


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff" * 50, b"0" * 40, b"--output=x\n", b"x" * 100_000])
def test_a_memory_that_says_nothing_sensible_breaks_nothing(content: bytes, computer: Computer) -> None:
    computer.ok("add", "Kettle")
    memory(computer).write_bytes(content)
    done = computer.run("add", "Toaster")
    assert done.code == (10 if content == b"0" * 40 else 0), done.err


def test_where_nothing_can_be_remembered_the_change_is_saved_all_the_same(computer: Computer) -> None:
    computer.write("config/seen", "a file in its place")
    computer.ok("add", "Kettle")
    (computer.folder / "config/seen").unlink()
    shutil.rmtree(computer.folder / "config")
    computer.ok("add", "Toaster")
    assert memory(computer).stat().st_mode & 0o777 == 0o600
    assert memory(computer).parent.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in memory(computer).parent.iterdir()) == [memory(computer).name]


def test_a_dry_run_remembers_nothing(computer: Computer) -> None:
    computer.ok("add", "Kettle", "-n")
    assert not (computer.folder / "config/seen").exists()


def test_the_words_of_a_commit_that_is_gone_are_shown_and_not_obeyed(computer: Computer) -> None:
    computer.git("commit", "--quiet", "--allow-empty", "-m", "\x1b[31mred\x07 \u202eexe.txt")
    computer.ok("add", "Kettle")
    computer.git("reset", "--quiet", "--hard", "HEAD~2")
    for words in (["add", "Toaster"], ["doctor"], ["save", "--rewound", "--yes"]):
        done = computer.run(*words)
        assert "\\x1b[31mred\\x07" in done.out + done.err, words
        assert "\x1b" not in done.out + done.err


def forge_parent(graph: Path, child: str, parent: str) -> None:
    """Let git's index of commits say that `child` has `parent`, with a checksum that fits."""
    data = bytearray(graph.read_bytes())
    entries = [data[8 + 12 * number : 20 + 12 * number] for number in range(data[6])]
    chunks = {bytes(each[:4]): int.from_bytes(each[4:], "big") for each in entries}
    count = (chunks[b"CDAT"] - chunks[b"OIDL"]) // 20
    idents = [data[start : start + 20].hex() for start in range(chunks[b"OIDL"], chunks[b"CDAT"], 20)]
    assert len(idents) == count
    place = chunks[b"CDAT"] + 36 * idents.index(child) + 20
    data[place : place + 4] = idents.index(parent).to_bytes(4, "big")
    data[-20:] = hashlib.sha1(data[:-20], usedforsecurity=False).digest()
    graph.unlink()
    graph.write_bytes(data)


def test_an_index_of_commits_that_tells_another_history_is_not_believed(rewound: Computer) -> None:
    lost = memory(rewound).read_text().split("\n")[0]
    rewound.git("tag", "kept", lost)
    later = replace(rewound, variables={"GIT_COMMITTER_DATE": "2090-01-01T00:00:00Z"})  # or git sees by the dates
    later.git("commit", "--quiet", "--allow-empty", "-m", "theirs")
    forged = rewound.git("rev-parse", "HEAD").decode().strip()
    later.git("commit", "--quiet", "--allow-empty", "-m", "on top of it, as git reads the last one itself")
    rewound.git("commit-graph", "write", "--reachable", "--no-progress")
    forge_parent(rewound.things / ".git/objects/info/commit-graph", forged, lost)
    assert lost in rewound.git("rev-list", "HEAD").decode().split(), "plain git is deceived"
    done = rewound.run("set", "trek", "place=cellar")
    assert done.code == 10, done.err
    assert SET_BACK in done.err
