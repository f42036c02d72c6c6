"""Fixtures every test may use; holds no assertions."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .browser import Browser


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


@pytest.fixture
def authenticator(tmp_path: Path) -> Iterator[Callable[..., tuple[str, str]]]:
    """Starts a hardware key in software, of a type and with the flags it signs with: its socket and public line."""
    running: list[subprocess.Popen[str]] = []

    def start(kind: str = "ed25519", flags: int = 1, application: str = "ssh:") -> tuple[str, str]:
        path = str(tmp_path / f"authenticator-{len(running)}")
        command = [sys.executable, str(Path(__file__).with_name("authenticator.py")), path, kind, str(flags)]
        running.append(subprocess.Popen([*command, application], stdout=subprocess.PIPE, text=True))
        output = running[-1].stdout
        assert output
        return path, output.readline().strip()

    try:
        yield start
    finally:
        for each in running:
            each.terminate()
            each.communicate()


@pytest.fixture(scope="session")
def browser(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser that runs for all tests that drive one; each opens pages of its own."""
    with Browser(program("chromium"), tmp_path_factory.mktemp("browser")) as running:
        yield running
