"""What is meant to hold a desk up, to lie at it or to stay at it for ever: others are answered, and it goes."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from talktag.errors import DiskError
from talktag.model.rules.made_id import Origin
from tests.desk.test_said import line
from tests.kit.desk import Customer, DeskBench, ident

IN_THE_WAY: dict[str, Callable[[Path], None]] = {
    "a link": lambda path: path.symlink_to("/etc/hostname"),
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
}


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are other ones there")
@pytest.mark.parametrize("desk", ["folders"], indirect=True)
@pytest.mark.parametrize("what", IN_THE_WAY)
def test_what_cannot_be_opened_is_told_and_holds_nobody_up(desk: DeskBench, what: str) -> None:
    path = desk.folder / "in" / "cur" / "20260302T120000000Z,1-1,x"
    IN_THE_WAY[what](path)
    bea = Customer(2)
    desk.send(bea.scan(), bea)
    with pytest.raises(DiskError):
        desk.run()
    assert len(desk.answers(bea)) == 1
    assert [path.name in each for each in desk.told] == [True]


def test_a_channel_that_is_filled_up_can_still_be_read_answered_and_forgotten(desk: DeskBench, ana: Customer) -> None:
    much = {"kind": "message", "title": "t", "text": "x" * 9_900}
    for _ in range(18):
        desk.send(ana.message(*[much] * 24), ana)
    desk.run()
    assert any("all that was said on the channel" in each for each in desk.refusals())
    bea = Customer(2)
    desk.send(ana.message(*[much] * 24), ana)
    desk.send(bea.scan(), bea)
    desk.run()
    assert len(desk.answers(ana, bea)) == 1
    desk.put(line(ana.channel), box="say")
    desk.run()
    assert len(desk.answers(ana, bea)) == 2
    with desk.desk.keeping.holding([ana.channel]) as held:
        held.forget(ana.channel)
    assert desk.titles(ana) == []
    assert desk.refusals() == []


def test_a_message_that_is_called_as_an_answer_of_the_desk_is_refused(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.scan(), ana)
    desk.run()
    (answer,) = desk.answers(ana)
    before = desk.titles(ana)
    desk.send(ana.message({"kind": "message", "title": "Free for life"}, bundle=answer.bundle), ana)
    desk.run()
    assert ["id is that of something else" in each for each in desk.refusals()] == [True]
    assert desk.titles(ana) == before


SOMEBODY = {"name": "X", "fingerprint": f"SHA256:{'A' * 43}"}


@pytest.mark.parametrize("more", [{"until": "2026-03-01"}, {"audience": SOMEBODY}])
def test_what_was_refused_of_a_customer_is_forgotten_with_their_channel(
    desk: DeskBench, ana: Customer, more: dict[str, Any]
) -> None:
    desk.send(ana.scan(**more), ana)
    desk.send(ana.scan(), ana)
    desk.send(ana.message({"kind": "loan", "title": "x"}), ana)
    desk.run()
    assert len(desk.refusals()) == 2
    with desk.desk.keeping.holding([ana.channel]) as held:
        held.forget(ana.channel)
    assert desk.refusals() == []


@pytest.mark.parametrize("title", ["One\r\nBcc: two", "x\ty", "x" * 201])
def test_what_no_customer_would_let_in_is_not_sent_to_any(desk: DeskBench, ana: Customer, title: str) -> None:
    desk.send(ana.message({"kind": "question", "title": "When?"}), ana)
    desk.run()
    desk.put(line(ana.channel, title), box="say")
    desk.run()
    assert desk.answers(ana) == []
    assert len(desk.refusals()) == 1
    assert list(desk.keeping().open_channels()) == [ana.channel]


@pytest.mark.parametrize("kind", ["Case", "case ", "\uff43ase", "TABLE", "Loan"])
def test_a_kind_that_looks_like_one_that_is_not_a_customers_is_refused(
    desk: DeskBench, ana: Customer, kind: str
) -> None:
    desk.send(ana.message({"kind": kind, "title": "x"}), ana)
    desk.run()
    assert [f'of the kind "{kind}"' in each for each in desk.refusals()] == [True]


def test_an_answer_whose_id_a_customer_took_beforehand_is_told_and_left_to_a_person(
    desk: DeskBench, ana: Customer
) -> None:
    asked = ident(777_777)
    taken = Origin("outage", f"{asked}-1", "do", 1, 1, "").id
    desk.send(ana.message({"kind": "permission", "title": "x"}, bundle=taken), ana)
    desk.send(ana.scan(bundle=asked), ana)
    desk.run()
    assert any("came from elsewhere" in each for each in desk.told)
    assert [kind for kind, _ in desk.titles(ana)] == ["permission", "scan", "case"]


def test_what_was_refused_before_there_was_a_channel_is_forgotten_with_it(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.scan(), ana)
    desk.run()
    thief = Customer(7, thread=ana.thread)
    desk.send(thief.scan(), thief)
    thief.thread = None
    desk.send(thief.scan(), thief)
    desk.run()
    assert len(desk.refusals()) == 1
    with desk.desk.keeping.holding([thief.channel]) as held:
        held.forget(thief.channel)
    assert desk.refusals() == []


def test_two_messages_of_one_id_about_two_things_are_both_answered(desk: DeskBench, ana: Customer) -> None:
    """Their answers have one id, too, as both are made of the same."""
    other = Customer(product="m000000000002", count=50)
    for each in (ana, other):
        desk.send(each.scan(), each)
    desk.run()
    desk.now += datetime.timedelta(minutes=1)
    for each in (ana, other):
        desk.send(each.scan(bundle=ident(777_777)), each)
    desk.run()
    for each in (ana, other):
        assert [kind for kind, _ in desk.titles(each)].count("message") == 2
    assert len(list((desk.folder / "out").glob("*/*"))) == 4
    assert desk.refusals() == []
