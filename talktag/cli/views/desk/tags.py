"""Tags that a desk prints, for people. Decides nothing, and shows no claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.view import Block, Columns, Pairs

if TYPE_CHECKING:
    from talktag.ops.desk.tags.print_tags import PrintedTags


def show_tags(data: PrintedTags) -> Iterator[Block]:
    """How many of each kind, where their description goes, and the sheet."""
    from talktag.paper.labels.sheet import reads_up_to_cm

    rows = [(each.kind.name, each.kind.batch, str(len(each.articles)), each.path) for each in data.made.described]
    yield Columns(("articles", "batch", "tags", "described in"), rows, ("tags",))
    sheet = data.sheet
    if sheet:
        far = f"about {reads_up_to_cm(sheet.module_mm)} cm away (computed, not tried with a phone)"
        yield Pairs(
            [
                ("stock", sheet.paper.id),
                ("labels", sheet.labels),
                ("pages", sheet.pages),
                ("module", f"{sheet.module_mm:.2f} mm, error correction {sheet.error_correction}"),
                ("reads up to", far),
                ("proof", data.proof and data.proof.line()),
            ]
        )
