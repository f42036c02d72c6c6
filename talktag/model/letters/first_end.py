"""The first day on which a service can end that notice is given of today. It asks no clock, and knows no contract."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.values.warranty import Duration

if TYPE_CHECKING:
    from talktag.model.products.product import Service


class FirstEnd(NamedTuple):
    """The day on which it would go on and ends instead, and the last on which notice of that can be given."""

    ends: datetime.date
    notice: datetime.date


def first_end(service: Service, today: datetime.date) -> FirstEnd | None:
    """By what the record says of renewals and notice; None where it does not say when it goes on."""
    renewals = service.renewals()
    if renewals is None:
        return None
    try:
        ends = renewals.next(service.notice.after(today) if service.notice else today)
        # Where months are of unequal length, the last day for it may have passed all the same.
        while ends and (notice := _notice_of(service, ends)) < today:
            ends = renewals.next(ends + datetime.timedelta(days=1))
    except (OverflowError, ValueError):
        return None
    return FirstEnd(ends, notice) if ends else None


def _notice_of(service: Service, ends: datetime.date) -> datetime.date:
    return Duration(-service.notice.length, service.notice.unit).after(ends) if service.notice else ends
