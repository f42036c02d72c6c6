"""What a party could be given of a product besides what its role is given. It gives nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.model.sharing.table import make_table, role_grounds
from talktag.ops.session import Session

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.ops.sharing.document_out import ShareRequest

_NEVER = {"labels", "sealed"}  # sections that nothing can ask for


def more_to_give(session: Session, product: Product, role: str, asked: ShareRequest) -> tuple[str, ...]:
    """The sections that stay although the product has something under them, each file's kind before its single files.

    The likeliest come first: pictures and receipts.
    """
    entries = session.store.entries(product.slug).value or ()
    table = make_table(product, entries, asked.include, role_grounds(role), asked.without)
    staying = dict.fromkeys(
        row.section
        for row in table.rows
        if not row.leaves and row.section not in _NEVER and not (row.field == "file" and row.reason == "--without")
    )
    return tuple(sorted(staying, key=lambda section: not section.startswith("files:")))
