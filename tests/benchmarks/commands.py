"""The commands that are measured, each with its limit and its target. Measures nothing itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .limits import PARSER, RARE_LABEL, SEARCH
from .measure import Job, Limit
from .surroundings import MAIN, Store, Surroundings

BARE = "bare"
NAMES = ("help", "show", "complete", "list", "rebuild", "find", "add", "sheet", "export", "ledger", "memory", "peers")
# Times the bare interpreter, for the whole process, whatever the size of the store.
MOST = {"show": 8.5, "complete": 8.5, "list": 10.0, "find": 9.0, "add": 12.0}
START, FLAT = 1.3, 1.25  # times a Typer program; times its own at the smallest size
FLAT_ONES = ("show", "complete", "find", "add")
LARGE, MEMORY = 150.0, 80.0  # megabytes at the largest size, and of anything at the size below
LARGE_ONES = ("list", "find", "add")
MEMORY_SIZE = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a job, what runs beside it, and the ratio to that it should not pass, None for any.

    `most` is how many times the bare interpreter it may take.
    """

    command: str
    store: Store
    job: Job
    limit: Limit
    target: float | None = None
    most: float | None = None

    @property
    def key(self) -> str:
        """What its measurement is found under."""
        return f"{self.command} {self.store.count}"


def rows(at: Surroundings, store: Store, only: Sequence[str]) -> list[Row]:
    """The lines of one size, those that are asked for."""
    every = (*_quick(at, store), *_many(at, store), *_writing(at, store))
    return [replace(row, most=MOST.get(row.command)) for row in every if row.command in only]


def memory_rows(at: Surroundings, store: Store) -> list[Row]:
    """Commands of which only the memory is of interest: those that take up the whole store at once."""
    sheet = ("sheet", "--all", "--yes", "--stock", "avery-l7120", "-o", str(at.scratch / "all.pdf"))
    lines = {"list --json": ("list", "--json"), "sheet --all": sheet, "log": ("log",), "doctor": ("doctor",)}
    none = Limit("", ())
    return [Row(name, store, _talktag(at, store.read, words, most_rounds=1), none) for name, words in lines.items()]


def ledger_rows(at: Surroundings) -> list[Row]:
    """What one product takes beside thousands of shares of others: nothing that grows with them is wanted."""
    ledger, floor = at.ledger, Limit("typer", ((1, "typer"),))
    beside = Store(ledger.count, (ledger.quiet,), ledger.store, ledger.store, ledger.store)
    receive = ("receive", str(ledger.reply), "--unsigned", "--dry-run")
    words = {"show + shares": ("show", ledger.quiet), "receive + shares": receive}
    return [Row(name, beside, _talktag(at, ledger.store, each), floor) for name, each in words.items()]


def _quick(at: Surroundings, store: Store) -> Iterator[Row]:
    floor = Limit("typer", ((1, "typer"),))
    slug = store.slugs[len(store.slugs) // 2]
    yield Row("help", store, _talktag(at, store.read, ("--help",)), floor, START)
    yield Row("show", store, _talktag(at, store.read, ("show", slug)), floor, START)
    typed = {"_TALKTAG_COMPLETE": "zsh"}
    yield Row("complete", store, _talktag(at, store.read, ("show", slug[:6]), typed), floor, START)


def _many(at: Surroundings, store: Store) -> Iterator[Row]:
    limit = Limit(f"{SEARCH[0]} + typer", ((1, f"search {store.count}"), (1, "typer")))
    target = 1.0 if store.count >= 10_000 else None
    yield Row("list", store, _talktag(at, store.read, ("list",)), limit, target)
    yield Row("find", store, _talktag(at, store.read, ("find", RARE_LABEL)), limit, target)
    cold = at.scratch / "cold"

    def forget() -> None:
        shutil.rmtree(cold, ignore_errors=True)

    job = _talktag(at, store.read, ("find", RARE_LABEL), {"TALKTAG_CONFIG_DIR": str(cold)})
    once = Job(job.words, job.folder, job.environment, forget, most_rounds=3)
    parse = Limit(f"1.3 {PARSER} + typer", ((1.3, f"parse {store.count}"), (1, "typer")))
    yield Row("rebuild", store, once, parse, target)


def _writing(at: Surroundings, store: Store) -> Iterator[Row]:
    plumbing = f"plumbing {store.count}"
    job = _talktag(at, store.written, ())
    line = ("--maker", "Canon", "--place", "home/office", "--price", "12.50 EUR", "--warranty", "24 months")
    add = Job(lambda number: (*job.words(number), "add", f"Yardstick {number}", *line), job.folder, job.environment)
    yield Row("add", store, add, Limit("1.5 git + typer", ((1.5, plumbing), (1, "typer"))), 1.0)
    sheet = ("sheet", *store.slugs[:35], "--yes", "--stock", "avery-l7120", "-o", str(at.scratch / "sheet.pdf"))
    codes = Limit("codes + typer", ((1, "codes"), (1, "typer")))
    yield Row("sheet", store, _talktag(at, store.read, sheet), codes)
    bundle = str(at.scratch / "bundle.zip")
    export = ("export", store.slugs[0], "--to", "fix-it", "--yes", "-o", bundle)
    yield Row("export", store, _talktag(at, store.written, export), Limit("git + typer", ((1, plumbing), (1, "typer"))))


def _talktag(
    at: Surroundings,
    store: Path,
    words: Sequence[str],
    more: dict[str, str] | None = None,
    most_rounds: int = 1_000_000,
) -> Job:
    environment = {**at.environment, "TALKTAG_STORE": str(store), **(more or {})}
    line = (at.python, "-c", MAIN, *words)
    return Job(lambda _: line, at.scratch, environment, most_rounds=most_rounds)
