"""Links that a person has made are followed where they lead somewhere, and a sentence tells where they do not."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

CIRCLING = (
    ("list",),
    ("attach", "canon", "circle"),
    ("verify", "circle"),
    ("receive", "circle"),
    ("import", "circle"),
    ("scan", "circle"),
    ("verify", "bundle.zip", "--signer", "circle"),
    ("--passphrase-file", "circle", "notes", "canon"),
    ("party", "add", "Bea", "--key", "circle"),
    ("key", "use", "circle"),
    ("key", "restore", "circle"),
    ("print", "--printer", "x"),
)


@pytest.mark.parametrize("words", CIRCLING, ids=lambda words: " ".join(words[:2]))
def test_a_link_that_leads_round_in_a_circle_is_told_as_what_it_is(words: tuple[str, ...], computer: Computer) -> None:
    for path in (
        computer.folder / "circle",
        computer.folder / "config" / "config.toml",
        computer.folder / "config" / "printers.toml",
    ):
        path.unlink(missing_ok=True)
        path.symlink_to(path.name)
    assert "a bug in talktag" not in computer.run(*words).err


def test_keys_behind_a_link_are_open_only_where_they_are(computer: Computer) -> None:
    keys, moved = computer.folder / "config" / "keys", computer.folder / "moved"
    keys.rename(moved)
    keys.symlink_to(moved)
    assert "open-keys" not in computer.run("doctor").out
    moved.chmod(0o755)
    assert "open-keys" in computer.run("doctor").out


@pytest.mark.parametrize("name", [".gitattributes", ".gitignore", "products/.gitattributes", "products/c/.gitignore"])
def test_a_pipe_where_git_looks_for_what_to_leave_out_keeps_nobody_waiting(name: str, computer: Computer) -> None:
    path = computer.things / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    for words in (("doctor",), ("doctor", "--fix"), ("save", "--yes")):
        done = computer.run(*words)
        assert done.code in {10, 12}
        assert f'{path}" is a pipe or a device' in done.out + done.err
