"""The number of a thing, and its serial number, in the codes that goods carry (GS1 General Specifications §7.8).

Reads element strings, raw and as printed beside a code, and GS1 Digital Links. Opens no address; looks nothing up.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from talktag.model.values.gtin import parse_gtin

_LONGEST = 2000  # characters of a code
_SEPARATOR = "\x1d"  # stands for FNC1, which no text can hold
_SHOWN_SEPARATORS = re.compile("\u241d|<GS>|\\{GS\\}", re.IGNORECASE)
_SYMBOLOGY = re.compile(r"\][A-Za-z][0-9A-Za-z]")
# By the first two digits, how long an element string is that needs no separator (GS1 General Specifications §7.8.5).
_FIXED: Mapping[str, int] = {
    "00": 20,
    "01": 16,
    "02": 16,
    "03": 16,
    "04": 18,
    "20": 4,
    "41": 16,
    **dict.fromkeys(("11", "12", "13", "14", "15", "16", "17", "18", "19"), 8),
    **dict.fromkeys(("31", "32", "33", "34", "35", "36"), 10),
}
_NUMBER, _SERIAL = "01", "21"
_PRINTED = re.compile(r"\(([0-9]{2,4})\)", re.ASCII)
_LINK = re.compile(r"https?://[^/?#]+(/[^?#]*)", re.IGNORECASE)
_WORDS = {"gtin": _NUMBER, "ser": _SERIAL}  # what the first edition of Digital Link allowed
_SERIAL_LENGTH = 20


class Goods(NamedTuple):
    """The 14 digits of a GTIN, and the serial number where the code has one."""

    gtin: str
    serial: str | None = None


def read_goods(text: str) -> Goods | None:
    """What a code on goods says of the thing; None where it is no such code, or its check digit is wrong."""
    if len(text) > _LONGEST:
        return None
    plain = _SYMBOLOGY.sub("", _SHOWN_SEPARATORS.sub(_SEPARATOR, text.strip(" \t\r\n")), count=1).lstrip(_SEPARATOR)
    if gtin := _gtin(plain):
        return Goods(gtin)
    found = dict(reversed(list(_elements(plain))))  # of an element that is said twice the first counts
    gtin = _gtin(found.get(_NUMBER, ""))
    serial = found.get(_SERIAL, "")
    return Goods(gtin, serial if 0 < len(serial) <= _SERIAL_LENGTH else None) if gtin else None


def _gtin(text: str) -> str | None:
    try:
        return parse_gtin(text)
    except ValueError:
        return None


def _elements(text: str) -> Iterator[tuple[str, str]]:
    """The application identifiers in a code, each with its value."""
    if link := _LINK.match(text):
        parts = [unquote(part) for part in link[1].split("/")]
        yield from ((_WORDS.get(key, key), value) for key, value in itertools.pairwise(parts))
    elif text.startswith("("):
        parts = _PRINTED.split(text)[1:]
        yield from zip(parts[::2], (part.strip(f" {_SEPARATOR}") for part in parts[1::2]), strict=True)
    else:
        yield from _raw(text)


def _raw(text: str) -> Iterator[tuple[str, str]]:
    """Element strings one behind the other; what needs a separator ends at the next one, or with the text."""
    while text[:2].isascii() and text[:2].isdigit():
        size = _FIXED.get(text[:2])
        element, rest = (text[:size], text[size:]) if size else text.partition(_SEPARATOR)[::2]
        yield element[:2], element[2:]
        text = rest.lstrip(_SEPARATOR)
