"""Real saves, many in one process, and what they take on the disk: `python -m tests.benchmarks.saves STORE COUNT`.

It runs `set` on one product after the other as the command line does, which is the only way that it writes, and prints
its `Room`s as JSON.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from pathlib import Path

from talktag.cli.input.terminal import Terminal
from talktag.cli.main import run

_LOOKS = 40  # how often it is looked at how much there is


def main() -> None:
    """Save so many times, and look from time to time."""
    store, count = Path(sys.argv[1]), int(sys.argv[2])
    slugs = sorted(path.stem for path in (store / "products").glob("?/*.toml"))
    rooms = [(0, *room(store))]
    for number in range(1, count + 1):
        _run("set", slugs[number * 7919 % len(slugs)], f"place=home/shelf-{number}")
        if number % max(1, count // _LOOKS) == 0 or number == count:
            rooms.append((number, *room(store)))
    print(json.dumps(rooms))


def room(store: Path) -> tuple[int, int]:
    """The bytes on the disk of loose objects, and of packs with what belongs to them."""
    objects = store / ".git" / "objects"
    loose = packed = 0
    for folder in objects.iterdir():
        size = sum(_blocks(path) for path in folder.rglob("*")) + _blocks(folder)
        if len(folder.name) == 2:
            loose += size
        else:
            packed += size
    return loose, packed


def _blocks(path: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_blocks * 512
    return 0


def _run(*words: str) -> None:
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(3)]
    code = run(words, Terminal(streams[0], streams[1], streams[2], os.environ))
    if code:
        streams[2].seek(0)
        raise SystemExit(f"{' '.join(words)}: exit {code}\n{streams[2].read()}")


if __name__ == "__main__":
    main()
