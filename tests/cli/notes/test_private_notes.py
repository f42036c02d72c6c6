"""Private notes through an editor, listed shut, taken away: the text is in memory while it is open, and nowhere else.

The editors are small shell scripts, and a real vim with settings that keep copies.
"""

from __future__ import annotations

import secrets
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.cli.input.private_edit import in_memory, quiet
from tests.cli.test_secrets import found

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.screen import Screen

pytestmark = pytest.mark.quick

Program = Callable[[str], str]
NOTE = "hot pixel at 1024,768"


def the_id(computer: Computer) -> str:
    (path,) = computer.things.glob("products/c/*/notes/*.age")
    return path.stem


def edit(computer: Computer, script: str, *words: str, **variables: str) -> Screen:
    """Start `talktag note canon --edit ID` with a script for an editor; `$1` is the file."""
    editor = computer.write("editor", f"#!/bin/sh\n{script}\n")
    editor.chmod(0o755)
    return computer.terminal(
        "note", "canon", "--edit", the_id(computer), *words, env={"EDITOR": str(editor), **variables}
    )


@pytest.fixture
def canary() -> str:
    return f"canary{secrets.token_hex(12)}"


def test_an_edited_note_is_the_next_revision_and_nowhere_in_the_clear(canary: str, computer: Computer) -> None:
    ident = the_id(computer)
    done = edit(computer, f'echo "{canary[:15]}""{canary[15:]}" >> "$1"; echo "$1" > "$HOME/place"').end()
    assert done.code == 0, done.out
    (computer.folder / "editor").unlink()
    place = Path((computer.folder / "place").read_text().strip())
    assert not place.parent.exists()
    assert str(place).startswith(("/dev/shm/", "/run/"))
    assert found(canary, computer, done) == set()
    (note,) = computer.json("notes", "canon")["data"]["notes"]
    assert (note["note"], note["revision"], note["text"]) == (ident, 2, f"{NOTE}\n{canary}")
    assert not list(computer.folder.glob("config/drafts/*"))
    assert computer.git("status", "--porcelain") == b""
    computer.ok("undo")
    (note,) = computer.json("notes", "canon")["data"]["notes"]
    assert (note["revision"], note["text"]) == (1, NOTE)


def test_leaving_without_a_change_changes_nothing(computer: Computer) -> None:
    before = computer.state
    done = edit(computer, "true").until("press Enter").type("\n").end()
    assert done.code == 0
    assert "nothing was changed" in done.out
    assert computer.git("rev-parse", "HEAD") == before[0]


def test_an_editor_that_fails_leaves_a_sealed_draft_that_is_offered(canary: str, computer: Computer) -> None:
    done = edit(computer, f'echo "{canary[:15]}""{canary[15:]}" > "$1"; exit 3').end()
    assert done.code == 3, done.out
    assert "The text is kept, sealed" in done.out
    (computer.folder / "editor").unlink()
    (draft,) = computer.folder.glob("config/drafts/*")
    assert draft.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert found(canary, computer, done) == set()
    done = edit(computer, "true").until("Take it up or drop it?").type("t\n").until("press Enter").type("\n").end()
    assert done.code == 0, done.out
    assert computer.json("notes", "canon")["data"]["notes"][0]["text"] == canary
    assert not draft.exists()


