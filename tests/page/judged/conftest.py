"""Who judges pages, and what they are made of. Judges nothing."""

from __future__ import annotations

import pytest

from tests.bundle.conftest import axe, checker, document, photo
from tests.page.judged.site_pages import Sites, build_sites

__all__ = ["axe", "checker", "document", "photo"]


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """A site in each language, for the owner and for a party, of things with hostile names."""
    return build_sites(tmp_path_factory.mktemp("sites"))
