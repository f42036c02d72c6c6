"""How a desk is told to stop: Ctrl-C or TERM, which it hears between two turns. It ends nothing by itself."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

from talktag.ops.desk.run import DeskClock

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from types import FrameType

_SLICE = 0.2  # seconds between two looks, as not every system ends a wait for a signal


def desk_clock(now: Callable[[], datetime.datetime]) -> DeskClock:
    """The clock of this computer, and a wait that ends when the desk is told to stop."""
    stop = threading.Event()
    is_listening = False

    def stop_soon(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    def wait(seconds: float) -> bool:
        nonlocal is_listening
        if not is_listening:
            is_listening = True
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, stop_soon)
        while seconds > 0 and not stop.is_set():
            stop.wait(min(seconds, _SLICE))
            seconds -= _SLICE
        return stop.is_set()

    return DeskClock(now, wait)
