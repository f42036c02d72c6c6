"""The key folder: stock programs open all of it, a crash leaves nothing half, and no secret is ever shown."""

from __future__ import annotations

import shutil
import stat
import subprocess
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.errors import InvalidError, SealedError, TalktagError, UntrustedError
from talktag.seal import age
from talktag.seal.age.header import read_header
from talktag.seal.keys.key_folder import KeyFolder, Keys
from talktag.seal.note import Note, seal_note
from talktag.seal.ssh.key import SigningKey
from tests.kit.keys import accept_recipients, change_keys, make_keys

Program = Callable[[str], str]
AtTerminal = Callable[[list[str], str], tuple[int, str]]
WORDS = "correct hörse battery"
NOTE = Note("7k3m9q0d2x4vb", "0c5h8w1t6r9pz", 1, "2026-03-01T09:30:00Z", "The safe opens with 42.")
FILES = ["recipients.txt", "recovery.age", "signing_key.age", "signing_key.pub"]


@pytest.fixture
def folder(tmp_path: Path) -> KeyFolder:
    """Fresh keys under WORDS, made cheap."""
    keys = KeyFolder(tmp_path / "config" / "keys")
    make_keys(keys, WORDS, "Ada", work_factor=2)
    return keys


def contents(path: Path) -> dict[str, bytes]:
    return {entry.name: entry.read_bytes() for entry in path.iterdir()}


def test_created_keys_unlock_and_agree_with_what_is_public(folder: KeyFolder) -> None:
    keys = folder.unlock(WORDS)
    public = folder.public()
    assert age.recipient_of(keys.identity) == public.owner_recipient
    assert age.recipient_of(folder.recovery_identity(keys)) == public.recovery_recipient
    assert keys.signing.public_line("Ada") == public.signing_line
    assert sorted(contents(folder.path)) == sorted([*FILES, "identity.age"])


def test_the_default_work_factor_written_is_18_or_more(tmp_path: Path) -> None:
    keys = KeyFolder(tmp_path)
    make_keys(keys, WORDS, "Ada")
    for _ in range(2):
        (stanza,) = read_header((tmp_path / "identity.age").read_bytes()).stanzas
        assert stanza.kind == "scrypt"
        assert int(stanza.arguments[1]) >= 18
        change_keys(keys, keys.lock_change(keys.unlock(WORDS), WORDS))


def test_everything_is_private_to_the_user(folder: KeyFolder) -> None:
    accept_recipients(folder, "store", b"")
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(entry.stat().st_mode) for entry in folder.path.iterdir()} == {0o600}


def test_a_folder_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_keys(KeyFolder(tmp_path), None, "Ada")
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_stock_age_opens_a_note_with_identity_age_at_a_terminal(
    program: Program, at_terminal: AtTerminal, folder: KeyFolder, tmp_path: Path
) -> None:
    sealed, opened = tmp_path / "note.age", tmp_path / "opened"
    sealed.write_bytes(seal_note(NOTE, [folder.public().owner_recipient]))
    command = [program("age"), "-d", "-i", str(folder.path / "identity.age"), "-o", str(opened), str(sealed)]
    status, shown = at_terminal(command, WORDS)
    assert status == 0, shown
    assert NOTE.text.encode() in opened.read_bytes()


def test_stock_age_opens_identity_age_itself_at_a_terminal(
    program: Program, at_terminal: AtTerminal, folder: KeyFolder, tmp_path: Path
) -> None:
    target = tmp_path / "identity"
    command = [program("age"), "-d", "-o", str(target), str(folder.path / "identity.age")]
    status, shown = at_terminal(command, WORDS)
    assert status == 0, shown
    lines = target.read_text().splitlines()
    assert f"# public key: {folder.public().owner_recipient}" in lines
    assert lines[-1] == folder.unlock(WORDS).identity


def stock_open(program: Program, identity: Path, sealed: bytes) -> bytes:
    command = [program("age"), "-d", "-i", str(identity)]
    return subprocess.run(command, input=sealed, capture_output=True, check=True).stdout


