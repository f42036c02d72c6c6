"""One page behind stickers of every state, for all tests here; each opens it in a window of its own. Judges nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.finder import Found


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as a file, its owner Ana, who writes Spanish."""
    return Found().write(tmp_path_factory.mktemp("finder"))
