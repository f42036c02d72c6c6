"""What is odd about serial numbers: spoiled by a spreadsheet, standing for none, another product's. It changes none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.model.fold import fold
from talktag.model.serial import serial_doubt

if TYPE_CHECKING:
    from talktag.model.product import Product
    from talktag.store.store import Store


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


def same_serial(one: Product, other: Product) -> bool:
    """Whether two products have one serial number; makers that differ may well use the same."""
    if not (one.serial and other.serial and fold(one.serial) == fold(other.serial)):
        return False
    return not (one.maker and other.maker) or fold(one.maker) == fold(other.maker)
