"""JSON in its one canonical form (RFC 8785, JCS), which is what is signed. It signs nothing, and parses nothing."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import Any

_EXACT = 2**53  # whole numbers below are what they are in the one kind of number that JavaScript has
_LONGEST = 21  # digits before a number is written with an exponent
_SMALLEST = -6


def canonical_json(values: Any) -> bytes:
    """The canonical bytes of JSON values; ValueError for what has none, such as half of a pair of letters."""
    try:
        return _text(values).encode()
    except UnicodeEncodeError:
        raise ValueError("it holds half of a letter") from None


def _text(value: Any) -> str:
    match value:
        case None | bool() | str():
            return json.dumps(value, ensure_ascii=False)
        case int() | float():
            return _number(value)
        case list():
            return f"[{','.join(map(_text, value))}]"
        case dict():
            names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
            return f"{{{','.join(f'{_text(name)}:{_text(value[name])}' for name in names)}}}"
    raise ValueError(f"it holds a {type(value).__name__}")


def _number(number: float) -> str:
    """A number as ECMAScript writes it (ECMA-262, Number::toString)."""
    if isinstance(number, int) and abs(number) < _EXACT:
        return str(number)
    real = float(number)
    if not math.isfinite(real):
        raise ValueError("it holds a number beyond all sense")
    if real == 0:
        return "0"
    sign = "-" if real < 0 else ""
    _, parts, exponent = Decimal(repr(abs(real))).as_tuple()
    digits = "".join(map(str, parts)).rstrip("0")
    point = len(parts) + int(exponent)  # where it stands, counted from the first digit
    return sign + _with_point(digits, point)


def _with_point(digits: str, point: int) -> str:
    """Digits with their point, or with an exponent where they are very large or small."""
    if len(digits) <= point <= _LONGEST:
        return digits + "0" * (point - len(digits))
    if 0 < point <= _LONGEST:
        return f"{digits[:point]}.{digits[point:]}"
    if _SMALLEST < point <= 0:
        return f"0.{'0' * -point}{digits}"
    exponent = f"e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return f"{digits[0]}.{digits[1:]}{exponent}" if len(digits) > 1 else f"{digits}{exponent}"
