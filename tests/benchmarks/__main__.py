"""Runs the benchmark, prints what it found and what misses its goal. It is no test, and leaves nothing behind.

A default run takes about ten minutes on two idle processors, one with --large half an hour, and a gigabyte or five of
the disk; --only, --sizes and --rounds make it small.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from . import page, peers, report
from .disk import disk_use
from .jobs import bare_job, chosen, jobs_of
from .measure import run_rounds
from .report import Found
from .rows import USUAL, table
from .stores import Stores
from .surroundings import surround

SIZES, LARGE = "100,10000", "100,10000,50000"
DISK, PEERS = "disk", "peers"


def main() -> None:
    """Parse the options, run, print to standard output; progress goes to standard error."""
    parser = _parser()
    given = parser.parse_args()
    if given.page and given.only:
        parser.error("a page is written of everything, not of a part")
    sizes = sorted(int(size) for size in (given.sizes or (LARGE if given.large else SIZES)).split(","))
    only = [part for part in given.only.split(";") if part]
    parts = [part for part in only if part not in {DISK, PEERS}]
    rows = chosen(table(), parts) if parts or not only else []
    if parts and not rows:
        parser.error(f"nothing that is measured has {' or '.join(parts)} in its name; see tests/benchmarks/rows.txt")
    with tempfile.TemporaryDirectory(prefix="talktag-benchmarks-") as name:
        around = surround(Path(name))
        main_size = max((size for size in sizes if size <= USUAL), default=sizes[0])
        stores = Stores(around, main_size, given.rounds + 1, _tell)
        jobs = jobs_of(rows, around, stores, sizes)
        others = peers.jobs(around, stores.place("read", main_size).others, _tell) if not only or PEERS in only else {}
        bare, series = run_rounds(bare_job(around), {**jobs, **others}, given.rounds, _tell)
        disk = disk_use(around, stores, given.saves, _tell) if not only or DISK in only else None
    for each in series.values():
        each.failure = each.failure and each.failure.replace(f"{around.scratch}/", "")
    found = Found(rows, sizes, main_size, bare, series, tuple(others), disk, given.rounds)
    if given.page:
        given.page.write_text(page.text(found, page.machine()), encoding="utf-8")
    print(report.text(found))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--large", action="store_true", help="with a store of 50,000 products, too")
    parser.add_argument("--sizes", help=f"products in each store, with commas (default: {SIZES})")
    parser.add_argument("--rounds", type=int, default=7, help="how often each command is measured (default: 7)")
    parser.add_argument("--saves", type=int, default=1000, help="real saves to tell the use of the disk by (1000)")
    parser.add_argument(
        "--only",
        default="",
        metavar="PARTS",
        help=f'only what has one of these, with semicolons, in its name, and what it is held to; "{DISK}", "{PEERS}"',
    )
    parser.add_argument("--page", type=Path, metavar="FILE", help="write the page of the reference, too")
    return parser


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
