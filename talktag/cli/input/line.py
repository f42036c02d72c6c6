"""Reads one line that a person types, with completion where the system has readline. Keeps no history of it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TextIO


def read_line(prompt: str, offers: Sequence[str] = (), *, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> str | None:
    """The line without its end, None at the end of the input. `prompt` goes to standard error, Tab completes `offers`.

    With a comma in what is typed so far, what stands behind the last one is completed.
    """
    if stdin is sys.stdin and _has_readline():
        with _at_standard_error(stdout, stderr), _completing(offers):
            try:
                return input(prompt)
            except EOFError:
                return None
    stderr.write(prompt)
    stderr.flush()
    line = stdin.readline()
    return line.rstrip("\r\n") if line else None


def _has_readline() -> bool:
    try:
        import readline  # noqa: F401 - that it is there is all
    except ImportError:
        return False
    return sys.stdin.fileno() == 0


@contextlib.contextmanager
def _at_standard_error(stdout: TextIO, stderr: TextIO) -> Iterator[None]:
    """Let readline, which draws on descriptor 1, draw where talk belongs; standard output may be a pipe."""
    stdout.flush()
    stderr.flush()
    kept = os.dup(1)
    try:
        os.dup2(2, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


@contextlib.contextmanager
def _completing(offers: Sequence[str]) -> Iterator[None]:
    import readline

    def complete(text: str, state: int) -> str | None:
        wanted = text.lstrip()
        found = [each for each in offers if each.casefold().startswith(wanted.casefold())]
        return f"{text[: len(text) - len(wanted)]}{found[state]}" if state < len(found) else None

    libedit = "libedit" in (readline.__doc__ or "")
    readline.set_auto_history(False)
    readline.set_completer_delims(",")
    readline.set_completer(complete)
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    try:
        yield
    finally:
        readline.set_completer(None)
