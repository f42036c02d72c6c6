"""A worker is killed by the kernel at each of its steps: nothing is lost, nothing answered twice, the bytes are one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from talktag.desk.folders.folder_keeping import FolderKeeping
from talktag.model.desk.keeping import RefusedArrival
from talktag.seal import age
from tests.kit.desk import Customer, DeskBench
from tests.kit.killing import CHANGING, is_killed

pytestmark = pytest.mark.parametrize("desk", ["folders"], indirect=True)


def _copied(desk: DeskBench, to: Path) -> DeskBench:
    shutil.copytree(desk.folder, to, symlinks=True)
    return DeskBench(to, now=desk.now)


def _sent(desk: DeskBench, ana: Customer) -> None:
    """A table, a question that is answered, one for a person, one that is refused, one that came before."""
    desk.send(ana.table({"fields": {"area": "ES-08-017"}}, until="2026-12-31"), ana)
    desk.run()
    data = desk.sealed(ana.scan(), ana)
    desk.put(data)
    desk.put(data)
    desk.send(ana.scan("ES-99"), ana)
    desk.put(b"hello")


def test_a_worker_killed_at_any_step_loses_nothing_and_answers_once(
    desk: DeskBench, ana: Customer, tmp_path: Path
) -> None:
    _sent(desk, ana)
    whole = _copied(desk, tmp_path / "whole")
    whole.run()
    wanted = whole.titles(ana)
    (answer,) = whole.answers(ana)
    assert sorted(kind for kind, _ in wanted) == ["case", "message", "scan", "scan", "table"]
    step = 0
    while True:
        step += 1
        copy = _copied(desk, tmp_path / f"killed-{step}")
        came_through = not is_killed(step, copy.run, CHANGING)
        copy.run()
        assert copy.titles(ana) == wanted, step
        assert [each.values() for each in copy.answers(ana)] == [answer.values()], step
        assert len(copy.refusals()) == 1, step
        assert list(copy.keeping().open_channels()) == [ana.channel], step
        assert not list((copy.folder / "in").glob("*/*")), step
        assert not [each for each in copy.folder.rglob("*") if each.name.startswith(("next-", "part-", "out-"))], step
        shutil.rmtree(copy.folder)
        if came_through:
            break
    assert step > 25


def test_an_answer_that_a_carrier_took_before_the_crash_is_not_put_out_again(
    desk: DeskBench, ana: Customer, tmp_path: Path
) -> None:
    _sent(desk, ana)
    for step in range(1, 400):
        copy = _copied(desk, tmp_path / f"killed-{step}")
        came_through = not is_killed(step, copy.run, CHANGING)
        taken = [path.rename(path.parent.parent / "cur" / path.name) for path in (copy.folder / "out/new").iterdir()]
        copy.run()
        assert len(list((copy.folder / "out").glob("*/*"))) == 1, step
        if taken:
            assert not list((copy.folder / "out/new").iterdir()), step
        shutil.rmtree(copy.folder)
        if came_through:
            return
    raise AssertionError


def test_lines_for_programs_come_at_least_once_and_are_the_same(desk: DeskBench, ana: Customer, tmp_path: Path) -> None:
    desk.send(ana.scan(), ana)
    lines = tmp_path / "lines"

    def write(data: bytes) -> None:
        with lines.open("ab") as file:
            file.write(data)

    for step in range(1, 400):
        copy = _copied(desk, tmp_path / f"killed-{step}")
        lines.write_bytes(b"")
        bench = copy

        def run(bench: DeskBench = bench) -> None:
            bench.said = _Appending(write)  # type: ignore[assignment]
            bench.run()

        came_through = not is_killed(step, run, CHANGING)
        run()
        said = lines.read_bytes().splitlines()
        assert len(set(said)) == 2, (step, said)
        shutil.rmtree(copy.folder)
        if came_through:
            assert len(said) == 2
            return
    raise AssertionError


class _Appending(list[bytes]):
    def __init__(self, write: object) -> None:
        super().__init__()
        self.append = write  # type: ignore[method-assign,assignment]


def test_a_channel_that_is_half_forgotten_is_forgotten_by_the_next_who_does(
    desk: DeskBench, ana: Customer, tmp_path: Path
) -> None:
    _sent(desk, ana)
    desk.run()

    def forget(bench: DeskBench) -> None:
        keeping = FolderKeeping(bench.folder)
        with keeping.holding([ana.channel]) as held:
            held.forget(ana.channel)

    for step in range(1, 400):
        copy = _copied(desk, tmp_path / f"killed-{step}")
        came_through = not is_killed(step, lambda copy=copy: forget(copy), CHANGING)  # type: ignore[misc]
        forget(copy)
        assert not [each for each in copy.folder.rglob("*") if ana.channel in each.name], step
        shutil.rmtree(copy.folder)
        if came_through:
            return
    raise AssertionError


def test_what_is_refused_or_split_is_so_once_wherever_the_worker_is_killed(desk: DeskBench, tmp_path: Path) -> None:
    desk.put(age.encrypt(b"hello", recipients=[desk.desk.public.owner_recipient]))
    for step in range(1, 100):
        copy = _copied(desk, tmp_path / f"killed-{step}")
        came_through = not is_killed(step, copy.run, CHANGING)
        copy.run()
        assert len(copy.refusals()) == 1, step
        assert len(list((copy.folder / "refused").iterdir())) == 2, step
        shutil.rmtree(copy.folder)
        if came_through:
            return
    raise AssertionError


def test_a_worker_takes_over_what_a_dead_one_had_claimed_and_leaves_alone_what_a_live_one_has(
    desk: DeskBench, ana: Customer
) -> None:
    desk.send(ana.scan(), ana)
    alive = FolderKeeping(desk.folder)
    (arrival,) = alive.claim(9, desk.now)
    assert desk.run() == 0
    alive.close()
    assert desk.run() == 1
    assert len(desk.answers(ana)) == 1
    assert RefusedArrival(arrival, "-").channel is None
