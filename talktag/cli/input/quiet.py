"""The terminal without echo while a secret is used, and as it was after a program. Reads and shows nothing."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator


@contextlib.contextmanager
def without_echo() -> Iterator[None]:
    """Show nothing of what is typed, and drop what was typed and not read, such as a second try made too early.

    What waits in the terminal would be shown by the shell afterwards. Nothing to do where there is no terminal.
    """
    try:
        import termios

        handle = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except (ImportError, OSError):
        yield
        return
    try:
        before = termios.tcgetattr(handle)
        without = [*before]
        without[3] &= ~termios.ECHO
        termios.tcsetattr(handle, termios.TCSAFLUSH, without)
        try:
            yield
        finally:
            termios.tcsetattr(handle, termios.TCSAFLUSH, before)
    finally:
        os.close(handle)


def forget_typed(handle: int) -> None:
    """Drop what was typed at a terminal before a question was there to be answered."""
    with contextlib.suppress(ImportError, OSError):
        import termios

        with contextlib.suppress(termios.error):
            termios.tcflush(handle, termios.TCIFLUSH)


@contextlib.contextmanager
def terminal_as_it_was() -> Iterator[None]:
    """Give the terminal back its settings: a program that was killed may leave it raw, or without echo."""
    try:
        import termios
    except ImportError:  # Windows has none
        yield
        return
    try:
        before = termios.tcgetattr(0)
    except (termios.error, OSError):
        yield
        return
    try:
        yield
    finally:
        with contextlib.suppress(termios.error, OSError):
            termios.tcsetattr(0, termios.TCSADRAIN, before)
