"""Who kept what they said: days to an answer, promises done by their day; what stops where a service ends."""

from __future__ import annotations

import datetime
from decimal import Decimal

from talktag.model.log.entry import Entry
from talktag.model.worth.keeping import Kept, kept_words
from talktag.model.worth.needs import stops_without
from tests.model.worth.houses import TODAY, Day, entry

THEIRS = {"signer": "SHA256:x", "original": "b1", "party": "fix-it"}


def ask(ident: str, day: str) -> Entry:
    return entry(ident, day, "question", to="fix-it", original="b0")


def answer(ident: str, day: str, cause: str) -> Entry:
    return entry(ident, day, "message", cause=cause, **THEIRS)


def of(*entries: Entry) -> Kept:
    (kept,) = kept_words(entries)
    return kept


def test_an_answer_took_so_many_days_and_half_of_them_took_no_longer_than_the_median() -> None:
    kept = of(
        ask("q1", "2026-01-01"), answer("a1", "2026-01-03", "q1"),
        ask("q2", "2026-02-01"), answer("a2", "2026-02-10", "q2"),
        ask("q3", "2026-03-01"), answer("a3", "2026-03-01", "q3"), answer("a4", "2026-03-05", "q3"),
        ask("q4", "2026-04-01"),
    )  # fmt: skip
    assert [each.days for each in kept.asked] == [2, 9, 0, None]
    assert kept.median == Decimal(2)
    assert of(ask("q1", "2026-01-01")).median is None
    two = of(
        ask("q1", "2026-01-01"),
        answer("a1", "2026-01-02", "q1"),
        *[ask("q2", "2026-01-01")],
        answer("a2", "2026-01-05", "q2"),
    )
    assert two.median == Decimal("2.5")


def test_a_third_party_answers_nothing_and_what_the_owner_settled_is_not_open() -> None:
    other = entry("a1", "2026-01-02", "message", cause="q1", signer="SHA256:y", original="b2", party="adorama")
    assert [each.answered for each in of(ask("q1", "2026-01-01"), other).asked] == [None]
    assert kept_words([ask("q1", "2026-01-01"), entry("d1", "2026-01-02", "done", cause="q1")]) == ()


def test_an_answer_counts_at_the_latest_from_when_it_was_here() -> None:
    moment = datetime.datetime(2026, 1, 4, 8, tzinfo=datetime.UTC)
    late = answer("a1", "2026-02-01", "q1")._replace(recorded=moment)
    assert of(ask("q1", "2026-01-01"), late).asked[0].days == 3
    early = answer("a1", "2025-01-01", "q1")
    assert of(ask("q1", "2026-01-01"), early).asked[0].days == 0


def promise(ident: str, due: str | None) -> Entry:
    return entry(ident, "2026-01-01", "promise", due=due and Day.fromisoformat(due), **THEIRS)


def test_a_promise_is_kept_by_its_day_or_so_many_days_late() -> None:
    kept = of(
        promise("p1", "2026-01-10"), entry("d1", "2026-01-10", "done", cause="p1"),
        promise("p2", "2026-01-10"), entry("d2", "2026-01-12", "done", cause="p2", **THEIRS),
        promise("p3", "2026-11-20"),
        promise("p4", "2026-12-20"),
        promise("p5", None), entry("d5", "2026-01-12", "done", cause="p5"),
    )  # fmt: skip
    assert [each.late(TODAY) for each in kept.promised] == [0, 2, 10, None, None]


def test_what_was_withdrawn_was_never_promised_and_ones_own_promises_are_not_judged() -> None:
    gone = entry("w1", "2026-01-02", "withdrawn", cause="p1", **THEIRS)
    mine = entry("p2", "2026-01-01", "promise", to="fix-it", original="b3")
    assert kept_words([promise("p1", "2026-01-10"), gone, mine]) == ()


def test_what_needs_what_stops_stops_too_once_and_in_the_order_in_which_it_does() -> None:
    needs = {"hub": ("cloud",), "bell": ("hub", "cloud"), "lamp": ("hub",), "cloud": ("lamp",), "car": ("road",)}
    assert stops_without(["cloud"], needs) == (("hub", "cloud"), ("bell", "cloud"), ("lamp", "hub"))
    assert stops_without(["nothing"], needs) == ()
    assert stops_without(["cloud", "hub"], needs) == (("bell", "cloud"), ("lamp", "hub"))
