"""A customer scans her modem, and the desk answers: with an outage, without one, twice, late, muted, by a stranger."""

from __future__ import annotations

from tests.kit.desk import Customer, DeskBench

FIXED = "Outage in ES-08-017, fixed by 18:00"


def test_a_scan_in_an_outage_is_answered_without_a_person(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.scan(), ana)
    assert desk.run() == 1
    (answer,) = desk.answers(ana)
    (said,) = answer.product.entries or ()
    assert (said.title, said.data, said.auto) == (FIXED, {"hours": "4"}, True)
    assert answer.in_reply_to
    assert (answer.channel, answer.in_reply_to.bundle) == (ana.thread, ana.thread)
    assert desk.titles(ana) == [("scan", "Scanned"), ("message", FIXED)]
    assert [each["type"] for each in desk.events()] == ["org.talktag.scan.v1", "org.talktag.message.v1"]
    assert {each["correlationid"] for each in desk.events()} == {ana.channel}
    assert not list((desk.folder / "in").glob("*/*"))
