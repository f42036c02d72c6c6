"""A store received from a stranger: no program its settings, hooks or attributes name ever runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.errors import UntrustedError
from talktag.store.store import Store
from tests.store.hostile import HOOKS, KEYS, OPERATIONS, again, everything


def dirty(store: Store) -> None:
    """Make git want to look at the files again: attributes that name the planted programs, and a touched record."""
    attributes = "* filter=x diff=x merge=x\n"
    (store.folder / ".gitattributes").write_text(attributes)
    (store.folder / ".git/info/attributes").write_text(attributes)
    record = store.folder / "products/c/camera.toml"
    record.write_bytes(record.read_bytes() + b"\n")


def plant(store: Store, git: Callable[..., str], key: str, value: str) -> None:
    program = f"{store.folder.parent}/evil/run"
    for short, full in (("!!", f"!{program}"), ("!", program), ("evil", str(store.folder.parent / "evil"))):
        if value == short:
            value = full
    git(store.folder, "config", "--file", ".git/config", key, value)


@pytest.mark.parametrize("key", KEYS)
def test_a_store_whose_settings_could_run_or_reach_anything_is_refused_by_name(
    key: str, store: Store, git: Callable[..., str], mark: Path, outside: Path
) -> None:
    dirty(store)
    plant(store, git, key, KEYS[key])
    before = everything(outside)
    for name, operation in OPERATIONS.items():
        with pytest.raises(UntrustedError) as refused:
            operation(again(store))
        assert key.casefold() in refused.value.message.casefold(), name
        assert refused.value.exit_code == 10
        assert not mark.exists(), name
    assert everything(outside) == before


@pytest.mark.parametrize(
    ("key", "command"),
    [
        ("core.fsmonitor", ["status"]),
        ("filter.x.clean", ["add", "."]),
        ("diff.external", ["diff"]),
        ("diff.x.textconv", ["diff"]),
        ("core.hooksPath", ["-c", "user.name=x", "-c", "user.email=x", "commit", "-am", "x"]),
    ],
)
def test_the_plants_do_run_under_plain_git(
    key: str, command: list[str], store: Store, git: Callable[..., str], mark: Path
) -> None:
    dirty(store)
    shutil.copy(mark.parent / "evil/run", mark.parent / "evil/pre-commit")
    plant(store, git, key, KEYS[key])
    git(store.folder, *command, fails=True)
    assert mark.exists()


def test_settings_git_itself_makes_and_people_use_are_not_refused(store: Store, git: Callable[..., str]) -> None:
    git(store.folder, "remote", "add", "origin", "ssh://git@host.example/store.git")
    for key, value in {
        "branch.main.remote": "origin",
        "branch.main.merge": "refs/heads/main",
        "user.name": "Ana",
        "user.email": "ana@example.org",
        "commit.gpgsign": "false",
        "gc.auto": "0",
        "pull.rebase": "true",
        "core.quotePath": "false",
    }.items():
        git(store.folder, "config", key, value)
    for operation in OPERATIONS.values():
        operation(again(store))


@pytest.mark.parametrize("name", OPERATIONS)
def test_no_hook_of_a_store_ever_runs(name: str, store: Store, mark: Path) -> None:
    hooks = store.folder / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for hook in HOOKS:
        shutil.copy(mark.parent / "evil/run", hooks / hook)
    (store.folder / "products/c/camera.toml").write_bytes(b"changed by hand")
    OPERATIONS[name](again(store))
    assert not mark.exists()


def test_the_hooks_do_run_under_plain_git(store: Store, git: Callable[..., str], mark: Path) -> None:
    hooks = store.folder / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for hook in HOOKS:
        mark.unlink(missing_ok=True)
        shutil.copy(mark.parent / "evil/run", hooks / hook)
    git(store.folder, "-c", "user.name=x", "-c", "user.email=x", "commit", "--allow-empty", "-m", "x", fails=True)
    assert mark.exists()


def test_a_repository_nested_in_the_store_is_left_alone(store: Store, git: Callable[..., str], mark: Path) -> None:
    """As a submodule it has settings of its own, which `git status` of the store would follow."""
    nested = store.folder / "products/n"
    nested.mkdir()
    git(nested, "init", "--quiet")
    (nested / ".gitattributes").write_text("* filter=x\n")
    (nested / "file").write_text("x")
    git(nested, "add", ".")
    who = ("-c", "user.name=x", "-c", "user.email=x")
    git(nested, *who, "commit", "--quiet", "-m", "x")
    git(store.folder, "add", "products/n")
    git(store.folder, *who, "commit", "--quiet", "-m", "a submodule")
    git(nested, "config", "filter.x.clean", f"{mark.parent}/evil/run")
    git(nested, "config", "core.fsmonitor", f"{mark.parent}/evil/run")
    (nested / "file").write_text("y")
    git(store.folder, "status")
    assert mark.exists(), "the plant does not work"
    mark.unlink()
    (nested / "file").write_text("z")
    for operation in OPERATIONS.values():
        operation(again(store))
    assert not mark.exists()
