"""What a meter may show on a day, by what it showed before and after. Judges a reading; writes none, asks no clock."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from talktag.model.log.entry import Entry
from talktag.model.log.meters import is_marked
from talktag.model.log.settling import is_own
from talktag.model.log.typed_every import TypedReading


class MeterReading(NamedTuple):
    """What a meter showed on a day."""

    number: Decimal
    date: datetime.date


class Neighbours(NamedTuple):
    """The last reading before a moment, and the first one after it; None where there is none."""

    before: MeterReading | None
    after: MeterReading | None

    def is_less(self, number: Decimal) -> bool:
        """Whether the meter showed more before, so that it was set back, or is another one, if the number holds."""
        return self.before is not None and number < self.before.number

    def fault(self, number: Decimal) -> str | None:
        """Why a meter that only goes up cannot have shown `number` between them; None where it can."""
        if self.before and number < self.before.number:
            return f"is less than {self.before.number:f}, which it showed on {self.before.date}"
        if self.after and number > self.after.number:
            return f"is more than {self.after.number:f}, which it showed on {self.after.date}"
        return None


def neighbours(entries: Iterable[Entry], meter: str, day: datetime.date) -> Neighbours:
    """The owner's readings around what is read on `day` now, by entries in their order, none of them withdrawn.

    What comes after another meter began bounds nothing that was read before, and what others read bounds nothing.
    """
    before = None
    for each in entries:
        if meter not in each.meter or not is_own(each):
            continue
        reading = MeterReading(each.meter[meter], each.date)
        if each.date > day:
            return Neighbours(before, None if is_marked(each, meter) else reading)
        before = reading
    return Neighbours(before, None)


def settled_reading(typed: TypedReading, around: Neighbours, *, is_reset: bool) -> Decimal:
    """The number that is meant; ValueError with a sentence where none can be, or more than one.

    Where two may be meant, the one that a meter can show between its neighbours is. With `is_reset` it was set back.
    """
    fitting = [each for each in typed.numbers if is_reset or around.fault(each) is None]
    if len(fitting) == 1:
        return fitting[0]
    if len(typed.numbers) > 1:
        both = " or ".join(f"{each:f}" for each in typed.numbers)
        raise ValueError(f"{typed.meter} may be {both}; write it without thousands separators")
    (number,) = typed.numbers
    raise ValueError(f"{typed.meter} {number:f} {around.fault(number)}")
