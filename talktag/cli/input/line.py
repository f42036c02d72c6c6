"""Reads one line that a person types, with completion where the system has readline. Keeps no history of it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talktag.cli.input.terminal import Terminal


def read_line(terminal: Terminal, prompt: str, offers: Sequence[str] = ()) -> str | None:
    """The line without its end, None at the end of the input. `prompt` goes to standard error, Tab completes `offers`.

    With a comma in what is typed so far, what stands behind the last one is completed.
    """
    if terminal.stdin is sys.stdin and _has_readline():
        with _at_standard_error(terminal), _completing(offers):
            try:
                return input(prompt)
            except EOFError:
                return None
    terminal.stderr.write(prompt)
    terminal.stderr.flush()
    line = terminal.stdin.readline()
    return line.rstrip("\r\n") if line else None


def _has_readline() -> bool:
    try:
        import readline  # noqa: F401 - that it is there is all
    except ImportError:
        return False
    return sys.stdin.fileno() == 0


@contextlib.contextmanager
def _at_standard_error(terminal: Terminal) -> Iterator[None]:
    """Let readline, which draws on descriptor 1, draw where talk belongs; standard output may be a pipe."""
    terminal.stdout.flush()
    terminal.stderr.flush()
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
