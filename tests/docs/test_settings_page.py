"""The pages name every setting that there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from talktag.model.settings.setting import SETTINGS, USER

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", [each.name for each in SETTINGS.values() if each.home == USER])
def test_a_setting_of_ones_own_is_in_the_reference(name: str) -> None:
    assert f"\n| `{name}` | " in (DOCS / "reference/environment.md").read_text("utf-8")


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_shown_on_its_page(name: str) -> None:
    assert f"\n{name} " in (DOCS / "how-to/settings.md").read_text("utf-8")
