"""What a stocktake found: what is where it should be, what is besides, and what is missing. It looks at no shelf."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.view import Aside, Block, Columns, Line

if TYPE_CHECKING:
    from talktag.ops.labels.stocktake import Checked, Counted


def show_stocktake(data: Checked) -> Iterator[Block]:
    """A line a product, the missing ones last, where they are not overlooked."""
    rows = [
        *_rows("found", data.found),
        *_rows("unexpected", data.unexpected),
        *(("no product", "", each.what, "", "") for each in data.others),
        *_rows("missing", data.missing),
    ]
    yield Columns(("is", "product", "name", "by its record at", "last seen"), rows, ("last seen", "name"))
    groups = (("found", data.found), ("missing", data.missing), ("unexpected", data.unexpected))
    counts = ", ".join(f"{len(items)} {name}" for name, items in groups if items)
    yield Aside(lambda: [Line(counts or "nothing was scanned", "faint")])


def _rows(word: str, items: tuple[Counted, ...]) -> Iterator[tuple[str, ...]]:
    for each in items:
        where = each.state if each.state != "owned" else each.place or ""
        moved = f", moved to {each.moved_to}" if each.moved_to else ""
        yield word, each.slug, each.name, f"{where}{moved}", each.seen or ""
