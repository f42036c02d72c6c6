"""Money, counts and yes or no as people write them: read one way or refused."""

from __future__ import annotations

import json
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.typed.count import read_count, typed_count
from talktag.model.typed.flag import typed_flag
from talktag.model.typed.money import guessed_currency, typed_money
from talktag.model.values.currency import CODES, MINOR_UNITS, SIGNS, WITHDRAWN, checked_currency
from talktag.model.values.money import Money, parse_money

ISO_4217 = Path("/usr/share/iso-codes/json/iso_4217.json")


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
        ("1\u2009234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1'234.50", "1234.5"),
        ("1\u2019234.50", "1234.5"),
        ("1'234", "1234"),
        ("1,234,567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1,23,456.00", "123456"),
        ("12,34,567", "1234567"),
        ("1,299.-", "1299"),
        ("1.299,-", "1299"),
        ("1.299,\u2013", "1299"),
        ("80.--", "80"),
        ("39.95 EUR", "39.95"),
        ("EUR 39.95", "39.95"),
        ("39.95EUR", "39.95"),
        ("€39.95", "39.95"),
        ("39,95 €", "39.95"),
        ("39,95\u00a0€", "39.95"),
        ("39,95 Euro", "39.95"),
        ("€ 39,95 EUR", "39.95"),
        (" 80 € ", "80"),
        ("８０ €", "80"),
        ("0.00", "0"),
    ],
)
def test_an_amount_that_says_one_sum_is_that_sum(text: str, amount: str) -> None:
    assert typed_money(text, "EUR") == (Decimal(amount), "EUR")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("CHF 1'234.50", "1234.50 CHF"),
        ("Fr. 80.-", "80.00 CHF"),
        ("1,23,456.00 INR", "123456.00 INR"),
        ("₹1,23,456", "123456.00 INR"),
        ("12,50 Kč", "12.50 CZK"),
        ("R$ 1.234,56", "1234.56 BRL"),
        ("US$ 80", "80.00 USD"),
        ("$80 USD", "80.00 USD"),
        ("CA$ 80", "80.00 CAD"),
        ("80 zł", "80.00 PLN"),
        ("1 200 Ft", "1200.00 HUF"),
        ("80 ₽", "80.00 RUB"),
        ("80 DEM", "80.00 DEM"),
        ("10 usd", "10.00 USD"),
        # Yen have no sen any more, and talktag writes thousandths of a dinar with a point.
        ("1,000 JPY", "1000 JPY"),
        ("1.234 KWD", "1.234 KWD"),
    ],
)
def test_the_currency_beside_an_amount_goes_before_the_one_of_the_store(text: str, kept: str) -> None:
    assert str(typed_money(text)) == str(typed_money(text, "EUR")) == kept


@pytest.mark.parametrize("text", ["1,234", "1.234", "123.456", "12,345 EUR", "1,234 KWD"])
def test_a_sum_that_depends_on_the_country_is_refused_with_both_readings(text: str) -> None:
    digits = text.split(maxsplit=1)[0]
    joined, parted = digits.replace(",", "").replace(".", ""), digits.replace(",", ".")
    with pytest.raises(ValueError, match=f'"{text}" may be {joined} or {parted}'):
        typed_money(text, "EUR")


def test_no_currency_is_refused() -> None:
    with pytest.raises(ValueError, match='"10" has no currency; write it like "10 EUR"'):
        typed_money("10")


def test_a_default_that_is_no_currency_is_refused_where_it_is_used() -> None:
    with pytest.raises(ValueError, match='"EURO" is not a currency; did you mean EUR'):
        typed_money("10", "EURO")
    assert str(typed_money("10 CHF", "EURO")) == "10.00 CHF"


@pytest.mark.parametrize(
    ("text", "given", "kept"),
    [
        ("£219.00", "EUR", "219.00 GBP"),
        ("219,00 £", None, "219.00 GBP"),
        ("£5", "EGP", "5.00 EGP"),
        ("$80", None, "80.00 USD"),
        ("80 $", "EUR", "80.00 USD"),
        ("$10", "CAD", "10.00 CAD"),
        ("$10 CAD", "AUD", "10.00 CAD"),
        ("¥1,980", None, "1980 JPY"),
        ("￥5", "CNY", "5.00 CNY"),
        ("₩9000", "EUR", "9000 KRW"),
        ("80 pounds", None, "80.00 GBP"),
        ("80 pesos", "MXN", "80.00 MXN"),
        ("100 kr", "SEK", "100.00 SEK"),
    ],
)
def test_a_sign_of_several_currencies_is_that_of_the_store_else_the_usual_one(
    text: str, given: str | None, kept: str
) -> None:
    assert str(typed_money(text, given)) == kept
    named = given is not None and kept.endswith(given)
    assert guessed_currency(text, given) == (None if named or "CAD" in text else kept.split()[1])


@pytest.mark.parametrize("text", ["100 kr", "100 kroner", "80 pesos", "Rs 80", "80 lei", "80 Dh"])
@pytest.mark.parametrize("given", [None, "PLN"])
def test_a_sign_without_a_usual_currency_is_refused_with_those_it_may_be(text: str, given: str | None) -> None:
    with pytest.raises(ValueError, match=r"may be in .*write the currency"):
        typed_money(text, given)


@pytest.mark.parametrize("text", ["80 EUR", "80", "US$ 80", "CHF 5", "€ 5"])
def test_nothing_is_guessed_of_an_amount_that_says_its_currency(text: str) -> None:
    assert guessed_currency(text, "EUR") is None


@pytest.mark.parametrize("text", ["-5", "-5.00 EUR", "\u22125 €", "€ -5", "(5)", "- 5"])
def test_less_than_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is less than nothing"):
        typed_money(text, "EUR")


