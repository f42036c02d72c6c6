"""What the tests of the documentation share: where things are, and one demo to look at."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs"))  # the generators stand beside the pages, not among the packages


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the project."""
    return ROOT


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that `talktag demo` left; tests only read it."""
    from generating.replay import make_demo

    return make_demo(tmp_path_factory.mktemp("demo") / "talktag-demo")
