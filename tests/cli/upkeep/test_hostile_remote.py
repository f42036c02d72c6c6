"""What somebody who can push to a store puts into it: what is refused, and what only the history tells."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.errors import SealedError
from talktag.seal import age
from talktag.seal.age.header import read_header
from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.note import Note, seal_note

if TYPE_CHECKING:
    from tests.kit.computer import Computer

NOTES = "products/c/canon-eos-5d-mark-iv/notes"


@pytest.fixture
def eve(computer: Computer) -> KeyFolder:
    """The keys of somebody who can push."""
    config = {"TALKTAG_CONFIG_DIR": str(computer.folder / "eve")}
    assert computer.run("key", "new", "Eve", "--no-passphrase", env=config).code == 0
    return KeyFolder(computer.folder / "eve/keys")


def push(computer: Computer) -> None:
    """Make what was put into the store a commit of Eve's, as it arrives with git pull."""
    computer.git("add", "--all")
    computer.git("-c", "user.name=Eve", "commit", "--quiet", "-m", "nothing of note")


def test_no_note_is_sealed_to_a_recipient_that_was_pushed(computer: Computer, eve: KeyFolder) -> None:
    recipients = computer.things / "keys/recipients.txt"
    recipients.write_text(f"{recipients.read_text()}{eve.public().owner_recipient}\n")
    push(computer)
    for words in (["note", "canon", "the safe opens with 42"], ["attach", "canon", "receipt.txt", "--private"]):
        done = computer.run(*words)
        assert done.code == 10, words
        assert "are not the ones accepted earlier" in done.err
    computer.ok("key", "reseal", "--yes")  # leaves out whoever was never accepted
    computer.ok("note", "canon", "the safe opens with 42")
    assert eve.public().owner_recipient not in recipients.read_text()
    identities = eve.unlock(None).identities
    sealed = [path.read_bytes() for path in computer.things.rglob("*.age")]
    assert len(sealed) == 2
    for data in sealed:
        assert [stanza.kind for stanza in read_header(data).stanzas] == ["X25519", "X25519"]
        with pytest.raises(SealedError):
            age.decrypt(data, identities=identities)


def test_notes_that_were_swapped_between_products_or_renamed_are_not_shown_as_theirs(computer: Computer) -> None:
    computer.ok("note", "trek", "the lock opens with 1234")
    (camera,), (bicycle,) = (
        (computer.things / path).iterdir()
        for path in (NOTES, NOTES.replace("c/canon-eos-5d-mark-iv", "t/trek-domane-al-2"))
    )
    one, other = camera.read_bytes(), bicycle.read_bytes()
    camera.write_bytes(other)
    bicycle.write_bytes(one)
    push(computer)
    for ref, word, belongs in (("canon", "1234", "product"), ("trek", "hot pixel", "product")):
        done = computer.run("notes", ref)
        assert (done.code, word in done.out + done.err) == (10, False)
        assert f"the note belongs to {belongs}" in done.err
    camera.write_bytes(one)
    camera.rename(camera.with_name("0000000000000.age"))
    push(computer)
    done = computer.run("notes", "canon")
    assert (done.code, "hot pixel" in done.out + done.err) == (10, False)
    assert "belongs in the place of note" in done.err


def test_a_note_that_somebody_else_sealed_is_told_by_the_history_alone(computer: Computer, eve: KeyFolder) -> None:
    """The limit that the page on security names: whoever can push knows the public recipients, and can seal to them."""
    (path,) = (computer.things / NOTES).iterdir()
    product = computer.json("show", "canon")["data"]["id"]
    forged = Note(product, path.stem, 1, "2026-03-01T09:30:00Z", "pay the repair to Eve")
    recipients = (computer.things / "keys/recipients.txt").read_text().split("\n")
    path.write_bytes(seal_note(forged, [line for line in recipients if line.startswith("age1")]))
    push(computer)
    assert "pay the repair to Eve" in computer.ok("notes", "canon")
    assert computer.run("doctor").code == 0
    newest = computer.git("log", "-1", "--format=%an %s", "--", NOTES).decode()
    assert newest == "Eve nothing of note\n"
    assert eve.exists()


def test_an_old_note_brought_back_by_a_new_commit_is_told_by_the_history_alone(computer: Computer) -> None:
    """A commit on top takes no history away, so there is nothing to notice but the commit."""
    kept = computer.folder / "kept"
    shutil.copytree(computer.things / NOTES, kept)
    computer.ok("note", "canon", "a second one")
    shutil.rmtree(computer.things / NOTES)
    shutil.copytree(kept, computer.things / NOTES)
    push(computer)
    computer.ok("set", "canon", "place=cellar")
    assert "Eve" in computer.git("log", "--format=%an", "--", NOTES).decode()


def test_a_clone_on_another_computer_has_nothing_that_was_seen_and_begins_with_what_is_there(
    computer: Computer,
) -> None:
    computer.ok("add", "Kettle")
    computer.git("clone", "--quiet", str(computer.things), str(computer.folder / "clone"))
    other = replace(computer, variables={"TALKTAG_STORE": str(computer.folder / "clone")})
    shutil.copytree(computer.folder / "config/keys", computer.folder / "laptop/keys")
    env = {"TALKTAG_CONFIG_DIR": str(computer.folder / "laptop")}
    assert other.run("add", "Toaster", env=env).code == 0
    assert [path.parent.name for path in Path(env["TALKTAG_CONFIG_DIR"]).glob("seen/*")] == ["seen"]
