"""What is odd about serial numbers: spoiled by a spreadsheet, standing for none, another product's. It changes none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.model.values.fold import fold
from talktag.model.values.serial import serial_doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from talktag.model.products.product import Product
    from talktag.store.index.product_rows import Summary
    from talktag.store.store import Record, Store


def serial_notices(store: Store, product: Product) -> tuple[str, ...]:
    """What the owner should know about the serial number of a product that comes in or changes."""
    if product.serial is None:
        return ()
    if doubt := serial_doubt(product.serial):
        return (f'the serial number "{product.serial}" {doubt}',)
    others = [
        record.product.slug
        for record in store.saying([product.serial])
        if record.product.id != product.id and same_serial(record.product, product)
    ]
    return (f'"{others[0]}" has the serial number "{product.serial}", too',) if others else ()


def double_serials(records: Iterable[Record]) -> Iterator[tuple[Record, Record]]:
    """Each record with the serial number and maker of an earlier one, and that one."""
    first: dict[tuple[str, str], Record] = {}
    for record in records:
        if (key := serial_key(record.product)) and first.setdefault(key, record) is not record:
            yield record, first[key]


def serial_key(product: Product | Summary) -> tuple[str, str] | None:
    """What two products with one serial number share, the maker among it, as two makers may well use the same."""
    if not product.serial or serial_doubt(product.serial):
        return None
    return fold(product.serial), fold(product.maker or "")


def same_serial(one: Product, other: Product) -> bool:
    """Whether two products have one serial number; makers that differ may well use the same."""
    mine, its = serial_key(one), serial_key(other)
    return mine is not None and its is not None and mine[0] == its[0] and (mine[1] == its[1] or "" in {mine[1], its[1]})
