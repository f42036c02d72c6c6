"""Stickers that a page knows and the store does not any more, by the records that were removed. It brings none back.

A page does not tell its tags: each tag that a removed record had is tried on it with the code that the seed gives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from talktag.errors import SyncError
from talktag.model.finder.page_owner import owner_text
from talktag.model.finder.sticker_code import sticker_code
from talktag.model.products.record import read_product
from talktag.ops.finder.compare import PageDifference, told_by
from talktag.seal.finder.rows import OpenedSticker, SealedRows, count_stickers, open_sticker
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.ops.finder.compare import OpenedStickers
    from talktag.ops.finder.gather import FinderContent
    from talktag.page.finder import FinderPage
    from talktag.store.store import Store

_COMMITS_MOST = 1_000  # that touched a product


def gone_stickers(
    store: Store, page: FinderPage, content: FinderContent, seed: bytes, opened: OpenedStickers
) -> tuple[PageDifference, ...]:
    """What the page tells of stickers whose things were removed; nothing of those that no removed record had."""
    rows, owner = SealedRows(page.tickets, page.messages, page.photos), owner_text(page.owner).encode()

    def look_up(tag: str) -> OpenedSticker | None:
        return open_sticker(rows, tag, sticker_code(seed, tag), salt=page.salt, owner=owner)

    known = sum(each is not None for each in opened.values())
    left = count_stickers(seed, page.salt, page.tickets) - known
    found: dict[PageDifference, None] = {}
    seen = set(content.slugs)
    for product in _find_removed(store) if left > 0 else ():
        for tag in (each.id for each in product.own_tags if each.id not in seen):
            seen.add(tag)
            if shown := look_up(tag):
                left -= 1
                sticker = PageDifference(product.slug, "sticker", tag, None)
                found |= dict.fromkeys((sticker, *told_by(product.slug, shown)))
        if left <= 0:
            break
    return tuple(found)


def _find_removed(store: Store) -> Iterator[Product]:
    """The products whose records are gone, as they were, the last ones first, as far as the history is here."""
    try:
        for past, paths in islice(store.history.changes_in(layout.PRODUCTS), _COMMITS_MOST):
            wanted = {path for path in paths if layout.slug_of(path) and not store.has(path)}
            changes = store.history.changes(past.commit) if wanted else ()
            for each in (each for each in changes if each.path in wanted and each.before):
                slug = layout.slug_of(each.path) or ""
                if product := read_product(each.before or b"", each.path, slug).value:
                    yield product
    except SyncError:
        return
