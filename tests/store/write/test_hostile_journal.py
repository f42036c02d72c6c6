"""A journal that talktag did not write touches nothing; it is an error that says what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from talktag.errors import InvalidError
from talktag.store.store import Store
from tests.kit.stores import opened
from tests.store.hostile import CANARY, again, everything, plant_journal, save


@pytest.mark.parametrize(
    "step",
    [
        ["../outside/victim", "VICTIM", None],
        ["../outside/victim", "VICTIM", "old-" + "0" * 32],
        ["products/../../outside/victim", "VICTIM", None],
        ["ABSOLUTE", "VICTIM", None],
        [".git/config", "CONFIG", None],
        [".git/hooks/post-commit", None, "old-" + "0" * 32],
        [".GIT/config", "CONFIG", None],
        ["git~1/config", "CONFIG", None],
        ["products/l/victim", "VICTIM", None],
        ["products/l/new", None, "old-" + "0" * 32],
        ["products/c/camera.toml", "CAMERA", "../../../../outside/victim"],
        ["products/c/camera.toml", "CAMERA", "../../config"],
        ["products/c/camera.toml", "CAMERA", ".."],
        ["products/c/new", None, ""],
        ["products/c/new", None, "."],
        ["products/c/new", None, "a\0b"],
        ["products/c/new", None, "a\\b"],
        ["products/c/new", None, 5],
        ["products/c/new", 5, None],
        [5, None, None],
        ["products/c/new\n", None, None],
        ["products/c/camera.toml", "CAMERA"],
        "products",
    ],
    ids=str,
)
def test_a_planted_journal_touches_nothing_it_should_not(step: object, store: Store, outside: Path) -> None:
    (store.folder / "products/l").symlink_to(outside)
    config = store.folder / ".git/config"
    scratch = store.folder / ".git/talktag/tmp"
    (scratch / ("old-" + "0" * 32)).write_bytes(b"evil")
    hashes = {
        "VICTIM": hashlib.sha256(CANARY).hexdigest(),
        "CONFIG": hashlib.sha256(config.read_bytes()).hexdigest(),
        "CAMERA": hashlib.sha256((store.folder / "products/c/camera.toml").read_bytes()).hexdigest(),
        "ABSOLUTE": str(outside / "victim"),
    }
    filled = (
        [hashes.get(part, part) if isinstance(part, str) else part for part in step] if isinstance(step, list) else step
    )
    plant_journal(store, [filled])
    before = everything(store.folder.parent)
    with pytest.raises(InvalidError):
        opened(store.folder)
    with pytest.raises(InvalidError):
        save(again(store))
    after = everything(store.folder.parent)
    assert without_lock(after) == without_lock(before)


def without_lock(found: Mapping[str, object]) -> dict[str, object]:
    return {name: what for name, what in found.items() if not name.endswith(("talktag/lock", "talktag/lock.next"))}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"5",
        b"null",
        b"[]",
        b"\xff\xfe",
        b'{"head": null}',
        b'{"head": 5, "commit": 5, "steps": []}',
        b'{"head": "--output=x", "commit": "--output=x", "steps": []}',
        b'{"head": null, "commit": null, "steps": 5}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"9" * 100_000,
    ],
    ids=lambda content: repr(content[:30]),
)
def test_a_damaged_journal_is_an_error_that_says_what_to_do(content: bytes, store: Store) -> None:
    (store.folder / ".git/talktag/journal.json").write_bytes(content)
    with pytest.raises(InvalidError, match=r"journal\.json") as refused:
        opened(store.folder)
    assert refused.value.hints
