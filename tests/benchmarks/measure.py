"""Whole processes, measured: wall time, processor time and peak memory of each. Never looks into one.

A round runs every job once, in a shuffled order, so that a slow moment meets all of them alike.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_RSS_UNIT = 1 if os.uname().sysname == "Darwin" else 1024  # bytes in one unit of ru_maxrss (getrusage(2))


class FailedError(Exception):
    """A job that ended with another exit code than 0; its message is what it said."""


@dataclass(frozen=True, slots=True)
class Job:
    """A program to run in `folder`. `words` makes its command line for a round; `before` prepares, unmeasured."""

    words: Callable[[int], Sequence[str]]
    folder: Path
    environment: Mapping[str, str]
    before: Callable[[], None] = lambda: None
    most_rounds: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: milliseconds of wall time and of processor time (user and system), peak memory in megabytes."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True, slots=True)
class Measured:
    """All runs of one job, or why there are none."""

    samples: tuple[Sample, ...]
    failure: str | None = None

    @property
    def wall(self) -> float:
        """The median wall time in milliseconds."""
        return statistics.median(sample.wall for sample in self.samples)

    @property
    def cpu(self) -> float:
        """The median processor time in milliseconds."""
        return statistics.median(sample.cpu for sample in self.samples)

    @property
    def peak(self) -> float:
        """The largest peak memory in megabytes, of the program or of any program it ran."""
        return max(sample.peak for sample in self.samples)


def measure(jobs: Mapping[str, Job], rounds: int, tell: Callable[[str], None]) -> dict[str, Measured]:
    """Warm up each job once, then run them all for some rounds; a job that fails is left out of the rest."""
    samples: dict[str, list[Sample]] = {name: [] for name in jobs}
    failures: dict[str, str] = {}
    order = list(jobs)
    chance = random.Random(0)
    for number in range(rounds + 1):
        tell(f"round {number} of {rounds}" if number else "warm-up")
        for name in order:
            if name in failures or number > jobs[name].most_rounds:
                continue
            try:
                sample = run_once(jobs[name], number)
            except FailedError as error:
                failures[name] = str(error)
                continue
            if number:
                samples[name].append(sample)
        chance.shuffle(order)
    return {name: Measured(tuple(samples[name]), failures.get(name)) for name in jobs}


def run_once(job: Job, number: int) -> Sample:
    """Run a job to its end; its output goes to files, as a pipe's reader would take part in the measurement."""
    job.before()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        words = list(job.words(number))
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
