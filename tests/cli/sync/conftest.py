"""Two computers of one owner. Judges nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.kit.two_computers import Several, make_several


@pytest.fixture(scope="session")
def _two(tmp_path_factory: pytest.TempPathFactory) -> Several:
    return make_several(tmp_path_factory.mktemp("two"), products=("Drill", "Lamp"))


@pytest.fixture
def two(_two: Several, tmp_path: Path) -> Several:
    """Two computers with a drill and a lamp, in step."""
    folder = tmp_path / "two"
    shutil.copytree(_two.hub.parent, folder, symlinks=True)
    hub = folder / "hub.git"
    computers = [replace(each, folder=folder / each.folder.name) for each in _two.computers]
    for each in computers:
        each.git("config", "remote.origin.url", f"file://{hub}")
        shutil.rmtree(each.folder / "config/seen", ignore_errors=True)
        (each.folder / "config/config.toml").unlink(missing_ok=True)
    return Several(hub, computers)
