"""What a claim's outcome does to the warranties of a product: one begins, or one ends. Writes nothing itself."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from talktag.errors import AmbiguousError, NotFoundError
from talktag.model.products.product import Product
from talktag.model.products.record import read_product, warranty_of, warranty_table
from talktag.model.toml.write import appended_text, changed_items
from talktag.model.typed.warranty import typed_warranty
from talktag.model.values.fold import fold
from talktag.model.values.warranty import Duration, Warranty, warranty_text
from talktag.ops.typed import read_flag


class WarrantyChange(NamedTuple):
    """The record as it will be, and each warranty that changes as text, before and after; None for none."""

    data: bytes
    product: Product
    differences: tuple[tuple[str | None, str | None], ...] = ()

    def values(self) -> list[dict[str, Any]]:
        """Each change as JSON values."""
        pairs = ({"old": old, "new": new} for old, new in self.differences)
        return [{key: text for key, text in pair.items() if text} for pair in pairs]


def change_warranties(
    data: bytes, product: Product, day: datetime.date, begins: str | None, ends: str | None
) -> WarrantyChange:
    """The record with a warranty that `begins` on a day, as typed, and without what `ends` names from that day on.

    What has no first day of its own begins that day. InvalidError for what is no warranty, NotFoundError and
    AmbiguousError where `ends` names none that holds on that day, or several.
    """
    differences: list[tuple[str | None, str | None]] = []
    if ends:
        old = _one_that_holds(product, ends, day)
        new = old._replace(term=day)
        data = changed_items(data, "warranties", partial(_is, old), {"term": str(day)})
        differences.append((warranty_text(old), warranty_text(new)))
    if begins:
        made = read_flag("warranty", partial(typed_warranty, begins), 'write it like: --warranty "24 months"')
        made = made._replace(starts=made.starts or day) if isinstance(made.term, Duration) else made
        data = appended_text(data, "warranties", [warranty_table(made)])
        differences.append((None, warranty_text(made)))
    changed = read_product(data, "", product.slug).value if differences else product
    return WarrantyChange(data, changed or product, tuple(differences))


def _one_that_holds(product: Product, text: str, day: datetime.date) -> Warranty:
    """The warranty of that kind, and by that provider if one is named, that holds on a day."""
    kind, by, provider = (part.strip() for part in text.partition(" by "))
    held = [each for each in product.warranties if _holds(product, each, day)]
    found = [each for each in held if fold(each.kind) == fold(kind)]
    if by:
        found = [each for each in found if fold(provider) == fold(each.provider or "")]
    listed = [warranty_text(each) for each in found or held]
    if len(set(found)) == 1:
        return found[0]
    if found:
        hints = [f'say by whom: --void "{kind} by {found[-1].provider or "NAME"}"']
        raise AmbiguousError(f'"{product.slug}" has {len(found)} warranties "{text}"', details=listed, hints=hints)
    known = " or ".join(dict.fromkeys(each.kind for each in held))
    hints = [f"name its kind: --void {known}"] if known else []
    raise NotFoundError(f'no warranty "{text}" of "{product.slug}" holds on {day}', details=listed, hints=hints)


def _holds(product: Product, warranty: Warranty, day: datetime.date) -> bool:
    end = warranty.ends(product.purchase.date)
    return end is None or end > day


def _is(warranty: Warranty, item: Mapping[str, Any]) -> bool:
    return warranty_of(item) == warranty
