"""Days and lengths of time as people say them: read one way or refused."""

from __future__ import annotations

import datetime
import json
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.typed.day import day_first_of, is_open, typed_day
from talktag.model.typed.duration import typed_duration
from talktag.model.typed.warranty import typed_term, typed_warranty
from talktag.model.typed.words import month_of, weekday_of
from talktag.model.values.warranty import Duration

DAY = datetime.date(2024, 3, 2)
TODAY = datetime.date(2024, 3, 1)  # a Friday


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-02",
        "2024/03/02",
        "2024.3.2",
        "2024.03.02.",
        "2024. 3. 2.",
        "20240302",
        " 2024-03-02 ",
        "2024-03-02T10:00:00Z",
        "2024-03-02T10:00:00+02:00",
        "2024-03-02 10:00:00",
        "2024-03-02 10:00:00 +0000 UTC",
        "2024-03-02 10:00:00.123456 +0100 CET",
        "2 Mar 2024",
        "2. March 2024",
        "2nd March 2024",
        "the 2nd of March, 2024",
        "02-Mar-2024",
        "02/Mar/2024",
        "March 2, 2024",
        "March 2nd, 2024",
        "Mar 2 2024",
        "Mar. 2, 2024 10:30 PM",
        "2024 Mar 02",
        "2024-Mar-02",
        "Sat Mar 02, 2024",
        "Saturday, 2 March 2024",
        "Sat, 02 Mar 2024 10:11:12 GMT",
        "Sat Mar 02 2024 10:00:00 GMT+0100 (CET)",
        "2. März 2024",
        "2. Mrz. 2024",
        "Samstag, 2. März 2024",
        "2 mars 2024",
        "samedi 2 mars 2024",
        "2 de marzo de 2024",
        "sábado, 2 de marzo de 2024",
        "2 marzo 2024 10:00",
        "2 de março de 2024",
        "lördag 2 mars 2024",
    ],
)
def test_a_date_that_says_one_day_is_that_day(text: str) -> None:
    assert typed_day(text) == DAY
    assert typed_day(text, TODAY, ahead=True) == typed_day(text, TODAY, ahead=False) == DAY


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("today", 0),
        ("Yesterday", -1),
        (" tomorrow ", 1),
        ("the day before yesterday", -2),
        ("day after tomorrow", 2),
        ("in 2 weeks", 14),
        ("3d ago", -3),
        ("3 days ago", -3),
        ("a week ago", -7),
        ("in a week", 7),
        ("2 weeks from now", 14),
        ("+2w", 14),
        ("-3d", -3),
        ("last friday", -7),
    ],
)
def test_what_says_its_side_of_today_lies_there_whatever_is_expected(text: str, days: int) -> None:
    for ahead in (True, False, None):
        assert typed_day(text, TODAY, ahead=ahead) == TODAY + datetime.timedelta(days=days)


@pytest.mark.parametrize(
    ("text", "after", "before"),
    [
        ("2w", "2024-03-15", "2024-02-16"),
        ("30d", "2024-03-31", "2024-01-31"),
        ("6 months", "2024-09-01", "2023-09-01"),
        ("1y", "2025-03-01", "2023-03-01"),
        ("friday", "2024-03-08", "2024-02-23"),
        ("on Mon", "2024-03-04", "2024-02-26"),
    ],
)
def test_a_length_or_a_weekday_lies_on_the_side_that_is_meant(text: str, after: str, before: str) -> None:
    assert typed_day(text, TODAY, ahead=True) == datetime.date.fromisoformat(after)
    assert typed_day(text, TODAY, ahead=False) == datetime.date.fromisoformat(before)
    with pytest.raises(ValueError, match=f"{after} or {before}"):
        typed_day(text, TODAY)


def test_the_next_friday_is_two_days_to_two_people() -> None:
    with pytest.raises(ValueError, match='"next friday" may be 2024-03-08 or 2024-03-15'):
        typed_day("next friday", TODAY, ahead=True)


def test_the_day_or_the_month_may_come_first_when_that_is_known() -> None:
    assert typed_day("02/03/2024", day_first=True) == DAY
    assert typed_day("03/02/2024", day_first=False) == DAY
    assert typed_day("02.03.24", day_first=True, century=2000) == DAY
    assert typed_day("2. 3. 2024", day_first=True) == DAY
    assert typed_day("3/2/2024 10:00 AM", day_first=False) == DAY


def test_a_day_beyond_twelve_settles_it() -> None:
    assert typed_day("23/1/2024") == typed_day("1/23/2024") == datetime.date(2024, 1, 23)


def test_the_same_day_and_month_need_no_order() -> None:
    assert typed_day("05/05/2024") == datetime.date(2024, 5, 5)
    assert not is_open("05/05/2024")
    assert not is_open("23/05/2024")
    assert is_open("03/04/2024")


def test_two_readings_are_both_shown() -> None:
    with pytest.raises(ValueError, match=r'"03/04/2021" may be 2021-04-03 \(day first\) or 2021-03-04 \(month first\)'):
        typed_day("03/04/2021", TODAY, ahead=True)