def test_a_text_that_cannot_be_saved_is_kept_sealed(canary: str, computer: Computer, program: Program) -> None:
    script = f'#!/bin/sh\nfor word; do [ "$word" = commit-tree ] && exit 1; done\nexec {program("git")} "$@"\n'
    fake = computer.write("bin/git", script)
    fake.chmod(0o755)
    path = f"{fake.parent}:{computer.environment['PATH']}"
    done = edit(computer, f'echo "{canary[:15]}""{canary[15:]}" > "$1"', PATH=path).end()
    assert done.code == 11, done.out
    (computer.folder / "editor").unlink()
    assert list(computer.folder.glob("config/drafts/*"))
    assert found(canary, computer, done) == set()
    done = edit(computer, "true").until("Take it up or drop it?").type("d\n").until("press Enter").type("\n").end()
    assert NOTE in computer.ok("notes", "canon")
    assert not list(computer.folder.glob("config/drafts/*"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_program_that_is_told_to_end_takes_its_copy_along(
    canary: str, computer: Computer, number: signal.Signals
) -> None:
    script = (
        f'echo "{canary[:15]}""{canary[15:]}" > "$1"; echo "$1" > "$HOME/place"; kill -{number.value} $PPID; sleep 1'
    )
    done = edit(computer, script).end()
    assert done.code != 0
    (computer.folder / "editor").unlink()
    place = Path((computer.folder / "place").read_text().strip())
    assert not place.parent.exists()
    assert found(canary, computer, done) == set()
    assert NOTE in computer.ok("notes", "canon")


def test_a_kill_in_mid_edit_leaves_nothing_on_any_disk(canary: str, computer: Computer) -> None:
    script = f'echo "{canary[:15]}""{canary[15:]}" > "$1"; echo "$1" > "$HOME/place"; kill -9 $PPID; sleep 1'
    done = edit(computer, script).end()
    assert done.code != 0
    (computer.folder / "editor").unlink()
    place = Path((computer.folder / "place").read_text().strip())
    assert str(place).startswith(("/dev/shm/", "/run/")), "what could not be taken away is in memory"
    assert canary in place.read_text()
    assert place.parent.stat().st_mode & 0o077 == 0
    shutil.rmtree(place.parent)
    assert found(canary, computer, done) == set()
    assert NOTE in computer.ok("notes", "canon")


def test_vim_with_settings_that_keep_copies_keeps_none(canary: str, computer: Computer, program: Program) -> None:
    vim = program("vim")
    kept = "backup writebackup undofile swapfile undodir=$HOME/kept backupdir=$HOME/kept directory=$HOME/kept"
    computer.write(".vimrc", f"set nocompatible {kept}\nset viminfo='20,n$HOME/kept/info\n")
    (computer.folder / "kept").mkdir()
    screen = computer.terminal("note", "canon", "--edit", the_id(computer), env={"EDITOR": vim})
    screen.until("hot pixel").type(f"Go{canary}\x1byyp:r! ls $HOME/kept > $HOME/seen; ls -a `dirname %`\n")
    screen.type(":wq\n")
    done = screen.end()
    assert done.code == 0, done.out
    text = computer.json("notes", "canon")["data"]["notes"][0]["text"]
    assert text.count(canary) == 2
    assert ".swp" not in text
    assert list((computer.folder / "kept").iterdir()) == []
    assert found(canary, computer) == set()


def test_editors_are_told_to_keep_nothing_and_others_are_named(computer: Computer, tmp_path: Path) -> None:
    assert quiet({"EDITOR": "nano -w"}) == ["nano", "-w", "--restricted"]
    assert "-i" in (quiet({"VISUAL": "/usr/bin/nvim"}) or [])
    assert quiet({"EDITOR": "code --wait"}) is None
    (tmp_path / "vim.basic").touch(0o755)
    (tmp_path / "vi").symlink_to(tmp_path / "vim.basic")
    assert "NONE" in (quiet({"EDITOR": "vi", "PATH": str(tmp_path)}) or [])
    done = edit(computer, "true").until("press Enter").type("\n").end()
    assert "notice: talktag cannot tell editor to keep no copies of its own" in done.out


def test_a_folder_is_known_to_be_in_memory_by_its_mount() -> None:
    mounts = (
        "dev / ext4 rw 0 0\ntmpfs /run tmpfs rw 0 0\ndev /run/disk\\040one ext4 rw 0 0\nshm /dev/shm tmpfs rw 0 0\n"
    )
    for place, expected in (
        ("/run/user/1000", True),
        ("/dev/shm", True),
        ("/run/disk one/x", False),
        ("/tmp", False),
        ("/runner", False),
    ):
        assert in_memory(Path(place), mounts) == expected, place
    assert not in_memory(Path("/run"), "")


def test_an_editor_needs_a_terminal(computer: Computer) -> None:
    done = computer.run("note", "canon", "--edit", the_id(computer))
    assert done.code == 2
    assert NOTE not in done.out + done.err


def test_notes_are_listed_without_a_key(sealed_computer: Computer) -> None:
    sealed_computer.ok("note", "canon", "-", stdin=b"second")
    shutil_keys = sealed_computer.folder / "config/keys"
    shutil_keys.rename(sealed_computer.folder / "away")
    listed = sealed_computer.json("notes", "canon", "--list")["data"]["notes"]
    assert [set(each) for each in listed] == [{"note", "saved", "changed"}] * 2
    assert listed == sorted(listed, key=lambda each: each["saved"])
    assert sealed_computer.run("notes", "canon").code == 9


def test_a_note_is_taken_away_and_stays_in_the_history(computer: Computer) -> None:
    ident = the_id(computer)
    for wrong, code in (("zzz", 4), ("", 4)):
        assert computer.run("note", "canon", "--remove", wrong).code == code
    computer.ok("note", "canon", "--remove", ident[:4], "--dry-run")
    assert NOTE in computer.ok("notes", "canon")
    done = computer.run("note", "canon", "--remove", ident[:4])
    assert done.code == 0, done.err
    assert "it stays in the history, sealed" in done.err
    assert computer.run("notes", "canon").out == ""
    computer.ok("undo")
    assert NOTE in computer.ok("notes", "canon")
    assert computer.run("note", "canon", "text", "--remove", ident).code == 2
