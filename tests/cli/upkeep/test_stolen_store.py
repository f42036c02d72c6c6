"""What a thief finds in a clone of the store: this much and no more, and nothing to guess a passphrase at."""

from __future__ import annotations

import re
import secrets
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from talktag.seal.age.header import read_header
from talktag.seal.keys.key_folder import KeyFolder
from tests.cli.test_secrets import forms, opened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.kit.computer import Computer

# What stands in the clear, each as a word of its own that is typed somewhere below.
VISIBLE = (
    *("name", "maker", "model", "serial", "place", "label", "field", "seller", "order", "warranty", "reason"),
    *("party", "contact", "phone", "purpose", "attachment", "filename", "privatename", "owner", "mail", "gone"),
)
HIDDEN = ("note", "edited", "takenback", "privatefile", "passphrase", "newpassphrase")


@pytest.fixture(scope="module")
def words() -> Mapping[str, str]:
    """A word of its own for everything that is typed."""
    made = {kind: f"{kind}{secrets.token_hex(10)}" for kind in (*VISIBLE, *HIDDEN)}
    return made | {"phone": f"+49{secrets.randbelow(10**10):010}"}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory, words: Mapping[str, str]) -> Path:
    """A home whose owner did with the store whatever can be done with secrets, made once and copied."""
    from tests.kit.computer import Computer

    computer = Computer(tmp_path_factory.mktemp("lived") / "home")
    computer.folder.mkdir()
    computer.write("words", f"{words['passphrase']}\n")
    computer.write("new-words", f"{words['newpassphrase']}\n")
    computer.write(f"{words['filename']}.txt", words["attachment"])
    computer.write(f"{words['privatename']}.txt", words["privatefile"])
    mail = f"{words['mail']}@example.org"
    given = ("--passphrase-file", "words")
    lines: tuple[tuple[str, ...], ...] = (
        ("init", "things", "--owner", words["owner"], "--contact", mail, *given),
        (
            *("add", words["name"], "--maker", words["maker"], "--model", words["model"], "--serial", words["serial"]),
            *("--place", words["place"], "--label", words["label"], "--field", f"key={words['field']}"),
            *("--from", words["seller"], "--order", words["order"], "--warranty", f"24 months by {words['warranty']}"),
            *("--file", f"{words['filename']}.txt"),
        ),
        ("add", words["gone"]),
        ("undo",),
        ("attach", words["name"], f"{words['privatename']}.txt", "--private"),
        ("party", "add", words["party"], "--role", "repairer"),
        ("party", "set", words["party"], f"contact={words['contact']}@example.org", f"phone={words['phone']}"),
        ("note", words["name"], words["note"]),
        ("note", words["name"], words["takenback"]),
        ("undo",),
        (
            "export",
            words["name"],
            "--to",
            words["party"],
            "--purpose",
            words["purpose"],
            "-o",
            "a.zip",
            "--yes",
            *given,
        ),
        ("key", "rotate", "--yes", *given),
        ("key", "passphrase", *given, "--new-passphrase-file", "new-words"),
        ("note", words["name"], words["edited"]),
        ("key", "reseal", "--yes", "--passphrase-file", "new-words"),
        ("key", "backup", "-o", "recovery.txt", "--passphrase-file", "new-words"),
        ("retire", words["name"], "--how", "lost", "--reason", words["reason"]),
    )
    for line in lines:
        done = computer.run(*line)
        assert done.code == 0, (line, done.err)
    return computer.folder


@pytest.fixture
def life(lived: Path, tmp_path: Path) -> Computer:
    """That computer."""
    from tests.kit.computer import Computer

    shutil.copytree(lived, tmp_path / "home", symlinks=True)
    return Computer(tmp_path / "home")


