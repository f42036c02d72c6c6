"""Custom fields as people type them, `weight:number=1.2`, to TOML's own kinds of value. Pure; "today" is handed in."""

from __future__ import annotations

import datetime
import math
import re
from typing import NamedTuple

from talktag.model.typed.day import typed_day
from talktag.model.typed.flag import typed_flag
from talktag.model.typed.text import checked_text, compose

TYPES = ("text", "number", "date", "yes")
Value = str | int | float | bool | datetime.date
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
_LARGEST = 2**63


class Key(NamedTuple):
    """The name of a custom field, and the type the owner said, None where nothing was said."""

    name: str
    type: str | None


def parse_key(text: str) -> Key:
    """Read `NAME` or `NAME:TYPE`; ValueError with a sentence for no name or another type."""
    name, colon, kind = text.rpartition(":")
    if not colon:
        name, kind = text, ""
    name, kind = name.strip(), kind.strip().casefold()
    if not name:
        raise ValueError("a field needs a name")
    if colon and kind not in TYPES:
        raise ValueError(f'"{kind}" is not a type of field; use one of: {", ".join(TYPES)}')
    return Key(name, kind or None)


def type_of(value: object) -> str | None:
    """The type that a value in a record has; None for lists, tables, times and what else no type here stands for."""
    if isinstance(value, bool):
        return "yes"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return "date"
    return "text" if isinstance(value, str) else None


def parse_value(text: str, kind: str, today: datetime.date) -> Value:
    """What was typed as a value of type `kind`, one of TYPES; ValueError with a sentence."""
    if kind == "number":
        return _number(text.strip())
    if kind == "date":
        return typed_day(text, today)
    if kind == "yes":
        return typed_flag(text)
    return checked_text(compose(text))


def changed_value(key: Key, text: str, held: object, today: datetime.date) -> Value:
    """What `text` becomes where the record holds `held` (None for nothing): of the type said, else of the type held.

    Raises ValueError with a sentence where the text is not of that type.
    """
    if key.type:
        return parse_value(text, key.type, today)
    kind = "text" if held is None else type_of(held)
    if kind is None:
        raise ValueError('it holds more than one value; change it with "talktag edit", or say ":text" behind its name')
    try:
        return parse_value(text, kind, today)
    except ValueError as error:
        raise ValueError(
            f'{error}; it holds a {_SAID[kind]}, so say another type, as ":text" behind its name'
        ) from None


_SAID = {"text": "text", "number": "number", "date": "date", "yes": "yes or no"}


def _number(text: str) -> int | float:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f'"{text}" is not a number like "12" or "1.5"')
    if text.lstrip("+-").isdigit():
        whole = int(text) if len(text) < 24 else _LARGEST
        if not -_LARGEST <= whole < _LARGEST:
            raise ValueError(f'"{text}" is a number of more than 64 bits')
        return whole
    broken = float(text)
    if not math.isfinite(broken):
        raise ValueError(f'"{text}" is too large a number')
    return broken
