"""Whole processes, measured: processor time and peak memory of each. Never looks into one, and judges none.

Every round runs every job once, in another order, and the interpreter doing nothing between any two of them, so that a
slow moment of the machine meets both. What a job took is told in multiples of that interpreter in the same round.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import random
import statistics
import subprocess
import tempfile
import termios
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from .ratios import Sample, Series
from .surroundings import FailedError

_RSS_UNIT = 1 if os.uname().sysname == "Darwin" else 1024  # bytes in one unit of ru_maxrss (getrusage(2))
_SCREEN = b"\x32\0\xa0\0\0\0\0\0"  # 50 lines of 160 columns
_PART = 1024 * 1024
Key = tuple[str, int]  # what is measured, and in a store of how many products; 0 where it is measured once


@dataclass(frozen=True, slots=True)
class Job:
    """A program to run in `folder`, into a pipe or at a terminal of its own.

    `words` makes the command line of its so-manyth run, and may put ready what that needs; it is not measured. At most
    `most` rounds measure it, and one that is slow enough is not warmed up before.
    """

    words: Callable[[int], Sequence[str]]
    folder: Path
    environment: Mapping[str, str]
    at_terminal: bool = False
    most: int = 1_000_000
    is_warmed: bool = True
    runs: Iterator[int] = field(default_factory=itertools.count)


def run_rounds(
    bare: Job, jobs: Mapping[Key, Job], rounds: int, tell: Callable[[str], None]
) -> tuple[Series, dict[Key, Series]]:
    """What the interpreter took and what each job took, after one round to warm up that does not count.

    A job that fails is left out of the rest, and its series says why.
    """
    bares, found = Series(), {name: Series() for name in jobs}
    order = list(jobs)
    chance = random.Random(0)
    for number in range(rounds + 1):
        tell(f"round {number} of {rounds}" if number else "warm-up")
        beside: list[Sample] = []
        for name in order:
            job, series = jobs[name], found[name]
            if series.failure or number > job.most or not (number or job.is_warmed):
                continue
            beside.append(run_once(bare))
            with _failure_noted(series):
                sample = run_once(job)
                if number:
                    series.samples[number] = sample
        if number and beside:
            bares.samples[number] = _middle(beside)
        chance.shuffle(order)
    return bares, found


def run_once(job: Job) -> Sample:
    """Run a job to its end and read all that it prints. FailedError with its first line when it fails."""
    words = list(job.words(next(job.runs)))
    with tempfile.TemporaryFile() as errors:
        try:
            code, cpu, peak, shown = (_run_at_terminal if job.at_terminal else _run_in_pipe)(job, words, errors)
        except FileNotFoundError as error:
            raise FailedError(f"{words[0]} is not installed") from error
        errors.seek(0)
        said = (errors.read() or shown).decode(errors="replace").strip().splitlines()
    if code:
        raise FailedError(f"exit {code}: {said[0].strip() if said else ' '.join(words)}")
    return Sample(cpu, peak)


_Ended = tuple[int, float, float, bytes]  # exit code, milliseconds, megabytes, the end of what it showed


def _run_in_pipe(job: Job, words: Sequence[str], errors: IO[bytes]) -> _Ended:
    process = subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, cwd=job.folder, env=job.environment
    )
    assert process.stdout is not None
    with process.stdout as output:
        return _wait(process, output.fileno())


def _run_at_terminal(job: Job, words: Sequence[str], _: IO[bytes]) -> _Ended:
    master, slave = os.openpty()
    try:
        fcntl.ioctl(slave, termios.TIOCSWINSZ, _SCREEN)
        process = subprocess.Popen(
            words,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=job.folder,
            env={**job.environment, "TERM": "xterm-256color"},
            start_new_session=True,
        )
    finally:
        os.close(slave)
    try:
        return _wait(process, master)
    finally:
        os.close(master)


def _wait(process: subprocess.Popen[bytes], output: int) -> _Ended:
    """Read to the end, then ask what the process and all that it waited for took."""
    last = b""
    with contextlib.suppress(OSError):  # Linux reports the closed terminal as an input/output error
        while part := os.read(output, _PART):
            last = part
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu, peak = (used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss * _RSS_UNIT / 1e6
    return process.returncode, cpu, peak, last


@contextlib.contextmanager
def _failure_noted(series: Series) -> Iterator[None]:
    try:
        yield
    except FailedError as error:
        series.failure = str(error)


def _middle(samples: Iterable[Sample]) -> Sample:
    given = list(samples)
    return Sample(statistics.median(each.cpu for each in given), max(each.peak for each in given))