@pytest.mark.parametrize("text", ["-5", "-5.00 EUR", "\u22125 €", "€ -5", "- 5", "EUR -5", "-€5,00"])
def test_less_than_nothing_is_read_where_money_may_come_back(text: str) -> None:
    assert typed_money(text, "EUR", may_be_less=True) == Money(Decimal(-5), "EUR")


@pytest.mark.parametrize("text", ["(5)", "--5 EUR", "- EUR -5", "5-", "-", "-ten"])
def test_what_is_no_amount_is_none_below_nothing_either(text: str) -> None:
    with pytest.raises(ValueError, match="is not an amount"):
        typed_money(text, "EUR", may_be_less=True)


def test_nothing_less_is_nothing() -> None:
    assert str(typed_money("-0 EUR", may_be_less=True)) == "0.00 EUR"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("80 XYZ", '"XYZ" is not a currency'),
        ("80 EUT", "did you mean EUR"),
        ("UDS 80", "did you mean USD"),
        ("80 Taler", '"Taler" is not a currency'),
        ("EUR 5 USD", "names two currencies"),
    ],
)
def test_a_currency_that_does_not_exist_is_refused_with_near_ones(text: str, said: str) -> None:
    with pytest.raises(ValueError) as refused:
        typed_money(text, "EUR")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "text", ["ten", "1e3", "1,23,45", "1.234.56", "5%", "", "5-", "1 2", "1,299.-5", "9" * 90, "12.34567"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        typed_money(text, "EUR")


@settings(deadline=None)
@given(text=st.text(max_size=20) | st.text("0123456789.,' -€$EUR", max_size=14))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        money = typed_money(text, "EUR")
    except ValueError:
        return
    assert money.amount >= 0
    assert parse_money(str(money)) == money


@settings(deadline=None)
@given(amount=st.decimals(0, 10**12, places=2), code=st.sampled_from(sorted(CODES)))
def test_what_talktag_writes_is_read_back_as_it_was(amount: Decimal, code: str) -> None:
    money = parse_money(f"{amount} {code}")
    assert typed_money(str(money)) == money


@pytest.mark.skipif(not ISO_4217.exists(), reason="needs the iso-codes of the system")
def test_the_codes_are_those_of_iso_4217() -> None:
    theirs = {each["alpha_3"] for each in json.loads(ISO_4217.read_text())["4217"]}
    assert theirs - {"XXX", "XTS"} <= CODES | WITHDRAWN
    assert CODES - theirs <= {"XCG", "ZWG"}  # younger than most copies of the list


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
def test_a_currency_has_the_decimals_that_browsers_give_it() -> None:
    script = (
        'console.log(JSON.stringify(Object.fromEntries(Intl.supportedValuesOf("currency").map(code => [code,'
        ' new Intl.NumberFormat("en", {style: "currency", currency: code}).resolvedOptions().maximumFractionDigits]))))'
    )
    theirs = json.loads(subprocess.run(["node", "-e", script], capture_output=True, check=True).stdout)
    assert theirs.keys() & CODES
    # Browsers round what cash is rounded to; ISO 4217 keeps the cents of these on paper.
    paper = {code for code, places in theirs.items() if places == 0} - {c for c, p in MINOR_UNITS.items() if p == 0}
    for code in theirs.keys() & CODES - paper:
        assert MINOR_UNITS.get(code, 2) == theirs[code], code


def test_every_sign_stands_for_currencies_that_exist() -> None:
    for sign, codes in SIGNS.items():
        assert sign == sign.lower()
        assert all(checked_currency(code) == code for code in codes), sign


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2", 2),
        ("2.0", 2),
        ("2,00", 2),
        ("0", 0),
        ("0.5", None),
        ("2,5", None),
        ("1 000", 1000),
        ("1'000", 1000),
        ("1\u2019000", 1000),
        ("1,000,000", 1000000),
        ("1,000.0", 1000),
        ("1.000,00", 1000),
        ("1000", 1000),
        ("1.0000", 1),
    ],
)
def test_a_count_is_whole_or_said_not_to_be(text: str, count: int | None) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("1,000", 1000, "1"),
        ("1.000", 1000, "1"),
        ("10,000", 10000, "10"),
        ("2,500", 2500, "2.5"),
        ("999.990", 999990, "999.99"),
    ],
)
def test_a_thousand_or_one_is_refused_with_both_readings(text: str, one: int, other: str) -> None:
    with pytest.raises(ValueError, match=f'"{text}" may be {one} or {other};'):
        read_count(text)


@pytest.mark.parametrize("text", ["-1", "-0.5", "many", "1e3", "", "½", "1,00,000", "1.000.00"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_count(text)


@pytest.mark.parametrize("text", ["0", "0.5", "-2", "1,000"])
def test_a_count_that_is_typed_is_at_least_one(text: str) -> None:
    with pytest.raises(ValueError):
        typed_count(text)


@settings(deadline=None)
@given(count=st.integers(1, 10**9), mark=st.sampled_from([" ", "'", "\u00a0", "\u202f", "\u2019"]))
def test_a_count_in_groups_is_the_whole_of_it(count: int, mark: str) -> None:
    assert typed_count(f"{count:,}".replace(",", mark)) == count


@pytest.mark.parametrize("text", ["true", "TRUE", "t", "yes", "Y", "1", "on"])
def test_yes_in_many_words(text: str) -> None:
    assert typed_flag(text)


@pytest.mark.parametrize("text", ["false", "F", "no", "n", "0", "Off"])
def test_no_in_many_words(text: str) -> None:
    assert not typed_flag(text)


@pytest.mark.parametrize("text", ["maybe", "2", "", "ja"])
def test_neither_yes_nor_no_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        typed_flag(text)
