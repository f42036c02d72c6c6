"""Money, warranties, GTINs and identifiers."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.values.gtin import parse_gtin
from talktag.model.values.ident import ALPHABET, is_id, is_slug, make_id, make_slug, make_tag, parse_tag, printed_tag
from talktag.model.values.money import parse_money
from talktag.model.values.warranty import Duration, Warranty, parse_term


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2499 EUR", "2499.00 EUR"),
        ("2499.5 eur", "2499.50 EUR"),
        ("120000 JPY", "120000 JPY"),
        ("1.234 KWD", "1.234 KWD"),
        ("0.005 EUR", "0.005 EUR"),
        ("-3 EUR", "-3.00 EUR"),
    ],
)
def test_an_amount_is_kept_with_the_minor_units_of_its_currency(typed: str, kept: str) -> None:
    assert str(parse_money(typed)) == kept
    assert str(parse_money(kept)) == kept


@pytest.mark.parametrize(
    "typed", ["1,234 EUR", "1.234,00 EUR", "EUR 5", "5", "five EUR", "", "5 EURO", "1e3 EUR", "٣ EUR"]
)
def test_an_amount_that_could_mean_two_things_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"amount|currency"):
        parse_money(typed)


def test_a_default_currency_serves_an_amount_without_one() -> None:
    assert str(parse_money("5", "CHF")) == "5.00 CHF"


@pytest.mark.parametrize(
    ("term", "start", "end"),
    [
        ("24 months", "2024-03-02", "2026-03-02"),
        ("1 month", "2024-01-31", "2024-02-29"),
        ("1 month", "2023-01-31", "2023-02-28"),
        ("1 year", "2024-02-29", "2025-02-28"),
        ("12 months", "2023-12-31", "2024-12-31"),
        ("90 days", "2024-12-31", "2025-03-31"),
        ("2 weeks", "2024-12-31", "2025-01-14"),
    ],
)
def test_a_duration_ends_on_the_same_day_of_the_month_or_its_last(term: str, start: str, end: str) -> None:
    ends = Warranty(parse_term(term)).ends(datetime.date.fromisoformat(start))
    assert ends == datetime.date.fromisoformat(end)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)), st.integers(1, 600))
def test_a_later_start_never_ends_earlier(start: datetime.date, months: int) -> None:
    term = Duration(months, "month")
    assert term.after(start) <= term.after(start + datetime.timedelta(days=1))


def test_a_duration_beyond_the_calendar_has_no_end_rather_than_a_crash() -> None:
    assert Warranty(parse_term("9999 years")).ends(datetime.date(2024, 1, 1)) is None


def test_a_lifetime_and_an_unknown_start_have_no_end() -> None:
    assert Warranty("lifetime").ends(datetime.date(2024, 1, 1)) is None
    assert Warranty(Duration(2, "year")).ends(None) is None


@pytest.mark.parametrize("typed", ["two years", "24", "months", "-1 months", "24 monate", "31.12.2027", ""])
def test_a_term_of_no_known_form_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="duration"):
        parse_term(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("4006381333931", "04006381333931"), ("96385074", "00000096385074"), ("0 36000-29145 2", "00036000291452")],
)
def test_a_gtin_is_kept_with_fourteen_digits(typed: str, kept: str) -> None:
    assert parse_gtin(typed) == kept


@pytest.mark.parametrize("typed", ["4006381333932", "12345", "abc", "", "٤٠٠٦٣٨١٣٣٣٩٣١"])
def test_a_gtin_with_a_wrong_digit_or_length_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"GTIN|check digit"):
        parse_gtin(typed)


@given(st.integers(0, 2**40 - 1))
def test_a_tag_reads_back_however_it_is_typed(number: int) -> None:
    tag = make_tag(number)
    assert parse_tag(tag) == tag
    assert parse_tag(f" tt-{printed_tag(tag).lower()} ") == tag
    assert parse_tag(tag.replace("0", "O").replace("1", "l")) == tag


@given(st.integers(0, 2**40 - 1), st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_no_tag(number: int, place: int, letter: str) -> None:
    tag = make_tag(number)
    wrong = tag[:place] + letter + tag[place + 1 :]
    assert (parse_tag(wrong) is None) == (wrong != tag)


@given(st.integers(0, 2**40 - 1), st.integers(0, 8), st.integers(0, 8))
def test_two_letters_that_changed_places_are_no_tag(number: int, one: int, other: int) -> None:
    tag = make_tag(number)
    letters = list(tag)
    letters[one], letters[other] = letters[other], letters[one]
    assert (parse_tag("".join(letters)) is None) == ("".join(letters) != tag)


@given(st.text(max_size=80))
def test_a_slug_is_a_file_name_on_every_system(name: str) -> None:
    slug = make_slug(name, "product-0a1b2c")
    assert is_slug(slug)
    assert slug.split(".")[0] not in {"con", "nul", "aux", "prn", "com1", "lpt1"}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Größe Ø", "grosse-o"),
        ("CON", "con-1"),
        ("日本", "fallback"),
        ("..", "fallback"),
        ("-rf", "rf"),
        ("É'a", "e-a"),
    ],
)
def test_a_slug_is_made_of_what_letters_there_are(name: str, slug: str) -> None:
    assert make_slug(name, "fallback") == slug


@pytest.mark.parametrize("text", ["a\n", "A", "-a", "a-", "", "a/b", "con", "a" * 65])
def test_what_is_no_slug_is_told(text: str) -> None:
    assert not is_slug(text)


def test_an_id_has_thirteen_letters_of_one_case() -> None:
    assert is_id(make_id(2**65 - 1))
    assert not is_id("0000000000000\n")
    assert not is_id("000000000000L")
