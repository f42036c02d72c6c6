"""Records that cannot be read, and a store that cannot be written to, are told once and in words that help."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.kit.computer import Computer
    from tests.kit.done import Done


@pytest.fixture
def mortal(computer: Computer, program: Callable[[str], str]) -> Callable[..., Done]:
    """Runs talktag without root's power over files that nobody may read or write."""
    drop = [program("setpriv"), "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    return lambda *words: computer.run(*words, by=drop)


def records(computer: Computer) -> list[Path]:
    return sorted(computer.things.glob("products/*/*.toml"))


def test_a_record_that_could_not_be_read_for_a_while_is_told_once_and_then_no_more(
    computer: Computer, mortal: Callable[..., Done]
) -> None:
    path = records(computer)[0]
    path.chmod(0)
    for _ in range(3):
        assert mortal("list").err.count("Permission denied") == 1
    path.chmod(0o600)
    assert mortal("list").err == ""


def test_a_record_that_is_gone_before_it_could_be_read_is_told_no_more(
    computer: Computer, mortal: Callable[..., Done]
) -> None:
    path = records(computer)[0]
    path.chmod(0)
    mortal("list")
    path.unlink()
    assert mortal("list").err == ""


def test_many_records_that_cannot_be_read_are_one_line(computer: Computer, mortal: Callable[..., Done]) -> None:
    for name in ("Kettle", "Toaster", "Pan", "Lamp"):
        computer.ok("add", name)
    for path in records(computer):
        path.chmod(0)
    said = mortal("list").err.splitlines()
    count, first = len(records(computer)), records(computer)[0].relative_to(computer.things)
    assert f"error: {count} files: Permission denied, the first is {first}" in said
    assert sum("Permission denied" in line for line in said) == 1
    assert not any("no products yet" in line for line in said)


def test_a_store_that_may_not_be_written_to_is_called_read_only(
    computer: Computer, mortal: Callable[..., Done]
) -> None:
    computer.ok("set", "trek", "place=attic")
    git = [path for path in (computer.things / ".git").rglob("*") if not path.is_symlink()]
    for path in (*git, computer.things / ".git"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for words in (["set", "trek", "place=cellar"], ["add", "Pan"], ["note", "canon", "text"]):
        done = mortal(*words)
        assert done.code == 1
        assert f'talktag: this store is read-only for you: "{computer.things}" (Permission denied)' in done.err
        assert f"hint: see whose it is, and how its disk is mounted: ls -ld {computer.things}/.git" in done.err
    assert mortal("list").code == 0
    for path in (computer.things / ".git", *git):
        path.chmod(0o755 if path.is_dir() else 0o644)
