"""Fixtures every test may use; holds no assertions."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Path of a program from outside pip; skips with the reason when missing, an error where CI is set."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path:
            return path
        reason = f"needs the program {name}, which is not installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    return find
