"""What is due by a wish: the last day on which offers may come. It asks no clock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.model.due.due_item import WISH, DueItem
from talktag.model.wishes.wish import OPEN

if TYPE_CHECKING:
    from talktag.model.wishes.wish import OwnWish


def dues_of_wish(wish: OwnWish) -> Iterator[DueItem]:
    """The last day for offers, of a wish that is open; it ends by itself then."""
    if wish.until and wish.state == OPEN:
        yield DueItem("", (WISH, wish.id), WISH, WISH, wish.until, name=wish.name)
