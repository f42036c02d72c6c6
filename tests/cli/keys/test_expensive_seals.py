"""An age file that asks for more work than any that talktag writes is refused before any of it is done, on every way.

It asks for 2 to the power of 30 steps, which take a terabyte of memory; here there are 400 megabytes.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from talktag.seal.age.header import Stanza, write_header
from tests.cli.conftest import seal
from tests.kit.computer import Computer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.kit.done import Done

REFUSED = "the age file asks for a scrypt work factor of 30, above 20"
MEMORY = 400_000 * 1024  # bytes
NOTE = "products/c/canon-eos-5d-mark-iv/notes"
FILES = "products/c/canon-eos-5d-mark-iv/files"


def bomb(factor: int = 30) -> bytes:
    """An age file to a passphrase, whole but for the passphrase, that asks for so much work."""
    return write_header([Stanza("scrypt", ("A" * 22, str(factor)), bytes(32))], bytes(16)) + bytes(16 + 17)


def small(computer: Computer, *words: str) -> Done:
    """Run talktag with little memory, the passphrase at hand."""
    given = ("--passphrase-file", "words")
    return computer.run(*words, *given, memory=MEMORY)


def a_note(computer: Computer, data: bytes) -> None:
    """Puts it in the place of a note."""
    (path,) = (computer.things / NOTE).iterdir()
    path.write_bytes(data)


def a_private_file(computer: Computer, data: bytes) -> None:
    """Puts it in the place of a sealed attachment, whose hash the record then names."""
    import hashlib

    (path,) = (computer.things / FILES).glob("*.age")
    old = hashlib.sha256(path.read_bytes()).hexdigest()
    record = computer.things / "products/c/canon-eos-5d-mark-iv.toml"
    record.write_text(record.read_text().replace(old, hashlib.sha256(data).hexdigest()))
    path.write_bytes(data)


def a_bundle(computer: Computer, data: bytes) -> None:
    """Hands it over as an encrypted bundle."""
    computer.write("handed.zip.age", data)


def keys(name: str) -> Callable[[Computer, bytes], None]:
    """Puts it in the place of a file of the key folder, as out of a backup that somebody else touched."""
    return lambda computer, data: (computer.folder / f"config/keys/{name}").write_bytes(data) and None


WAYS: dict[str, tuple[Callable[[Computer, bytes], None], tuple[tuple[str, ...], ...]]] = {
    "a note": (
        a_note,
        (("notes", "canon"), ("find", "submarine", "--notes"), ("key", "reseal", "--yes"), ("key", "rotate", "--yes")),
    ),
    "a private file": (a_private_file, (("file", "canon", "secret", "-o", "out"), ("key", "reseal", "--yes"))),
    "an encrypted bundle": (
        a_bundle,
        (
            ("verify", "handed.zip.age"),
            ("receive", "handed.zip.age", "--yes"),
            ("reply", "handed.zip.age", "--service", "x", "-o", "r.zip", "--yes"),
        ),
    ),
    "the identity": (keys("identity.age"), (("notes", "canon"), ("key", "passphrase", "--no-passphrase"))),
    "the signing key": (keys("signing_key.age"), (("export", "canon", "--to", "fix-it", "-o", "a.zip", "--yes"),)),
    "the recovery key": (keys("recovery.age"), (("key", "backup", "-o", "paper.txt"),)),
    "keys of earlier": (keys("old_identities.age"), (("notes", "canon"),)),
}


@pytest.fixture(scope="module")
def _owned(_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with something sealed of every kind, made once and copied."""
    computer = Computer(tmp_path_factory.mktemp("owned") / "home")
    shutil.copytree(_model, computer.folder, symlinks=True)
    seal(computer)
    computer.write("secret.txt", "where the spare key is\n")
    computer.ok("attach", "canon", "secret.txt", "--private")
    computer.ok("key", "rotate", "--yes", "--passphrase-file", "words")
    seal(computer, "correct horse")  # to be opened in little memory
    return computer.folder


@pytest.fixture
def owner(_owned: Path, tmp_path: Path) -> Computer:
    """That computer."""
    return Computer(shutil.copytree(_owned, tmp_path / "home", symlinks=True))


@pytest.mark.parametrize("way", WAYS)
def test_no_work_is_done_for_what_asks_for_too_much(way: str, owner: Computer) -> None:
    plant, lines = WAYS[way]
    plant(owner, bomb())
    for words in lines:
        done = small(owner, *words)
        assert REFUSED in done.out + done.err, (words, done.code, done.err)
        assert "more memory than there is" not in done.err
        assert done.code != 1, words


def test_doctor_names_a_note_that_asks_for_too_much(owner: Computer) -> None:
    a_note(owner, bomb())
    done = owner.run("doctor", memory=MEMORY)
    assert done.code == 12


@pytest.mark.parametrize("way", ["a note", "a private file", "an encrypted bundle"])
def test_what_others_sealed_to_a_passphrase_is_not_tried_at_any_price(way: str, owner: Computer) -> None:
    """Also where the price is allowed: 2 to the power of 20 would take a gigabyte."""
    plant, lines = WAYS[way]
    plant(owner, bomb(20))
    for words in lines:
        done = small(owner, *words)
        assert "more memory than there is" not in done.err, words
        assert done.code != 1, words


def test_with_so_little_memory_the_work_would_fail(owner: Computer) -> None:
    keys("identity.age")(owner, bomb(20))
    assert "more memory than there is" in small(owner, "notes", "canon").err
