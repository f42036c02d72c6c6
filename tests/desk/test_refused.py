"""Whatever a stranger sends ends in the log or among what is refused, with a reason; the desk goes on."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from talktag.seal import age
from tests.kit.bundles import reply, signed, transfer
from tests.kit.desk import Customer, DeskBench, ident

Make = Callable[[DeskBench, Customer], bytes]
WORD = {"kind": "message", "title": "Hello"}
# What is refused, and a part of the reason.
REFUSED: dict[str, tuple[Make, str]] = {
    "nothing": (lambda _desk, _ana: b"", "holds nothing that was signed"),
    "any text": (lambda _desk, _ana: b"hello\n", "holds nothing that was signed"),
    "no age file": (lambda _desk, _ana: b"age-encryption.org/v1\n" + bytes(99), "age"),
    "no archive": (lambda _desk, _ana: b"PK\3\4" + bytes(99), ""),
    "one for somebody else": (
        lambda _desk, ana: age.encrypt(b"x", recipients=[age.recipient_of(ana.identity)]),
        "not encrypted to a key of this desk",
    ),
    "one addressed to another key": (
        lambda desk, ana: desk.sealed(ana.scan(audience={"name": "X", "fingerprint": f"SHA256:{'A' * 43}"}), ana),
        "addressed to somebody else",
    ),
    "one past its day": (lambda desk, ana: desk.sealed(ana.scan(until="2026-03-01"), ana), "until 2026-03-01"),
    "an answer": (lambda desk, ana: desk.sealed(reply(WORD, key=ana.key), ana), "an answer"),
    "a hand-over": (lambda desk, ana: desk.sealed(transfer(key=ana.key), ana), "a hand-over"),
    "a case": (lambda desk, ana: desk.sealed(ana.message({"kind": "case", "title": "x"}), ana), 'of the kind "case"'),
    "a loan": (
        lambda desk, ana: desk.sealed(ana.message({"kind": "loan", "title": "x"}), ana),
        "not for a customer to write",
    ),
    "nothing said": (lambda desk, ana: desk.sealed(ana.message(), ana), "empty"),
    "several things": (
        lambda desk, ana: desk.sealed(
            {**ana.scan(), "products": [{"id": ident(n), "name": "x", "entries": [WORD]} for n in (1, 2)]}, ana
        ),
        "several things",
    ),
    "one of the desk itself": (
        lambda desk, ana: signed(
            {**ana.scan(), "signer": {"name": "NetCo", "fingerprint": desk.desk.fingerprint}}, desk.desk.keys.signing
        ),
        "this desk itself",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_hold_is_refused_with_the_reason_and_the_next_is_answered(
    desk: DeskBench, ana: Customer, name: str
) -> None:
    make, reason = REFUSED[name]
    data = make(desk, ana)
    desk.put(data)
    bea = Customer(2)
    desk.send(bea.scan(), bea)
    desk.run()
    (told,) = desk.refusals()
    assert reason in told
    assert desk.titles(ana) == []
    assert len(desk.answers(bea)) == 1


def test_a_conversation_that_another_key_began_is_refused(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.scan(), ana)
    desk.run()
    thief = Customer(7, thread=ana.thread)
    desk.send(thief.scan(), thief)
    desk.run()
    assert ["another key began" in each for each in desk.refusals()] == [True]
    assert desk.titles(thief) == []


def test_the_first_key_owns_a_channel_and_another_key_has_another(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.table({"fields": {"area": "ES-08-017"}}), ana)
    stranger = Customer(7)
    desk.send(stranger.scan(), stranger)
    desk.run()
    assert desk.titles(ana) == [("table", "Cable modem")]
    assert [kind for kind, _ in desk.titles(stranger)] == ["scan", "message"]


def test_the_same_id_with_other_words_is_refused_and_goes_with_its_channel(desk: DeskBench, ana: Customer) -> None:
    first = ana.scan()
    desk.send(first, ana)
    desk.run()
    other = {**first, "products": [{**first["products"][0], "entries": [{"kind": "message", "title": "Other"}]}]}
    desk.send(other, ana)
    desk.run()
    assert ["something else" in each for each in desk.refusals()] == [True]
    assert [kind for kind, _ in desk.titles(ana)] == ["scan", "message"]
    with desk.desk.keeping.holding([ana.channel]) as held:
        held.forget(ana.channel)
    assert desk.refusals() == []


def test_one_channel_sends_at_most_so_many_an_hour(desk: DeskBench, ana: Customer) -> None:
    for _ in range(62):
        desk.send(ana.message({"kind": "permission", "title": "x", "data": {"consent": "given", "kinds": "x"}}), ana)
    desk.run()
    assert len(desk.refusals()) == 2
    desk.now += datetime.timedelta(hours=1, seconds=1)
    desk.send(ana.scan(), ana)
    desk.run()
    assert len(desk.answers(ana)) == 1


def test_what_was_taken_back_is_closed_and_forgotten_the_day_after(desk: DeskBench, ana: Customer) -> None:
    given = ana.table()
    desk.send(given, ana)
    desk.send(ana.message({"kind": "withdrawn", "title": "No more", "cause": f"{given['bundle']}-1"}), ana)
    desk.run()
    desk.send(ana.scan(), ana)
    desk.run()
    assert ["took back" in each for each in desk.refusals()] == [True]
    desk.now += datetime.timedelta(days=1)
    desk.run()
    assert desk.titles(ana) == []


BAD = sorted((Path(__file__).parents[1] / "conformance" / "bad").iterdir())


def test_no_hostile_bundle_stops_the_desk(desk: DeskBench, ana: Customer) -> None:
    """Some are refused elsewhere for what is known there, such as another key; those are channels of their own here."""
    assert len(BAD) > 400
    sealed = [age.encrypt(path.read_bytes(), recipients=[desk.desk.public.owner_recipient]) for path in BAD]
    for number, data in enumerate([*(path.read_bytes() for path in BAD), *sealed]):
        desk.put(data, f"{number:05}")
    desk.send(ana.scan(), ana)
    desk.run()
    assert not list((desk.folder / "in").glob("*/*"))
    assert len(desk.refusals()) >= 2 * len(BAD) - 20
    assert all(desk.refusals())
    assert not [each for each in desk.refusals() if "cannot be read (" in each]
    assert len(list(desk.keeping().channels())) <= 3
    assert len(desk.answers(ana)) == 1


def test_random_messages_end_in_the_log_or_among_what_is_refused(desk: DeskBench) -> None:
    from random import Random

    from tests.kit.messages import random_message

    chance, sent = Random(3), 0
    for number in range(60):
        who = Customer(number + 1)
        document: dict[str, Any] = random_message(chance, bundle=ident(number), signer=who.message()["signer"])
        document["audience"] = {"name": "NetCo"}
        desk.send(document, who)
        sent += 1
    desk.run()
    assert not list((desk.folder / "in").glob("*/*"))
    assert not [each for each in desk.refusals() if "cannot be read (" in each]
    assert len(desk.refusals()) + len(list(desk.keeping().channels())) == sent
