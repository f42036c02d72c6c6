"""Amounts with a unit as people write them: `1.3 kg`, `77mm`, `2 years`. It compares only what is of one kind.

Nothing is guessed: a number without a unit is of no kind but its own, and of `1.310`, which is two numbers in two
countries, both readings are kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from talktag.model.typed.number import typed_numbers
from talktag.model.typed.words import unit_of
from talktag.model.values.fold import fold

_LIMIT = 60  # characters
_FORM = re.compile(r"(?P<sign>[-\u2212]?)\s*(?P<digits>[0-9](?:[0-9.,' ]*[0-9])?)\s*(?P<unit>[^\d\s.,'-][^\d]{0,19})?")
# Units of one kind, and how many of its smallest each is. Decimal and binary sizes of data are two kinds, and so are
# days and months, as no month has a length in days.
_KINDS: Mapping[str, Mapping[str, str]] = {
    "mass": {"mg": "0.001", "g": "1", "kg": "1000", "oz": "28.349523125", "lb": "453.59237", "lbs": "453.59237"},
    "length": {"mm": "1", "cm": "10", "m": "1000", "km": "1000000", "in": "25.4", '"': "25.4", "ft": "304.8"},
    "volume": {"ml": "1", "cl": "10", "dl": "100", "l": "1000"},
    "clock": {"s": "1", "sec": "1", "min": "60", "h": "3600", "hour": "3600", "hours": "3600"},
    "days": {"day": "1", "week": "7"},
    "months": {"month": "1", "year": "12"},
    "data": {"kB": "1", "MB": "1000", "GB": "1000000", "TB": "1000000000"},
    "binary data": {"KiB": "1", "MiB": "1024", "GiB": "1048576", "TiB": "1073741824"},
    "power": {"W": "1", "kW": "1000"},
    "energy": {"Wh": "1", "kWh": "1000"},
    "charge": {"mAh": "1", "Ah": "1000"},
    "current": {"mA": "1", "A": "1000"},
    "voltage": {"mV": "1", "V": "1000", "kV": "1000000"},
    "frequency": {"Hz": "1", "kHz": "1000", "MHz": "1000000", "GHz": "1000000000"},
}
_UNITS = {unit: (kind, Decimal(size)) for kind, units in _KINDS.items() for unit, size in units.items()}
_FOLDED = {fold(unit): found for unit, found in _UNITS.items()}  # no two units differ in nothing but their case


class UnitAmount(NamedTuple):
    """How much, in the smallest unit of its kind; several where its digits can be read in several ways.

    `kind` is the unit itself where no table knows that one, and empty for a bare number.
    """

    readings: tuple[Decimal, ...]
    kind: str

    def is_of_kind(self, other: UnitAmount) -> bool:
        """Whether the two can be compared."""
        return self.kind == other.kind


@lru_cache(maxsize=1024)  # thousands of offers say the same few things of a point
def read_amount(text: str) -> UnitAmount | None:
    """The amount that a text is, as a whole; None for any other text."""
    plain = unicodedata.normalize("NFC", text.strip()) if len(text) <= _LIMIT else ""
    found = _FORM.fullmatch(plain)
    if not found:
        return None
    try:
        numbers = typed_numbers(found["digits"])
    except ValueError:
        return None
    kind, size = _kind_of((found["unit"] or "").strip())
    sign = -1 if found["sign"] else 1
    return UnitAmount(tuple(sign * number * size for number in numbers), kind)


def _kind_of(unit: str) -> tuple[str, Decimal]:
    """The kind of a unit, and how many of the smallest of that kind it is."""
    if not unit:
        return "", Decimal(1)
    word = unit_of(unit) if len(unit) > 1 else None  # of one letter, `m` is a metre and `d` nothing at all
    found = _UNITS.get(unit) or _FOLDED.get(fold(unit)) or (_UNITS[word] if word else None)
    return found or (f"in {fold(unit)}", Decimal(1))
