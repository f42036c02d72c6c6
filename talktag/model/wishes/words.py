"""A wish or an offer in plain words, for a list of what was said. It leaves out nothing but ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.model.log.kinds import OFFER, WISH
from talktag.model.wishes.point import is_numbered

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry

_UNSAID = frozenset({"wish", "product", "chosen"})


def points_in_words(entry: Entry) -> Iterator[str]:
    """What is wanted or offered point by point, such as `must mount=EF` and `price 850.00 EUR`; else nothing.

    Of the word that an offer was chosen, who says so.
    """
    if entry.kind not in {WISH, OFFER} and "chosen" not in entry.data:
        return
    for name, value in entry.data.items():
        if name not in _UNSAID:
            yield f"{name.partition('-')[0] if is_numbered(name) else name} {value}"