def test_without_a_passphrase_stock_age_and_ssh_keygen_open_all(program: Program, tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path / "keys")
    public = make_keys(folder, None, "Ada")
    identity = folder.path / "identity.txt"
    assert not folder.needs_passphrase()
    assert NOTE.text.encode() in stock_open(program, identity, seal_note(NOTE, [public.owner_recipient]))
    signing = tmp_path / "signing"
    signing.write_bytes(stock_open(program, identity, (folder.path / "signing_key.age").read_bytes()))
    signing.chmod(0o600)
    command = [program("ssh-keygen"), "-y", "-f", str(signing)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert f"{shown} Ada" == public.signing_line == (folder.path / "signing_key.pub").read_text().strip()


def test_the_recovery_key_alone_opens_notes_with_stock_age(
    program: Program, secret_file: Callable[[Path, str], Path], folder: KeyFolder, tmp_path: Path
) -> None:
    public = folder.public()
    sealed = seal_note(NOTE, [public.owner_recipient, public.recovery_recipient])
    paper = secret_file(tmp_path, folder.recovery_identity(folder.unlock(WORDS)))
    assert NOTE.text.encode() in stock_open(program, paper, sealed)


def test_keys_are_never_made_over_keys(folder: KeyFolder, tmp_path: Path) -> None:
    before = contents(folder.path)
    with pytest.raises(InvalidError, match="there are keys in"):
        make_keys(folder, WORDS, "Ada", work_factor=2)
    assert contents(folder.path) == before
    linked = KeyFolder(tmp_path / "linked")
    linked.path.mkdir()
    (linked.path / "identity.age").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InvalidError, match="there are keys in"):
        make_keys(linked, None, "Ada")


@pytest.mark.parametrize(("passphrase", "name"), [("", "Ada"), (WORDS, "two\nlines"), ("\udcff", "Ada")])
def test_refused_arguments_leave_nothing_behind(tmp_path: Path, passphrase: str, name: str) -> None:
    folder = KeyFolder(tmp_path / "keys")
    with pytest.raises(InvalidError):
        make_keys(folder, passphrase, name, work_factor=2)
    assert not folder.path.exists()


def test_no_keys_is_said_with_what_to_type(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path / "keys")
    assert not folder.exists()
    for ask in (folder.public, folder.needs_passphrase, lambda: folder.unlock(None)):
        with pytest.raises(SealedError, match="there are no keys in") as raised:
            ask()
        assert raised.value.hints[0].startswith("talktag init")


def test_a_wrong_or_missing_passphrase_is_said(folder: KeyFolder) -> None:
    for wrong in ("wrong", "", WORDS.upper()):
        with pytest.raises(SealedError) as raised:
            folder.unlock(wrong)
        assert raised.value.message == f'wrong passphrase for "{folder.path / "identity.age"}"'
    with pytest.raises(SealedError, match="need a passphrase"):
        folder.unlock(None)


@pytest.mark.parametrize("name", ["identity.age", "signing_key.age", "recovery.age"])
def test_a_damaged_file_is_named(folder: KeyFolder, name: str) -> None:
    keys = folder.unlock(WORDS)
    path = folder.path / name
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(age.DamagedError, match=f"{name}"):
        folder.recovery_identity(keys) if name == "recovery.age" else folder.unlock(WORDS)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(folder: KeyFolder, name: str) -> None:
    keys = folder.unlock(WORDS)
    (folder.path / name).unlink()
    with pytest.raises(SealedError, match=f'{name}" is missing'):
        folder.recovery_identity(keys) if name == "recovery.age" else folder.unlock(WORDS)


def test_public_files_of_somebody_else_are_noticed(folder: KeyFolder, tmp_path: Path) -> None:
    keys = folder.unlock(WORDS)
    other = KeyFolder(tmp_path / "other")
    make_keys(other, None, "Eve")
    for name in ("signing_key.pub", "recipients.txt"):
        mine = (folder.path / name).read_bytes()
        shutil.copy(other.path / name, folder.path / name)
        with pytest.raises(UntrustedError, match="do not belong"):
            folder.unlock(WORDS)
        with pytest.raises(UntrustedError, match="do not belong"):
            change_keys(folder, folder.lock_change(keys, "new", work_factor=2))
        (folder.path / name).write_bytes(mine)
    shutil.copy(other.path / "signing_key.age", folder.path / "signing_key.age")
    with pytest.raises(SealedError, match="does not open"):
        folder.unlock(WORDS)


