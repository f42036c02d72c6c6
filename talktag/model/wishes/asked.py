"""A wish as it travels: the data of an entry of the kind `wish`, both ways. It never tells what the owner has there.

What comes from others is bounded before it gets here (`model/talk/message`); what of it cannot be read stays as text.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from talktag.model.values.money import Money, parse_money
from talktag.model.wishes.menus.saved_order import SavedOrder, order_data, read_order_data
from talktag.model.wishes.point import POINTS_MOST, WEIGHTS, WishPoint, parse_point
from talktag.model.wishes.wish import OwnWish


class AskedWish(NamedTuple):
    """What somebody wants, as it came: `ident` is what the wish is called between the two.

    `unread` are texts that were to be points and are none, `order` is what was composed from a menu.
    """

    ident: str
    points: tuple[tuple[str, WishPoint], ...] = ()
    fits: str | None = None
    most: Money | None = None
    quantity: int = 1
    until: datetime.date | None = None
    terms: str | None = None
    unread: tuple[str, ...] = ()
    order: SavedOrder | None = None


def asked_data(wish: OwnWish, ident: str, fits: str = "", terms: str | None = None) -> dict[str, str]:
    """The data of the entry that asks for it; `ident` is what the wish is called there, `fits` the class of a thing."""
    numbered = {
        f"{weight}-{number}": str(each) for weight in WEIGHTS for number, each in enumerate(getattr(wish, weight), 1)
    }
    told = {
        "wish": ident,
        "fits": fits,
        **numbered,
        "most": str(wish.most) if wish.most else "",
        "quantity": str(wish.quantity) if wish.quantity > 1 else "",
        "until": wish.until.isoformat() if wish.until else "",
        "terms": terms or "",
        **order_data(wish.order),
    }
    return {name: text for name, text in told.items() if text}


def read_asked(data: Mapping[str, str]) -> AskedWish:
    """What the data of such an entry say; what cannot be read is passed over, but for points, which stay as texts."""
    points, unread = [], []
    for weight, text in _texts_of_points(data):
        try:
            points.append((weight, parse_point(text)))
        except ValueError:
            unread.append(text)
    quantity = data.get("quantity", "")
    return AskedWish(
        ident=data.get("wish", ""),
        points=tuple(points),
        fits=data.get("fits"),
        most=_read_money(data.get("most")),
        quantity=int(quantity) if quantity.isascii() and quantity.isdigit() and len(quantity) <= 7 else 1,
        until=_read_day(data.get("until")),
        terms=data.get("terms"),
        unread=tuple(unread),
        order=_read_order(data),
    )


def _texts_of_points(data: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for weight in WEIGHTS:
        for number in range(1, POINTS_MOST + 1):
            if (text := data.get(f"{weight}-{number}")) is not None:
                yield weight, text


def _read_order(data: Mapping[str, str]) -> SavedOrder | None:
    try:
        return read_order_data(data)
    except ValueError:
        return None


def _read_money(text: str | None) -> Money | None:
    try:
        return parse_money(text) if text else None
    except ValueError:
        return None


def _read_day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None
