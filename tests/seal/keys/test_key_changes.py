"""Keys that are replaced: all of the new ones or none, nothing old shut for ever, and stock programs open all of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.errors import InvalidError, SealedError, StaleError, UntrustedError
from talktag.model.keys.accepted_key import AcceptedKey
from talktag.seal import age
from talktag.seal.keys.key_files import FreshKeys
from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.ssh.key import SigningKey
from tests.kit.keys import accept_keys, change_keys, make_keys
from tests.kit.killing import RENAMES
from tests.seal.keys.test_keys_crash import killed_runs

Program = Callable[[str], str]
AtTerminal = Callable[[list[str], str], tuple[int, str]]
WORDS = "correct hörse battery"


@pytest.fixture
def folder(tmp_path: Path) -> KeyFolder:
    """Fresh keys under WORDS, made cheap."""
    keys = KeyFolder(tmp_path / "keys")
    make_keys(keys, WORDS, "Ada", work_factor=2)
    return keys


def test_renewed_keys_open_what_is_sealed_to_them_and_to_those_of_before(folder: KeyFolder) -> None:
    before, public = folder.unlock(WORDS), folder.public()
    recovery = folder.recovery_identity(before)
    sealed = [age.encrypt(b"old", recipients=[each]) for each in (public.owner_recipient, public.recovery_recipient)]
    change_keys(folder, folder.renewal(before, FreshKeys.generate(), work_factor=2))
    after, new = folder.unlock(WORDS), folder.public()
    assert after.identity != before.identity
    assert after.signing.public != before.signing.public
    assert folder.recovery_identity(after) != recovery
    assert after.old == (before.identity, recovery)
    assert {age.decrypt(each, identities=after.identities) for each in sealed} == {b"old"}
    assert age.decrypt(age.encrypt(b"new", recipients=[new.owner_recipient]), identities=after.identities) == b"new"
    assert folder.old_signing_lines() == (public.signing_line,)
    assert folder.old_recipients() == (public.owner_recipient, public.recovery_recipient)
    assert new.signing_line.endswith(" Ada")


def test_keys_renewed_twice_keep_all_of_earlier(folder: KeyFolder) -> None:
    first = folder.unlock(WORDS)
    change_keys(folder, folder.renewal(first, FreshKeys.generate(), work_factor=2))
    second = folder.unlock(WORDS)
    change_keys(folder, folder.renewal(second, FreshKeys.generate(), work_factor=2))
    third = folder.unlock(WORDS)
    assert first.identity in third.old
    assert second.identity in third.old
    assert len(third.old) == 4
    assert len(folder.old_signing_lines()) == 2


def test_only_the_signing_key_can_be_renewed(folder: KeyFolder) -> None:
    before = folder.unlock(WORDS)
    sealed = (folder.path / "identity.age").read_bytes()
    recovery = folder.recovery_identity(before)
    change_keys(folder, folder.renewal(before, FreshKeys(before.identity, recovery, SigningKey.generate())))
    after = folder.unlock(WORDS)
    assert (after.identity, after.old) == (before.identity, ())
    assert after.signing.public != before.signing.public
    assert (folder.path / "identity.age").read_bytes() == sealed


def test_renewing_with_keys_of_somebody_else_changes_nothing(folder: KeyFolder, tmp_path: Path) -> None:
    other = KeyFolder(tmp_path / "other")
    make_keys(other, WORDS, "Eve", work_factor=2)
    before = {path.name: path.read_bytes() for path in folder.path.iterdir()}
    with pytest.raises(UntrustedError, match="do not belong"):
        change_keys(folder, folder.renewal(other.unlock(WORDS), FreshKeys.generate(), work_factor=2))
    assert {path.name: path.read_bytes() for path in folder.path.iterdir()} == before


def test_stock_age_opens_the_identities_of_earlier(
    program: Program, at_terminal: AtTerminal, folder: KeyFolder, tmp_path: Path
) -> None:
    sealed, old, opened = tmp_path / "note.age", tmp_path / "old", tmp_path / "opened"
    sealed.write_bytes(age.encrypt(b"hot pixel", recipients=[folder.public().owner_recipient]))
    change_keys(folder, folder.renewal(folder.unlock(WORDS), FreshKeys.generate(), work_factor=2))
    kept = folder.path / "old_identities.age"
    command = [program("age"), "-d", "-i", str(folder.path / "identity.age"), "-o", str(old), str(kept)]
    status, shown = at_terminal(command, WORDS)
    assert status == 0, shown
    old.chmod(0o600)
    subprocess.run([program("age"), "-d", "-i", str(old), "-o", str(opened), str(sealed)], check=True)
    assert opened.read_bytes() == b"hot pixel"


def renew(folder: KeyFolder) -> None:
    change_keys(folder, folder.renewal(folder.unlock("words"), FreshKeys.generate(), work_factor=2))


def sign_with_another(folder: KeyFolder) -> None:
    signing = SigningKey.generate()
    change_keys(folder, folder.signing_with(signing.public_line("Ada"), signing))


def test_killed_while_renewing_all_keys_are_the_old_or_all_the_new(tmp_path: Path) -> None:
    made: dict[Path, tuple[str, str]] = {}

    def prepare(step: int) -> KeyFolder:
        folder = KeyFolder(tmp_path / f"keys{step}")
        public = make_keys(folder, "words", "Ada", work_factor=2)
        made[folder.path] = public.owner_recipient, folder.unlock("words").identity
        return folder

    found = []
    for folder in killed_runs(renew, prepare):
        recipient, identity = made[folder.path]
        keys = folder.unlock("words")
        folder.recovery_identity(keys)
        assert identity in keys.identities
        found.append(folder.public().owner_recipient == recipient)
        assert (keys.identity == identity) == found[-1]
        change_keys(folder, folder.renewal(keys, FreshKeys.generate(), work_factor=2))
        assert identity in folder.unlock("words").old
        assert not (folder.path / "next").exists()
    assert False in found  # so the change was finished by whoever came next
    assert True in found


def test_killed_while_taking_another_signing_key_the_old_or_the_new_signs(tmp_path: Path) -> None:
    def prepare(step: int) -> KeyFolder:
        folder = KeyFolder(tmp_path / f"keys{step}")
        make_keys(folder, None, "Ada")
        return folder

    lines = set()
    for folder in killed_runs(sign_with_another, prepare, RENAMES):
        keys = folder.unlock(None)
        assert keys.signing.public_line("Ada") == folder.public().signing_line  # type: ignore[attr-defined]
        lines.add(len(folder.old_signing_lines()))
    assert lines == {0, 1}


def test_two_that_make_keys_at_once_do_not_mix_them(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path / "keys")
    refused: list[InvalidError | StaleError] = []

    def make() -> None:
        try:
            make_keys(folder, "words", "Ada", work_factor=2)
        except (InvalidError, StaleError) as error:
            refused.append(error)

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 5
    folder.recovery_identity(folder.unlock("words"))


def test_two_processes_that_make_keys_at_once_do_not_mix_them(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from talktag.seal.keys.key_folder import KeyFolder; "
        "from tests.kit.keys import make_keys; make_keys(KeyFolder(Path(sys.argv[1])), 'words', 'Ada', work_factor=10)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, str(tmp_path / "keys")]
    started = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    ended = [(process.communicate()[1], process.returncode) for process in started]
    assert sorted(code for _, code in ended) == [0, 1, 1, 1]
    assert all(re.search("there are keys in|were changed by someone else", said) for said, code in ended if code)
    KeyFolder(tmp_path / "keys").unlock("words")


def test_accepted_signers_stand_for_a_name_and_in_one_store(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path / "keys")
    print1, print2 = (SigningKey.generate().public.fingerprint for _ in range(2))
    shop, owner = AcceptedKey("shop", "seen", print1), AcceptedKey("@owner", "owner", print2)
    accept_keys(folder, "store", {"shop": [shop], "@owner": [owner]})
    accept_keys(folder, "other", {"shop": [AcceptedKey("shop", "checked", print2)]})
    assert folder.signers("store") == {shop, owner}
    accept_keys(folder, "store", {"shop": []})
    assert folder.signers("store") == {owner}
    assert folder.signers("other") == {AcceptedKey("shop", "checked", print2)}


@pytest.mark.parametrize("line", ["store shop seen", "store shop seen SHA256:x", "a b c d e", "\xff"])
def test_a_malformed_file_of_accepted_signers_is_refused_and_kept(tmp_path: Path, line: str) -> None:
    folder = KeyFolder(tmp_path / "keys")
    folder.path.mkdir()
    (folder.path / "signers.pin").write_text(f"{line}\n", "latin-1")
    for attempt in (lambda: folder.signers("store"), lambda: accept_keys(folder, "store", {})):
        with pytest.raises(InvalidError, match=r"line 1 of signers.pin"):
            attempt()
    assert (folder.path / "signers.pin").read_text("latin-1") == f"{line}\n"


def test_a_passphrase_opens_as_any_system_writes_it_and_stock_age_with_what_keyboards_give(
    program: Program, at_terminal: AtTerminal, tmp_path: Path
) -> None:
    composed, decomposed = "h\u00f6rse", "ho\u0308rse"
    for number, (given, typed) in enumerate([(composed, decomposed), (decomposed, composed)]):
        folder = KeyFolder(tmp_path / f"keys{number}")
        make_keys(folder, given, "Ada", work_factor=2)
        assert folder.unlock(given).identity == folder.unlock(typed).identity
        target = tmp_path / f"identity{number}"
        command = [program("age"), "-d", "-o", str(target), str(folder.path / "identity.age")]
        status, shown = at_terminal(command, composed)
        assert status == 0, shown
    with pytest.raises(SealedError, match="wrong passphrase"):
        folder.unlock("horse")


def test_a_protected_openssh_key_opens_with_its_passphrase_alone(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "key"
    subprocess.run([program("ssh-keygen"), "-q", "-t", "ed25519", "-N", WORDS, "-C", "Ada", "-f", path], check=True)
    data = path.read_bytes()
    assert SigningKey.from_openssh(data, WORDS).public_line("Ada") == path.with_name("key.pub").read_text().strip()
    for wrong in ("wrong", ""):
        with pytest.raises(SealedError, match="wrong passphrase"):
            SigningKey.from_openssh(data, wrong)
    with pytest.raises(SealedError, match="protected by a passphrase"):
        SigningKey.from_openssh(data)
