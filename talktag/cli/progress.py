"""Progress of long work, for a person at a terminal; nothing anywhere else. It decides nothing and counts nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from talktag.cli.terminal import Terminal

_PATIENCE = 0.5  # seconds of work before anything is shown


def progress(terminal: Terminal, words: str) -> Callable[[int, int], None] | None:
    """What is to be told (done, in all); None where nobody watches."""
    if not terminal.stderr.isatty() or not terminal.is_read_by_a_person:
        return None
    began = time.monotonic()
    shown: list[Bar] = []

    def tell(done: int, count: int) -> None:
        if not shown and done < count and time.monotonic() - began > _PATIENCE:
            shown.append(_bar(terminal, words, count))
        for bar in shown:
            bar.update(bar.task_ids[0], completed=done)
            if done >= count:
                bar.stop()
                shown.clear()

    return tell


def _bar(terminal: Terminal, words: str, count: int) -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    bar = Progress(*columns, console=Console(file=terminal.stderr), transient=True)
    bar.add_task(words, total=count)
    bar.start()
    return bar
