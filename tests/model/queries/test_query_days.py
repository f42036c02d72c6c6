"""Dates in queries, at their edges."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from talktag.errors import UsageError
from talktag.model.products.product import Purchase
from talktag.model.queries.facts import Facts
from talktag.model.queries.query import parse_query
from talktag.model.values.warranty import Duration, Warranty

Made = Callable[..., Facts]


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("word", "first", "last", "today"),
    [
        # the first and the last day a warranty can end on to be found; None where there is no such bound
        ("warranty<90d", "2025-06-15", "2025-09-12", "2025-06-15"),
        ("warranty<=90d", "2025-06-15", "2025-09-13", "2025-06-15"),
        ("warranty:90d", "2025-09-13", "2025-09-13", "2025-06-15"),
        ("warranty>=90d", "2025-09-13", None, "2025-06-15"),
        ("warranty>90d", "2025-09-14", None, "2025-06-15"),
        ("warranty:..90d", "2025-06-15", "2025-09-13", "2025-06-15"),
        ("warranty:30d..90d", "2025-07-15", "2025-09-13", "2025-06-15"),
        ("warranty:90d..", "2025-09-13", None, "2025-06-15"),
        ("warranty<1d", "2025-06-15", "2025-06-15", "2025-06-15"),
        ("warranty<=0d", "2025-06-15", "2025-06-15", "2025-06-15"),
        ("warranty>=0d", "2025-06-15", None, "2025-06-15"),
        ("warranty:today", "2025-06-15", "2025-06-15", "2025-06-15"),
        ("warranty:over", None, "2025-06-14", "2025-06-15"),
        ("warranty<today", None, "2025-06-14", "2025-06-15"),
        ("warranty<2w", "2025-06-15", "2025-06-28", "2025-06-15"),
        ("warranty<=1m", "2025-01-31", "2025-02-28", "2025-01-31"),
        ("warranty<=1m", "2024-01-31", "2024-02-29", "2024-01-31"),
        ("warranty<1m", "2024-01-30", "2024-02-28", "2024-01-30"),
        ("warranty<=1 month", "2025-02-28", "2025-03-28", "2025-02-28"),
        ("warranty<=12 Months", "2024-02-29", "2025-02-28", "2024-02-29"),
        ("warranty>1y", "2025-03-01", None, "2024-02-29"),
        ("warranty<=4y", "2024-02-29", "2028-02-29", "2024-02-29"),
        ("warranty<30d", "2024-02-15", "2024-03-15", "2024-02-15"),
        ("warranty<30d", "2025-02-15", "2025-03-16", "2025-02-15"),
        ("warranty<2027-01-01", None, "2026-12-31", "2025-06-15"),
        ("warranty<=2024-02", None, "2024-02-29", "2025-06-15"),
        ("warranty:2023-02", "2023-02-01", "2023-02-28", "2025-06-15"),
        ("warranty:1900-02", "1900-02-01", "1900-02-28", "2025-06-15"),
        ("warranty:2000-02", "2000-02-01", "2000-02-29", "2025-06-15"),
        ("warranty:2024-12..2025-01", "2024-12-01", "2025-01-31", "2025-06-15"),
        ("warranty:2026", "2026-01-01", "2026-12-31", "2025-06-15"),
        ("warranty>2026", "2027-01-01", None, "2025-06-15"),
        ("warranty>2026-04", "2026-05-01", None, "2025-06-15"),
    ],
)
def test_a_warranty_is_found_up_to_these_days(
    word: str, first: str | None, last: str | None, today: str, made: Made
) -> None:
    query = parse_query([word], day(today))
    one = datetime.timedelta(days=1)

    def found(end: datetime.date) -> bool:
        return query.matches(made(warranties=(Warranty(end),)))

    assert found(day(first) if first else day("0001-01-01"))
    assert found(day(last) if last else day("9999-12-31"))
    assert not first or not found(day(first) - one)
    assert not last or not found(day(last) + one)


@pytest.mark.parametrize(
    ("word", "first", "last", "today"),
    [
        ("added<30d", "2025-05-17", "2025-06-15", "2025-06-15"),
        ("added<=30d", "2025-05-16", "2025-06-15", "2025-06-15"),
        ("added:..30d", "2025-05-16", "2025-06-15", "2025-06-15"),
        ("added>30d", None, "2025-05-15", "2025-06-15"),
        ("added>=30d", None, "2025-05-16", "2025-06-15"),
        ("added:30d", "2025-05-16", "2025-05-16", "2025-06-15"),
        ("added:30d..", None, "2025-05-16", "2025-06-15"),
        ("added:10d..30d", "2025-05-16", "2025-06-05", "2025-06-15"),
        ("added<1d", "2025-06-15", "2025-06-15", "2025-06-15"),
        ("added:today", "2025-06-15", "2025-06-15", "2025-06-15"),
        ("added>=Yesterday", "2025-06-14", None, "2025-06-15"),
        ("added<=1m", "2024-02-29", "2024-03-31", "2024-03-31"),
        ("added<=1m", "2025-02-28", "2025-03-30", "2025-03-30"),
        ("added<=6m", "2024-12-15", "2025-06-15", "2025-06-15"),
        ("added>1y", None, "2023-02-27", "2024-02-28"),
        ("added>1y", None, "2023-02-27", "2024-02-29"),
        ("added<2024-03", None, "2024-02-29", "2025-06-15"),
    ],
)
def test_what_was_added_is_found_between_these_days(
    word: str, first: str | None, last: str | None, today: str, made: Made
) -> None:
    query = parse_query([word, word.replace("added", "bought")], day(today))
    one = datetime.timedelta(days=1)

    def found(date: datetime.date) -> bool:
        return query.matches(made(added=date, purchase=Purchase(date=date)))

    assert found(day(first) if first else day("0001-01-01"))
    assert found(day(last) if last else day("9999-12-31"))
    assert not first or not found(day(first) - one)
    assert not last or not found(day(last) + one)


def test_a_lifetime_warranty_outlasts_every_date_and_is_never_over(made: Made) -> None:
    thing = made(warranties=(Warranty(day("2020-01-01")), Warranty("lifetime")))
    today = day("2025-06-15")
    found = [
        word
        for word in (
            *("warranty:lifetime", "warranty>99y", "warranty>2999-01-01", "warranty>=0d", "has:warranty"),
            *("warranty:over", "warranty<90d", "warranty<9999-12-31", "warranty:9999", "warranty:..99y"),
        )
        if parse_query([word], today).matches(thing)
    ]
    assert found == ["warranty:lifetime", "warranty>99y", "warranty>2999-01-01", "warranty>=0d", "has:warranty"]


def test_the_warranty_that_ends_last_counts(made: Made) -> None:
    thing = made(warranties=(Warranty(day("2030-01-01"), "extended"), Warranty(day("2020-01-01"))))
    assert not parse_query(["warranty:over"], day("2025-06-15")).matches(thing)
    assert parse_query(["warranty:2030"], day("2025-06-15")).matches(thing)


def test_a_warranty_whose_end_is_not_known_is_there_but_neither_over_nor_running(made: Made) -> None:
    thing = made(warranties=(Warranty(Duration(24, "month")),))
    today = day("2025-06-15")
    assert parse_query(["has:warranty"], today).matches(thing)
    for word in ("warranty:over", "warranty>=0d", "warranty<9999", "warranty:lifetime"):
        assert not parse_query([word], today).matches(thing)


@pytest.mark.parametrize("word", ["warranty<9999y", "bought<9999y", "added>2100y", "added<0001", "added>9999"])
def test_a_time_outside_of_the_calendar_is_refused(word: str) -> None:
    with pytest.raises(UsageError, match="outside the calendar"):
        parse_query([word], day("2025-06-15"))


@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("word", ["warranty:over", "warranty<1d", "added<1d", "added:yesterday", "added:today"])
def test_the_first_and_the_last_day_of_the_calendar_break_nothing(word: str, today: str) -> None:
    try:
        parse_query([word], day(today))
    except UsageError as error:
        assert "calendar" in error.message  # noqa: PT017 - either outcome is right
