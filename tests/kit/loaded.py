"""A talktag that is loaded once and copied for each command, as a process of its own. Judges nothing.

Loading takes most commands longer than what they do. A copy is what the person's process is once it is loaded: streams,
working folder, variables, session and terminal are its own, and it ends by its own code or signal.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import io
import json
import os
import select
import selectors
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.kit.done import Done

TALKTAG = (sys.executable, "-P", "-m", "talktag")
_SCRIPT = Path(__file__).with_name("loaded_copies.py")
_LONGEST = 100_000  # bytes of an order; the words of a command may be longer, which then starts anew
_AT_ONCE = 60_000  # bytes that a pipe takes without a reader
_USUAL = {"LANG": "C.UTF-8", "TZ": "UTC"}
# What Python itself, or what it loads, looks at before a line of talktag runs.
_READ_WHILE_LOADING = ("PYTHON", "LANG", "LC_", "LD_", "_TALKTAG_COMPLETE")


class Copy:
    """A copy that was started; like subprocess.Popen, as far as tests need it."""

    def __init__(self, loaded: Loaded, pid: int) -> None:
        self.pid = pid
        self._loaded = loaded
        self._ended = os.pidfd_open(pid)

    def wait(self) -> int:
        """Wait for its end; its exit code, negative for a signal."""
        select.select([self._ended], [], [])
        os.close(self._ended)
        return int(self._loaded.ask({"ended": self.pid}))

    def kill(self) -> None:
        """End it at once."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, 9)


class Loaded:
    """The process that is copied."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._channel, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with other:
            command = [sys.executable, "-P", str(_SCRIPT), str(other.fileno())]
            variables = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
            passed = [other.fileno()]
            self._process = subprocess.Popen(command, pass_fds=passed, env={**variables, **_USUAL}, cwd="/")
        atexit.register(self.close)

    def close(self) -> None:
        """End it; copies go on."""
        self._channel.close()
        self._process.wait()

    def ask(self, order: Mapping[str, object], streams: Sequence[int] = ()) -> str:
        """What it answers to an order. OSError where that is too long."""
        text = json.dumps(order).encode()
        if len(text) > _LONGEST:
            raise OSError("too long an order")
        with self._lock:
            socket.send_fds(self._channel, [text], streams)
            return self._channel.recv(100).decode()


@functools.cache
def loaded() -> Loaded | None:
    """The one of these tests, which starts when first asked for; nothing where the system cannot wait for copies."""
    return Loaded() if hasattr(os, "pidfd_open") else None


def can_be_copied(words: Sequence[str], variables: Mapping[str, str], stdin: bytes = b"") -> bool:
    """Whether a copy does with them what a program does that starts anew."""
    read = {name: value for name, value in variables.items() if name.startswith(_READ_WHILE_LOADING)}
    is_short = len(stdin) <= _AT_ONCE and sum(map(len, words)) * 6 < _LONGEST // 2
    return is_short and read == {"LANG": _USUAL["LANG"]} and loaded() is not None


def start_copy(
    words: Sequence[str], cwd: Path, variables: Mapping[str, str], streams: Sequence[int], **more: int | str
) -> Copy:
    """A copy that carries a command out.

    `more` may say `at_terminal`, that standard input is the terminal of its session; `memory`, how many bytes of
    address space it may have; and the `door` of a session.
    """
    whole = loaded()
    assert whole
    order = {"words": words, "cwd": str(cwd), "variables": dict(variables), "at_terminal": 0, "memory": 0, **more}
    return Copy(whole, int(whole.ask(order, streams)))


def start_session(words: Sequence[str], cwd: Path, variables: Mapping[str, str], terminal: int, door: Path) -> Copy:
    """A shell at a terminal of its own; what is ordered at the door is carried out in copies, in its session."""
    return start_copy(words, cwd, variables, [terminal] * 3, at_terminal=1, door=str(door))


def run_copy(words: Sequence[str], cwd: Path, variables: Mapping[str, str], stdin: bytes, *, memory: int = 0) -> Done:
    """Run a command in pipes, in so many bytes of address space if any are said."""
    with _pipe() as (source, typed), _pipe() as (out, shown), _pipe() as (err, said):
        typed.write(stdin)
        copy = start_copy(words, cwd, variables, [source.fileno(), shown.fileno(), said.fileno()], memory=memory)
        for each in (typed, source, shown, said):
            each.close()
        read = _read_all(out.fileno(), err.fileno())
    return Done(copy.wait(), *read)


@contextlib.contextmanager
def _pipe() -> Iterator[tuple[io.FileIO, io.FileIO]]:
    ends = os.pipe()
    with os.fdopen(ends[0], "rb", 0) as source, os.fdopen(ends[1], "wb", 0) as target:
        yield source, target


def _read_all(*ends: int) -> list[bytes]:
    parts: dict[int, list[bytes]] = {end: [] for end in ends}
    with selectors.DefaultSelector() as waiting:
        for end in ends:
            waiting.register(end, selectors.EVENT_READ)
        while waiting.get_map():
            for key, _ in waiting.select():
                part = os.read(key.fd, 65536)
                parts[key.fd].append(part)
                if not part:
                    waiting.unregister(key.fd)
    return [b"".join(parts[end]) for end in ends]
