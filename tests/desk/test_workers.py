"""Several workers at one folder: each message is answered once, whoever has it."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from tests.kit.desk import Customer, DeskBench, ident

CUSTOMERS, EACH, WORKERS = 15, 4, 4


def _work(folder: Path) -> None:
    bench = DeskBench(folder)
    for _ in range(20):
        bench.turn(5)
    bench.desk.keeping.close()


@pytest.mark.parametrize("desk", ["folders"], indirect=True)
def test_four_workers_answer_each_message_once(desk: DeskBench) -> None:
    customers = [Customer(number, product=ident(number)) for number in range(1, CUSTOMERS + 1)]
    for _ in range(EACH):
        for who in customers:
            desk.send(who.scan(), who)
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_work, args=(desk.folder,)) for _ in range(WORKERS)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert [each.exitcode for each in workers] == [0] * WORKERS
    desk.run()
    for who in customers:
        assert sorted(kind for kind, _ in desk.titles(who)) == ["message"] * EACH + ["scan"] * EACH
    answers = desk.answers(*customers)
    assert len(answers) == CUSTOMERS * EACH
    for who in customers:
        mine = sorted(each.sequence for each in answers if each.channel == who.thread)
        assert mine == [1, 2, 3, 4]


def test_what_a_dead_worker_had_claimed_is_claimed_again_in_the_order_in_which_it_came(
    desk: DeskBench, ana: Customer
) -> None:
    count = 120  # so many that names of one moment with a number in them need not go by it
    for _ in range(count):
        desk.send(ana.scan(), ana)
    dead = desk.keeping()
    first = [each.called for each in dead.claim(count, desk.now)]
    dead.close()
    again = [each.called for each in desk.keeping().claim(count, desk.now)]
    assert len(first) == count
    assert again == first == sorted(first)
