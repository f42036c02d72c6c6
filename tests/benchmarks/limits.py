"""The yardsticks: what the machine itself needs for the unavoidable part of a command. None of them runs talktag."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path

from .measure import Job
from .surroundings import Store, Surroundings

RARE_LABEL = "insured"  # a word that stands in about one record of a hundred, and in no key
PROGRAMS = Path(__file__).parent / "yardsticks"
PARSER = "tomli" if importlib.util.find_spec("tomli") else "tomllib"
SEARCH = ("rg", "-il") if shutil.which("rg") else ("grep", "-ril")


def bare(at: Surroundings) -> Job:
    """The interpreter doing nothing: what every other time is also told in multiples of."""
    return Job(lambda _: (at.python, "-c", "pass"), at.scratch, at.environment)


def general(at: Surroundings) -> Iterator[tuple[str, Job]]:
    """Those that no store has a part in: Typer doing nothing, and the libraries of a sheet alone."""
    yield "typer", _program(at, "typer_floor.py", "x")
    yield "codes", _program(at, "codes.py")


def of_store(at: Surroundings, store: Store) -> Iterator[tuple[str, Job]]:
    """Those that grow with a store: a search through its records, one parse of them all, one durable commit."""
    words = (*SEARCH, RARE_LABEL, "products")
    yield f"search {store.count}", Job(lambda _: words, store.read, at.environment)
    yield f"parse {store.count}", _program(at, "parse_records.py", str(store.read / "products"))
    script = str(PROGRAMS / "plumbing.sh")
    yield (
        f"plumbing {store.count}",
        Job(lambda number: ("sh", script, f"yardstick-{number}"), store.plain, at.environment),
    )


def _program(at: Surroundings, name: str, *words: str) -> Job:
    line = (at.python, str(PROGRAMS / name), *words)
    return Job(lambda _: line, at.scratch, at.environment)
