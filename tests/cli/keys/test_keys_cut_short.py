"""Keys change whole, together with the store, or not at all: killed at any call, on a full or a read-only disk."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.seal.keys.key_folder import KeyFolder
from tests.kit.keys import change_keys
from tests.kit.killing import RENAMES, killed_steps

if TYPE_CHECKING:
    from tests.kit.computer import Computer

Program = Callable[[str], str]
pytestmark = pytest.mark.quick
NOTE = "hot pixel at 1024,768"
CHANGES = {
    "rotate": ("key", "rotate", "--yes"),
    "signing": ("key", "rotate", "--signing", "--yes"),
    "use": ("key", "use", "own", "--yes"),
}


def line_in_use(computer: Computer) -> str:
    return KeyFolder(computer.folder / "config/keys").public().signing_line


def keys_of_store(computer: Computer) -> tuple[str, set[str]]:
    """Who signs for the store, and to whom it is sealed."""
    lines = (computer.things / "keys/recipients.txt").read_text().splitlines()
    owner = (computer.things / "keys/owner.pub").read_text().strip()
    return owner, {line for line in lines if line.startswith("age1")}


def check_whole(computer: Computer) -> None:
    """The keys in use are those that the store names, nothing waits for anybody, and all of it works."""
    assert NOTE in computer.ok("notes", "canon")
    public = KeyFolder(computer.folder / "config/keys").public()
    assert keys_of_store(computer) == (public.signing_line, {public.owner_recipient, public.recovery_recipient})
    assert not {"ready", "waiting"} & {path.name for path in (computer.folder / "config/keys").rglob("next/*")}
    done = computer.run("doctor")
    assert done.code == 0, done.out + done.err
    computer.ok("note", "canon", "-", stdin=b"one more")
    assert "signed by you" in verified(computer)


def verified(computer: Computer) -> str:
    computer.ok("export", "canon", "--to", "fix-it", "-o", "signed.zip", "--yes")
    return computer.ok("verify", "signed.zip")


@pytest.fixture
def computer(computer: Computer, program: Program) -> Computer:
    subprocess.run(
        [program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(computer.folder / "own")], check=True
    )
    return computer


@pytest.mark.parametrize(
    ("change", "events"),
    [("rotate", RENAMES | {"subprocess.Popen"}), ("signing", frozenset({"os.remove"})), ("use", RENAMES)],
)
def test_killed_at_any_step_the_keys_and_the_store_are_both_the_old_or_both_the_new(
    change: str, events: frozenset[str], computer: Computer
) -> None:
    before = line_in_use(computer)
    found = []
    for came_through in killed_steps(computer, CHANGES[change], events):
        check_whole(computer)
        found.append(line_in_use(computer) != before)
        assert found[-1] or not came_through
    assert True in found
    assert False in found or change == "signing"
    assert len(found) > 3


@pytest.mark.parametrize("change", CHANGES)
def test_a_store_that_cannot_be_written_leaves_the_keys_as_they_were(change: str, computer: Computer) -> None:
    if os.geteuid() == 0:
        (computer.things / ".git/refs/heads/main.lock").touch()  # root may write anywhere, and still not past a lock
    else:
        computer.things.chmod(0o500)
    before = line_in_use(computer)
    kept = {path: path.read_bytes() for path in (computer.folder / "config/keys").iterdir()}
    done = computer.run(*CHANGES[change])
    assert done.code != 0
    assert line_in_use(computer) == before
    assert {path: path.read_bytes() for path in (computer.folder / "config/keys").iterdir()} == kept
    (computer.things / ".git/refs/heads/main.lock").unlink(missing_ok=True)
    computer.things.chmod(0o700)
    check_whole(computer)
    assert computer.run(*CHANGES[change]).code == 0
    check_whole(computer)


@pytest.mark.parametrize("change", CHANGES)
def test_a_key_folder_that_is_full_leaves_the_store_as_it_was(
    change: str, computer: Computer, program: Program
) -> None:
    """Its first write fails, as it does where there is no room."""
    before, kept = computer.state[0], line_in_use(computer)
    path = computer.folder / "config/keys/next"
    path.write_text("in the way")
    assert computer.run(*CHANGES[change]).code != 0
    assert (computer.state[0], line_in_use(computer)) == (before, kept)
    path.unlink()
    assert computer.run(*CHANGES[change]).code == 0
    check_whole(computer)


def test_doctor_names_a_key_of_the_store_that_is_not_in_use_any_more(computer: Computer) -> None:
    """As an earlier version left it when it was killed between the keys and the store."""
    keys = KeyFolder(computer.folder / "config/keys")
    from talktag.seal.ssh.key import SigningKey

    made = SigningKey.generate()
    change_keys(keys, keys.signing_with(made.public_line("Ana"), made))
    done = computer.run("doctor")
    assert done.code == 12
    assert "is a signing key that you have replaced; put the one of now in its place: talktag key reseal" in done.out
    computer.ok("key", "reseal", "--yes")
    check_whole(computer)


def test_a_change_whose_store_is_away_is_named_and_waits(computer: Computer) -> None:
    for _ in killed_steps(computer, CHANGES["rotate"], RENAMES):
        if (computer.folder / "config/keys/next/waiting").exists():
            break
    away = computer.folder / "away"
    computer.things.rename(away)
    done = computer.run("key", "show")
    assert done.code == 9
    assert "a change of your keys was cut short" in done.err
    assert (computer.folder / "config/keys/next/waiting").exists()
    away.rename(computer.things)
    check_whole(computer)


def test_using_another_key_accepts_no_recipient_that_came_along(computer: Computer, tmp_path: Path) -> None:
    from talktag.seal import age

    path = computer.things / "keys/recipients.txt"
    path.write_text(f"{path.read_text()}{age.recipient_of(age.generate_identity())}\n")
    computer.git("commit", "-qam", "pushed from somewhere")
    computer.ok("key", "use", "own", "--yes")
    assert computer.run("note", "canon", "-", stdin=b"x").code == 10
