"""What a wish says to somebody who has no talktag. It holds nothing of what the owner has."""

from __future__ import annotations

from typing import NamedTuple

from talktag.model.wishes.asked import AskedWish


class ToldWish(NamedTuple):
    """A wish as it leaves: what is `asked`, what it is called, and whose it is.

    `owner` is None for one that says nobody's name, `contact` is how to send the offer. `order` are lines of what was
    composed from a menu, `menu` the hash of that, `total` what it comes to.
    """

    asked: AskedWish
    name: str
    text: str | None = None
    owner: str | None = None
    contact: str | None = None
    order: tuple[str, ...] = ()
    menu: str | None = None
    total: str | None = None
