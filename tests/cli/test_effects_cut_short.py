"""Killed at any step, a command leaves all of what it does in the end: the store, and what goes along with it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.seal.keys.key_folder import KeyFolder
from tests.kit.killing import CHANGING, RENAMES, killed_steps

if TYPE_CHECKING:
    from tests.kit.computer import Computer

READ = [f"--read={corner}=0.5,0.2" for corner in "ABCD"]
STRANGER = (Path(__file__).parents[1] / "conformance/keys/stranger.pub").read_text("utf-8").strip()
pytestmark = pytest.mark.quick

# Commands that make a file, and how many lines of the ledger or remembered sheets there are if and only if it is there.
MAKING: dict[str, tuple[tuple[str, ...], str]] = {
    "export": (("export", "canon", "--to", "fix-it"), "shares/*.toml"),
    "transfer": (("transfer", "canon", "--to", "fix-it"), "shares/*.toml"),
    "sheet": (("sheet", "canon", "--stock", "avery-l7120", "--sheet", "drawer"), "sheets/*.toml"),
}


def staged(computer: Computer) -> list[Path]:
    """Files that wait for their names, and notes of them, outside of the repository."""
    found = [*computer.folder.rglob(".talktag-*"), *(computer.folder / "config/pending").glob("*.json")]
    return [path for path in found if not {".git", "seen"} & set(path.parts)]  # the next save writes those anew


@pytest.mark.parametrize("verb", MAKING)
def test_a_file_is_there_if_the_store_says_so_after_the_next_command(verb: str, computer: Computer) -> None:
    words, record = MAKING[verb]
    name = "made.pdf" if verb == "sheet" else "made.zip"
    made, found = computer.folder / name, set()
    for _ in killed_steps(computer, (*words, "-o", name, "--yes"), CHANGING if verb == "export" else RENAMES):
        done = computer.run("doctor")
        assert done.code == 0, done.out
        found.add(made.exists())
        assert made.exists() == bool(list(computer.things.glob(record))), done.err
        assert ("is finished now" in done.err) <= made.exists()
        assert staged(computer) == []
    assert found == {True, False}


@pytest.mark.parametrize("before", [None, b"something else"])
def test_an_export_that_was_cut_short_and_is_typed_again_is_there_whole(
    before: bytes | None, computer: Computer
) -> None:
    words = ("export", "canon", "--to", "fix-it", "-o", "made.zip", "--yes")
    if before:
        computer.write("made.zip", before)
    for _ in killed_steps(computer, words, RENAMES):
        computer.ok(*words)
        assert "signed by you" in computer.ok("verify", "made.zip")
        assert staged(computer) == []


def test_all_that_is_handed_over_is_there_or_nothing_of_it_not_even_its_folder(computer: Computer) -> None:
    words = ("hand", "canon", "Velo", "--role", "seller", "--mail", "w@velo.example", "--purpose", "", "-o", "packet")
    packet, found = computer.folder / "packet", set()
    for _ in killed_steps(computer, (*words, "--yes")):
        done = computer.run("doctor")
        assert done.code == 0, done.out
        found.add(packet.exists())
        names = {each.suffix for each in packet.iterdir()} if packet.exists() else set()
        assert names == ({".zip", ".html", ".eml"} if packet.exists() else set())
        for record in ("shares/*.toml", "parties/velo.toml"):
            assert packet.exists() == bool(list(computer.things.glob(record))), done.err
        assert staged(computer) == []
    assert found == {True, False}


def test_a_reply_needs_no_store_and_leaves_nothing_unfinished_either(computer: Computer) -> None:
    computer.ok("export", "canon", "--to", "fix-it", "-o", "asked.zip", "--yes")
    words = ("reply", "asked.zip", "--service", "cleaned", "--name", "Fix-It", "-o", "reply.zip", "--yes")
    found = set()
    for _ in killed_steps(computer, words):
        computer.ok("list")
        assert staged(computer) == []
        found.add((computer.folder / "reply.zip").exists())
        computer.ok(*words)
    assert found == {True, False}


def test_what_keys_are_locked_and_backed_up_with_stays_in_no_file_that_waits(computer: Computer) -> None:
    computer.write("words", "correct horse battery\n")
    secret = (computer.folder / "config/keys/identity.txt").read_text().split()[-1]
    for _ in killed_steps(computer, ("key", "backup", "-o", "backup.txt", "--yes")):
        assert [each for each in staged(computer) if each.stat().st_mode & 0o077] == []
        assert [each for each in staged(computer) if each.suffix == ".json" and secret in each.read_text()] == []
        computer.ok("key", "show")
        assert staged(computer) == []


def test_a_party_that_is_there_has_its_key_accepted_and_one_that_is_not_has_none(computer: Computer) -> None:
    ident = (computer.things / "talktag.toml").read_text().split('id = "')[1].split('"')[0]
    found = []
    for _ in killed_steps(computer, ("party", "add", "Foto Ruiz", "--key", STRANGER), RENAMES):
        done = computer.run("doctor")
        assert done.code == 0, done.out
        keys = KeyFolder(computer.folder / "config/keys").signers(ident)
        found.append((computer.things / "parties/foto-ruiz.toml").exists())
        assert ("foto-ruiz" in {each.name for each in keys}) == found[-1]
        assert not {path.name for path in (computer.folder / "config/keys").rglob("next/*")} & {"ready", "waiting"}
    assert set(found) == {True, False}


def test_init_that_was_cut_short_is_typed_again_and_all_is_there(new_computer: Computer) -> None:
    words = ("init", "things", "--owner", "Ana", "--contact", "ana@example.org", "--no-passphrase")
    seen = set()
    for came_through in killed_steps(new_computer, words, RENAMES):
        done = new_computer.within(*words)
        assert done.code == (6 if (came_through or "there is a store" in done.err) else 0), done.err
        seen.add(done.code)
        assert 'things"' in (new_computer.folder / "config/config.toml").read_text()
        assert staged(new_computer) == []
        assert new_computer.within("add", "Camera").code == 0
        assert new_computer.within("note", "camera", "-", stdin=b"hot pixel").code == 0
        assert "hot pixel" in new_computer.within("notes", "camera").out
        public = KeyFolder(new_computer.folder / "config/keys").public()
        assert (new_computer.things / "keys/owner.pub").read_text() == f"{public.signing_line}\n"
    assert seen == {0, 6}


def test_settings_hold_the_old_or_the_new_and_nothing_waits(computer: Computer) -> None:
    words = ("sheet", "calibrate", "--printer", "office", "--stock", "avery-l7120", *READ)
    settings, found = computer.folder / "config/printers.toml", set()
    for _ in killed_steps(computer, words):
        computer.ok("list")
        assert staged(computer) == []
        found.add(settings.exists())
        computer.ok(*words)
        assert "avery-l7120" in settings.read_text()
    assert found == {True, False}


class TestOneThatWaits:
    """A bundle whose share is in the ledger, killed before it got its name."""

    @pytest.fixture
    def killed(self, computer: Computer) -> Computer:
        for _ in killed_steps(computer, ("export", "canon", "--to", "fix-it", "-o", "out/made.zip", "--yes"), RENAMES):
            if b"shares/" in computer.git("ls-tree", "--name-only", "-r", "HEAD"):
                return computer
        raise AssertionError("it was never killed there")

    @pytest.fixture
    def computer(self, computer: Computer) -> Computer:
        (computer.folder / "out").mkdir()
        return computer

    def test_is_finished_once_its_folder_is_back(self, killed: Computer) -> None:
        (killed.folder / "out").rename(killed.folder / "away")
        assert 'made.zip" is away; bring it back; or let it be: rm ' in killed.run("list").err
        (killed.folder / "away").rename(killed.folder / "out")
        assert "is finished now" in killed.run("list").err
        assert killed.run("list").err == ""
        assert "signed by you" in killed.ok("verify", "out/made.zip")

    def test_is_finished_once_its_store_is_back(self, killed: Computer) -> None:
        killed.things.rename(killed.folder / "away")
        assert "made.zip" not in killed.run("list").out
        (killed.folder / "away").rename(killed.things)
        killed.ok("list")
        assert (killed.folder / "out/made.zip").exists()
        assert staged(killed) == []

    def test_takes_nobody_elses_name(self, killed: Computer) -> None:
        killed.write("out/made.zip", b"mine")
        said = killed.run("list").err
        assert 'made.zip" was made, and another file has its name; move that away' in said
        assert (killed.folder / "out/made.zip").read_bytes() == b"mine"
        (killed.folder / "out/made.zip").unlink()
        killed.ok("doctor")
        assert "signed by you" in killed.ok("verify", "out/made.zip")

    def test_can_be_let_be(self, killed: Computer) -> None:
        killed.write("out/made.zip", b"mine")
        (note,) = (killed.folder / "config/pending").glob("*.json")
        assert f'rm "{note}"' in killed.run("list").err
        note.unlink()
        assert killed.run("list").err == ""

    def test_is_not_touched_by_a_dry_run(self, killed: Computer) -> None:
        killed.run("list", "--dry-run")
        killed.run("set", "canon", "place=attic", "--dry-run")
        assert len(staged(killed)) == 2

    @pytest.mark.parametrize("text", ["", "{}", '{"files": [["/x", "../y", null, false]], "wait": null}', "[[[["])
    def test_and_a_note_that_is_none_is_named(self, text: str, killed: Computer) -> None:
        (note,) = (killed.folder / "config/pending").glob("*.json")
        note.write_text(text)
        assert "does not hold up; look at it; or let it be: rm " in killed.run("list").err


def test_a_command_that_runs_still_is_left_alone(computer: Computer) -> None:
    """It is at its question whether to replace a file when another command comes."""
    computer.write("made.zip", b"mine")
    screen = computer.terminal("export", "canon", "--to", "fix-it", "-o", "made.zip")
    screen.until("Hand this to")
    computer.ok("list")
    screen.type("y\r")
    screen.until("Replace")
    computer.ok("list")
    screen.type("y\r")
    assert screen.end().code == 0
    assert "signed by you" in computer.ok("verify", "made.zip")


def test_where_no_note_can_be_kept_a_file_is_made_all_the_same(computer: Computer) -> None:
    shutil.rmtree(computer.folder / "config/pending", ignore_errors=True)
    computer.write("config/pending", b"in the way")
    computer.ok("export", "canon", "--to", "fix-it", "-o", "made.zip", "--yes")
    assert "signed by you" in computer.ok("verify", "made.zip")