def test_an_order_that_was_given_is_not_bent() -> None:
    with pytest.raises(ValueError, match='"10/13/2021" is not a date with the day first'):
        typed_day("10/13/2021", day_first=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1/23/23", "a year of two digits"),
        ("09/30/0202", "looks mistyped"),
        ("0202-09-30", "looks mistyped"),
        ("2204-09-30", "looks mistyped"),
        ("2024-02-30", "is not a date"),
        ("13/14/2020", "no such month"),
        ("31/04/2020", "is not a date"),
        ("2024-03", "it has no day"),
        ("2019", "it has no day"),
        ("03/2024", "it has no day"),
        ("March 2024", "it has no day"),
        ("marzo de 2024", "it has no day"),
        ("Mon Mar 02, 2024", "2024-03-02 is a Saturday"),
        ("45353", "is not a date"),
        ("soon", "is not a date"),
        ("last week", "is not a date"),
        ("2 Foo 2024", '"foo" is not a month'),
        ("2 ju 2024", "is not a date"),
        ("٢٠٢٤-٠٣-٠٢", "is not a date"),
        ("", "is not a date"),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ValueError) as refused:
        typed_day(text)
    assert said in str(refused.value)
    assert str(refused.value).startswith(f'"{text}"')


def test_an_heirloom_may_be_older_than_a_file_of_things_is_believed_to_hold() -> None:
    assert typed_day("1750-05-01", TODAY, ahead=False) == datetime.date(1750, 5, 1)


def test_a_time_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the calendar"):
        typed_day("9999y", TODAY, ahead=True)


@pytest.mark.parametrize(("century", "year"), [(2000, 2070), (1970, 1970), (1971, 2070), (1900, 1970)])
def test_two_digits_fall_in_the_hundred_years_that_were_named(century: int, year: int) -> None:
    assert typed_day("1/1/70", century=century).year == year


def test_a_column_tells_the_order_by_its_plain_cases() -> None:
    assert day_first_of(["03/04/2021", "23/04/2021"]) is True
    assert day_first_of(["03/04/2021", "04/23/2021", "2021-01-01"]) is False


def test_a_column_that_proves_nothing_or_both_tells_nothing() -> None:
    assert day_first_of(["03/04/2021", "05/05/2021", ""]) is None
    assert day_first_of(["23/04/2021", "04/23/2021"]) is None
    assert day_first_of(["13/14/2021"]) is None


@settings(deadline=None)
@given(day=st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)), first=st.booleans())
def test_every_date_written_in_a_known_order_is_read_back(day: datetime.date, first: bool) -> None:
    text = f"{day:%d/%m/%Y}" if first else f"{day:%m/%d/%Y}"
    assert typed_day(text, day_first=first) == day
    assert typed_day(f"{day:%a}, {day:%d} {day:%B} {day:%Y} {'10:00' if first else ''}") == day


@settings(deadline=None)
@given(text=st.text(max_size=90) | st.text("0123456789-/. adwmyinagoMrch", max_size=16))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    for today in (None, TODAY):
        try:
            typed_day(text, today)
        except ValueError:
            continue


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb"])
def test_months_and_weekdays_are_called_as_browsers_call_them(language: str) -> None:
    script = """
        const [language] = process.argv.slice(1)
        const name = (options, date) => new Intl.DateTimeFormat(language, options)
          .formatToParts(date).find(part => ["month", "weekday"].includes(part.type)).value
        const named = {month: "long", day: "numeric"}
        const months = [...Array(12).keys()].map(month => name(named, new Date(2024, month, 9)))
        const days = [...Array(7).keys()].map(day => name({weekday: "long"}, new Date(2024, 0, 1 + day, 9)))
        console.log(JSON.stringify([months, days]))
    """
    done = subprocess.run(["node", "-e", script, language], capture_output=True, check=True)
    months, days = json.loads(done.stdout)
    assert [month_of(name) for name in months] == list(range(1, 13))
    assert [weekday_of(name.partition("-")[0]) for name in days] == list(range(7))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2y", "2 years"),
        ("24m", "24 months"),
        ("24 months", "24 months"),
        ("24months", "24 months"),
        ("6 wks", "6 weeks"),
        ("90 d", "90 days"),
        ("2 yrs.", "2 years"),
        ("24 meses", "24 months"),
        ("2 Jahre", "2 years"),
        ("24 Monate", "24 months"),
        ("2 ans", "2 years"),
        ("2 años", "2 years"),
        ("24 mesi", "24 months"),
        ("2 år", "2 years"),
        ("1 year 6 months", "18 months"),
        ("1 year and 6 months", "18 months"),
        ("1y6m", "18 months"),
        ("1.5 years", "18 months"),
        ("2,5 Jahre", "30 months"),
        ("lifetime", "lifetime"),
        ("Lifetime", "lifetime"),
        ("à vie", "lifetime"),
        ("2027-03-01", "2027-03-01"),
        ("31.12.2027", "2027-12-31"),
        ("1 March 2027", "2027-03-01"),
    ],
)
def test_a_term_is_kept_as_it_was_meant(text: str, kept: str) -> None:
    assert str(typed_term(text)) == kept
    assert str(typed_term(kept)) == kept


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2", 'write it like "2 years" or "2 months"'),
        ("two years", "is not a duration"),
        ("-1 months", "is not a duration"),
        ("months", "is not a duration"),
        ("1.3 months", "is not a duration"),
        ("1.01 years", "is not a duration"),
        ("03.04.2027", "(day first)"),
        ("", "is not a duration"),
    ],
)
def test_a_term_that_says_nothing_or_two_things_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError) as refused:
        typed_term(text)
    assert said in str(refused.value)


@settings(deadline=None)
@given(length=st.integers(0, 9999), unit=st.sampled_from(["day", "week", "month", "year"]))
def test_a_duration_as_talktag_writes_it_is_read_back(length: int, unit: str) -> None:
    assert typed_duration(str(Duration(length, unit))) == Duration(length, unit)


def test_the_parts_of_a_warranty_are_read_as_they_are_elsewhere() -> None:
    warranty = typed_warranty("parts: 5y from 2 March 2024 by Trek")
    assert (str(warranty.term), warranty.kind, warranty.starts, warranty.provider) == ("5 years", "parts", DAY, "Trek")
