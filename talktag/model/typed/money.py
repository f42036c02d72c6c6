"""Money as people write it, in any country's way. It never converts or rounds.

Between two readings of the digits it never picks; a sign of several currencies is the one given, else its usual one.
"""

from __future__ import annotations

import re
import unicodedata

from talktag.model.values.currency import MINOR_UNITS, SIGNS, USUAL, checked_currency, is_currency
from talktag.model.values.money import Money, parse_money

_LIMIT = 80  # characters
_ALIKE = str.maketrans({**dict.fromkeys("\u2019\u02bc\u2032\u00b4\u0060\u066c", "'"), "\u066b": "."})
# What stands before the first digit, the digits with all between them, `.-` for no cents, and what stands after.
_PARTS = re.compile(
    r"(?P<before>[^0-9]*)(?P<digits>[0-9](?:.*[0-9])?)(?P<dash>[.,]\s?[-\u2010-\u2015\u2212]{1,2})?(?P<after>[^0-9]*)",
    re.DOTALL,
)
_MINUS = re.compile(r"[-\u2010-\u2015\u2212(]")
_PLAIN = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,4})?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?P<group>[,.' ])[0-9]{3}(?:(?P=group)[0-9]{3}){0,4}(?P<point>[.,][0-9]{1,4})?")
_INDIAN = re.compile(r"[1-9][0-9]?(?P<group>,)(?:[0-9]{2},){1,6}[0-9]{3}(?P<point>\.[0-9]{1,4})?")


def typed_money(text: str, currency: str | None = None, *, may_be_less: bool = False) -> Money:
    """An amount: a decimal point or comma, groups of digits, a currency's code or sign on either side.

    ValueError with a sentence for less than nothing, unless it `may_be_less`, for a currency that does not exist, for
    none where `currency` does not give one, for a `kr`, which several have, and for digits such as `1,234` that are
    two amounts in two countries.
    """
    parts = _parts(text)
    minuses = _MINUS.findall(parts["before"])
    if minuses and not may_be_less:
        raise ValueError(f'"{text}" is less than nothing')
    if len(minuses) > 1:
        raise ValueError(f'"{text}" is not an amount like "-20.00 EUR"')
    common = _common(text, parts)
    code = _settled_currency(text, common, currency) if common else None
    code = code or (checked_currency(currency) if currency else None)
    digits = _digits(text, parts["digits"], code, whole=bool(parts["dash"]))
    if not code:
        raise ValueError(f'"{text}" has no currency; write it like "{text.strip()} EUR"')
    money = parse_money(digits, code)
    return money._replace(amount=-money.amount) if minuses else money


def guessed_currency(text: str, currency: str | None) -> str | None:
    """The currency that `typed_money` takes for a sign of several, as it is the usual one; None where it need not."""
    common = _common(text, _parts(text))
    return _settled_currency(text, common, currency) if len(common) > 1 and currency not in common else None


def _parts(text: str) -> re.Match[str]:
    found = _PARTS.fullmatch(unicodedata.normalize("NFKC", text).translate(_ALIKE)) if len(text) <= _LIMIT else None
    if not found:
        raise ValueError(f'"{text[:_LIMIT]}" is not an amount like "2499.00 EUR"')
    return found


def _common(text: str, parts: re.Match[str]) -> list[str]:
    """The currencies that all the words beside the digits may stand for; empty without a word."""
    words = f"{_MINUS.sub(' ', parts['before'])} {parts['after']}".split()
    meant = [_currencies_of(text, word) for word in words]
    common = [code for code in meant[0] if all(code in codes for codes in meant)] if meant else []
    if meant and not common:
        raise ValueError(f'"{text}" names two currencies')
    return common


def _settled_currency(text: str, common: list[str], default: str | None) -> str:
    """The one of several that is meant: the default, else the usual one; ValueError where there is neither."""
    if default in common:
        return default
    usual = common if len(common) == 1 else [code for code in USUAL if code in common]
    if not usual:
        raise ValueError(f'"{text}" may be in {", ".join(common[:3])} …; write the currency, like "80 {common[0]}"')
    return usual[0]


def _currencies_of(text: str, word: str) -> tuple[str, ...]:
    """What currencies a sign, word or code may stand for."""
    if codes := SIGNS.get(word.lower()):
        return codes
    if is_currency(word.upper()):
        return (word.upper(),)
    if not word.isalpha():
        raise ValueError(f'"{text}" is not an amount like "2499.00 EUR"')
    return (checked_currency(word),)


def _digits(text: str, digits: str, currency: str | None, *, whole: bool) -> str:
    """The digits with a decimal point, or a sentence why that cannot be told; `whole` where `.-` says no cents."""
    grouped = _GROUPED.fullmatch(digits) or _INDIAN.fullmatch(digits)
    if grouped and (grouped["point"] is None or (not whole and grouped["point"][0] != grouped["group"])):
        if grouped["point"]:
            return re.sub(r"[^0-9]", "", digits[: grouped.start("point")]) + "." + grouped["point"][1:]
        joined, parted = re.sub(r"[^0-9]", "", digits), digits.replace(",", ".")
        if whole or grouped["group"] in "' " or digits.count(grouped["group"]) > 1:
            return joined
        return _settle(text, joined, parted, MINOR_UNITS.get(currency or "", 2), point="." in digits)
    if _PLAIN.fullmatch(digits) and not (whole and not digits.isdigit()):
        return digits.replace(",", ".")
    raise ValueError(f'"{text}" is not an amount like "2499.00 EUR"')


def _settle(text: str, joined: str, parted: str, decimals: int, *, point: bool) -> str:
    """Which of two readings a currency without cents, or with thousandths as talktag writes them, leaves."""
    if decimals == 0:
        return joined
    if decimals == 3 and point:
        return parted
    raise ValueError(f'"{text}" may be {joined} or {parted}; write it without thousands separators')