def stolen(computer: Computer) -> list[bytes]:
    """Every byte of a clone, names and unpacked objects with it; what was never in a branch is not in it."""
    target = computer.folder / "stolen"
    command = ["git", "clone", "--quiet", "--no-hardlinks", str(computer.things), str(target)]
    subprocess.run(command, env=computer.environment, check=True)
    objects = subprocess.run(
        ["git", "-C", str(target), "cat-file", "--batch-all-objects", "--batch"], capture_output=True, check=True
    ).stdout
    files = [path for path in target.rglob("*") if path.is_file()]
    names = "\n".join(str(path.relative_to(target)) for path in files).encode()
    return [names, *opened(objects), *(each for path in files for each in opened(path.read_bytes()))]


def disk(computer: Computer) -> list[bytes]:
    """The same of the owner's own folder, where objects may be left that no branch names."""
    objects = computer.git("cat-file", "--batch-all-objects", "--batch")
    return [*opened(objects), *(path.read_bytes() for path in computer.things.rglob("*") if path.is_file())]


def test_a_thief_sees_what_the_page_on_security_says_and_no_more(life: Computer, words: Mapping[str, str]) -> None:
    for found in (stolen(life), disk(life)):
        seen = {kind for kind, word in words.items() if any(form in data for form in forms(word) for data in found)}
        assert seen == set(VISIBLE)


def test_no_object_of_the_history_can_be_guessed_at(life: Computer) -> None:
    """A passphrase opens an age stanza of type scrypt, an OpenSSH key, an encrypted PEM: none of them is there."""
    found = [*stolen(life), *disk(life)]
    sealed = [
        header for data in found for header in re.findall(rb"age-encryption\.org/v1\n((?:-> [^\n]*\n[^\n]*\n)+)", data)
    ]
    assert len(sealed) > 3
    assert {kind for header in sealed for kind in re.findall(rb"-> (\S+)", header)} == {b"X25519"}
    guessable = (b"-> scrypt ", b"BEGIN OPENSSH PRIVATE KEY", b"ENCRYPTED PRIVATE KEY", b"AGE-SECRET-KEY-")
    assert [mark for mark in guessable if any(mark in data for data in found)] == []


def test_what_could_be_guessed_at_would_be_found(life: Computer) -> None:
    identity = (life.folder / "config/keys/identity.age").read_bytes()
    (life.things / "keys/identity.age").write_bytes(identity)
    life.git("add", "keys/identity.age")
    life.git("commit", "--quiet", "-m", "a slip of the hand")
    assert any(b"-> scrypt " in data for data in stolen(life))


def test_every_way_to_a_passphrase_costs_a_guess_2_to_the_18_or_more(life: Computer, words: Mapping[str, str]) -> None:
    (life.folder / "fresh").mkdir()
    for config in ("config", "restored", "made"):
        env = {"TALKTAG_CONFIG_DIR": str(life.folder / config)}
        if config == "restored":
            line = ("key", "restore", "recovery.txt", "--yes", "--passphrase-file", "words")
            assert life.run(*line, env=env).code == 0
        if config == "made":
            assert life.run("key", "new", "Ana", "--passphrase-file", "words", env=env).code == 0
        (stanza,) = read_header((life.folder / config / "keys/identity.age").read_bytes()).stanzas
        assert (stanza.kind, int(stanza.arguments[1]) >= 18) == ("scrypt", True)
        files = [path for path in (life.folder / config).rglob("*") if path.is_file() and path.name != "identity.age"]
        assert not any(b"-> scrypt " in path.read_bytes() for path in files)
    keys = KeyFolder(life.folder / "config/keys")
    assert keys.unlock(words["newpassphrase"]).identity.startswith("AGE-SECRET-KEY-")


def test_notes_of_like_length_have_one_size_and_their_number_and_dates_are_seen(computer: Computer) -> None:
    for text in ("a", "b" * 100):
        computer.ok("note", "trek", text)
    sizes = {path.stat().st_size for path in _notes(computer, "trek-domane-al-2")}
    assert len(_notes(computer, "trek-domane-al-2")) == 2
    assert len(sizes) == 1
    assert computer.git("log", "--format=%an %ad", "--", "products/t/trek-domane-al-2/notes").count(b"Ana") == 2


def _notes(computer: Computer, slug: str) -> list[Path]:
    return list((computer.things / f"products/{slug[0]}/{slug}/notes").iterdir())
