"""The key folder after a crash: none or whole keys, the old or the new passphrase, and never neither."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from talktag.errors import SealedError
from talktag.seal import age
from talktag.seal.keys.key_folder import KeyFolder
from tests.kit.keys import change_keys, make_keys
from tests.kit.killing import CHANGING, is_killed

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


def killed_runs(
    work: Callable[[KeyFolder], object], prepare: Callable[[int], KeyFolder], events: frozenset[str] = CHANGING
) -> Iterator[KeyFolder]:
    """The folder after `work` on it was killed before its 1st, 2nd, 3rd ... event, until it comes through."""
    for step in range(1, 90):
        folder = prepare(step)
        if not is_killed(step, lambda: work(folder), events):  # noqa: B023 - it is called here and now
            return
        yield folder
    raise AssertionError(step)


def test_killed_while_making_keys_there_are_none_or_whole_ones(tmp_path: Path) -> None:
    def make(folder: KeyFolder) -> None:
        make_keys(folder, "words", "Ada", work_factor=2)

    found = []
    for folder in killed_runs(make, lambda step: KeyFolder(tmp_path / f"keys{step}")):
        found.append(folder.exists())
        if not folder.exists():
            make_keys(folder, "words", "Ada", work_factor=2)
        folder.recovery_identity(folder.unlock("words"))
    assert len(found) >= 10
    assert False in found


@pytest.mark.parametrize(("before", "after"), [(None, "words"), ("words", None)])
def test_killed_while_changing_the_passphrase_the_old_or_the_new_opens(
    tmp_path: Path, before: str | None, after: str | None
) -> None:
    def change(folder: KeyFolder) -> None:
        change_keys(folder, folder.lock_change(folder.unlock(before), after, work_factor=2))

    def prepare(step: int) -> KeyFolder:
        folder = KeyFolder(tmp_path / f"keys{step}")
        make_keys(folder, before, "Ada", work_factor=2)
        return folder

    found = 0
    for folder in killed_runs(change, prepare):
        found += 1
        keys = folder.unlock("words" if folder.needs_passphrase() else None)
        change_keys(folder, folder.lock_change(keys, "new", work_factor=2))
        assert folder.unlock("new") == keys
        assert sorted(contents(folder.path)) == sorted([*FILES, "identity.age"])
    assert found >= 1
