"""What a person accepted as recipients of a store, and what happens when somebody changes it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.errors import InvalidError, UntrustedError
from talktag.seal import age
from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.keys.recipients import format_recipients
from tests.kit.keys import accept_recipients, make_keys

Program = Callable[[str], str]
WORDS = "words"


@pytest.fixture
def folder(tmp_path: Path) -> KeyFolder:
    """Fresh keys, made cheap."""
    keys = KeyFolder(tmp_path / "keys")
    make_keys(keys, WORDS, "Ada", work_factor=2)
    return keys


def test_pins_hold_one_digest_a_store(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path / "keys")
    assert folder.recipients_hash("one") is None
    accept_recipients(folder, "one", b"first\n")
    accept_recipients(folder, "two", b"second\n")
    accept_recipients(folder, "one", b"changed\n")
    folder.check_pin("one", b"changed\n")
    folder.check_pin("two", b"second\n")
    lines = (folder.path / "recipients.pin").read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["one", "two"]


def test_the_pin_is_what_sha256sum_prints(program: Program, folder: KeyFolder, tmp_path: Path) -> None:
    path = tmp_path / "recipients.txt"
    path.write_bytes(format_recipients(folder.public()))
    accept_recipients(folder, "store", path.read_bytes())
    shown = subprocess.run([program("sha256sum"), str(path)], capture_output=True, text=True, check=True).stdout
    assert folder.recipients_hash("store") == shown.split()[0]


def test_recipients_that_were_not_accepted_are_refused(folder: KeyFolder) -> None:
    recipients = format_recipients(folder.public())
    with pytest.raises(UntrustedError, match="never accepted"):
        folder.check_pin("store", recipients)
    accept_recipients(folder, "store", recipients)
    stranger = age.recipient_of(age.generate_identity()).encode()
    for altered in (recipients + stranger + b"\n", recipients[:-1], b""):
        with pytest.raises(UntrustedError, match="not the ones accepted"):
            folder.check_pin("store", altered)


@pytest.mark.parametrize("store_id", ["", "two words", "a\nb", "../x", "x" * 65])
def test_what_is_no_store_id_is_not_pinned(folder: KeyFolder, store_id: str) -> None:
    with pytest.raises(InvalidError):
        accept_recipients(folder, store_id, b"")


@pytest.mark.parametrize("text", ["store\n", f"store {'0' * 63}\n", f"a {'0' * 64}\na {'1' * 64}\n", "\xff\n", "\n"])
def test_a_malformed_pin_file_is_refused_and_kept(folder: KeyFolder, text: str) -> None:
    path = folder.path / "recipients.pin"
    path.write_text(text, "latin-1")
    with pytest.raises(InvalidError, match=r"line \d of recipients.pin"):
        accept_recipients(folder, "store", b"")
    assert path.read_text("latin-1") == text
