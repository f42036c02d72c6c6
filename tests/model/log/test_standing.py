"""What entries add up to: who has a thing, when it was seen, what is due."""

from __future__ import annotations

import datetime

import pytest

from talktag.model.log.entry import Entry
from talktag.model.log.standing import Standing, standing_of


def entry(kind: str, day: str, due: str | None = None, party: str | None = None) -> Entry:
    last = datetime.date.fromisoformat(due) if due else None
    return Entry("0" * 13, datetime.date.fromisoformat(day), kind, kind, party=party, due=last)


def test_nothing_adds_up_to_nothing() -> None:
    assert standing_of([]) == Standing()


def test_a_loan_says_who_has_a_lent_thing_and_until_when() -> None:
    standing = standing_of([entry("loan", "2026-01-01", "2026-02-01", "bruno")])
    assert (standing.holder("lent"), standing.next_due("lent")) == ("bruno", "2026-02-01")
    assert (standing.holder("owned"), standing.next_due("owned")) == (None, None)


def test_the_last_loan_counts() -> None:
    loans = [entry("loan", "2026-01-01", "2026-02-01", "bruno"), entry("loan", "2026-03-01", None, "eva")]
    assert standing_of(loans).holder("lent") == "eva"
    assert standing_of(loans).next_due("lent") is None


@pytest.mark.parametrize(
    ("later", "due"),
    [
        (None, "2027-01-01"),
        (("service", "2026-06-01", None), None),
        (("service", "2026-06-01", "2028-01-01"), "2028-01-01"),
        (("reading", "2026-06-01", None), "2027-01-01"),
        (("recall", "2026-06-01", "2026-07-01"), "2026-07-01"),
    ],
)
def test_what_is_due_holds_until_the_next_entry_of_its_kind(
    later: tuple[str, str, str] | None, due: str | None
) -> None:
    entries = [entry("service", "2026-01-01", "2027-01-01"), *([entry(*later)] if later else [])]
    assert standing_of(entries).next_due("owned") == due


def test_of_a_loan_and_a_service_the_first_day_is_due() -> None:
    entries = [entry("service", "2026-01-01", "2027-01-01"), entry("loan", "2026-01-02", "2026-02-01", "bruno")]
    assert standing_of(entries).next_due("lent") == "2026-02-01"
    assert standing_of(entries).next_due("owned") == "2027-01-01"


def test_it_was_seen_when_it_was_checked_or_came_back() -> None:
    entries = [entry("check", "2026-01-01"), entry("return", "2026-02-01"), entry("note", "2026-03-01")]
    assert standing_of(entries).seen == "2026-02-01"
