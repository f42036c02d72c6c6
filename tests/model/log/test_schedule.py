"""What is due by a log, and what its meters show: held to tables made by hand."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from talktag.model.log.entry import Entry
from talktag.model.log.every import parse_every
from talktag.model.log.meters import meters_of
from talktag.model.log.schedule import Due, dues_of, standing_entries
from talktag.model.log.standing import standing_of


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def entry(kind: str, date: str, title: str = "oil", **said: object) -> Entry:
    """An entry, its id made of what it says; `due`, `every`, `km`, `cause`, `signer`, `id` as text."""
    made = Entry(str(said.get("id", f"{kind}-{date}-{title}")), day(date), kind, title)
    made = made._replace(due=day(str(said["due"])) if "due" in said else None)
    every = tuple(map(parse_every, str(said["every"]).split(", "))) if "every" in said else ()
    meter = {"km": Decimal(str(said["km"]))} if "km" in said else {}
    cause, signer = said.get("cause"), said.get("signer")
    return made._replace(every=every, meter=meter, cause=cause, signer=signer)


def days(*entries: Entry) -> list[tuple[str, str | None]]:
    return [(each.title, each.date and each.date.isoformat()) for each in dues_of(entries)]


def test_a_service_done_late_counts_from_when_it_was_done() -> None:
    first = entry("service", "2026-01-10", every="6 months")
    assert days(first) == [("oil", "2026-07-10")]
    assert days(first, entry("service", "2026-09-30")) == [("oil", "2027-03-30")]


@pytest.mark.parametrize(
    ("last", "every", "due"),
    [
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2028-01-31", "1 month", "2028-02-29"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2026-12-31", "2 weeks", "2027-01-14"),
        ("9999-12-01", "2 months", None),
    ],
)
def test_what_comes_again_meets_the_ends_of_months_and_of_calendars(last: str, every: str, due: str | None) -> None:
    assert days(entry("service", last, every=every)) == [("oil", due)]


def test_two_things_that_come_again_do_not_put_each_other_off() -> None:
    oil, tyres = (
        entry("service", "2026-01-10", every="1 year"),
        entry("service", "2026-03-01", "tyres", every="2 years"),
    )
    assert days(oil, tyres) == [("oil", "2027-01-10"), ("tyres", "2028-03-01")]


def test_the_same_title_in_other_letters_goes_on_with_the_same_thing_to_do() -> None:
    due = dues_of([entry("service", "2026-01-10", "Öl", every="1 year"), entry("service", "2026-05-05", "ÖL")])
    assert [each.date for each in due] == [day("2027-05-05")]


def test_by_meter_it_is_due_on_the_day_of_the_reading_that_reached_it() -> None:
    log = [entry("service", "2026-01-10", km=41250, every="10000 km"), entry("reading", "2026-04-01", "r", km=51249)]
    assert dues_of(log) == (
        Due(("service", "oil"), "service-2026-01-10-oil", "service", "oil", None, "km", Decimal(51250)),
    )
    reached = [*log, entry("reading", "2026-05-01", "r", km=51250)]
    assert [each.date for each in dues_of(reached)] == [day("2026-05-01")]
    done = [*reached, entry("service", "2026-05-20", km=52000)]
    assert [(each.date, each.at) for each in dues_of(done)] == [(None, Decimal(62000))]


@pytest.mark.parametrize(("read", "date"), [("2026-03-01", "2026-03-01"), ("2026-09-01", "2026-07-10")])
def test_of_time_and_meter_whichever_comes_first(read: str, date: str) -> None:
    log = [entry("service", "2026-01-10", km=0, every="6 months, 500 km"), entry("reading", read, "r", km=700)]
    assert [each.date for each in dues_of(log)] == [day(date)]


def test_a_meter_that_nobody_read_says_no_more_than_its_name() -> None:
    (due,) = dues_of([entry("service", "2026-01-10", every="500 km")])
    assert (due.date, due.meter, due.at) == (None, "km", None)


def test_what_was_said_without_a_reading_counts_from_the_last_one_before_it() -> None:
    log = [entry("reading", "2026-01-01", "r", km=100), entry("service", "2026-02-01", every="500 km")]
    assert [each.at for each in dues_of(log)] == [Decimal(600)]


def test_a_first_day_may_be_said_and_holds_until_it_was_done_once() -> None:
    first = entry("service", "2026-01-10", due="2026-03-01", every="6 months")
    assert days(first) == [("oil", "2026-03-01")]
    assert days(first, entry("service", "2026-03-05")) == [("oil", "2026-09-05")]


def test_never_ends_what_came_again_and_it_may_begin_anew() -> None:
    first, ended = entry("service", "2026-01-10", every="6 months"), entry("service", "2026-05-01", every="never")
    assert days(first, ended) == []
    assert days(first, ended, entry("service", "2027-01-01", every="1 year")) == [("oil", "2028-01-01")]


def test_a_thing_to_do_is_done_by_what_answers_it_and_by_nothing_else() -> None:
    tax, cat = entry("due", "2026-01-01", "tax", due="2026-06-01"), entry("due", "2026-01-02", "cat", due="2026-05-01")
    assert days(tax, cat) == [("cat", "2026-05-01"), ("tax", "2026-06-01")]
    assert days(tax, cat, entry("done", "2026-02-01", "paid", cause=tax.id)) == [("cat", "2026-05-01")]


def test_a_thing_to_do_that_comes_again_moves_on_when_it_is_answered() -> None:
    scale = entry("due", "2026-01-01", "descale", every="3 months")
    done = entry("done", "2026-04-20", "descaled", cause=scale.id)
    assert days(scale) == [("descale", "2026-04-01")]
    assert days(scale, done) == [("descale", "2026-07-20")]
    assert days(scale, done, entry("done", "2026-08-01", "again", cause=done.id)) == [("descale", "2026-11-01")]


def test_what_tells_a_thing_to_do_from_others_stays_for_ever() -> None:
    log = [entry("service", "2026-01-10", every="6 months"), entry("service", "2026-07-01"), entry("due", "2026-07-02")]
    assert len({each.key for n in (1, 2) for each in dues_of(log[:n])}) == 1
    assert {each.key for each in dues_of([entry("due", "2026-07-02", due="2026-08-01")])} == {
        ("due", "due-2026-07-02-oil")
    }


def test_one_that_does_not_come_again_is_not_done_by_what_does() -> None:
    brakes = entry("service", "2026-01-01", "brakes", due="2026-08-01")
    oil = entry("service", "2026-02-01", every="1 year")
    assert ("brakes", "2026-08-01") in days(brakes, oil)
    assert ("brakes", "2026-08-01") not in days(brakes, oil, entry("service", "2026-03-01", "all of it"))


def test_what_was_withdrawn_counts_for_nothing() -> None:
    service = entry("service", "2026-01-10", km=41250, every="6 months")
    taken_back = entry("withdrawn", "2026-01-11", "a slip", cause=service.id)
    assert standing_entries([service, taken_back]) == ()
    assert standing_of([service, taken_back]).due is None
    assert (
        standing_of([entry("check", "2026-01-01"), entry("withdrawn", "2026-01-02", cause="check-2026-01-01-oil")]).seen
        is None
    )


@pytest.mark.parametrize(
    ("said_by", "withdrawn_by", "is_gone"),
    [
        (None, None, True),
        ("SHA256:a", None, True),
        ("SHA256:a", "SHA256:a", True),
        ("SHA256:a", "SHA256:b", False),
        (None, "SHA256:a", False),
    ],
)
def test_only_the_owner_and_who_said_it_can_withdraw_it(
    said_by: str | None, withdrawn_by: str | None, *, is_gone: bool
) -> None:
    said, back = (
        entry("message", "2026-01-01", signer=said_by),
        entry("withdrawn", "2026-01-02", cause="message-2026-01-01-oil", signer=withdrawn_by),
    )
    assert (standing_entries([said, back]) == ()) is is_gone


def test_a_workshop_does_not_say_where_the_thing_was_seen() -> None:
    assert (
        standing_of([entry("check", "2027-05-01", signer="SHA256:a"), entry("check", "2026-01-01")]).seen
        == "2026-01-01"
    )


def test_a_meter_shows_what_was_read_last() -> None:
    log = [
        entry("reading", "2026-01-01", km=10),
        entry("service", "2026-02-01", km=12.5),
        entry("message", "2026-03-01"),
    ]
    assert meters_of(log) == {"km": Decimal("12.5")}


def test_what_was_done_before_the_day_it_was_written_down_as_to_do_is_done() -> None:
    task = entry("due", "2026-03-02", "descale", every="3 months")
    done = entry("done", "2026-03-01", "descaled", cause=task.id)
    assert days(done, task) == [("descale", "2026-06-01")]
    assert days(entry("done", "2026-03-01", "x", cause="due-2026-03-02-tax"), entry("due", "2026-03-02", "tax")) == []
    before = entry("done", "2026-02-01", "again", cause=done.id)
    assert days(before, done, task) == [("descale", "2026-05-01")]


def test_entries_that_answer_each_other_in_a_ring_are_read_to_their_end() -> None:
    ring = [
        entry("due", "2026-01-01", "a", due="2026-05-01", cause="due-2026-01-02-b"),
        entry("due", "2026-01-02", "b", due="2026-06-01", cause="due-2026-01-01-a"),
        entry("due", "2026-01-03", "c", due="2026-07-01", cause="due-2026-01-03-c"),
    ]
    assert days(*ring) == [("b", "2026-06-01"), ("c", "2026-07-01")]


def test_a_meter_that_was_set_back_counts_on_from_what_was_used_until_then() -> None:
    log = [entry("service", "2026-01-10", km=41250, every="10000 km"), entry("reading", "2026-02-01", "r", km=45000)]
    back = [*log, entry("reading", "2026-02-02", "new meter", km=0)]
    assert [(each.date, each.at) for each in dues_of(back)] == [(None, Decimal(6250))]
    reached = [*back, entry("reading", "2026-04-01", "r", km=6250)]
    assert [each.date for each in dues_of(reached)] == [day("2026-04-01")]
    slip = [*log, entry("reading", "2026-02-02", "r", km=4, signer="SHA256:a")]
    assert [each.at for each in dues_of(slip)] == [Decimal(51250)]


def test_a_withdrawal_that_was_withdrawn_takes_nothing_back() -> None:
    said = entry("service", "2026-01-01", every="1 year")
    back = entry("withdrawn", "2026-01-02", "a slip", cause=said.id)
    again = entry("withdrawn", "2026-01-03", "it was none", cause=back.id)
    assert standing_entries([said, back]) == ()
    assert standing_entries([said, back, again]) == (said,)
    assert standing_entries([said, back, again, entry("withdrawn", "2026-01-04", "?", cause=again.id)]) == ()
    stranger = entry("withdrawn", "2026-01-03", "no", cause=back.id, signer="SHA256:a")
    assert standing_entries([said, back, stranger]) == ()


LOAN = entry("loan", "2026-01-10", "to Bea", id="l1")
REMINDER = entry("due", "2026-01-10", "ask for it back", due="2026-04-10", cause="l1")
TASK = entry("due", "2026-01-11", "clean it", due="2026-04-11")


@pytest.mark.parametrize(
    ("then", "wanted"),
    [
        ((), ["ask for it back", "clean it"]),
        ((entry("return", "2026-02-01"),), ["clean it"]),
        ((entry("loan", "2026-02-01", "to Bruno", id="l2"),), ["clean it"]),
        ((entry("check", "2026-02-01"), entry("done", "2026-02-02", cause="l1")), ["ask for it back", "clean it"]),
        ((entry("done", "2026-02-02", cause=REMINDER.id),), ["clean it"]),
    ],
    ids=["still out", "came back", "lent to another", "what has nothing to do with it", "done"],
)
def test_what_is_to_be_done_because_of_a_loan_ends_with_it(then: tuple[Entry, ...], wanted: list[str]) -> None:
    assert [title for title, _ in days(LOAN, REMINDER, TASK, *then)] == wanted


def test_a_return_ends_nothing_of_a_later_loan_and_nothing_of_a_promise() -> None:
    before = entry("return", "2026-01-09")
    promise = entry("promise", "2026-01-12", "bring it", due="2026-03-01", cause="l1")
    log = (before, LOAN, REMINDER, promise, entry("return", "2026-02-01"))
    assert [title for title, _ in days(*log[:3])] == ["ask for it back"]
    assert [title for title, _ in days(*log)] == ["bring it"]
