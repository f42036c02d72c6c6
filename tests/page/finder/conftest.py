"""One page behind stickers of every state, for all tests here; each opens it in a window of its own. Judges nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.kit.finder import Found

if TYPE_CHECKING:
    from tests.kit.browser import Browser
    from tests.kit.firefox import Firefox


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as a file, its owner Ana, who writes Spanish."""
    return Found().write(tmp_path_factory.mktemp("finder"))


@pytest.fixture(params=["browser", "firefox"])
def either(request: pytest.FixtureRequest) -> Browser | Firefox:
    """Chromium, then Firefox."""
    found: Browser | Firefox = request.getfixturevalue(request.param)
    return found
