"""What `set` and its like change: a product, or many with what each was. It shows, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.view import Aside, Block, Columns

if TYPE_CHECKING:
    from talktag.ops.products.set import ChangedMany, ProductsChanged


def show_changed(data: ProductsChanged | ChangedMany) -> Iterator[Block]:
    """Which product it was; of many what changes, from what to what."""
    from talktag.ops.products.set import ChangedMany

    if isinstance(data, ChangedMany):
        rows = [(each.slug, each.key, *each.texts()) for each in data.differences]
        yield Columns(("changed", "key", "from", "to"), rows)
    else:
        yield Columns(("changed", "name"), [(data.product.slug, data.product.name)])
        pairs = [(each.key, *(text or "-" for text in each.texts())) for each in data.differences]
        yield Aside(lambda: [Columns(("key", "from", "to"), pairs)])
