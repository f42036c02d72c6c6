"""A customer scans her modem, and the desk answers: with an outage, without one, twice, late, muted, by a stranger."""

from __future__ import annotations

import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from talktag.model.desk.desk_settings import DeskSettings, settings_bytes
from tests.kit.desk import OUTAGE, OUTAGES, Customer, DeskBench

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


def test_without_an_outage_it_is_a_case_for_a_person(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.scan("ES-99"), ana)
    desk.run()
    assert desk.titles(ana) == [("scan", "Scanned"), ("case", "No outage in ES-99: Scanned")]
    assert not desk.answers(ana)
    assert list(desk.keeping().open_channels()) == [ana.channel]


def test_what_no_rule_takes_up_is_a_case(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.message({"kind": "question", "title": "When is it fixed?"}), ana)
    desk.run()
    assert desk.titles(ana)[1] == ("case", "To a person: When is it fixed?")
    scan, case = desk.events()
    assert (case["type"], case["causationid"]) == ("org.talktag.case.v1", scan["id"])


def test_what_is_delivered_twice_changes_nothing_the_second_time(desk: DeskBench, ana: Customer) -> None:
    data = desk.send(ana.scan(), ana)
    desk.put(data)
    desk.run()
    before = desk.titles(ana)
    desk.now += datetime.timedelta(days=1)
    desk.put(data)
    desk.run()
    assert desk.titles(ana) == before
    assert (len(desk.answers(ana)), len(desk.events())) == (1, 2)


def test_three_scans_in_an_hour_get_one_answer_by_a_rule_that_counts(desk: DeskBench, ana: Customer) -> None:
    desk.rule(OUTAGE.replace("match", 'count = 3\nwithin = "1 h"\nmatch', 1))
    for _ in range(3):
        desk.send(ana.scan(), ana)
        desk.now += datetime.timedelta(minutes=10)
        desk.run()
    assert len(desk.answers(ana)) == 1


def test_an_outage_that_changed_meanwhile_is_answered_as_it_is_now(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.scan(), ana)
    desk.run()
    desk.lookup(OUTAGES.replace("18:00", "20:00"))
    desk.send(ana.scan(), ana)
    desk.run()
    titles = [title for kind, title in desk.titles(ana) if kind == "message"]
    assert titles == [FIXED, "Outage in ES-08-017, fixed by 20:00"]


def test_a_late_scan_is_no_news_for_a_rule_that_says_so(desk: DeskBench, ana: Customer) -> None:
    desk.rule(OUTAGE.replace("auto = true", 'auto = true\nlate = "1 day"'))
    desk.now += datetime.timedelta(days=9)
    desk.send(ana.scan(), ana)
    desk.run()
    assert [kind for kind, _ in desk.titles(ana)] == ["scan", "case"]


def test_a_customer_who_muted_answers_gets_none_and_a_person_hears_of_it(desk: DeskBench, ana: Customer) -> None:
    muted = {"kind": "permission", "title": "No", "data": {"consent": "denied", "kinds": "message"}}
    desk.send(ana.message(muted), ana)
    desk.send(ana.scan(), ana)
    desk.run()
    assert not desk.answers(ana)
    kept = desk.kept(ana.channel)
    assert kept
    case = next(each for each in kept.log if each.kind == "case")
    assert FIXED in (case.text or "")
    again = {"kind": "permission", "title": "Yes", "data": {"consent": "given", "kinds": "message"}}
    desk.now += datetime.timedelta(minutes=1)
    desk.send(ana.message(again), ana)
    desk.run()
    desk.send(ana.scan(), ana)
    desk.run()
    assert len(desk.answers(ana)) == 1


def test_a_note_that_nobody_signed_gets_no_answer(desk: DeskBench, ana: Customer) -> None:
    desk.put(b'{"format": "talktag-finder/1", "kind": "note"}')
    desk.run()
    assert len(desk.refusals()) == 1
    assert not desk.answers(ana)
    assert not list(desk.keeping().channels())


def test_a_table_gives_what_rules_look_at_and_makes_no_case(desk: DeskBench, ana: Customer) -> None:
    desk.rule(OUTAGE.replace("data.area", "field.area").replace('title = "Outage', 'title = "{product.maker}: outage'))
    desk.send(ana.table({"fields": {"area": "ES-08-017"}}), ana)
    desk.run()
    assert desk.titles(ana) == [("table", "Cable modem")]
    desk.send(ana.scan(None), ana)
    desk.run()
    assert desk.titles(ana)[-1] == ("message", "Arris: outage in ES-08-017, fixed by 18:00")


def test_answers_on_a_channel_are_numbered_and_follow_each_other(desk: DeskBench, ana: Customer) -> None:
    for _ in range(3):
        desk.send(ana.scan(), ana)
    desk.run()
    answers = desk.answers(ana)
    assert [each.sequence for each in answers] == [1, 2, 3]
    assert [bool(each.previous) for each in answers] == [False, True, True]


def test_what_is_about_no_thing_has_a_channel_of_its_own(desk: DeskBench) -> None:
    ana = Customer(product="")
    desk.send(ana.message({"kind": "message", "title": "Do you open on Sunday?"}), ana)
    desk.run()
    assert [kind for kind, _ in desk.titles(ana)] == ["message", "case"]


def test_mails_are_opened_and_answers_go_out_as_mails_where_the_desk_is_set_so(desk: DeskBench, ana: Customer) -> None:
    settings = DeskSettings(name="NetCo", contact="care@netco.example", mail=True)
    (desk.folder / "desk.toml").write_bytes(settings_bytes(settings))
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ana@customer.example", "care@netco.example", "help"
    mail.set_content("see attached")
    for scan in (ana.scan(), ana.scan()):
        sealed = desk.sealed(scan, ana)
        mail.add_attachment(sealed, maintype="application", subtype="octet-stream", filename="q.zip.age")
    desk.put(mail.as_bytes())
    desk.run()
    first, second = sorted((desk.folder / "out" / "new").iterdir())
    answer = message_from_bytes(first.read_bytes(), policy=default)
    assert (answer["To"], answer["Auto-Submitted"]) == ("Ana <ana@customer.example>", "auto-replied")
    assert next(answer.iter_attachments()).get_filename().endswith(".zip.age")
    assert first != second


def test_a_mute_that_is_about_no_thing_is_about_each(desk: DeskBench, ana: Customer) -> None:
    muted = {"kind": "permission", "title": "No", "data": {"consent": "denied", "kinds": "message"}}
    general = Customer(product="", count=500)
    desk.send(general.message(muted), general)
    desk.run()
    desk.send(ana.scan(), ana)
    desk.run()
    assert [kind for kind, _ in desk.titles(ana)] == ["scan", "case"]
    of_another = {"kind": "permission", "title": "No", "data": {"consent": "denied", "kinds": "message"}}
    of_another["data"]["products"] = "x000000000009"
    bea, nothing = Customer(2), Customer(2, product="", count=500)
    desk.send(nothing.message(of_another), nothing)
    desk.send(bea.scan(), bea)
    desk.run()
    assert len(desk.answers(bea)) == 1
