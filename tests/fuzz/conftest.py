"""Good files to spoil: those of the conformance folder, what makes them, and its keys. Judges nothing."""

from __future__ import annotations

import importlib.util
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "conformance"
SEED = 20_261_122


@pytest.fixture(scope="session")
def making() -> ModuleType:
    """The script that makes the conformance folder: its keys, its documents and what packs and signs them."""
    spec = importlib.util.spec_from_file_location("fuzz_make", FOLDER / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def good_bundles() -> list[bytes]:
    """Every archive that is to be accepted."""
    return [path.read_bytes() for path in sorted((FOLDER / "good").glob("*.zip"))]


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """The same chance for a test on every run, and another for each test."""
    return random.Random(f"{SEED} {request.node.name}")


@pytest.fixture
def unzipped(program: Callable[[str], str], tmp_path: Path) -> Callable[[bytes], dict[str, bytes]]:
    """What `unzip` makes of an archive: every file by its whole name."""
    import shutil
    import subprocess

    tool = program("unzip")

    def extract(archive: bytes) -> dict[str, bytes]:
        target = tmp_path / "unzipped"
        shutil.rmtree(target, ignore_errors=True)
        (tmp_path / "file.zip").write_bytes(archive)
        subprocess.run([tool, "-q", str(tmp_path / "file.zip"), "-d", str(target)], check=True, capture_output=True)
        return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}

    return extract
