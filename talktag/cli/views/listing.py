"""Products, a line each or as a tree, and how many they are. It sorts nothing and leaves none out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.cli.views.view import Aside, Block, Columns, Line, Tree, Twig, View
from talktag.model.ready.joined_cells import JoinedRows
from talktag.model.values.plural import plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from talktag.model.queries.tree import Branch
    from talktag.model.values.money import Money
    from talktag.ops.products.list import Inventory, Listing

HEADINGS = ("product", "name", "maker", "model", "place", "warranty until", "state")
OPTIONAL = ("model", "maker", "warranty until", "place")
HOW = "--columns, or --plain"


def show_listing(data: Listing | Inventory) -> View:
    """A line a product, or a tree of them, and how many they are."""
    blocks = [_products(data)]
    return [*blocks, Aside(lambda: [Line(_sum(data), "faint")])] if data.products else blocks


def _products(data: Listing | Inventory) -> Block:
    if data.tree is not None:
        return Tree([_twig(branch, "") for branch in data.tree])
    if data.table is not None:
        headings = [column.heading for column in data.table.columns]
        return Columns(headings, data.table.rows(), () if data.table.is_chosen else OPTIONAL, HOW)
    if isinstance(data.products, JoinedRows):
        return Columns(HEADINGS, data.products, OPTIONAL, HOW)
    rows = [
        (
            each.slug,
            each.name,
            each.maker or "",
            each.model or "",
            each.place or "",
            each.warranty_until or "",
            "" if each.state == "owned" else each.state,
        )
        for each in data.products
    ]
    return Columns(HEADINGS, rows, OPTIONAL, HOW)


def _twig(branch: Branch, path: str) -> Twig:
    """A place ends in a slash; a product has its slug beside it. `path` is what it is in, down to here."""
    here = f"{path}{branch.name}/"
    twigs = [_twig(each, here) for each in branch.branches]
    if branch.slug is None:
        return Twig(f"{branch.name}/", (), twigs)
    text = branch.name if branch.slug == branch.name else f"{branch.name}  ({branch.slug})"
    return Twig(text, (branch.slug, branch.name, path) if branch.asked else (), twigs)


def _sum(data: Listing | Inventory) -> str:
    return f"{plural(len(data.products), 'product')}{price_text(data.totals())}"


def price_text(totals: Mapping[str, Money]) -> str:
    """What products cost, as it is put behind a count; nothing where there is no price."""
    return f", bought for {' + '.join(str(money) for money in totals.values())}" if totals else ""
