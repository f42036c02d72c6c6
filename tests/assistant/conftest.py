"""A bench and a computer for the tests of the assistant's door. Judges nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.kit.bench import Bench, make_bench, make_template
from tests.kit.computer import Computer


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What every bench has: a repository without a commit, and keys."""
    folder = tmp_path_factory.mktemp("bench") / "template"
    make_template(folder)
    return folder


@pytest.fixture
def bench(template: Path, tmp_path: Path) -> Bench:
    """A bench with the house."""
    return make_bench(template, tmp_path / "bench")


@pytest.fixture(scope="session")
def _model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    computer = Computer(tmp_path_factory.mktemp("model"))
    computer.ok("init", "things", "--owner", "Ana Pérez", "--contact", "ana@example.org", "--no-passphrase")
    computer.ok("add", "Canon EOS 5D", "--maker", "Canon", "--serial", "0320", "--price", "2499 EUR")
    computer.ok("note", "canon", "-", stdin=b"the safe is behind the mirror\n")
    computer.ok("party", "add", "Fix-It Cameras", "--role", "repairer", "--contact", "bench@fixit.example")
    return computer.folder


@pytest.fixture
def computer(_model: Path, tmp_path: Path) -> Computer:
    """A computer with a camera that has a note, and a repair shop."""
    shutil.copytree(_model, tmp_path / "home", symlinks=True)
    shutil.rmtree(tmp_path / "home/config/seen")
    return Computer(tmp_path / "home")
