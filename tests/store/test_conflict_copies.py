"""Names of the copies that sync programs leave where one file was changed on two machines."""

from __future__ import annotations

import pytest

from talktag.store.conflict_copies import original_of_copy

COPIES = {
    "products/d/drill.sync-conflict-20240102-030405-ABCDEFG.toml": "products/d/drill.toml",
    "products/d/drill.sync-conflict-20240102-030405.toml": "products/d/drill.toml",
    "parties/bob (Ana's conflicted copy 2024-01-02).toml": "parties/bob.toml",
    "parties/bob (conflicted copy 2024-01-02 030405).toml": "parties/bob.toml",
    "parties/bob (SFConflict ana@example.org 2024-01-02-03-04-05).toml": "parties/bob.toml",
    "parties/bob [conflicted].toml": "parties/bob.toml",
    "parties/bob_conflict.toml": None,
    "talktag.Conflict.toml": "talktag.toml",
    "talktag (case conflict).toml": "talktag.toml",
    "products/d/drill.toml": None,
    "products/c/conflict.toml": None,
    "products/s/sync-conflict-20240102-030405.toml": None,
    "products/d/drill/files/report (1).pdf": None,
}


@pytest.mark.parametrize("path", COPIES)
def test_a_copy_is_known_by_its_name(path: str) -> None:
    assert original_of_copy(path) == COPIES[path]
