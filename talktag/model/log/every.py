"""How often something comes again: after so long or so much use, as records hold it: `6 months`. It asks no clock."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from talktag.model.values.warranty import Duration

_NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,4})?"
_STEP = re.compile(rf"({_NUMBER})\s*([^\W\d_][\w-]{{0,19}})")
_DURATION = re.compile(r"([0-9]{1,4})\s*(day|week|month|year)s?", re.IGNORECASE)
NAME = re.compile(r"[^\W\d_][\w-]{0,19}")  # of a meter: km, hours, shutter-count


class MeterStep(NamedTuple):
    """So much more on a meter; as text `10000 km`."""

    length: Decimal
    meter: str

    def __str__(self) -> str:
        return f"{self.length:f} {self.meter}"


NEVER: Literal["never"] = "never"  # no more from now on
Every = Duration | MeterStep | Literal["never"]


def parse_every(text: str) -> Every:
    """Read how often, as records hold it: `6 months`, `10000 km`, `never`; ValueError with a sentence for all else.

    What people type is read by `typed_every`.
    """
    bare = text.strip()
    if bare.casefold() == NEVER:
        return NEVER
    if found := _DURATION.fullmatch(bare):
        length: Duration | MeterStep = Duration(int(found[1]), found[2].lower())
    elif found := _STEP.fullmatch(bare):
        length = MeterStep(Decimal(found[1]), found[2])
    else:
        raise ValueError(f'"{text}" is not how often something comes again, like "6 months" or "10000 km"')
    if not length[0]:
        raise ValueError(f'"{text}" would come again at once, for ever')
    return length
