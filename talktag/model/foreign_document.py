"""A JSON document of a maker, an authority or a shop, and the texts and addresses in it, within bounds.

Whoever reads such a document asks here for each value; nothing in it is shown or followed that was not asked so.
"""

from __future__ import annotations

import math
from typing import Any

from talktag.model.foreign_json import ForeignJsonError, parse_foreign_json
from talktag.model.values.foreign_text import escape, quote
from talktag.model.web_address import ADDRESS_LIMIT, is_web_address

SIZE_LIMIT = 1024 * 1024  # bytes
_DEPTH, _DIGITS = 24, 40


def parse_document(data: bytes, what: str) -> Any:
    """The values of JSON in UTF-8; ValueError with a sentence about `what` for anything else, or too much of it."""
    if len(data) > SIZE_LIMIT:
        raise ValueError(f"{what} is larger than {SIZE_LIMIT // 1024} kB")
    try:
        return parse_foreign_json(data.decode("utf-8-sig"), depth=_DEPTH, digits=_DIGITS, read_fraction=_read_fraction)
    except ForeignJsonError as error:
        raise ValueError(f"{what} {error}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{what} is not UTF-8 text") from None
    except ValueError as error:
        raise ValueError(f"{what} is not JSON: {error}") from None


def sound_text(value: Any, what: str, limit: int) -> str:
    """A text of one line that steers and hides nothing; ValueError with a sentence about `what` for another value."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{what} is not a text")
    text = value.strip()
    if len(text) > limit:
        raise ValueError(f"{what} has more than {limit} characters: {quote(text)}")
    if escape(text) != text:
        raise ValueError(f"{what} has letters that would be obeyed or hidden: {quote(text)}")
    return text


def web_address(value: Any, what: str) -> str:
    """An address of the web that begins with https; ValueError with a sentence about `what` for another value."""
    text = sound_text(value, what, ADDRESS_LIMIT)
    if not (text.isascii() and text.startswith("https://") and is_web_address(text)):
        raise ValueError(f"{what} is not an https address: {quote(text)}")
    return text


def _read_fraction(text: str) -> float:
    number = float(text) if len(text) <= _DIGITS else math.inf
    if not math.isfinite(number):
        raise ForeignJsonError("has a number beyond all sense")
    return number
