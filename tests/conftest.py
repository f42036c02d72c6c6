"""Fixtures every test may use; holds no assertions."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

from talktag.cli import core_dumps
from tests.kit.browser import Browser
from tests.kit.firefox import Firefox
from tests.kit.postgresql import Server, find_programs

# Every save waits for the disk, some of them for all that is on it: what the tests write lies in memory where there is
# room for it. What a power cut leaves is tested with the calls themselves, and not with what a disk makes of them.
_MEMORY = Path("/dev/shm")
_ROOM = 4 * 1024**3  # bytes; a container often has 64 MiB
if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

# Examples are counted, never milliseconds: the suite holds on a machine that is busy with other things.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# Who started the tests may ignore signals (`trap '' INT`, nohup), and every program started here would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(scope="session", autouse=True)
def _dumps_of_the_tests_themselves() -> Iterator[None]:
    """A command run within this process would forbid core dumps to it and, for good, to every program it starts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(core_dumps, "forbid", lambda: None)
        yield


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Path of a program from outside pip; skips with the reason when missing, an error where CI is set."""

    def find(name: str) -> str:
        return shutil.which(name) or _miss(f"needs the program {name}, which is not installed")

    return find


def _miss(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def authenticator(tmp_path: Path) -> Iterator[Callable[..., tuple[str, str]]]:
    """Starts a hardware key in software, of a type and with the flags it signs with: its socket and public line."""
    running: list[subprocess.Popen[str]] = []

    def start(kind: str = "ed25519", flags: int = 1, application: str = "ssh:") -> tuple[str, str]:
        path = str(tmp_path / f"authenticator-{len(running)}")
        command = [sys.executable, str(Path(__file__).parent / "kit/authenticator.py"), path, kind, str(flags)]
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


@pytest.fixture(scope="session")
def firefox(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """A Firefox that runs for all tests that drive one; each opens windows of its own."""
    with Firefox(program("firefox-esr"), tmp_path_factory.mktemp("firefox")) as running:
        yield running


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server that runs for all tests that want one; each makes databases of its own in it."""
    programs = find_programs() or _miss("needs PostgreSQL's programs, which are not installed (Debian: postgresql)")
    with Server(programs) as running:
        yield running
