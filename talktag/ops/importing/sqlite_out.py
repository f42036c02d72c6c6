"""`export --as sqlite`: products, logs, parties and what is due as one database. It opens no note and asks no clock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talktag.interop.sqlite.write_sqlite import ProductRows, write_sqlite
from talktag.model.due.sources import dues_of_log, dues_of_record
from talktag.model.log.schedule import standing_entries
from talktag.store.collections import PARTIES

if TYPE_CHECKING:
    from talktag.interop.export_result import ExportResult
    from talktag.model.products.product import Product
    from talktag.store.store import Store


def sqlite_of(store: Store, products: Sequence[Product]) -> ExportResult:
    """The database of the products, in their order, with all parties."""
    parties = [each.value for each in store.all(PARTIES) if each.value]
    return write_sqlite([_rows_of(store, each) for each in products], parties)


def _rows_of(store: Store, product: Product) -> ProductRows:
    entries = standing_entries(store.entries(product.slug).value or ())
    dues = [each._replace(product=product.id) for each in (*dues_of_record(product), *dues_of_log(entries))]
    return ProductRows(product, entries, dues)
