"""How often something comes again and what a meter shows, as people type them: `6m`, `10.000 km`, `km=41250`. Pure.

Between two readings of a number it never picks by itself; what the meter showed before may settle which is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from talktag.model.log.every import NAME, NEVER, Every, MeterStep, parse_every
from talktag.model.typed.duration import typed_duration
from talktag.model.typed.number import typed_numbers
from talktag.model.typed.pair import read_pair
from talktag.model.values.fold import fold

_BEGINS = (*"0123456789-\u2212",)  # of what is meant as a number, right or wrong
_NAMED = re.compile(r"([^\W\d_][\w-]*) ([0-9][0-9.,'\u2019 ]*)")
_STEP = re.compile(r"([0-9][0-9.,'\u2019 ]*?)\s*([^\W\d_][\w-]*)")


class TypedReading(NamedTuple):
    """What was typed of a meter: its name, and the numbers that may be meant, of which most often there is one."""

    meter: str
    numbers: tuple[Decimal, ...]


def typed_every(text: str, meters: Iterable[str] = ()) -> Every:
    """Read `6m`, `2 years`, `10000km`, `10.000 km`, `never`; ValueError with a sentence for all else.

    A meter is called as one of `meters` is, where that differs in case or accents only. Of `10.000` the thousands are
    meant, as nobody counts to the thousandth; `7.500` may be either, and is refused.
    """
    bare = " ".join(text.split())
    if fold(bare) == NEVER:
        return NEVER
    if bare.isascii() and bare.isdigit():
        raise ValueError(f'"{text}" says no unit; write it like "{bare} months" or "{bare} km"')
    if length := typed_duration(bare):
        return parse_every(str(length))
    found = _STEP.fullmatch(bare)
    if not found:
        raise ValueError(f'"{text}" is not how often something comes again, like "6 months" or "10000 km"')
    numbers = typed_numbers(found[1])
    if len(numbers) > 1 and numbers[1] != numbers[1].to_integral_value():
        both = " or ".join(f"{each:f} {found[2]}" for each in numbers)
        raise ValueError(f'"{text}" may be {both}; write it without thousands separators')
    step = MeterStep(numbers[0], known_name(found[2], meters))
    return parse_every(str(step))


def typed_reading(text: str, meters: Iterable[str] = ()) -> TypedReading:
    """Read `km=41250`, `km = 41.250`, `41250 km`; ValueError with a sentence for what says no meter or no number."""
    bare = " ".join(text.split())
    if pair := read_pair(bare):
        name, number = pair
    elif found := _STEP.fullmatch(bare):
        number, name = found[1], found[2]
    else:
        raise ValueError(f'"{text}" is not what a meter shows, like "km=41250" or "hours=120.5"')
    if not NAME.fullmatch(name):
        raise ValueError(f'"{name}" is not a name for a meter: one word that begins with a letter, like km')
    return TypedReading(known_name(name, meters), typed_numbers(number))


def meant_reading(text: str, meters: Iterable[str] = ()) -> str | None:
    """What a meter shows, as `km=41250`, where `text` means that; None where it is words.

    `km=41250` always does; `km 41250` and `41250 km` where one of `meters` is called so, as anything may have a number.
    """
    bare = " ".join(text.split())
    if pair := read_pair(bare):
        name, number = pair
        return f"{name}={number}" if NAME.fullmatch(name) and number[:1] in _BEGINS else None
    found = number_and_name(bare)
    if found is None or fold(found[1]) not in {fold(each) for each in meters}:
        return None
    return f"{found[1]}={found[0]}"


def number_and_name(text: str) -> tuple[str, str] | None:
    """The number and the word of `41250 km` or `km 41250`; None for anything else."""
    if found := _STEP.fullmatch(text):
        return found[1], found[2]
    found = _NAMED.fullmatch(text)
    return (found[2], found[1]) if found else None


def known_name(name: str, meters: Iterable[str]) -> str:
    """The name of one of `meters` that is the same but for case and accents; else the name as it is."""
    return next((each for each in meters if fold(each) == fold(name)), name)
