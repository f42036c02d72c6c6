"""`show`: one product, as it is or as it was at the end of a day. Opens no note."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import NotFoundError
from talktag.model.product import Product
from talktag.model.product_json import product_values
from talktag.model.record import read_product
from talktag.ops.outcome import Outcome
from talktag.ops.products import find_product
from talktag.ops.session import Session

if TYPE_CHECKING:
    from talktag.model.entry import Entry


class Card(NamedTuple):
    """A product with what lies beside its record."""

    product: Product
    notes_count: int
    entries: tuple[Entry, ...]

    def values(self) -> Mapping[str, Any]:
        """The product in the form of the contract."""
        return product_values(self.product, self.notes_count, len(self.entries))


def show(session: Session, ref: str, at: datetime.date | None = None) -> Outcome:
    """The product `ref` names; with `at`, its record as it stood at the end of that day."""
    store = session.store
    record = find_product(store, ref)
    slug = record.product.slug
    if at is not None:
        data = store.history.file_at(record.path, at)
        reading = read_product(data, record.path, slug) if data is not None else None
        if reading is None or reading.value is None:
            raise NotFoundError(
                f'there was no record of "{slug}" on {at}', hints=[f"see its history with: talktag log {slug}"]
            )
        return Outcome(Card(reading.value, 0, ()), problems=reading.problems)
    entries = store.entries(slug)
    card = Card(record.product, len(store.note_ids(slug)), entries.value or ())
    return Outcome(card, problems=(*record.problems, *entries.problems))
