"""Progress of long work, for a person at a terminal; nothing anywhere else. It decides nothing and counts nothing."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from talktag.cli.input.terminal import Terminal
    from talktag.content import Content
    from talktag.ops.outcome import Outcome, Output

Tell = Callable[[int, int], None]  # is told how much is done, and how much there is in all
_PATIENCE = 0.5  # seconds of work before anything is shown


def with_progress(terminal: Terminal, words: str, operate: Callable[[Tell | None], Outcome]) -> Outcome:
    """What `operate` answers; a bar is shown while it works, and again while its files are made.

    However that ends, by Ctrl-C too, the bar is gone and the terminal has its cursor.
    """
    if not terminal.stderr.isatty() or not terminal.is_read_by_a_person:
        return operate(None)
    watch = _Watch(terminal, words)
    try:
        outcome = operate(watch.tell)
    finally:
        watch.end()
    first, *more = (watch.over(output) for output in outcome.outputs) if outcome.outputs else (None,)
    return outcome._replace(output=first, more=tuple(filter(None, more)))


@contextlib.contextmanager
def show_progress(terminal: Terminal, words: str) -> Iterator[Tell | None]:
    """What is told how far work has come that makes no outcome; the bar is gone at the end, whatever that is."""
    if not terminal.stderr.isatty() or not terminal.is_read_by_a_person:
        yield None
        return
    watch = _Watch(terminal, words)
    try:
        yield watch.tell
    finally:
        watch.end()


class _Watch:
    """A bar that appears once work takes long."""

    def __init__(self, terminal: Terminal, words: str) -> None:
        self._terminal = terminal
        self._words = words
        self._began = time.monotonic()
        self._bar: Bar | None = None

    def tell(self, done: int, count: int) -> None:
        if self._bar is None and done < count and time.monotonic() - self._began > _PATIENCE:
            self._bar = _bar(self._terminal, self._words, count)
            self._bar.start()  # only once it is known here, so that Ctrl-C finds what to stop
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done)
        if done >= count:
            self.end()

    def end(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def over(self, output: Output) -> Output:
        """The output, whose making leaves no bar behind."""

        def make() -> bytes | Content:
            try:
                return output.make()
            finally:
                self.end()

        return output._replace(make=make)


def _bar(terminal: Terminal, words: str, count: int) -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    bar = Progress(*columns, console=Console(file=terminal.stderr), transient=True)
    bar.add_task(words, total=count)
    return bar
