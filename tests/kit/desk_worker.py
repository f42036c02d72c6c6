"""A worker of a desk as a process of its own: `python -m tests.kit.desk_worker FOLDER ADDRESS LINES`. Judges nothing.

It works until it is ended, and adds its lines for programs to the file LINES.
"""

from __future__ import annotations

import datetime
import os
import sys
import time
from pathlib import Path

from talktag.ops.desk.run import DeskClock, run_desk
from talktag.ops.desk.work import DeskVoice
from tests.kit.desk import DeskBench


def main(folder: str, address: str, lines: str) -> None:
    handle = os.open(lines, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    bench = DeskBench(Path(folder), address=address or None)

    def wait(seconds: float) -> bool:
        time.sleep(min(seconds, 0.1))  # trouble is over soon here
        return False

    def say(data: bytes) -> None:
        os.write(handle, data)

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    clock = DeskClock(lambda: datetime.datetime.now(datetime.UTC), wait)
    run_desk(bench.desk, clock, DeskVoice(say, tell), once=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
