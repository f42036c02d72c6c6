"""Keys from the command line: on paper and back, locked anew, replaced; nothing old is shut by it.

The oracles are the stock `age` and `age-keygen`.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.keys.recovery_text import recovery_in

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

Program = Callable[[str], str]
NOTE = "hot pixel at 1024,768"


def keys_of(computer: Computer) -> KeyFolder:
    return KeyFolder(computer.folder / "config/keys")


def recipients(computer: Computer) -> list[str]:
    lines = (computer.things / "keys/recipients.txt").read_text().splitlines()
    return [line for line in lines if not line.startswith("#")]


def the_note(computer: Computer) -> Path:
    (path,) = computer.things.glob("products/c/*/notes/*.age")
    return path


def stock_open(program: Program, identity: Path, sealed: Path) -> subprocess.CompletedProcess[bytes]:
    identity.chmod(0o600)
    return subprocess.run([program("age"), "-d", "-i", identity, sealed], capture_output=True, check=False)


# --- backup and restore -----------------------------------------------------------------------------------------------


@pytest.fixture
def lost(computer: Computer) -> Computer:
    """A computer whose key folder is gone, with the recovery key on `paper.txt` and a private file."""
    computer.write("deed.txt", "the deed\n")
    computer.ok("attach", "canon", "deed.txt", "--private")
    computer.ok("key", "backup", "-o", "paper.txt")
    shutil.rmtree(computer.folder / "config/keys")
    return computer


def test_a_backup_is_read_by_age_keygen_and_opens_a_note_with_age(computer: Computer, program: Program) -> None:
    computer.ok("key", "backup", "-o", "paper.txt")
    paper = computer.folder / "paper.txt"
    paper.chmod(0o600)
    shown = subprocess.run([program("age-keygen"), "-y", paper], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == recipients(computer)[1]
    assert NOTE.encode() in stock_open(program, paper, the_note(computer)).stdout


def test_the_page_of_a_backup_holds_the_key_as_code_and_as_text_and_says_how_to_use_it(computer: Computer) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    zxingcpp = pytest.importorskip("zxingcpp")
    secret = recovery_in(computer.ok("key", "backup"))
    computer.ok("key", "backup", "-o", "paper.pdf")
    assert computer.run("key", "backup", "--pdf").stdout == (computer.folder / "paper.pdf").read_bytes()
    document = pypdfium2.PdfDocument(computer.folder / "paper.pdf")
    (page,) = document
    assert [found.text for found in zxingcpp.read_barcodes(page.render(scale=3).to_pil())] == [secret]
    text = page.get_textpage().get_text_range()
    page.close()
    document.close()
    for said in (secret, "talktag key restore", "age -d -i recovery.txt NOTE.age", recipients(computer)[1]):
        assert said in text
    groups = text[text.index("To type it:") : text.index("After KEY-1")].removeprefix("To type it:")
    assert recovery_in(groups) == secret
    assert (computer.folder / "paper.pdf").stat().st_mode & 0o077 == 0


def test_a_restored_computer_opens_everything_and_the_paper_stays_good(lost: Computer, program: Program) -> None:
    stolen = recipients(lost)[0]
    done = lost.run("key", "restore", "paper.txt", "--no-passphrase", "--yes")
    assert done.code == 0, done.err
    assert f"nothing is sealed to {stolen} any more" in done.err
    assert NOTE in lost.ok("notes", "canon")
    assert lost.ok("file", "canon", "deed", "-o", "-") == "the deed\n"
    assert stolen not in recipients(lost)
    assert lost.git("log", "--format=%s", "-1") == b"Seal the private notes and files to new keys\n"
    assert lost.git("status", "--porcelain") == b""
    assert NOTE.encode() in stock_open(program, lost.folder / "paper.txt", the_note(lost)).stdout
    assert NOTE.encode() in stock_open(program, lost.folder / "config/keys/identity.txt", the_note(lost)).stdout
    lost.ok("note", "canon", "-", stdin=b"second")
    lost.ok("key", "backup", "-o", "again.txt")
    assert (lost.folder / "again.txt").read_bytes() == (lost.folder / "paper.txt").read_bytes()
    lost.ok("key", "accept", "--yes")
    assert lost.ok("doctor") == "nothing found: all is well\n"


def test_a_recovery_key_typed_badly_is_asked_for_again_and_not_shown(lost: Computer) -> None:
    secret = recovery_in((lost.folder / "paper.txt").read_text())
    screen = lost.terminal("key", "restore", "--no-passphrase")
    screen.until("Recovery key").type(f"{secret[:-1]}\n")
    screen.until("Recovery key", times=2).type(f"{secret.lower()[:30]} {secret.lower()[30:]}\n")
    screen.until("Seal everything to these keys?").type("y\n")
    done = screen.end()
    assert done.code == 0, done.out
    assert "not as long as it must be" in done.out
    assert secret[20:50].lower() not in done.out.lower()
    assert NOTE in lost.ok("notes", "canon")


def test_a_recovery_key_out_of_a_pipe_makes_keys_under_a_passphrase(lost: Computer) -> None:
    lost.write("words", "correct horse\n")
    paper = (lost.folder / "paper.txt").read_bytes()
    lost.ok("key", "restore", "--yes", "--passphrase-file", "words", stdin=paper)
    assert lost.run("notes", "canon").code == 9
    assert NOTE in lost.ok("notes", "canon", "--passphrase-file", "words")


def test_a_recovery_key_is_never_taken_from_an_argument_nor_over_keys(lost: Computer) -> None:
    secret = recovery_in((lost.folder / "paper.txt").read_text())
    done = lost.run("key", "restore", secret, "--no-passphrase", "--yes")
    assert done.code == 6
    assert "can be seen by other programs" in done.err
    assert not keys_of(lost).path.exists()
    lost.ok("key", "restore", "paper.txt", "--no-passphrase", "--yes")
    done = lost.run("key", "restore", "paper.txt", "--no-passphrase", "--yes")
    assert done.code == 6
    assert "put them aside first" in done.err


def test_the_recovery_key_of_somebody_else_opens_nothing_and_changes_nothing(lost: Computer) -> None:
    stranger = replace(lost, variables={"TALKTAG_CONFIG_DIR": str(lost.folder / "stranger"), "TALKTAG_STORE": ""})
    stranger.ok("key", "new", "Eve", "--no-passphrase")
    stranger.ok("key", "backup", "-o", "theirs.txt")
    before = lost.state
    done = lost.run("key", "restore", "theirs.txt", "--no-passphrase", "--yes")
    assert done.code == 9
    assert "open none of the private notes" in done.err
    assert lost.state == before
    assert not keys_of(lost).path.exists()


def test_keys_are_restored_without_a_store_and_the_store_is_sealed_anew_later(lost: Computer) -> None:
    alone = replace(lost, variables={"TALKTAG_STORE": ""})
    assert alone.run("key", "restore", "paper.txt", "--no-passphrase", "--yes").code == 2
    done = alone.run("key", "restore", "paper.txt", "--no-passphrase", "--name", "Ana")
    assert done.code == 0, done.err
    assert "in each store, once you have it here: talktag key reseal" in done.err
    assert NOTE in lost.ok("notes", "canon")
    assert lost.run("note", "canon", "-", stdin=b"x").code == 10
    lost.ok("key", "reseal", "--yes")
    assert recipients(lost) == [keys_of(lost).public().owner_recipient, keys_of(lost).public().recovery_recipient]
    lost.ok("note", "canon", "-", stdin=b"x")


# --- passphrase -------------------------------------------------------------------------------------------------------


def test_a_passphrase_is_changed_by_files_and_taken_away(sealed_computer: Computer) -> None:
    computer = sealed_computer
    computer.write("new", "another horse\n")
    flags = ("--passphrase-file", "words", "--new-passphrase-file", "new")
    assert computer.run("key", "passphrase", *flags, "--dry-run").code == 0
    assert NOTE in computer.ok("notes", "canon", "--passphrase-file", "words")
    computer.ok("key", "passphrase", *flags)
    assert computer.run("notes", "canon", "--passphrase-file", "words").code == 9
    assert NOTE in computer.ok("notes", "canon", "--passphrase-file", "new")
    computer.ok("key", "passphrase", "--passphrase-file", "new", "--no-passphrase")
    assert NOTE in computer.ok("notes", "canon")


def test_a_passphrase_is_changed_at_a_terminal_with_three_tries_and_typed_twice(sealed_computer: Computer) -> None:
    screen = sealed_computer.terminal("key", "passphrase")
    for number in (1, 2):
        screen.until("Passphrase for your keys", times=number).type("wrong\n")
    screen.until("Passphrase for your keys", times=3).type("correct horse\n")
    screen.until("New passphrase").type("better horse\n").until("once more").type("other\n")
    screen.until("New passphrase", times=2).type("better horse\n").until("once more", times=2).type("better horse\n")
    done = screen.end()
    assert done.code == 0, done.out
    assert keys_of(sealed_computer).unlock("better horse")


def test_a_wrong_or_empty_passphrase_changes_nothing(sealed_computer: Computer) -> None:
    sealed_computer.write("new", "another\n")
    sealed_computer.write("empty", "\n")
    before = (sealed_computer.folder / "config/keys/identity.age").read_bytes()
    for old, new, code in (("new", "new", 9), ("words", "empty", 6), ("words", "nowhere", 4)):
        done = sealed_computer.run("key", "passphrase", "--passphrase-file", old, "--new-passphrase-file", new)
        assert done.code == code, done.err
    assert (sealed_computer.folder / "config/keys/identity.age").read_bytes() == before


# --- rotation ---------------------------------------------------------------------------------------------------------


def test_a_rotation_seals_everything_anew_in_one_commit(computer: Computer, program: Program) -> None:
    computer.write("deed.txt", "the deed\n")
    computer.ok("attach", "canon", "deed.txt", "--also", "trek", "--private")
    shutil.copytree(computer.folder / "config/keys", computer.folder / "before")
    commits = computer.git("rev-list", "--count", "HEAD")
    was = the_note(computer).read_bytes()
    done = computer.run("key", "rotate", "--yes")
    assert done.code == 0, done.err
    assert "stay readable with the keys of earlier" in done.err
    assert int(computer.git("rev-list", "--count", "HEAD")) == int(commits) + 1
    assert NOTE in computer.ok("notes", "canon")
    for product in ("canon", "trek"):
        assert computer.ok("file", product, "deed", "-o", "-") == "the deed\n"
    # Who has the old keys alone opens what is in the history, and nothing of now.
    assert stock_open(program, computer.folder / "before/identity.txt", the_note(computer)).returncode != 0
    old = computer.write("old.age", was)
    assert NOTE.encode() in stock_open(program, computer.folder / "before/identity.txt", old).stdout
    assert NOTE.encode() in stock_open(program, computer.folder / "config/keys/identity.txt", the_note(computer)).stdout
    assert computer.ok("doctor") == "nothing found: all is well\n"


def test_a_rotation_that_is_undone_leaves_everything_open(computer: Computer) -> None:
    computer.ok("key", "rotate", "--yes")
    computer.ok("undo")
    assert NOTE in computer.ok("notes", "canon")
    assert computer.run("note", "canon", "-", stdin=b"x").code == 10
    assert "have replaced" in computer.run("key", "accept", "--yes").err + computer.run("doctor").out
    computer.ok("key", "reseal", "--yes")
    computer.ok("note", "canon", "-", stdin=b"x")


def test_a_bundle_of_before_a_rotation_is_still_known_here_and_in_a_clone(computer: Computer) -> None:
    computer.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    computer.ok("key", "rotate", "--yes")
    assert "signed by you, with a key of earlier" in computer.ok("verify", "canon.zip")
    clone = replace(computer, variables={"TALKTAG_CONFIG_DIR": str(computer.folder / "elsewhere")})
    assert "was not accepted on this computer" in clone.run("verify", "canon.zip").err
    clone.ok("key", "accept", "--yes")
    assert "the owner of this store, with a key of earlier" in clone.ok("verify", "canon.zip")


@pytest.mark.parametrize("flag", ["--signing", "--encryption"])
def test_half_of_the_keys_can_be_rotated(computer: Computer, flag: str) -> None:
    before = keys_of(computer).public()
    computer.ok("key", "rotate", flag, "--yes")
    after = keys_of(computer).public()
    assert (before.signing_line == after.signing_line) == (flag == "--encryption")
    assert (before.owner_recipient == after.owner_recipient) == (flag == "--signing")
    assert (computer.things / "keys/owner.pub").read_text() == f"{after.signing_line}\n"
    assert NOTE in computer.ok("notes", "canon")
    computer.ok("note", "canon", "-", stdin=b"x")


def test_a_note_that_does_not_open_is_left_as_it_is_and_named(computer: Computer) -> None:
    computer.ok("note", "canon", "-", stdin=b"second")
    first, second = sorted(computer.things.glob("products/c/*/notes/*.age"))
    second.write_bytes(second.read_bytes()[:-1])
    computer.ok("save", "--yes")
    done = computer.run("key", "rotate", "--yes")
    assert done.code == 0, done.err
    assert f"{second.relative_to(computer.things)}: was left as it is" in done.err
    assert str(first.relative_to(computer.things)) not in done.err


def test_a_rotation_refuses_recipients_that_were_put_in_elsewhere(computer: Computer) -> None:
    path = computer.things / "keys/recipients.txt"
    path.write_text(f"{path.read_text()}{recipients(computer)[0][:-58]}{'q' * 52}sp50cs\n")
    before = keys_of(computer).public()
    done = computer.run("key", "rotate", "--yes")
    assert done.code in {6, 10}, done.err
    assert keys_of(computer).public() == before


def test_a_rotation_killed_at_any_step_opens_everything_afterwards(computer: Computer, program: Program) -> None:
    strace = program("strace")
    model = computer.folder.parent / "model"
    computer.folder.rename(model)
    seen = set()
    for when in (1, 9, 10, 14, 20, 22, 26, 40):
        shutil.copytree(model, computer.folder, symlinks=True)
        inject = f"inject=rename,renameat,renameat2:signal=KILL:when={when}"
        by = (strace, "-f", "-o", "/dev/null", "-e", inject, "-e", "trace=rename,renameat,renameat2")
        done = computer.run("key", "rotate", "--yes", by=by)
        assert NOTE in computer.ok("notes", "canon"), when
        sealed = set(recipients(computer)) == {*_both(computer)}
        seen.add((done.code == 0, sealed))
        if not sealed and keys_of(computer).old_recipients():
            computer.ok("key", "reseal", "--yes")
        elif computer.run("note", "canon", "-", "-n", stdin=b"x").code == 10:
            computer.ok("key", "accept", "--yes")  # the one step that is left to say yes to
        computer.ok("note", "canon", "-", stdin=b"x")
        shutil.rmtree(computer.folder)
    assert {(False, False), (False, True), (True, True)} & seen


def _both(computer: Computer) -> tuple[str, str]:
    public = keys_of(computer).public()
    return public.owner_recipient, public.recovery_recipient
