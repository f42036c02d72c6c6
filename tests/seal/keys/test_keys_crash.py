"""The key folder after a crash: none or whole keys, the old or the new passphrase, and never neither."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from talktag.errors import SealedError
from talktag.seal import age
from talktag.seal.keys.key_folder import KeyFolder
from tests.kit.keys import change_keys, make_keys

Program = Callable[[str], str]
WORDS = "correct hörse battery"
FILES = ["recipients.txt", "recovery.age", "signing_key.age", "signing_key.pub"]


@pytest.fixture
def folder(tmp_path: Path) -> KeyFolder:
    """Fresh keys, made cheap."""
    keys = KeyFolder(tmp_path / "keys")
    make_keys(keys, WORDS, "Ada", work_factor=2)
    return keys


def contents(path: Path) -> dict[str, bytes]:
    return {entry.name: entry.read_bytes() for entry in path.iterdir()}


def test_a_crash_between_the_two_identity_files_is_finished(folder: KeyFolder) -> None:
    sealed = (folder.path / "identity.age").read_bytes()
    keys = folder.unlock(WORDS)
    change_keys(folder, folder.lock_change(keys, None))
    (folder.path / "identity.age").write_bytes(sealed)
    assert folder.needs_passphrase()
    with pytest.raises(SealedError, match="wrong passphrase"):
        folder.unlock("wrong")
    assert (folder.path / "identity.txt").exists()
    assert folder.unlock(WORDS) == keys
    assert not (folder.path / "identity.txt").exists()


def test_a_second_identity_in_the_clear_is_left_alone(folder: KeyFolder) -> None:
    other = folder.path / "identity.txt"
    other.write_text(age.generate_identity())
    folder.unlock(WORDS)
    assert other.exists()


@pytest.mark.parametrize("count", range(len(FILES) + 1))
@pytest.mark.parametrize("passphrase", [WORDS, None])
def test_leftovers_of_a_crash_are_no_keys_and_are_made_good(tmp_path: Path, count: int, passphrase: str | None) -> None:
    made = KeyFolder(tmp_path / "made")
    make_keys(made, passphrase, "Ada", work_factor=2)
    folder = KeyFolder(tmp_path / "keys")
    folder.path.mkdir()
    for name in FILES[:count]:
        shutil.copy(made.path / name, folder.path / name)
    (folder.path / ".talktag-0123456789abcdef.tmp").write_text("half")
    assert not folder.exists()
    with pytest.raises(SealedError, match="there are no keys"):
        folder.public()
    make_keys(folder, passphrase, "Ada", work_factor=2)
    folder.recovery_identity(folder.unlock(passphrase))
    assert len(contents(folder.path)) == len(FILES) + 1


START = (
    "import sys; from pathlib import Path; from talktag.seal.keys.key_folder import KeyFolder; "
    "from tests.kit.keys import change_keys, make_keys; "
    "k = KeyFolder(Path(sys.argv[1]));"
)
CREATE = START + "make_keys(k, 'words', 'Ada', work_factor=2)"
PROTECT = START + "change_keys(k, k.lock_change(k.unlock(None), 'words', work_factor=2))"
EXPOSE = START + "change_keys(k, k.lock_change(k.unlock('words'), None))"


def killed_runs(program: Program, call: str, code: str, prepare: Callable[[int], KeyFolder]) -> Iterator[KeyFolder]:
    """The folder after `code` was killed at the 1st, 2nd, 3rd ... `call`, until it comes through."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}
    for step in range(1, 90):
        folder = prepare(step)
        inject = ["-f", "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={step}"]
        command = [program("strace"), *inject, sys.executable, "-c", code, str(folder.path)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return
        if "ptrace" in done.stderr or "Operation not permitted" in done.stderr:
            pytest.skip(f"strace may not trace here: {done.stderr.strip()[-200:]}")
        assert done.stderr == ""
        yield folder
    raise AssertionError(step)


@pytest.mark.parametrize(("call", "steps"), [("/^rename", 5), ("fsync", 10)])
def test_killed_while_making_keys_there_are_none_or_whole_ones(
    program: Program, tmp_path: Path, call: str, steps: int
) -> None:
    found = []
    for folder in killed_runs(program, call, CREATE, lambda step: KeyFolder(tmp_path / f"keys{step}")):
        found.append(folder.exists())
        if not folder.exists():
            make_keys(folder, "words", "Ada", work_factor=2)
        folder.recovery_identity(folder.unlock("words"))
    assert len(found) >= steps
    assert False in found


@pytest.mark.parametrize(("code", "before"), [(PROTECT, None), (EXPOSE, "words")])
@pytest.mark.parametrize("call", ["/^rename", "fsync", "/^unlink"])
def test_killed_while_changing_the_passphrase_the_old_or_the_new_opens(
    program: Program, tmp_path: Path, call: str, code: str, before: str | None
) -> None:
    def prepare(step: int) -> KeyFolder:
        folder = KeyFolder(tmp_path / f"keys{step}")
        make_keys(folder, before, "Ada", work_factor=2)
        return folder

    found = 0
    for folder in killed_runs(program, call, code, prepare):
        found += 1
        keys = folder.unlock("words" if folder.needs_passphrase() else None)
        change_keys(folder, folder.lock_change(keys, "new", work_factor=2))
        assert folder.unlock("new") == keys
        assert sorted(contents(folder.path)) == sorted([*FILES, "identity.age"])
    assert found >= 1
