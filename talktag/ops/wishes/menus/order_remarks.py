"""What is wrong with the order of a wish that is about to leave. It holds nothing back: the yes is the owner's."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.errors import TalktagError
from talktag.model.wishes.menus.order import compute_cost, find_faults, say_unpayable
from talktag.ops.wishes.menus.brought_menu import kept_menu

if TYPE_CHECKING:
    from talktag.model.wishes.wish import OwnWish
    from talktag.store.store import Store


def order_remarks(store: Store, wish: OwnWish, today: datetime.date) -> Iterator[str]:
    """A sentence for each thing that keeps it from being whole; nothing for a whole one, and for none."""
    if wish.order is None:
        return
    try:
        menu = kept_menu(store, wish.order.menu).menu
    except TalktagError as error:
        yield f"the order was not looked at: {error.message}"
        return
    yield from (f"the order is not whole: {each.told}" for each in find_faults(menu, wish.order.picks, today))
    if unpayable := say_unpayable(compute_cost(menu, wish.order.picks).total):
        yield f"the order: {unpayable}"
