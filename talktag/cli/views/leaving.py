"""What leaves and what stays of a product, with the reasons. It decides neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from talktag.cli.views.view import Block, Line, Pairs, Tree, Twig

if TYPE_CHECKING:
    from talktag.model.sharing.table import Row
    from talktag.ops.sharing.export import Leaving
    from talktag.ops.sharing.printed_out import PrintedOut

Cells = tuple[str, str, str, str, str]  # what becomes of it, its section, which of it, its value, and why
_STATES = {True: "leaves", False: "stays"}


def preview_leaving(data: Leaving, more: Sequence[Cells] = ()) -> Iterator[Block]:
    """What leaves and what stays, with the reasons, and `more` rows of the same form."""
    share = data.share
    yield Line(f"{data.product.name}, for {data.party.name} ({data.party.role})", "strong")
    yield Pairs(
        [
            ("purpose", share.purpose),
            ("until", share.until),
            ("terms", share.terms),
            ("bundle", share.bundle),
            ("file", data.path or "-"),
            ("answer form", data.form),
            ("costs in it in", data.costs_in),
            ("encrypted to", data.recipient),
        ]
    )
    yield tree_of((*data.leaves, *data.stays, *data.notes), more)


def preview_print_out(data: PrintedOut) -> Iterator[Block]:
    """What leaves and what stays, product by product."""
    share = data.share
    count = len(data.parts)
    name = data.parts[0].product.name if count == 1 else f"{count} products"
    yield Line(f"{name}, for {data.party.name} ({data.party.role})", "strong")
    yield Pairs(
        [
            ("purpose", share.purpose),
            ("until", share.until),
            ("terms", share.terms),
            ("print-out", share.bundle),
            ("file", data.path or "-"),
            ("pages", data.pages),
            ("total", " + ".join(map(str, data.totals.values()))),
            ("encrypted to", data.recipient),
        ]
    )
    for part in data.parts:
        if count > 1:
            yield Line(f"{part.product.name}  ({part.product.slug})", "strong")
        # Who it is from leaves once, however many products there are.
        yield tree_of(part.told if part is data.parts[0] else [row for row in part.told if row.section != "owner"])


def tree_of(rows: Iterable[Row], more: Sequence[Cells] = ()) -> Tree:
    """The rows of a preview, those that leave first, under what becomes of them and why."""
    rows = sorted(rows, key=lambda row: not row.leaves)
    told = [(_STATES[row.leaves], row.section, row.field, row.value, row.reason) for row in rows]
    return Tree(_group((*told, *more)))


def _group(rows: Sequence[Cells]) -> list[Twig]:
    """The rows under what becomes of them and why, which a person then reads once and not in every line."""
    groups: dict[str, list[Cells]] = {}
    for cells in rows:
        groups.setdefault(f"{cells[0]}: {cells[4]}" if cells[4] else cells[0], []).append(cells)
    return [Twig(title, (), _align(group)) for title, group in groups.items()]


def _align(group: Sequence[Cells]) -> list[Twig]:
    section, what = (max(len(cells[number]) for cells in group) for number in (1, 2))
    return [Twig(f"{each[1]:<{section}}  {each[2]:<{what}}  {each[3]}", each, ()) for each in group]
