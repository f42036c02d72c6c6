"""Whole processes, measured: wall time, processor time and peak memory of each. Never looks into one.

A command and the yardsticks it is held to run right beside each other, in every round anew and in a shuffled order, so
that a slow moment meets both. The ratio of a command is the median of the ratios of its rounds.
"""

from __future__ import annotations

import itertools
import os
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_RSS_UNIT = 1 if os.uname().sysname == "Darwin" else 1024  # bytes in one unit of ru_maxrss (getrusage(2))


class FailedError(Exception):
    """A job that ended with another exit code than 0; its message is what it said."""


@dataclass(frozen=True, slots=True)
class Job:
    """A program to run in `folder`. `words` makes the command line of its so-manyth run; `before` is not measured."""

    words: Callable[[int], Sequence[str]]
    folder: Path
    environment: Mapping[str, str]
    before: Callable[[], None] = lambda: None
    most_rounds: int = 1_000_000
    runs: Iterator[int] = field(default_factory=itertools.count)


@dataclass(frozen=True, slots=True)
class Limit:
    """The sum of some yardsticks, each so many times, and how it is called in the table."""

    words: str
    terms: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: milliseconds of wall time and of processor time (user and system), peak memory in megabytes."""

    wall: float
    cpu: float
    peak: float


@dataclass(slots=True)
class Measured:
    """All runs of one job, each with the sum of its limit beside it; `failure` says why it was given up."""

    own: list[Sample] = field(default_factory=list)
    limits: list[Sample] = field(default_factory=list)
    failure: str | None = None

    @property
    def wall(self) -> float:
        """The median wall time in milliseconds."""
        return statistics.median(sample.wall for sample in self.own)

    @property
    def cpu(self) -> float:
        """The median processor time in milliseconds."""
        return statistics.median(sample.cpu for sample in self.own)

    @property
    def ratio(self) -> float:
        """The median of each round's processor time against its limit."""
        return statistics.median(own.cpu / limit.cpu for own, limit in zip(self.own, self.limits, strict=True))

    @property
    def peak(self) -> float:
        """The largest peak memory in megabytes, of the program or of any program it ran."""
        return max(sample.peak for sample in self.own)


class Measurement:
    """Runs jobs and keeps what they took. `yardsticks` are the jobs that limits are made of."""

    def __init__(self, yardsticks: Mapping[str, Job]) -> None:
        self._yardsticks = yardsticks
        self.yardsticks = {name: Measured() for name in yardsticks}
        self.rows: dict[str, Measured] = {}

    def run(self, jobs: Mapping[str, tuple[Job, Limit]], rounds: int, tell: Callable[[str], None]) -> None:
        """One round to warm up, which does not count, and then so many; a job that fails is left out of the rest."""
        self.rows = {name: Measured() for name in jobs}
        order = list(jobs)
        chance = random.Random(0)
        for number in range(rounds + 1):
            tell(f"round {number} of {rounds}" if number else "warm-up")
            for name in order:
                job, limit = jobs[name]
                if number <= job.most_rounds and not self.rows[name].failure:
                    self._run_pair(self.rows[name], job, limit, counts=number > 0)
            chance.shuffle(order)

    def _run_pair(self, row: Measured, job: Job, limit: Limit, *, counts: bool) -> None:
        try:
            sides = [(weight, name, run_once(self._yardsticks[name])) for weight, name in limit.terms]
            own = run_once(job)
        except FailedError as error:
            row.failure = str(error)
            return
        if counts:
            row.own.append(own)
            row.limits.append(_sum([(weight, sample) for weight, _, sample in sides]))
            for _, name, sample in sides:
                self.yardsticks[name].own.append(sample)


def run_once(job: Job) -> Sample:
    """Run a job to its end; its output goes to files, as a pipe's reader would take part in the measurement."""
    job.before()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        words = list(job.words(next(job.runs)))
        began = time.perf_counter()
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, cwd=job.folder, env=job.environment
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines()
            raise FailedError(f"exit {process.returncode}: {said[0] if said else ' '.join(words)}")
    return Sample(wall * 1000, (used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss * _RSS_UNIT / 1e6)


def _sum(terms: Sequence[tuple[float, Sample]]) -> Sample:
    return Sample(
        sum(weight * sample.wall for weight, sample in terms),
        sum(weight * sample.cpu for weight, sample in terms),
        max((sample.peak for _, sample in terms), default=0.0),
    )
