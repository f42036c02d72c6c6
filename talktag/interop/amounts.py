"""Amounts, numbers and yes or no as other programs write them. It never converts, rounds or takes half of a number."""

from __future__ import annotations

import re

from talktag.model.money import Money, parse_money

_CODE = re.compile(r"(?:(?P<before>[A-Za-z]{3})\s*)?(?P<amount>.*?)(?:\s*(?P<after>[A-Za-z]{3}))?\Z", re.DOTALL)
_SIGNS = {"€": ("EUR",), "£": ("GBP",), "₹": ("INR",), "₩": ("KRW",), "₺": ("TRY",), "₴": ("UAH",), "zł": ("PLN",)}
# Signs of several currencies: only a currency that is given tells which.
_SHARED_SIGNS = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "CLP", "COP", "ARS", "TWD"),
    "¥": ("JPY", "CNY"),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
}
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,4})?\Z")
_COMMA = re.compile(r"-?[0-9]{1,15},[0-9]{1,4}\Z")
_GROUPED = re.compile(
    r"-?[1-9][0-9]{0,2}(?P<group>[,.'\u00a0\u202f ])[0-9]{3}(?:(?P=group)[0-9]{3}){0,4}(?P<point>[.,][0-9]{1,4})?\Z"
)
_TRUE = {"true", "t", "yes", "y", "on", "1"}
_FALSE = {"false", "f", "no", "n", "off", "0"}
_DECIMAL = re.compile(r"(-?)([0-9]{1,12})(?:[.,]([0-9]{1,12}))?\Z")


def read_amount(text: str, currency: str | None) -> Money:
    """An amount with a decimal point or comma, a currency code or sign on either side; ValueError with a sentence.

    Refused: no currency where none is given, a sign that several currencies have, and digits such as
    `1,234` or `1.234` that mean different amounts in different countries.
    """
    bare, stated = _apart(text.strip(), currency)
    digits, code = _digits(text, bare), stated or currency
    if code is None:
        raise ValueError(f'"{text}" has no currency; say which is meant')
    money = parse_money(digits, code)
    if money.amount < 0:
        raise ValueError(f'"{text}" is less than nothing')
    return money


def _apart(text: str, currency: str | None) -> tuple[str, str | None]:
    """The digits, and the currency that stands beside them."""
    for sign, codes in (_SIGNS | _SHARED_SIGNS).items():
        if text.startswith(sign) or text.endswith(sign):
            if len(codes) > 1 and currency not in codes:
                raise ValueError(f'"{text}" does not say which "{sign}" is meant; say the currency')
            return text.removeprefix(sign).removesuffix(sign).strip(), codes[0] if len(codes) == 1 else currency
    found = _CODE.match(text)
    if found is None or (found["before"] and found["after"]):
        return text, None
    code = found["before"] or found["after"]
    return found["amount"].strip(), code.upper() if code else None


def _digits(text: str, bare: str) -> str:
    """The digits with a decimal point, or a sentence why that cannot be told."""
    grouped = _GROUPED.match(bare)
    if grouped and not grouped["point"]:
        if grouped["group"] in ",." and bare.count(grouped["group"]) == 1:
            readings = f"{re.sub('[,.]', '', bare)} or {bare.replace(',', '.')}"
            raise ValueError(f'"{text}" may be {readings}; write it without thousands separators')
        return re.sub(r"[^0-9-]", "", bare)
    if grouped and grouped["point"][0] != grouped["group"]:
        return re.sub(r"[^0-9-]", "", bare[: grouped.start("point")]) + "." + grouped["point"][1:]
    if _COMMA.match(bare):
        return bare.replace(",", ".")
    if _PLAIN.match(bare):
        return bare
    raise ValueError(f'"{text}" is not an amount like "2499.00 EUR"')


def read_quantity(text: str) -> int | None:
    """How many: a whole number of at least 0, `2.0` being 2; None for a fraction such as `0.5`.

    Raises ValueError with a sentence for anything else.
    """
    found = _DECIMAL.match(text)
    if not found:
        raise ValueError(f'"{text}" is not a number')
    if found[1] and text.strip("-0.,"):
        raise ValueError(f'"{text}" is less than nothing')
    return None if found[3] and found[3].strip("0") else int(found[2])


def read_flag(text: str) -> bool:
    """Yes or no; ValueError with a sentence for what is neither."""
    word = text.casefold()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise ValueError(f'"{text}" is neither yes nor no')
