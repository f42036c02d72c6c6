"""The number under a bar code as people type it: GTIN, EAN, UPC or ISBN, to a GTIN. Computes; looks nothing up."""

from __future__ import annotations

import re

from talktag.model.values.gtin import check_digit, parse_gtin

_BETWEEN = re.compile("[\\s\u00ad\u2010-\u2015\u2212-]+")  # blanks and every hyphen that people paste
_ISBN10 = re.compile(r"[0-9]{9}[0-9Xx]", re.ASCII)
_LABEL = re.compile(r"^(?:ISBN(?:-1[03])?|EAN(?:-13|-8)?|UPC(?:-[AE])?|GTIN(?:-(?:8|1[234]))?)\s*:?\s+", re.IGNORECASE)


def typed_gtin(text: str) -> str:
    """The 14 digits of a number as people find it: GTIN, EAN, UPC-A, UPC-E, ISBN-13 or ISBN-10, maybe labelled so.

    Eight digits that begin with 0 and are a sound UPC-E are one: the GTIN-8s of that beginning are for use within a
    company only. Raises ValueError with a sentence.
    """
    number = _BETWEEN.sub("", _LABEL.sub("", text.strip()))
    if _ISBN10.fullmatch(number):
        return _from_isbn10(number.upper(), text)
    if len(number) == 8 and number.startswith("0") and number.isascii() and number.isdigit():
        whole = _upc_a(number)
        if check_digit(whole[:-1]) == whole[-1]:
            return whole.zfill(14)
    try:
        return parse_gtin(number)
    except ValueError as error:
        raise ValueError(str(error).replace(f'"{number}"', f'"{text}"', 1)) from None


def _from_isbn10(number: str, text: str) -> str:
    """ISBN-10 to ISBN-13 (ISBN Users' Manual, appendix 1): 978 before it, and a check digit of the new kind."""
    total = sum((10 if digit == "X" else int(digit)) * (10 - place) for place, digit in enumerate(number))
    if total % 11:
        raise ValueError(f'"{text}" has a wrong check digit')
    digits = f"978{number[:9]}"
    return f"0{digits}{check_digit(digits)}"


def _upc_a(number: str) -> str:
    """The twelve digits that the eight of a UPC-E stand for (GS1 General Specifications §5.2.2.4.2)."""
    digits, last, check = number[1:6], number[6], number[7]
    if last in "012":
        body = f"{digits[:2]}{last}0000{digits[2:]}"
    elif last == "3":
        body = f"{digits[:3]}00000{digits[3:]}"
    elif last == "4":
        body = f"{digits[:4]}00000{digits[4]}"
    else:
        body = f"{digits}0000{last}"
    return f"{number[0]}{body}{check}"
