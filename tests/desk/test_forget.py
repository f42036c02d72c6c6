"""What is forgotten is gone: by a person, by the day that the customer gave; and nothing else goes with it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.kit.desk import Customer, DeskBench

pytestmark = pytest.mark.parametrize("desk", ["folders"], indirect=True)
SECRET = "Zirkonblau"


def _bytes_of(folder: Path) -> bytes:
    found = [each for each in folder.rglob("*") if "keys" not in each.parts]
    names = b"\n".join(str(each.relative_to(folder)).encode() for each in found)
    return names + b"".join(each.read_bytes() for each in found if each.is_file())


def test_of_a_forgotten_channel_no_byte_is_left(desk: DeskBench, ana: Customer) -> None:
    bea = Customer(2)
    empty = _bytes_of(desk.folder)
    desk.send(ana.table({"name": SECRET, "fields": {"area": SECRET}}, until="2026-12-31"), ana)
    first = ana.scan()
    desk.send(first, ana, {})
    desk.send(ana.message({"kind": "message", "title": SECRET}), ana)
    desk.send(bea.scan(), bea)
    desk.run()
    desk.send({**first, "sequence": 99}, ana)
    desk.run()
    assert len(desk.refusals()) == 1
    held_names = [ana.channel, SECRET, ana.key.public.fingerprint, str(ana.thread), ana.key.public.line()]
    assert all(name.encode() in _bytes_of(desk.folder) for name in held_names[:4])
    before = desk.titles(bea)
    with desk.desk.keeping.holding([ana.channel]) as held:
        held.forget(ana.channel)
    left = _bytes_of(desk.folder)
    assert not [name for name in held_names if name.encode() in left]
    assert desk.titles(bea) == before
    with desk.desk.keeping.holding([bea.channel]) as held:
        held.forget(bea.channel)
    ends = {part for part in _bytes_of(desk.folder).split(b"\n") if part not in empty.split(b"\n")}
    assert all(part.startswith((b"log/", b"threads/", b"locks/", b"until/")) for part in ends), ends


def test_a_channel_is_forgotten_by_itself_the_day_after_its_last(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.table(until="2026-03-05"), ana)
    desk.run()
    desk.now = datetime.datetime(2026, 3, 5, 23, 59, tzinfo=datetime.UTC)
    desk.run()
    assert desk.titles(ana)
    desk.now += datetime.timedelta(minutes=2)
    desk.run()
    assert desk.titles(ana) == []
    assert [each for each in desk.told if each.startswith(f"forgot {ana.channel}")]


def test_a_newer_table_that_gives_longer_keeps_the_channel(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.table(until="2026-03-05"), ana)
    desk.send(ana.table(until="2026-06-05", sequence=2), ana)
    desk.run()
    desk.now = datetime.datetime(2026, 3, 6, 12, tzinfo=datetime.UTC)
    desk.run()
    assert len(desk.titles(ana)) == 2


def test_a_forgotten_customer_who_writes_again_is_new(desk: DeskBench, ana: Customer) -> None:
    data = desk.send(ana.scan(), ana)
    desk.run()
    with desk.desk.keeping.holding([ana.channel]) as held:
        held.forget(ana.channel)
    assert desk.answers(ana) == []
    desk.put(data)
    desk.run()
    assert len(desk.answers(ana)) == 1
