"""Who judges the page of worth. Judges nothing."""

from __future__ import annotations

from tests.bundle.conftest import axe, checker

__all__ = ["axe", "checker"]
