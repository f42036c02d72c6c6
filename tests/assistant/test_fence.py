"""The fence around an assistant's run: what no tool needs is refused by the interpreter, whatever the tools do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from talktag.assistant.fence import fence
from talktag.errors import SealedError

KEYS = "/home/ana/.config/talktag/keys"


@pytest.mark.parametrize(
    ("event", "args"),
    [
        ("open", ("/things/products/c/canon/notes/pja9nxpje6v7s.age", "r", 0)),
        ("open", (b"/things/products/c/canon/notes/pja9nxpje6v7s.age", None, 0)),
        ("open", ("pja9nxpje6v7s.age", None, 0)),
        ("open", (f"{KEYS}/identity.txt", "r", 0)),
        ("open", (f"{KEYS}/../keys/identity.txt", "r", 0)),
        ("open", (f"{KEYS}/next/identity.txt", "r", 0)),
        ("open", ("/things/keys/masks/cs6znqvh55sym.toml", "r", 0)),
        ("open", ("/things/keys/finder.toml", "r", 0)),
        ("socket.connect", (None, ("127.0.0.1", 25))),
        ("socket.getaddrinfo", ("example.org", 80)),
        ("socket.sendto", (None, ("127.0.0.1", 25))),
        ("subprocess.Popen", ("/usr/bin/msmtp", ["msmtp"], None, None)),
        ("subprocess.Popen", (b"/bin/sh", ["sh", "-c", "git"], None, None)),
        ("os.system", (b"ls",)),
        ("os.exec", ("/bin/sh", ["sh"], None)),
        ("os.posix_spawn", ("/bin/sh", ["sh"], None)),
    ],
)
def test_it_refuses(event: str, args: tuple[object, ...]) -> None:
    with pytest.raises(SealedError):
        fence(KEYS)(event, args)


@pytest.mark.parametrize(
    ("event", "args"),
    [
        ("open", ("/things/products/c/canon.toml", "r", 0)),
        ("open", (f"{KEYS}/signing_key.pub", "r", 0)),
        ("open", (f"{KEYS}/recipients.txt", "r", 0)),
        ("open", (3, "r", 0)),
        ("open", ("/home/ana/.config/talktag/keys.lock", "w", 0)),
        ("subprocess.Popen", ("git", ["git", "rev-parse"], None, None)),
        ("subprocess.Popen", ("/usr/bin/git", ["git", "rev-parse"], None, None)),
        ("import", ("json", None, None, None, None)),
    ],
)
def test_it_lets_pass_what_reading_and_proposing_need(event: str, args: tuple[object, ...]) -> None:
    fence(KEYS)(event, args)


def test_raised_in_a_process_it_stands(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys/identity.txt").write_text("AGE-SECRET-KEY-1")
    script = (
        "import sys, socket, subprocess\n"
        "from talktag.assistant.fence import raise_fence\n"
        "raise_fence(sys.argv[1])\n"
        "for attempt in (lambda: open(sys.argv[1] + '/identity.txt'), lambda: subprocess.run(['true']),\n"
        "                lambda: socket.create_connection(('127.0.0.1', 9))):\n"
        "    try:\n"
        "        attempt()\n"
        "    except Exception as error:\n"
        "        print(type(error).__name__)\n"
        "print(subprocess.run(['git', '--version'], capture_output=True).returncode)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "keys")], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["SealedError", "SealedError", "SealedError", "0"]
