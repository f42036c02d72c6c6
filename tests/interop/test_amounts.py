"""Amounts, counts and yes or no: read one way or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.interop.amounts import read_amount, read_flag, read_quantity


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("2499", "2499"),
        ("39.95", "39.95"),
        ("39,95", "39.95"),
        ("39,5", "39.5"),
        ("0.500", "0.5"),
        ("1234.567", "1234.567"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u202f234,56", "1234.56"),
        ("1'234.50", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("39.95 EUR", "39.95"),
        ("EUR 39.95", "39.95"),
        ("€39.95", "39.95"),
        ("39,95 €", "39.95"),
        ("0.00", "0"),
    ],
)
def test_an_amount_that_says_one_sum_is_that_sum(text: str, amount: str) -> None:
    assert read_amount(text, "EUR") == (Decimal(amount), "EUR")


@pytest.mark.parametrize("text", ["1,234", "1.234", "123.456", "12,345 EUR"])
def test_a_sum_that_depends_on_the_country_is_refused_with_both_readings(text: str) -> None:
    digits = text.removesuffix(" EUR")
    joined, parted = digits.replace(",", "").replace(".", ""), digits.replace(",", ".")
    with pytest.raises(ValueError, match=f'"{text}" may be {joined} or {parted}'):
        read_amount(text, "EUR")


def test_a_currency_in_the_cell_goes_before_the_one_that_was_given() -> None:
    assert read_amount("10 usd", "EUR").currency == "USD"
    assert read_amount("£10", "EUR").currency == "GBP"


def test_no_currency_is_refused() -> None:
    with pytest.raises(ValueError, match='"10" has no currency'):
        read_amount("10", None)


def test_a_sign_of_several_currencies_needs_one_of_them() -> None:
    assert read_amount("$10", "CAD").currency == "CAD"
    assert read_amount("100 kr", "SEK").currency == "SEK"
    for given_currency in (None, "EUR"):
        with pytest.raises(ValueError, match='which "\\$" is meant'):
            read_amount("$10", given_currency)


@pytest.mark.parametrize("text", ["-5", "-5.00 EUR", "ten", "1e3", "1,23,45", "1.234.56", "5%", "", "٣", "EUR 5 USD"])
def test_what_is_no_amount_one_can_pay_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_amount(text, "EUR")


@settings(deadline=None)
@given(text=st.text(max_size=20))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        assert read_amount(text, "EUR").amount >= 0
    except ValueError:
        return


@pytest.mark.parametrize(("text", "count"), [("2", 2), ("2.0", 2), ("2,00", 2), ("0", 0), ("0.5", None), ("2,5", None)])
def test_a_count_is_whole_or_said_not_to_be(text: str, count: int | None) -> None:
    assert read_quantity(text) == count


@pytest.mark.parametrize("text", ["-1", "-0.5", "many", "1e3", "1,000.0", "", "½"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_quantity(text)


@pytest.mark.parametrize("text", ["true", "TRUE", "t", "yes", "Y", "1", "on"])
def test_yes_in_many_words(text: str) -> None:
    assert read_flag(text)


@pytest.mark.parametrize("text", ["false", "F", "no", "n", "0", "Off"])
def test_no_in_many_words(text: str) -> None:
    assert not read_flag(text)


@pytest.mark.parametrize("text", ["maybe", "2", "", "ja"])
def test_neither_yes_nor_no_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_flag(text)
