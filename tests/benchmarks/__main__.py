"""Runs the benchmark: makes the stores, measures, prints the tables. Leaves nothing behind."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from . import commands, limits, peers, report
from .measure import Limit, Measurement
from .surroundings import MAIN, Surroundings, prepare


def main() -> None:
    """Parse the options, run, print to standard output; progress goes to standard error."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="100,1000,10000", help="products in each store, with commas")
    parser.add_argument("--rounds", type=int, default=7, help="how often each command is measured")
    parser.add_argument("--only", default=",".join(commands.NAMES), help=f"of {', '.join(commands.NAMES)}")
    given = parser.parse_args()
    only = given.only.split(",")
    if unknown := set(only) - set(commands.NAMES):
        parser.error(f"--only knows no {', '.join(sorted(unknown))}")
    sizes = tuple(int(size) for size in given.sizes.split(","))
    with tempfile.TemporaryDirectory(prefix="talktag-benchmarks-") as folder:
        at = prepare(Path(folder), sizes, _tell)
        _check_answers(at)
        _run(at, given.rounds, only)


def _run(at: Surroundings, rounds: int, only: Sequence[str]) -> None:
    rows = [row for store in at.stores for row in commands.rows(at, store, only)]
    others = peers.rows(at, at.stores[-1], _tell) if "peers" in only else []
    lean = [store for store in at.stores if store.count == commands.MEMORY_SIZE and "memory" in only]
    extra = [row for store in lean for row in commands.memory_rows(at, store)]
    rows += commands.ledger_rows(at) if "ledger" in only else []
    yardsticks = dict(limits.general(at))
    for store in at.stores:
        yardsticks |= dict(limits.of_store(at, store))
    jobs = {row.key: (row.job, row.limit) for row in (*rows, *others, *extra)}
    found = Measurement(yardsticks)
    found.run({commands.BARE: (limits.bare(at), Limit("", ())), **jobs}, rounds, _tell)
    print(report.ratios([*rows, *others], found))
    if flat := report.growth(rows, found):
        print(f"\n{flat}")
    print(f"\n{report.yardsticks(found)}")
    large = [row for row in rows if row.store is at.stores[-1] and row.command in commands.LARGE_ONES]
    for some, most in ((large, commands.LARGE), ([row for row in rows if row.store in lean] + extra, commands.MEMORY)):
        if some:
            print(f"\n{report.memory(some, found, most)}")


def _check_answers(at: Surroundings) -> None:
    """Say so where `find` and the search it is compared with do not find the same records."""
    for store in at.stores:
        line = (at.python, "-c", MAIN, "--store", str(store.read), "--plain", "find", limits.RARE_LABEL)
        ours = subprocess.run(line, env=at.environment, capture_output=True, text=True, check=False).stdout
        words = (*limits.SEARCH, limits.RARE_LABEL, "products")
        theirs = subprocess.run(words, cwd=store.read, env=at.environment, capture_output=True, text=True, check=False)
        found = {line.split("\t")[0] for line in ours.splitlines()}
        if found != {Path(path).stem for path in theirs.stdout.splitlines()}:
            _tell(f"find and {words[0]} disagree at {store.count:,} products: the figures mean little")


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


main()
