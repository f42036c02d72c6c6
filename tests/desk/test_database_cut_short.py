"""A worker at a database is killed, cut off or without a server at each of its steps: answered once all the same."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from talktag.errors import DiskError
from talktag.ops.desk.run import DeskClock, run_desk
from talktag.ops.desk.work import DeskVoice
from tests.kit.desk import Customer, DeskBench
from tests.kit.killing import CHANGING, is_killed
from tests.kit.postgresql import Server

pytestmark = pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
STATEMENT = "talktag.tests.statement"  # an event before each statement, and before and behind each end of a transaction
STEPS = CHANGING | {STATEMENT}


@pytest.fixture
def at_statements(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[psycopg.Connection[Any]], None]]:
    """What to do before each statement; Python is told of each as an event, too."""
    wanted: list[Callable[[psycopg.Connection[Any]], None]] = []

    def with_event(owner: type, name: str, *, is_behind: bool) -> None:
        real = getattr(owner, name)

        def call(this: Any, *words: Any, **more: Any) -> Any:
            sys.audit(STATEMENT)
            for each in wanted:
                each(this.connection)
            done = real(this, *words, **more)
            if is_behind:
                sys.audit(STATEMENT)
            return done

        monkeypatch.setattr(owner, name, call)

    with_event(psycopg.Cursor, "execute", is_behind=False)
    with_event(psycopg.Cursor, "executemany", is_behind=False)
    with_event(psycopg.Transaction, "__exit__", is_behind=True)
    return wanted


def work(desk: DeskBench, lines: Path) -> None:
    """What a worker does, as a process of its own: its lines are in a file as soon as it says them."""
    handle = os.open(lines, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    worker = desk.worker()
    with contextlib.closing(worker.keeping):
        voice = DeskVoice(lambda data: os.write(handle, data) and None, lambda _: None)
        run_desk(worker, DeskClock(lambda: desk.now, lambda _: False), voice, once=True)


def must_be_answered_once(desk: DeskBench, who: Customer, lines: Path) -> None:
    assert [kind for kind, _ in desk.titles(who)] == ["scan", "message"]
    assert len(list((desk.folder / "out").glob(f"*/{who.channel}-*"))) == 1
    assert not list((desk.folder / "in").glob("*/*"))
    said = [*desk.events(), *map(json.loads, lines.read_text().splitlines() if lines.exists() else ())]
    told = {each["type"] for each in said if each["correlationid"] == who.channel}
    assert told == {"org.talktag.scan.v1", "org.talktag.message.v1"}
    assert rows(desk, "select count(*) from arrival") == [(0,)]


def rows(desk: DeskBench, statement: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(desk.address or "", options="-c search_path=talktag_desk") as connection:
        return list(connection.execute(statement.encode()))


@pytest.mark.usefixtures("at_statements")
def test_a_worker_that_is_killed_at_any_step(desk: DeskBench, tmp_path: Path) -> None:
    is_cut_short, step = True, 0
    while is_cut_short:
        step += 1
        who, lines = Customer(number=step), tmp_path / f"lines-{step}"
        desk.send(who.scan(), who)
        is_cut_short = is_killed(step, lambda: work(desk, lines), STEPS)  # noqa: B023 - called at once
        desk.settle()
        desk.run()
        must_be_answered_once(desk, who, lines)
    assert step > 40


def test_what_a_worker_had_is_taken_up_as_soon_as_the_server_knows_that_it_is_gone(
    desk: DeskBench, ana: Customer, tmp_path: Path
) -> None:
    desk.send(ana.scan(), ana)

    def die_unnoticed() -> None:
        assert desk.keeping().claim(9, desk.now)
        for backend in backends(desk):
            os.kill(backend, signal.SIGSTOP)
        os.kill(os.getpid(), signal.SIGKILL)

    assert is_killed(0, die_unnoticed)
    held = backends(desk)
    try:
        assert len(held) == 1
        assert desk.run() == 0
        assert rows(desk, "select count(*) from arrival") == [(1,)]
    finally:
        for backend in held:
            os.kill(backend, signal.SIGCONT)
    desk.settle()
    desk.run()
    must_be_answered_once(desk, ana, tmp_path / "lines")


def backends(desk: DeskBench) -> list[int]:
    """The server's processes that serve workers of this desk."""
    serving = "select pid from pg_stat_activity where datname = current_database() and application_name = %s"
    with psycopg.connect(desk.address or "") as connection:
        return [pid for (pid,) in connection.execute(serving, ["talktag desk"])]


def test_a_connection_that_ends_before_any_statement(
    desk: DeskBench, tmp_path: Path, at_statements: list[Callable[[psycopg.Connection[Any]], None]]
) -> None:
    step, left = 0, 0

    def cut(connection: psycopg.Connection[Any]) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            with psycopg.connect(desk.address or "", autocommit=True) as other:
                at_statements.clear()
                other.execute("select pg_terminate_backend(%s)", [connection.info.backend_pid])

    while left <= 0:
        step += 1
        who, lines, left = Customer(number=step), tmp_path / "lines", step
        desk.send(who.scan(), who)
        at_statements[:] = [cut]
        with contextlib.suppress(DiskError):  # all that it could do once: run ends with it where it goes on
            desk.run()
        at_statements.clear()
        desk.settle()
        desk.run()
        must_be_answered_once(desk, who, lines)
    assert step > 20


def test_a_server_that_starts_anew_between_two_turns(desk: DeskBench, postgresql: Server, tmp_path: Path) -> None:
    for number in range(1, 4):
        who = Customer(number=number)
        desk.send(who.scan(), who)
        postgresql.restart("immediate")
        with contextlib.suppress(DiskError):
            desk.run()
        desk.run()
        must_be_answered_once(desk, who, tmp_path / "lines")


def test_a_server_that_is_away_is_waited_for_and_nothing_of_the_folder_goes(
    desk: DeskBench, postgresql: Server, ana: Customer, tmp_path: Path
) -> None:
    desk.send(ana.scan(), ana)
    postgresql.stop("immediate")
    with pytest.raises(DiskError, match="the database"):
        desk.run()
    assert list((desk.folder / "in").glob("*/*"))
    postgresql.start()
    desk.run()
    must_be_answered_once(desk, ana, tmp_path / "lines")
