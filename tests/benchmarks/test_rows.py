"""The table of rows holds together, and the page of the reference has the form that the benchmark writes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.benchmarks import page, report, rows
from tests.benchmarks.disk import DiskUse
from tests.benchmarks.jobs import chosen, key_of
from tests.benchmarks.measure import Job, run_once, run_rounds
from tests.benchmarks.ratios import Sample, Series
from tests.benchmarks.report import Found
from tests.benchmarks.surroundings import FailedError

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/benchmarks.md"


def found(sizes: Sequence[int], cpu: float = 6.0, peak: float = 30.0) -> Found:
    """A run in which everything took the same, but for the interpreter."""
    keys = [key_of(row, size) for row in rows.table() for size in sizes]
    series = {key: Series({1: Sample(cpu, peak)}) for key in keys}
    disk = DiskUse(1000, 12.0, 900.0, packs_itself=True)
    return Found(rows.table(), sizes, sizes[-1], Series({1: Sample(1.0, 20.0)}), series, (), disk, rounds=1)


def test_every_goal_is_a_sum_of_what_is_measured() -> None:
    names = {row.what for row in rows.table()} | {rows.BARE}
    assert len(names) == len(rows.table()) + 1
    assert {name for row in rows.table() for goal in row.goals for _, name in goal} <= names
    assert not [row.what for row in rows.table() if row.is_yardstick and (row.goals or row.growth)]


def test_every_goal_of_every_size_is_made_of_figures_of_that_size() -> None:
    every = {row.what: row for row in rows.table()}
    for row in rows.table():
        for goal in row.goals:
            for _, name in goal:
                alone = name == rows.BARE or every[name].where == "-"
                assert alone or every[name].is_of_every_size or not row.is_of_every_size, row.what


def test_a_part_of_the_table_brings_along_what_it_is_held_to() -> None:
    assert [row.what for row in chosen(rows.table(), ["doctor"])] == ["tomllib", "git fsck", "doctor", "after a clone"]
    assert chosen(rows.table(), []) == list(rows.table())
    assert chosen(rows.table(), ["no such thing"]) == []


def test_a_line_that_does_not_hold_up_is_refused() -> None:
    with pytest.raises(ValueError, match="show: nowhere, pipe, no growth"):
        list(rows.read_table("what | where\n\nshow | nowhere |  |  |  |  |  | talktag show\n"))


def test_the_page_has_the_form_that_the_benchmark_writes() -> None:
    there = PAGE.read_text(encoding="utf-8")
    heading = re.search(r"^\| command \|(.+?)\| goal \|", there, flags=re.MULTILINE)
    assert heading is not None
    sizes = [int(cell.replace(",", "")) for cell in heading[1].split("|")]
    made = page.text(found(sizes), "one processor")
    assert page.form(made) == page.form(there), (
        "make it anew: python -m tests.benchmarks --page docs/reference/benchmarks.md"
    )


def test_the_form_of_a_page_leaves_out_figures_and_nothing_else() -> None:
    slow = page.text(found([100, 10_000], cpu=600.0, peak=900.0), "many processors")
    assert page.form(slow) == page.form(page.text(found([100, 10_000]), "one processor"))
    assert page.form(slow.replace("list --json", "list --yaml")) != page.form(slow)
    assert page.form(slow.replace("None of these runs", "All of these run")) != page.form(slow)


def test_what_misses_is_named_with_how_much_it_misses_by() -> None:
    missed = report.misses(found([100, 10_000], cpu=9.0, peak=90.0))
    assert "list at 10,000: 9.00 x, missed by 12 % (8 bare)" in missed
    assert "show at 10,000: 9.00 x, missed by 50 % (6 bare)" in missed
    assert "list --json: 90 MB, missed: 2.2 times (40 MB)" in missed
    run = found([100, 10_000])
    run.series["show", 100].samples[1] = Sample(6.6, 30.0)
    run.series["list", 100].samples[1] = Sample(66.0, 30.0)
    missed = report.misses(run)
    assert "show at 100: 6.60 x, missed by 10 % (6 bare)" in missed
    assert not [line for line in missed if line.startswith("list ")]


def test_growth_is_told_beside_the_sizes_and_judged_by_its_kind() -> None:
    run = found([100, 10_000])
    run.series["show", 10_000].samples[1] = Sample(12.0, 30.0)
    table = report.speed(run)
    assert table[0][:3] == ("command", "100", "10,000")
    shown = next(line for line in table if line[0] == "show")
    assert shown == ("show", "6.00", "12.0", "6 bare", "2.00", "missed: 2.0 times", "2.00", "flat: missed by 60 %")


def test_a_command_that_fails_is_named_and_the_others_are_measured(tmp_path: Path) -> None:
    good = Job(lambda _: ("sh", "-c", "exit 0"), tmp_path, {"PATH": "/usr/bin:/bin"})
    bad = Job(lambda _: ("sh", "-c", "echo no >&2; exit 3"), tmp_path, {"PATH": "/usr/bin:/bin"})
    bare, series = run_rounds(good, {("good", 0): good, ("bad", 0): bad}, 2, lambda _: None)
    assert sorted(bare.samples) == sorted(series["good", 0].samples) == [1, 2]
    assert series["bad", 0].failure == "exit 3: no"


@pytest.mark.parametrize("at_terminal", [False, True])
def test_a_program_runs_at_a_terminal_or_into_a_pipe(tmp_path: Path, *, at_terminal: bool) -> None:
    script = f"test {'' if at_terminal else '!'} -t 1 && printf '%200000s' x"
    job = Job(lambda _: ("sh", "-c", script), tmp_path, {"PATH": "/usr/bin:/bin"}, at_terminal=at_terminal)
    assert run_once(job).peak > 0


def test_what_a_program_says_at_a_terminal_is_the_reason_it_failed(tmp_path: Path) -> None:
    job = Job(lambda _: ("sh", "-c", "echo oh; exit 1"), tmp_path, {"PATH": "/usr/bin:/bin"}, at_terminal=True)
    with pytest.raises(FailedError, match="exit 1: oh"):
        run_once(job)
