"""The person's pager, as git has it: what is longer than the screen goes through it. It changes nothing of the text.

Only where input and output are both a terminal. What is shorter is written as ever, and so is all of it where there is
no pager, or it fails.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, TextIO, cast

from talktag.cli.context import Context
from talktag.cli.render.layout import width_of

if TYPE_CHECKING:
    import subprocess

    from talktag.cli.input.terminal import Terminal

_VARIABLES = ("TALKTAG_PAGER", "PAGER")
_NONE = ("cat",)
_KEPT = 1 << 20  # letters, to be written without a pager that turns out to fail; one that read so many works
_ESCAPES = re.compile("\x1b(?:\\[[0-9;]*m|\\][^\x1b]*\x1b\\\\)")


@contextlib.contextmanager
def paging(context: Context, *, wanted: bool) -> Iterator[Context]:
    """The run with a standard output that leads through the pager where it takes more than the screen.

    Who leaves the pager early has seen what they wanted: what is still being made ends there.
    """
    terminal = context.terminal
    if not (wanted and _can_page(context)):
        yield context
        return
    paged = PagedOutput(terminal)
    try:
        yield context._replace(terminal=terminal._replace(stdout=cast("TextIO", paged)))
    except BrokenPipeError:
        if not paged.was_left:
            raise
    finally:
        paged.finish()


def _can_page(context: Context) -> bool:
    terminal = context.terminal
    has_person = terminal.stdin.isatty() and terminal.stdout.isatty()
    return has_person and not context.flags.no_pager and terminal.environment.get("TERM", "dumb") != "dumb"


def pager_words(environment: Mapping[str, str]) -> list[str]:
    """The pager as words: TALKTAG_PAGER, PAGER, the person's settings, less. None where it is off, or there is none.

    The first that is set counts, also where it says nothing; words as a shell would part them, which runs nothing.
    """
    import shlex

    said = next((environment[name] for name in _VARIABLES if name in environment), None)
    if said is not None:
        try:
            words = shlex.split(said)
        except ValueError:
            words = []
    else:
        from talktag.cli.own.settings import own_settings

        words = list(own_settings(environment).pager) or ["less"]
    return [] if tuple(words) in {(), _NONE} else [os.path.expanduser(words[0]), *words[1:]]  # noqa: PTH111 - a name


class PagedOutput(io.TextIOBase):
    """Standard output that is held back until it is longer than the screen, and then fed to the pager as it comes."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._held: list[str] | None = []
        self._drawn: list[int] = []  # which of those are not text
        self._left = max(1, terminal.height - 1)  # rows, without that of the next prompt
        self._pager: subprocess.Popen[bytes] | None = None
        self._pipe: IO[bytes] | None = None
        self._kept = io.StringIO()
        self.was_left = False

    def isatty(self) -> bool:
        """It ends at the terminal, whatever is in between."""
        return True

    def fileno(self) -> int:
        """That of the terminal, which knows how wide it is."""
        return self._terminal.stdout.fileno()

    def write(self, text: str) -> int:
        """Take more of it; BrokenPipeError where the person left the pager."""
        if self._pager and self._pipe:
            self._feed(self._pager, self._pipe, text)
        elif self._held is None:
            self._terminal.stdout.write(text)
        else:
            self._held.append(text)
            self._left -= _rows(text, self._terminal.width)
            if self._left < 0:
                self._begin("".join(each for place, each in enumerate(self._held) if place not in self._drawn))
        return len(text)

    def draw(self, order: str) -> None:
        """Take an order to draw: it is no text, so it is never counted as such, and not for the pager."""
        if self._pager is None and self._held is not None:
            self._drawn.append(len(self._held))
            self._held.append(order)

    def finish(self) -> None:
        """Write what was held back; or let the person read to their end, with Ctrl-C for the pager alone."""
        if self._pager and self._pipe:
            self._end_pager(self._pager, self._pipe)
        elif self._held is not None:
            self._terminal.stdout.writelines(self._held)
        self._held = None

    def _begin(self, text: str) -> None:
        """It is too long for the screen: start the pager, or go on without."""
        import subprocess

        self._held = None
        words = pager_words(self._terminal.environment)
        environment = {"LESS": "FRX", "LV": "-c", **self._terminal.environment}
        try:
            if words:
                self._terminal.stdout.flush()
                handle = self._terminal.stdout.fileno()
                self._pager = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=handle, env=environment)
                self._pipe = self._pager.stdin
        except OSError:
            pass  # it is not there, or cannot be run: the text is what counts
        self.write(text)

    def _feed(self, pager: subprocess.Popen[bytes], pipe: IO[bytes], text: str) -> None:
        if self._kept.tell() < _KEPT:
            self._kept.write(text)
        try:
            pipe.write(text.encode("utf-8", "backslashreplace"))
            pipe.flush()
        except BrokenPipeError:
            self._end_pager(pager, pipe)
            if self.was_left:
                raise

    def _end_pager(self, pager: subprocess.Popen[bytes], pipe: IO[bytes]) -> None:
        """Wait for the end of the pager; where it failed, write what it was given without it."""
        self._pager = None
        with contextlib.suppress(BrokenPipeError):
            pipe.close()
        with _deaf_to_interrupts() as heard:
            code = pager.wait()
        if code <= 0 or heard or self._kept.tell() >= _KEPT:
            self.was_left = True
        else:
            self._terminal.stdout.write(self._kept.getvalue())


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[list[int]]:
    """Ctrl-C is for the pager while a person is in it; whether there was any is told."""
    import signal

    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: heard.append(number))
    try:
        yield heard
    finally:
        signal.signal(signal.SIGINT, before)


def _rows(text: str, width: int) -> int:
    """How many rows of a terminal a text takes, longer lines several."""
    rows = text.count("\n")
    if len(text) > width:
        rows += sum((width_of(_ESCAPES.sub("", line)) - 1) // width for line in text.split("\n") if len(line) > width)
    return rows
