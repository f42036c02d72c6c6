"""Whether a serial or batch number is one of those that are called back. It guesses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from talktag.model.due.recalls.recall import ends_of
from talktag.model.values.fold import fold

_PARTS = re.compile(r"([0-9]+)")
_LONGEST = 40  # digits of a number
_DROPPED = re.compile(r"[\s\-_/.]+")  # what people write between the parts of a number, or leave out


class Lies(Enum):
    """Where a number lies."""

    IN = "in"
    OUT = "out"
    UNSURE = "unsure"  # it is of another form, so that nobody can say


def place_in(number: str, values: Iterable[str]) -> tuple[Lies, str]:
    """Where a number lies among values, ranges and beginnings, with the one that decided; of none it is out."""
    unsure = ""
    for value in values:
        place = _place(_plain(number), value)
        if place is Lies.IN:
            return place, value
        if place is Lies.UNSURE:
            unsure = unsure or value
    return (Lies.UNSURE, unsure) if unsure else (Lies.OUT, "")


def _place(number: str, value: str) -> Lies:
    if ends := ends_of(value):
        return _between(number, _plain(ends[0]), _plain(ends[1]))
    if value.endswith("*"):
        return Lies.IN if number.startswith(_plain(value[:-1])) else Lies.OUT
    return Lies.IN if number == _plain(value) else Lies.OUT


def _between(number: str, first: str, last: str) -> Lies:
    """By the digits that differ from the first to the last, where all else is the same.

    Those are of one length, but in numbers that are digits alone.
    """
    mine, low, high = (_PARTS.split(each) for each in (number, first, last))
    at = _counting(low, high)
    if at is None or len(mine) != len(low):
        return Lies.UNSURE
    is_bare = len(low) == 3 and not low[0] and not low[2]
    if mine[:at] != low[:at]:  # whoever typed a number without its letters may have left them out
        return Lies.OUT if any(mine[::2]) or is_bare else Lies.UNSURE
    is_of_a_form = is_bare or len(mine[at]) == len(low[at]) == len(high[at])
    if mine[at + 1 :] != low[at + 1 :] or not is_of_a_form or len(mine[at]) > _LONGEST:
        return Lies.UNSURE  # what stands behind may be a digit that only checks the others
    return Lies.IN if int(low[at]) <= int(mine[at]) <= int(high[at]) else Lies.OUT


def _counting(low: list[str], high: list[str]) -> int | None:
    """Which part counts up from the first number to the last; None where that are letters, or several."""
    if len(low) != len(high):
        return None
    places = [at for at in range(len(low)) if low[at] != high[at]] or list(range(1, len(low), 2))[-1:]
    return places[0] if len(places) == 1 and places[0] % 2 else None


def _plain(text: str) -> str:
    return _DROPPED.sub("", fold(text))
