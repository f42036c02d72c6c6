"""Any order of delivery, in any batches, any of it twice, gives the same logs, for rules that do not count."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kit.desk import OUTAGES, Customer, DeskBench

ECHO = 'format = 1\non = ["message"]\nby = ["customer"]\n[[do]]\nkind = "noted"\ntitle = "Noted: {entry.title}"\n'


@cache
def _desk() -> tuple[DeskBench, list[Customer], list[bytes]]:
    """A desk, two customers and what they sent; the number of messages is below what an hour allows."""
    bench = DeskBench(Path(tempfile.mkdtemp()) / "desk").make()
    bench.rule()
    bench.rule(ECHO, "echo")
    bench.lookup(OUTAGES)
    customers = [Customer(1), Customer(2)]
    documents = [(who.table({"fields": {"area": "x"}}), who) for who in customers]
    for who in customers:
        documents += [(who.scan(area), who) for area in ("ES-08-017", "ES-99", "ES-08-017", None)]
        documents.append((who.message({"kind": "message", "title": "Well?"}), who))
    return bench, customers, [bench.sealed(document, who) for document, who in documents]


def _logs(order: list[int], batches: list[int]) -> list[set[tuple[str, ...]]]:
    bench, customers, sealed = _desk()
    for who in customers:
        with bench.desk.keeping.holding([who.channel]) as held:
            held.forget(who.channel)
    bench.desk.keeping.close()
    waiting = list(order)
    for number, size in enumerate([*batches, len(order)]):
        for index in waiting[:size]:
            bench.put(sealed[index], f"{number:04}-{bench.count:06}")
        del waiting[:size]
        bench.run()
    kept = [bench.kept(who.channel) for who in customers]
    return [{(each.id, each.kind, each.title, each.cause or "") for each in one.log} for one in kept if one]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_order_and_any_batches_give_the_same_logs(data: st.DataObject) -> None:
    _, _, sealed = _desk()
    numbers = list(range(len(sealed)))
    order = data.draw(st.permutations(numbers))
    twice = data.draw(st.lists(st.sampled_from(numbers), max_size=4))
    batches = data.draw(st.lists(st.integers(1, 5), max_size=4))
    assert _logs([*order, *twice], batches) == _logs(numbers, [])


@pytest.mark.parametrize("seed", range(3))
def test_logs_of_a_desk_are_more_than_what_came(seed: int) -> None:
    order = list(range(len(_desk()[2])))
    Random(seed).shuffle(order)
    for log in _logs(order, []):
        assert len({kind for _, kind, _, _ in log}) >= 5
