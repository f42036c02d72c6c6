"""What one git prints, read while it still works. It ends with whoever reads, and writes nothing."""

from __future__ import annotations

import subprocess
from collections import deque
from collections.abc import Iterator, Mapping
from threading import Thread
from typing import TYPE_CHECKING

from talktag.store.git.failures import failure, starting
from talktag.store.git.safe_settings import SAFE_OPTIONS

if TYPE_CHECKING:
    from talktag.store.git.git import Git

_PART = 64 * 1024  # bytes
_WORDS = 4  # the last lines of what git says, which are told where it fails


def stream(git: Git, *arguments: str, extra: Mapping[str, str]) -> Iterator[bytes]:
    """The parts of what git prints, as they come; SyncError with its words, after the last one, where it fails.

    `extra` are variables of its own. The repository must be known to be harmless.
    """
    words: deque[bytes] = deque(maxlen=_WORDS)
    with _start(git, arguments, extra) as process:
        listening = Thread(target=words.extend, args=(process.stderr,), daemon=True)  # a full pipe would stop git
        listening.start()
        try:
            while part := process.stdout.read1(_PART):  # type: ignore[union-attr] # what was asked for
                yield part
            process.wait()
        finally:
            process.kill()  # nothing to one that ended
            listening.join()
    if process.returncode:
        raise failure(arguments[0], b"".join(words))


def records(parts: Iterator[bytes], end: str) -> Iterator[str]:
    """The texts that `end`, one letter, ends, of which a part may hold many, or only a bit of one."""
    left: list[bytes] = []
    for part in parts:
        whole, found, rest = part.rpartition(end.encode())
        if found:
            yield from b"".join((*left, whole)).decode(errors="replace").split(end)
            left = [rest]
        else:
            left.append(part)


def _start(git: Git, arguments: tuple[str, ...], extra: Mapping[str, str]) -> subprocess.Popen[bytes]:
    with starting():
        return subprocess.Popen(
            ["git", *SAFE_OPTIONS, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**git.variables, **extra},
            cwd=git.folder,
        )
