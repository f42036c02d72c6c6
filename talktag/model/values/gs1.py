"""The number of a thing, and its serial number, in the codes that goods carry (GS1 General Specifications §7.8).

Reads element strings, raw and as printed beside a code, and GS1 Digital Links. Opens no address; looks nothing up.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote

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
_BATCH = "10"
_SERIAL_LENGTH = 20
_IN_SERIALS = re.compile(r"[!\"%-?A-Z_a-z]{1,20}", re.ASCII)  # the 82 characters of a serial or batch number
# Prefixes that GS1 gives to nobody: numbers that a shop made for itself, coupons, refunds. 952 is that of examples.
_NOBODYS = ((20, 29), (40, 59), (200, 299), (980, 999))


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


def read_batch(text: str) -> str | None:
    """The number of the batch that a code on goods is of, where it says so."""
    found = dict(reversed(list(_elements(text)))).get(_BATCH, "") if len(text) <= _LONGEST else ""
    return found if 0 < len(found) <= _SERIAL_LENGTH else None


def is_given(gtin: str) -> bool:
    """Whether a GTIN of 14 digits is of those that GS1 gives to companies, so that no other thing has it."""
    short = gtin.startswith("000000")
    prefix = int(gtin[6:9] if short else gtin[1:4])
    own = short and prefix < 100  # the GTIN-8s that are for use within a company only
    return not own and all(not first <= prefix <= last for first, last in _NOBODYS)


def digital_link(gtin: str, serial: str | None = None) -> str | None:
    """The GS1 Digital Link of a GTIN of 14 digits, and of a serial number; None where GS1 gave that number to nobody.

    A serial number that no code of GS1 can hold is left out.
    """
    if not is_given(gtin):
        return None
    behind = f"/21/{quote(serial, safe='')}" if serial and _IN_SERIALS.fullmatch(serial) else ""
    return f"https://id.gs1.org/01/{gtin}{behind}"


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
