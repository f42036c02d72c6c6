"""The keys of a store's settings are read here as git reads them, or git is asked; which of them do no harm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from talktag.store.store import Store
from talktag.store.vetting import is_harmless, plain_keys

PIECES = ["[core]", '[remote "a"]', "[a.b]", '[x "y z', '"]', "\tname = Ana", "key", "=", "v", "\n", "\n", " ", "\t"]
ODD = ['"', "\\", "#", ";", "\r", "\r\n", "\0", "]", "[", "1k = 2", "a-b = 1", "é", "\ufeff", "\x0b", "\\\n", "; x\\\n"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(st.sampled_from(PIECES * 3 + ODD), max_size=12).map("".join))
@example(text="[core]\n\tbare = false\n[core]\n\tfsmonitor\n")
@example(text='[Remote "A.b"]\n\tURL = x\n# said\\\n\tpushUrl=\n')
@example(text="[core]\n\tname = a \\\n\tbare = false\n")
def test_keys_read_without_git_are_those_that_git_lists(
    text: str, tmp_path_factory: pytest.TempPathFactory, git: Callable[..., str]
) -> None:
    keys = plain_keys(text.encode())
    if keys is not None:
        path = tmp_path_factory.getbasetemp() / "settings"
        path.write_bytes(text.encode())
        listed = git(path.parent, "config", "--file", str(path), "--no-includes", "--list", "--name-only", "-z")
        assert keys == listed.split("\0")[:-1]


def test_the_settings_of_a_new_store_and_of_a_clone_need_no_git(store: Store, git: Callable[..., str]) -> None:
    git(store.folder, "clone", "--quiet", ".", str(store.folder.parent / "clone"))
    for path in (store.folder, store.folder.parent / "clone"):
        keys = plain_keys((path / ".git/config").read_bytes())
        assert keys
        assert all(map(is_harmless, keys))


def test_a_key_hidden_from_a_plain_reader_is_left_to_git() -> None:
    for text in ("[core] fsmonitor = x\n", '[co\\\nre]\nx = "\n"', "[core]\nbare = \\\nfsmonitor = x\n", "fsmonitor=x"):
        assert plain_keys(text.encode()) is None, text


HARMLESS = ["core.bare", "Core.Bare", "remote.origin.url", "remote.a.b.url", "branch..merge", "pack.window", "color.ui"]
HARMLESS += ["maintenance.a.b", "commitgraph.generationversion", "user.signingKey", "gc.auto"]
HARMFUL = ["core.fsmonitor", "remote.url", "remote.origin.vcs", "remote.a\nb.url", "branch.merge", "pack.x.y", "color"]
HARMFUL += ["color.a\nb", "core", "", ".", "core.", ".bare", "x.core.bare", "pack.", "xcore.bare", "core.x.bare"]


@pytest.mark.parametrize("key", HARMLESS)
def test_a_key_that_can_do_no_harm_is_let_be(key: str) -> None:
    assert is_harmless(key)


@pytest.mark.parametrize("key", HARMFUL)
def test_any_other_key_is_not(key: str) -> None:
    assert not is_harmless(key)


def test_a_settings_file_that_cannot_be_told_without_git_is_still_vetted(store: Store, tmp_path: Path) -> None:
    path = store.folder / ".git/config"
    path.write_text(path.read_text() + '[user] name = "Ana" ; the owner\n')
    assert plain_keys(path.read_bytes()) is None
    store.git.check()
