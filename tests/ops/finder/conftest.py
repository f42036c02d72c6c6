"""Houses whose store names its owner's keys, as `init` leaves them, for the page for finders. Judges nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from talktag.ops.keys.reseal import accepting_own
from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.keys.recipients import format_recipients
from talktag.store import layout
from tests.kit.bench import Bench, make_bench, make_template


def keep_keys(bench: Bench) -> Bench:
    """Put the owner's public keys into the store, accepted on this computer."""
    folder = KeyFolder(bench.folder / "keys")
    public = folder.public()
    recipients = format_recipients(public)
    bench.write(layout.OWNER_KEY, f"{public.signing_line}\n")
    bench.write(layout.RECIPIENTS, recipients)
    bench.change_keys([accepting_own(bench.store, folder, (), recipients)])
    return bench


@pytest.fixture
def bench(template: Path, tmp_path: Path) -> Bench:
    """A bench with the house."""
    return keep_keys(make_bench(template, tmp_path / "bench"))


@pytest.fixture
def other_bench(tmp_path: Path) -> Bench:
    """The same house with the keys of somebody else."""
    make_template(tmp_path / "template")
    return keep_keys(make_bench(tmp_path / "template", tmp_path / "other"))
