"""Products of a file before they come in: each row, what would change, what was not carried. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from talktag.cli.views.view import Aside, Block, Columns, Line, Pairs
from talktag.model.values.plural import plural

if TYPE_CHECKING:
    from talktag.ops.importing.import_match import MatchedRow
    from talktag.ops.importing.import_products import Imported

_MORE = ("serial", "bought", "price", "warranty", "notes")  # columns that are shown where a row has something there
_GAP = Aside(lambda: [Line("")])  # for the eye only
_WORDS = {"new": "new", "update": "updated", "same": "here already", "differs": "here and different", "left": "left"}


def show_import(data: Imported) -> Iterator[Block]:
    """Each row and what becomes of it, each value that would change, and each kind of cell that was not carried."""
    from talktag.ops.importing.import_products import one_text

    headings = ("", "line", "product", "name", "maker", "place", "inside")
    rows, more = [_row(each, data.slugs) for each in data.matched], list(map(_more, data.matched))
    said = [place for place in range(len(_MORE)) if any(cells[place] for cells in more)]
    rows = [(*row, *(cells[place] for place in said)) for row, cells in zip(rows, more, strict=True)]
    optional = ("inside", "product", "maker", "line", "place")
    yield Columns((*headings, *(_MORE[place] for place in said)), rows, optional)
    changes = [
        ("change", each.product.slug, ".".join(path), one_text(now), one_text(new))
        for each in data.matched
        if each.product
        for path, (now, new) in each.changes.items()
    ]
    if changes:
        yield _GAP
        yield Columns(("", "product", "what", "now", "in the file"), changes)
    if data.groups:
        report = [
            (each.severity, plural(each.rows, "row"), each.where, each.column, each.message) for each in data.groups
        ]
        yield _GAP
        yield Columns(("", "rows", "first", "column", "what was not carried as it stands"), report)
    counts = ", ".join(f"{count} {_WORDS[action]}" for action, count in data.counts().items())
    yield _GAP
    currency = f"{data.currency}, where none is said" if data.currency else None
    yield Pairs([("file", data.name), ("kind", data.kind), ("currency", currency), ("rows", counts)])


def _more(matched_row: MatchedRow) -> tuple[str, ...]:
    """What else is worth a look before the rows come in; a private note is only counted."""
    from talktag.ops.importing.import_products import purchase_values

    product = matched_row.product
    if product is None:
        return ("",) * len(_MORE)
    values = purchase_values(product)
    notes = str(len(matched_row.draft.notes) or "")
    return (product.serial or "", *(values[key] or "" for key in ("bought", "price", "warranty")), notes)


def _row(matched_row: MatchedRow, slugs: Mapping[str, str]) -> tuple[str, ...]:
    product, draft = matched_row.product, matched_row.row.draft
    place = (matched_row.action, str(matched_row.row.line), product.slug if product else "")
    if product is not None:
        inside = slugs.get(product.inside or "", product.inside)
        return (*place, product.name, product.maker or "", product.place or "", inside or "")
    if draft is not None:
        said = draft.product
        return (*place, said.name, said.maker or "", said.place or "", said.inside or "")
    return (*place, "", "", "", "")
