"""What the page says of a sticker: one number, which stands sealed in the ticket of that sticker and nowhere else.

It never names a product.
"""

from __future__ import annotations

from enum import IntEnum


class StickerState(IntEnum):
    """The first byte of a ticket; the page has its words for each."""

    IN_USE = 0
    LOST = 1
    RETIRED = 2
    BLANK = 3  # made, and not given to anything yet
