"""A thing with its maker's tag, as it is filled in. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.brought import changed_records
from talktag.cli.views.view import Block, Line, Pairs
from talktag.model.values.ident import printed_tag
from talktag.model.values.warranty import warranty_text

if TYPE_CHECKING:
    from talktag.ops.makers.claim import Claimed


def show_claimed(data: Claimed) -> Iterator[Block]:
    """What it is then, whose tag it has, and how sure that is."""
    product, maker = data.product, data.maker
    yield Line(f"{product.name}{', which is new' if data.is_new else ''}", "strong")
    yield Pairs(
        [
            ("slug", product.slug),
            ("maker's tag", printed_tag(data.code.tag)),
            ("described by", maker and f"{maker.party.name} ({maker.sure})"),
            ("maker", product.maker),
            ("model", product.model),
            ("serial", product.serial),
            ("number", product.gtin),
            *(("warranty", warranty_text(each)) for each in product.warranties),
            *((f"field {key}", str(value)) for key, value in product.fields.items()),
            *(("file", each.name) for each in product.files),
            ("leads to", data.code.address),
        ]
    )
    if data.plan:
        yield from changed_records(data.plan)
