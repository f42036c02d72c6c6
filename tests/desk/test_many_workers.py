"""Four workers at one database, killed at random, and the server with them: each message is answered once, in order."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.kit.desk import Customer, DeskBench
from tests.kit.postgresql import Server

CHANNELS, EACH, WORKERS = 50, 15, 4
KILLED_AFTER = 60  # messages
TRIES = 3_000  # looks at which nothing had moved, a tenth of a second apart
_DIED_TWICE = """select 1 from arrival where losses > 2
  or losses = 2 and (worker is null or worker not in (select worker from living)) limit 1"""


class Workers:
    """Processes at work for one desk, each with the folder of a machine of its own, or all with the same one."""

    def __init__(self, bench: DeskBench, folders: list[Path], log: Path) -> None:
        self.bench, self.folders, self.log = bench, folders, log
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, number: int) -> None:
        words = [sys.executable, "-m", "tests.kit.desk_worker", str(self.folders[number % len(self.folders)])]
        with (self.log / "told").open("ab") as told:
            started = subprocess.Popen([*words, self.bench.address or "", str(self.log / "lines")], stderr=told)
        self.running.append(started)

    def kill_one(self, chance: random.Random) -> None:
        """Kill one without notice, and start another."""
        victim = self.running.pop(chance.randrange(len(self.running)))
        assert victim.poll() is None, (self.log / "told").read_text()
        victim.kill()
        victim.wait()
        self.start(victim.pid)

    def end(self) -> None:
        for each in self.running:
            each.kill()
            each.wait()


@pytest.fixture
def workers(desk: DeskBench, tmp_path: Path) -> Iterator[Workers]:
    made = Workers(desk, [desk.folder], tmp_path)
    try:
        yield made
    finally:
        made.end()


def rows(bench: DeskBench, statement: str, *words: object) -> list[tuple[Any, ...]]:
    with psycopg.connect(bench.address or "", autocommit=True, options="-c search_path=talktag_desk") as connection:
        return connection.execute(statement.encode(), words or None).fetchall()


def left_of(bench: DeskBench) -> int:
    """How many messages are still to be worked off."""
    waiting = len(list((bench.folder / "in/new").iterdir())) + len(list((bench.folder / "in/cur").iterdir()))
    is_made = rows(bench, "select to_regclass('arrival') is not null")[0][0]
    return waiting + (int(rows(bench, "select count(*) from arrival")[0][0]) if is_made else 0)


def wait_until_done(bench: DeskBench, meanwhile: Callable[[], None]) -> None:
    unchanged = left = 0
    while unchanged < TRIES:
        meanwhile()
        before, left = left, left_of(bench)
        if not left and not rows(bench, "select 1 from outgoing where data is not null"):
            return
        unchanged = unchanged + 1 if left == before else 0
        time.sleep(0.1)
    raise AssertionError(rows(bench, "select number, worker, losses from arrival"))


@pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
@pytest.mark.parametrize("seed", [1])
def test_killed_workers_and_a_killed_server_lose_nothing_double_nothing_and_keep_the_order(
    desk: DeskBench, workers: Workers, postgresql: Server, seed: int
) -> None:
    chance = random.Random(seed)
    customers = [Customer(number=number) for number in range(1, CHANNELS + 1)]
    for _ in range(EACH):
        for customer in customers:
            desk.send(customer.message({"kind": "message", "title": "?", "data": {"area": "ES-08-017"}}), customer)
    for number in range(WORKERS):
        workers.start(number)

    left = CHANNELS * EACH
    restarts = [left * 4 // 5, left * 2 // 5]

    def disturb() -> None:
        # By what was worked off, not by the clock. Over what three workers die comes last, as it may be why they did:
        # what two died over is worked off before another one is killed.
        nonlocal left
        now = left_of(desk)
        if now < CHANNELS * EACH and rows(desk, _DIED_TWICE):
            return
        if restarts and now <= restarts[0]:
            del restarts[0]
            postgresql.restart("immediate")
        elif now <= left - KILLED_AFTER:
            left = now
            workers.kill_one(chance)

    wait_until_done(desk, disturb)
    assert not restarts
    assert rows(desk, "select count(*) from channel") == [(CHANNELS,)]
    for customer in customers:
        log = rows(desk, "select value from entry where channel = %s order by place", customer.channel)
        came = [each["sequence"] for (each,) in log if each.get("signer")]
        assert came == list(range(1, EACH + 1))
        causes = Counter(each["cause"] for (each,) in log if not each.get("signer"))
        assert set(causes.values()) <= {1}
        assert sum(causes.values()) == EACH
    told = (workers.log / "told").read_text()
    assert "Traceback" not in told, told
