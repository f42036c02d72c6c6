"""A channel: what stands open between the owner and a party about something. Derived, never stored as such."""

from __future__ import annotations

import datetime
from typing import NamedTuple


class Channel(NamedTuple):
    """`id` is that of the first bundle on it, `party` a slug, `about` the folder where the conversation lies.

    `until` is the last day of it, `closed` the day on which the owner took it back.
    """

    id: str
    party: str
    about: str
    opened: datetime.date
    until: datetime.date | None = None
    closed: datetime.date | None = None

    def is_open(self, today: datetime.date) -> bool:
        """Whether something may still come and go on it."""
        return self.closed is None and (self.until is None or today <= self.until)


def thing_about(about: str) -> str | None:
    """What the folder of a conversation is about: a product by its slug, `tables/SLUG`, or None for no thing."""
    kind, _, rest = about.partition("/")
    return rest.rpartition("/")[2] if kind == "products" else about if kind == "tables" else None
