"""A dry run lists exactly what then happens outside of the store: in the key folder, the settings, and other files."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

STRANGER = (Path(__file__).parents[1] / "conformance/keys/stranger.pub").read_text("utf-8").strip()
STORES = {"things", "cellar"}
PASSING = {"cache", "keys.lock", "keys.lock.next", "pending"}  # what may be deleted at any time, and locks
Setup = Callable[["Computer"], None]


def files(computer: Computer) -> dict[str, bytes]:
    """Every file of the home that is not in the store."""
    return {
        str(path): path.read_bytes()
        for path in computer.folder.rglob("*")
        if path.is_file() and not (STORES | PASSING) & set(path.parts)
    }


def happened(before: dict[str, bytes], after: dict[str, bytes]) -> set[tuple[str, str]]:
    """What became of each file that is not what it was."""
    written = {("write", path) for path, data in after.items() if before.get(path) != data}
    return written | {("remove", path) for path in before.keys() - after.keys()}


def listed(computer: Computer, document: dict[str, Any]) -> set[tuple[str, str]]:
    """What a dry run says will happen; a plan is always remembered, too."""
    found = [each for effect in document.get("effects", ()) for each in effect["changes"]]
    said = {(each["action"].replace("append", "write"), str(computer.folder / each["path"])) for each in found}
    return said | ({("write", seen_file(computer))} if "plan" in document else set())


def seen_file(computer: Computer) -> str:
    """The file that keeps what was last seen of the store."""
    store = Path(computer.environment["TALKTAG_STORE"])
    return str(computer.folder / "config/seen" / hashlib.sha256(bytes(store.resolve())).hexdigest()[:32])


def nothing(_: Computer) -> None:
    """All is there already."""


def without_keys(computer: Computer) -> None:
    computer.ok("key", "backup", "-o", "paper.txt")
    shutil.rmtree(computer.folder / "config/keys")


def without_settings(computer: Computer) -> None:
    shutil.rmtree(computer.folder / "config")


def rotated(computer: Computer) -> None:
    computer.ok("key", "rotate", "--yes")


def moved(computer: Computer) -> None:
    computer.ok("set", "canon", "place=attic")


def shell(computer: Computer) -> None:
    computer.write(".bashrc", "true\n")


def nothing_accepted(computer: Computer) -> None:
    for name in ("signers.pin", "recipients.pin"):
        (computer.folder / "config/keys" / name).unlink()


def own_key(computer: Computer) -> None:
    own = str(computer.folder / "own")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", own], check=True)


def key_by_hand(computer: Computer) -> None:
    record = computer.things / "parties/fix-it-cameras.toml"
    record.write_text(f'{record.read_text()}key = "{STRANGER}"\nkey_seen = 2026-01-02\n')


def party_with_key(computer: Computer) -> None:
    computer.ok("party", "set", "fix-it", f"key={STRANGER}")


def set_back(computer: Computer) -> None:
    computer.ok("set", "canon", "place=attic")
    computer.git("reset", "-q", "--hard", "HEAD~1")


def gone_on(computer: Computer) -> None:
    computer.ok("set", "canon", "place=attic")
    computer.git("commit", "-q", "--allow-empty", "-m", "pulled")


def left_lock(computer: Computer) -> None:
    lock = computer.things / ".git/index.lock"
    lock.touch()
    os.utime(lock, (1, 1))


def printer(computer: Computer) -> None:
    computer.write("config/printers.toml", '[printers.office]\ncommand = ["test", "-s", "{file}"]\n')


def reply(computer: Computer) -> None:
    """A repair shop of its own answers what it was given."""
    computer.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    shop = replace(computer, variables={"TALKTAG_CONFIG_DIR": str(computer.folder / "shop")})
    shop.ok("key", "new", "Fix-It", "--no-passphrase")
    shutil.copy(computer.folder / "shop/keys/signing_key.pub", computer.folder / "shop.pub")
    shop.ok("reply", "canon.zip", "--service", "new shutter", "-o", "reply.zip", "--yes")


INIT = ("--owner", "Ana", "--contact", "ana@example.org", "--no-passphrase")
VERBS: dict[str, tuple[Setup, Sequence[str]]] = {
    "init": (nothing, ("init", "cellar", *INIT)),
    "init without keys": (without_settings, ("init", "cellar", *INIT)),
    "key new": (without_settings, ("key", "new", "Ana", "--no-passphrase")),
    "key restore": (without_keys, ("key", "restore", "paper.txt", "--no-passphrase", "--yes")),
    "key rotate": (nothing, ("key", "rotate", "--yes")),
    "key rotate again": (rotated, ("key", "rotate", "--yes")),
    "key rotate --signing": (nothing, ("key", "rotate", "--signing", "--yes")),
    "key rotate --encryption": (nothing, ("key", "rotate", "--encryption", "--yes")),
    "key use": (own_key, ("key", "use", "own", "--yes")),
    "key passphrase": (nothing, ("key", "passphrase", "--new-passphrase-file", "words")),
    "key accept": (nothing_accepted, ("key", "accept", "--yes")),
    "key accept of what is accepted": (nothing, ("key", "accept", "--yes")),
    "key reseal": (nothing, ("key", "reseal", "--yes")),
    "key backup": (nothing, ("key", "backup", "-o", "paper.txt")),
    "party add": (nothing, ("party", "add", "Foto Ruiz", "--key", STRANGER)),
    "party add without a key": (nothing, ("party", "add", "Foto Ruiz")),
    "party set": (nothing, ("party", "set", "fix-it", f"key={STRANGER}")),
    "party set to none": (party_with_key, ("party", "set", "fix-it", "key=")),
    "receive": (reply, ("receive", "reply.zip", "--signer", "shop.pub", "--yes")),
    "save": (key_by_hand, ("save", "--yes")),
    "save --rewound": (set_back, ("save", "--rewound", "--yes")),
    "undo of a key": (party_with_key, ("undo",)),
    "undo": (moved, ("undo",)),
    "doctor": (gone_on, ("doctor",)),
    "doctor --fix": (left_lock, ("doctor", "--fix")),
    "export": (nothing, ("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")),
    "hand": (nothing, ("hand", "canon", "fix-it", "--purpose", "", "-o", "packet", "--yes")),
    "print": (nothing, ("export", "canon", "--to", "fix-it", "--fields", "photo", "-o", "canon.pdf", "--yes")),
    "sheet": (printer, ("sheet", "--all", "--stock", "avery-l7120", "-o", "s.pdf", "--printer", "office", "--print")),
    "sheet as pictures": (nothing, ("sheet", "--all", "--copies", "40", "--stock", "avery-l7120", "-o", "s.png")),
    "sheet calibrate": (
        printer,
        (
            *("sheet", "calibrate", "--stock", "avery-l7120", "--printer", "office", "--read", "A=0.5,0"),
            *("--read", "B=0.5,0", "--read", "C=0.5,0", "--read", "D=0.5,0"),
        ),
    ),
    "completion": (shell, ("--install-completion", "bash")),
    "set": (nothing, ("set", "canon", "place=attic")),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_dry_run_lists_exactly_what_then_happens_outside_of_the_store(verb: str, computer: Computer) -> None:
    prepare, words = VERBS[verb]
    computer = replace(computer, quick=verb not in {"completion", "sheet"})
    computer.write("words", "correct horse\n")
    prepare(computer)
    if words[0] == "init":
        computer = replace(computer, variables={"TALKTAG_STORE": str(computer.folder / "cellar")})
    before = files(computer)
    done = computer.run(*words, "--dry-run", "--json")
    assert done.code in {0, 12}, done.err
    assert files(computer) == before
    said = json.loads(done.out)
    done = computer.run(*words)
    assert done.code in {0, 12}, done.err
    assert happened(before, files(computer)) == listed(computer, said)


def test_what_a_dry_run_lists_is_told_to_a_person_too(computer: Computer) -> None:
    shown = computer.ok("key", "rotate", "--dry-run")
    assert "outside the store:\n" in shown
    assert f"  put new keys in place of those in {computer.folder}/config/keys\n" in shown
    assert "  write canon.zip\n" in computer.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--dry-run")


def test_no_dry_run_says_a_secret(computer: Computer) -> None:
    shown = computer.ok("key", "rotate", "--dry-run", "--json") + computer.ok("init", "new", *INIT, "--dry-run")
    assert "AGE-SECRET-KEY" not in shown
    assert "PRIVATE KEY" not in shown
