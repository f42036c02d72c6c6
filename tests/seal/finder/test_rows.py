"""The rows of a finder's page: what one sticker opens, what nothing opens, and what the tables tell of the store."""

from __future__ import annotations

from talktag.model.finder.sticker_code import sticker_code
from talktag.model.finder.sticker_state import StickerState
from talktag.seal.finder.rows import FinderProduct, Sticker, open_sticker, seal_rows

SEED, SALT, OWNER = bytes(range(32)), bytes(range(16)), b'{"format":"talktag-finder/1"}'
TAG, OTHER = "7K3M9QXAC", "8K3M9QXAD"


def test_a_sticker_opens_its_own_state_message_and_photo() -> None:
    stickers = [Sticker(TAG, StickerState.LOST, 0), Sticker(OTHER, StickerState.BLANK)]
    rows = seal_rows(SEED, SALT, OWNER, stickers, [FinderProduct("0a1b2c3d4e5f6", b'{"name":"it"}', b"\xff\xd8")])
    opened = open_sticker(rows, TAG, sticker_code(SEED, TAG), salt=SALT, owner=OWNER)
    assert opened == (StickerState.LOST, b'{"name":"it"}', b"\xff\xd8")
    assert open_sticker(rows, OTHER, sticker_code(SEED, OTHER), salt=SALT, owner=OWNER) == (
        StickerState.BLANK,
        b"",
        b"",
    )
