"""Points as schema.org's PropertyValue, and values of a product as points. It measures and converts nothing.

Terms: https://schema.org/PropertyValue. Unit codes are those of UN/CEFACT Recommendation 20.
"""

from __future__ import annotations

import re
from typing import Any

from talktag.model.toml.record_file import without_absent
from talktag.model.wishes.point import AT_LEAST, AT_MOST, EQUAL, LESS, MORE, WishPoint

# What the codes that shops use for weights, lengths and times are called here.
_SPELLED = (
    "MGM mg GRM g KGM kg MMT mm CMT cm MTR m INH in LTR l WTT W KWT kW VLT V AMP A AMH Ah WHR Wh HTZ Hz "
    "DAY days WEE weeks MON months ANN years"
)
UNITS = dict(zip(_SPELLED.split()[::2], _SPELLED.split()[1::2], strict=True))
_CODES = {unit: code for code, unit in UNITS.items()}
_AMOUNT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\s*([^\d\s.,][^\d]{0,19})?")


def wanted_property(weight: str, point: WishPoint) -> dict[str, Any]:
    """A point of a wish. Its words stand in `description`, as schema.org knows no must and no "less than".

    What is not to be has no value, so that nobody who reads values alone takes it for what is wanted.
    """
    told = {"@type": "PropertyValue", "name": point.name, "description": f"{weight} {point}"}
    found = _AMOUNT.fullmatch(point.value)
    amount, unit = (_number(found[1]), (found[2] or "").strip()) if found else (None, "")
    if weight == "avoid" or point.sign not in {EQUAL, LESS, MORE, AT_MOST, AT_LEAST}:
        return told
    if amount is None or point.sign == EQUAL:
        return {**told, "value": point.value}
    bound = "maxValue" if point.sign in {LESS, AT_MOST} else "minValue"
    return without_absent({**told, bound: amount, "unitCode": _CODES.get(unit), "unitText": unit})


def offered_property(name: str, value: str) -> dict[str, Any]:
    """What an offer says of a property."""
    return {"@type": "PropertyValue", "name": name, "value": value}


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
