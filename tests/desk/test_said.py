"""What the company's own people and programs say: answered on the channel, cases closed, the same line once."""

from __future__ import annotations

import json
from typing import Any

from tests.kit.desk import Customer, DeskBench


def line(channel: str, title: str = "A technician comes", ident: str = "t-1", **more: Any) -> bytes:
    """An event as a ticket system gives it."""
    event = {
        "specversion": "1.0",
        "id": ident,
        "source": "https://tickets.netco.example/7",
        "type": "org.talktag.message.v1",
        "correlationid": channel,
        "time": "2026-03-02T11:00:00Z",
        "data": {"title": title},
        **more,
    }
    return json.dumps(event).encode() + b"\n"


def test_a_line_of_a_ticket_system_answers_and_closes_the_case(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.message({"kind": "question", "title": "When?"}), ana)
    desk.run()
    question = desk.titles(ana)[0]
    desk.put(line(ana.channel), box="say")
    desk.run()
    (answer,) = desk.answers(ana)
    (said,) = answer.product.entries or ()
    assert (said.title, said.auto) == ("A technician comes", None)
    assert answer.in_reply_to
    assert answer.in_reply_to.bundle == ana.thread
    assert list(desk.keeping().open_channels()) == []
    assert sorted(kind for kind, _ in desk.titles(ana)) == ["case", "done", "message", "question"]
    assert question == ("question", "When?")
    assert [each["type"] for each in desk.events()][-2:] == ["org.talktag.message.v1", "org.talktag.done.v1"]


def test_the_same_line_twice_says_it_once(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.scan("ES-99"), ana)
    desk.run()
    desk.put(line(ana.channel) + line(ana.channel), box="say")
    desk.put(line(ana.channel), box="say")
    desk.run()
    assert len(desk.answers(ana)) == 1
    desk.put(line(ana.channel, ident="t-2"), box="say")
    desk.run()
    assert len(desk.answers(ana)) == 2


def test_a_line_that_cannot_be_said_is_refused_with_the_reason(desk: DeskBench, ana: Customer) -> None:
    muted = {"kind": "permission", "title": "No", "data": {"consent": "denied", "kinds": "message"}}
    desk.send(ana.message(muted), ana)
    desk.run()
    for data in (
        b"hello\n",
        line("0" * 32),
        line(ana.channel),
        line(ana.channel, type="org.talktag.permission.v1"),
        line("", correlationid="../../etc/passwd"),
    ):
        desk.put(data, box="say")
    desk.run()
    reasons = sorted(desk.refusals())
    assert len(reasons) == 5
    assert [each for each in reasons if 'they do not want "message"' in each]
    assert len([each for each in reasons if "no channel" in each]) == 2
    assert desk.answers(ana) == []
