"""Amounts of money in a row of a receipt, and the currency that a whole receipt speaks of. It adds nothing up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from talktag.model.intake.words.label import fold_in_place
from talktag.model.values.currency import MINOR_UNITS, SIGNS, USUAL, is_currency
from talktag.model.values.money import Money

_AMOUNT = re.compile(
    r"(?<![0-9.,:/%])(?P<minus>[-−–] ?)?(?P<whole>[0-9]{1,3}(?:(?P<group>[.,' ])[0-9]{3}){1,3}|[0-9]{1,7})"
    r"(?:[.,] ?(?P<cents>[0-9]{2})|(?P<dash>[.,][-–—]{1,2}))?(?![0-9]|[.,:/][0-9]| ?%)(?P<after>-)?"
)
_WORD = re.compile(r"[$€£¥₹₽₴₩₺₪฿₫₱]|(?<![a-z0-9])(?:[a-z]{3}|kr|fr|sfr|zl|kc|ft|lei|rs)(?![a-z0-9])")
# What only receipts of one of the countries with a crown have, and its currency.
_CROWNS = (
    ("NOK", r"\bmva\b|\bforetaksregisteret\b"),
    ("DKK", r"\bcvr\b"),
    ("SEK", r"\bmoms\b|\borg[. ]?nr|\bkronor\b"),
)
# What a paper without a sign says of its country, and the money there.
_LANDS = (
    ("EUR", r"documento comm|\bscontrino\b|\bp[.]? ?iva\b|\bpartita iva\b|\bsiret\b|\bust[.-]? ?id|\bn[.]?i[.]?f\b"),
    ("CHF", r"\bche-[0-9]{3}"),
    ("GBP", r"\bvat (?:reg[.]? ?)?(?:no[.:]? ?)?gb\b"),
)
_NO_CODES = {
    "ALL",
    "ANG",
    "BAM",
    "COP",
    "CUP",
    "GEL",
    "LAK",
    "MAD",
    "MOP",
    "PEN",
    "SOS",
    "TOP",
    "TRY",
}  # words of receipts


class Amount(NamedTuple):
    """An amount in a row, whether it is less than nothing, and whether cents or a sign say that it is money."""

    value: Decimal
    is_minus: bool
    is_money: bool


def amounts_in(text: str) -> tuple[Amount, ...]:
    """The amounts of a row from left to right; one with neither cents nor a currency beside it may be none."""
    folded = fold_in_place(text)
    result = []
    for found in _AMOUNT.finditer(folded):
        whole = re.sub(r"[^0-9]", "", found["whole"])
        beside = folded[max(0, found.start() - 4) : found.start()], folded[found.end() : found.end() + 4]
        has_sign = any(_currencies(each) for part in beside for each in _WORD.findall(part))
        value = Decimal(f"{whole}.{found['cents'] or '0'}")
        result.append(Amount(value, bool(found["minus"] or found["after"]), bool(found["cents"] or has_sign)))
    return tuple(result)


def currency_of(texts: Iterable[str], default: str | None = None) -> str | None:
    """The currency that texts name most often; `default` settles a sign of several, and stands where none is."""
    whole = "\n".join(fold_in_place(each) for each in texts)
    named = Counter(codes for word in _WORD.findall(whole) if (codes := _currencies(word)))
    for codes, _ in sorted(named.items(), key=lambda each: (-each[1], len(each[0]))):
        if code := _settle(codes, whole, default):
            return code
    return default or next((code for code, words in _LANDS if re.search(words, whole)), None)


def _currencies(word: str) -> tuple[str, ...]:
    if word == "kc":
        return ("CZK",)
    if codes := SIGNS.get(word):
        return codes
    code = word.upper()
    return (code,) if len(code) == 3 and is_currency(code) and code not in _NO_CODES else ()


def _settle(codes: tuple[str, ...], whole: str, default: str | None) -> str | None:
    if len(codes) == 1:
        return codes[0]
    if default in codes:
        return default
    for code, words in _CROWNS:
        if code in codes and re.search(words, whole):
            return code
    return next((code for code in USUAL if code in codes), None)


def money_of(value: Decimal, currency: str) -> Money | None:
    """The amount in a currency; None where that has fewer decimals."""
    has_cents = value != value.to_integral_value()
    return None if has_cents and MINOR_UNITS.get(currency, 2) == 0 else Money(value, currency)
