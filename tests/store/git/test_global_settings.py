"""The owner's own Git settings, however odd: a store is made, written and read the same, and its bytes are UTF-8."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.model.plan import Plan, Write
from talktag.store.git.local_changes import unsaved_files
from talktag.store.store import Store

ODD = {
    "core.sharedRepository": "group",
    "receive.denyNonFastForwards": "true",
    "receive.denyCurrentBranch": "updateInstead",
    "core.autocrlf": "true",
    "core.eol": "crlf",
    "core.compression": "0",
    "core.logAllRefUpdates": "false",
    "core.quotePath": "true",
    "core.commitGraph": "false",
    "core.hooksPath": "/nonexistent",
    "init.defaultBranch": "trunk",
    "init.defaultObjectFormat": "sha256",
    "init.defaultRefFormat": "reftable",
    "init.templateDir": "/nonexistent",
    "i18n.commitEncoding": "ISO-8859-1",
    "i18n.logOutputEncoding": "UTF-16",
    "log.showSignature": "true",
    "diff.noprefix": "true",
    "status.showUntrackedFiles": "no",
    "user.useConfigOnly": "true",
    "commit.template": "/nonexistent",
    "safe.bareRepository": "explicit",
}


@pytest.fixture
def home(environment: dict[str, str]) -> Path:
    folder = Path(environment["HOME"])
    folder.mkdir(exist_ok=True)
    return folder


@pytest.mark.parametrize("key", [*ODD, "all"])
def test_a_store_is_made_and_saved_to_whatever_the_global_settings_say(
    key: str, home: Path, environment: dict[str, str], tmp_path: Path, git: Callable[..., str]
) -> None:
    for each, value in (ODD if key == "all" else {key: ODD[key]}).items():
        git(home, "config", "--file", str(home / ".gitconfig"), each, value)
    folder = tmp_path / "new"
    folder.mkdir()
    store = Store(folder, lambda: tmp_path / "cache", environment)
    store.git.create()
    store.apply(Plan((Write("talktag.toml", b"format = 1\n"),), "Größe\n"))
    again = Store(folder, lambda: tmp_path / "cache", environment)
    again.apply(Plan((Write("products/d/drill.toml", b"x\n"),), "Add Größe\n"))
    assert [entry.subject for entry in again.history.log()] == ["Add Größe", "Größe"]
    assert unsaved_files(again.git) == []
    assert git(folder, "log", "-1", "--format=%s|%e") == "Add Größe|\n"
    assert "encoding" not in git(folder, "cat-file", "commit", "HEAD").partition("\n\n")[0]
    assert git(folder, "show", "HEAD:products/d/drill.toml") == "x\n"
    assert "error" not in git(folder, "fsck", "--strict")
