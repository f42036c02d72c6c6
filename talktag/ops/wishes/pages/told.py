"""What of a wish is told to whoever has no talktag, in words. It tells of no thing by its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.errors import TalktagError
from talktag.model.wishes.asked import asked_data, read_asked
from talktag.model.wishes.menus.order import compute_cost
from talktag.ops.keys.masks.new_mask import class_of
from talktag.ops.wishes.menus.brought_menu import kept_menu
from talktag.page.wishes.told_wish import ToldWish
from talktag.store.collections import PRODUCTS

if TYPE_CHECKING:
    from talktag.model.wishes.wish import OwnWish
    from talktag.ops.session import Session
    from talktag.store.store import Store


def told_wish(
    session: Session, wish: OwnWish, ident: str, terms: str | None = None, *, without_name: bool = False
) -> ToldWish:
    """The wish as it is called `ident` there; `without_name` nobody learns from it whose it is."""
    store = session.store
    asked = read_asked(asked_data(wish, ident, _kinds_of_things(store, wish), terms))
    settings = store.settings
    told = ToldWish(
        asked, wish.name, wish.text, *((None, None) if without_name else (settings.owner, settings.contact))
    )
    if wish.order is None:
        return told
    total = str(wish.order.total) if wish.order.total else None
    return told._replace(order=_order_lines(store, wish), menu=wish.order.menu, total=total)


def _kinds_of_things(store: Store, wish: OwnWish) -> str:
    """Maker and model of what it has to go with, as of every one of its kind."""
    found = (store.catalogue.of_id(ident) for ident in wish.fits)
    things = (store.one(PRODUCTS, each[0]).value for each in found if each)
    return ", ".join(dict.fromkeys(class_of(each) for each in things if each))


def _order_lines(store: Store, wish: OwnWish) -> tuple[str, ...]:
    """What was chosen, in the words of the menu; as it was typed where that is not here."""
    if wish.order is None:
        return ()
    try:
        menu = kept_menu(store, wish.order.menu).menu
    except TalktagError:
        return tuple(map(str, wish.order.picks))
    lines = compute_cost(menu, wish.order.picks).lines
    return tuple(f"{each.pieces} × {each.name}" if each.pieces > 1 else each.name for each in lines)