def test_a_swapped_recovery_key_is_noticed(folder: KeyFolder) -> None:
    owner = folder.public().owner_recipient
    text = f"{age.generate_identity()}\n".encode()
    (folder.path / "recovery.age").write_bytes(age.encrypt(text, recipients=[owner]))
    with pytest.raises(UntrustedError, match="not the one that notes are sealed to"):
        folder.recovery_identity(folder.unlock(WORDS))


def test_an_identity_file_must_hold_exactly_one_identity(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path)
    make_keys(folder, None, "Ada")
    path = tmp_path / "identity.txt"
    good = path.read_text()
    for text in ("", "# only words\n", good + good, good[:-5], "\udcff"):
        path.write_text(text, "utf-8", "surrogateescape")
        with pytest.raises(InvalidError, match="does not hold one age identity") as raised:
            folder.unlock(None)
        assert "AGE-SECRET-KEY" not in raised.value.message


def test_the_passphrase_can_be_changed_dropped_and_set(folder: KeyFolder) -> None:
    keys = folder.unlock(WORDS)
    rest = {name: folder.path.joinpath(name).read_bytes() for name in FILES}
    change_keys(folder, folder.lock_change(keys, "new words", work_factor=2))
    with pytest.raises(SealedError, match="wrong passphrase"):
        folder.unlock(WORDS)
    assert folder.unlock("new words") == keys
    change_keys(folder, folder.lock_change(keys, None))
    assert not folder.needs_passphrase()
    assert folder.unlock(None) == keys
    assert sorted(contents(folder.path)) == sorted([*FILES, "identity.txt"])
    change_keys(folder, folder.lock_change(keys, WORDS, work_factor=2))
    assert folder.unlock(WORDS) == keys
    assert sorted(contents(folder.path)) == sorted([*FILES, "identity.age"])
    assert rest == {name: folder.path.joinpath(name).read_bytes() for name in FILES}


def test_an_empty_new_passphrase_changes_nothing(folder: KeyFolder) -> None:
    before = contents(folder.path)
    with pytest.raises(InvalidError, match="passphrase is empty"):
        change_keys(folder, folder.lock_change(folder.unlock(WORDS), ""))
    assert contents(folder.path) == before


def test_a_linked_key_file_is_refused(folder: KeyFolder, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    (folder.path / "identity.age").rename(moved)
    (folder.path / "identity.age").symlink_to(moved)
    with pytest.raises(InvalidError, match="symbolic link"):
        folder.unlock(WORDS)


def test_no_secret_is_in_a_repr_or_in_a_traceback(folder: KeyFolder) -> None:
    keys = folder.unlock(WORDS)
    secrets = [keys.identity, keys.identity[20:40], repr(keys.signing.seed)[2:-1], keys.signing.seed.hex(), WORDS]
    shown = [f"{keys!r} {keys} {[keys]} {folder!r}"]
    (folder.path / "signing_key.age").write_bytes(b"damaged")
    (folder.path / "identity.txt").write_text(keys.identity[:-1] + "Q")
    for attempt in (
        lambda: folder.unlock(WORDS),
        lambda: folder.unlock(WORDS + "x"),
        lambda: age.decrypt(b"", identities=[keys.identity + "x"], passphrases=[WORDS]),
        lambda: age.encrypt(b"", recipients=[keys.identity]),
        lambda: change_keys(folder, folder.lock_change(Keys(keys.identity, SigningKey.generate()), "another")),
    ):
        with pytest.raises(TalktagError) as raised:
            attempt()
        shown.append("".join(traceback.format_exception(raised.value)))
    assert [secret for secret in secrets for text in shown if secret in text] == []
