"""No command opens a connection: what the system was asked for is read from a trace of every call."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kit.computer import Computer

_CONNECT = "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect(('127.0.0.1', 9))"


def families(log: Path) -> set[str]:
    """The address families that were named in any call of a trace."""
    return set(re.findall(r"\b(?:AF|PF)_[A-Z0-9]+", log.read_text("utf-8", "replace")))


def test_the_whole_demo_opens_no_connection(new_computer: Computer, program: Callable[[str], str]) -> None:
    log = new_computer.folder / "network.log"
    strace = (program("strace"), "-f", "-e", "trace=network", "-o", str(log))
    done = new_computer.run("demo", "walk", by=strace)
    assert done.code == 0, done.err
    assert families(log) <= {"AF_UNIX"}
    assert "exited with 0" in log.read_text()


def test_a_connection_would_be_seen(new_computer: Computer, program: Callable[[str], str]) -> None:
    log = new_computer.folder / "network.log"
    strace = (program("strace"), "-f", "-e", "trace=network", "-o", str(log), sys.executable, "-c", _CONNECT)
    new_computer.run(by=strace)
    assert "AF_INET" in families(log)
