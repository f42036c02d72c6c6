"""Numbers as people write them: `41250`, `41.250`, `12,5`. Pure; between two readings it never picks, it gives both."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_LIMIT = 40  # characters
_ALIKE = str.maketrans(dict.fromkeys("\u2019\u02bc\u2032\u00b4\u0060\u066c", "'"))
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<group>[,.' ])[0-9]{3}(?:(?P=group)[0-9]{3}){0,3})"
    r"(?:(?!(?P=group))[.,](?P<rest>[0-9]{1,4}))?"
)
_PLAIN = re.compile(r"(?P<whole>[0-9]{1,12})(?:[.,](?P<rest>[0-9]{1,4}))?")


def typed_numbers(text: str) -> tuple[Decimal, ...]:
    """What number of at least 0 `text` may be: one, or of `1.000` both, the thousand first.

    ValueError with a sentence for what is none, for less than nothing and for more than four decimals.
    """
    digits = unicodedata.normalize("NFKC", text[: _LIMIT + 1]).translate(_ALIKE).strip()
    if digits[:1] in {"-", "\u2212"} and _PLAIN.fullmatch(digits[1:].strip()):
        raise ValueError(f'"{text}" is less than nothing')
    plain, grouped = _PLAIN.fullmatch(digits), _GROUPED.fullmatch(digits)
    if len(digits) > _LIMIT or not (plain or grouped):
        raise ValueError(f'"{text[:_LIMIT]}" is not a number like 41250 or 12.5')
    found = [_join(grouped)] if grouped else []
    if plain:
        found.append(Decimal(f"{plain['whole']}.{plain['rest'] or 0}").normalize())
    return tuple(dict.fromkeys(found))


def _join(found: re.Match[str]) -> Decimal:
    """A number in groups of three digits as one."""
    return Decimal(f"{re.sub(r'[^0-9]', '', found['whole'])}.{found['rest'] or 0}").normalize()
