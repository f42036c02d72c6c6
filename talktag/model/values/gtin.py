"""GTIN check digits (GS1 General Specifications §7.9). Computes; never looks a number up."""

from __future__ import annotations

_LENGTHS = {8, 12, 13, 14}


def parse_gtin(text: str) -> str:
    """The 14 digits of a GTIN-8, -12, -13 or -14 with or without blanks and hyphens.

    Raises ValueError with a sentence for a wrong length or check digit.
    """
    digits = text.replace(" ", "").replace("-", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) in _LENGTHS):
        raise ValueError(f'"{text}" is not a GTIN of 8, 12, 13 or 14 digits')
    if check_digit(digits[:-1]) != digits[-1]:
        raise ValueError(f'"{text}" has a wrong check digit')
    return digits.zfill(14)


def check_digit(digits: str) -> str:
    """The digit that belongs after `digits`."""
    weighted = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return str(-weighted % 10)
