"""Files that were put with products. It reads none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.cli.views.view import Columns, View

if TYPE_CHECKING:
    from talktag.ops.files.attach import Attached


def show_attached(data: Attached) -> View:
    """The files of each product."""
    return [
        Columns(
            ("product", "file", "kind"),
            [(product.slug, each.name, each.kind) for product in (data.product, *data.also) for each in product.files],
        )
    ]
