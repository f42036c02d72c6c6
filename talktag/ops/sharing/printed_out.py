"""A print-out as it was made, as values: its products, what of them leaves and stays, and its file. It makes none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.parties.party import Party
from talktag.model.products.product import Product
from talktag.model.sharing.share import Share, share_values
from talktag.model.sharing.table import Row, note_rows
from talktag.ops.sharing.ledger import preview_values

if TYPE_CHECKING:
    from talktag.model.values.money import Money


class Part(NamedTuple):
    """One product on a print-out: both sides of the preview, its share, and what it lacks of what was asked."""

    product: Product
    share: Share
    rows: tuple[Row, ...]
    lacks: tuple[str, ...]
    notes_staying: int

    @property
    def told(self) -> tuple[Row, ...]:
        """Every row of the preview, those that leave first."""
        rows = (*self.rows, *note_rows((), self.notes_staying))
        return tuple(sorted(rows, key=lambda row: not row.leaves))

    def values(self) -> dict[str, Any]:
        """The share, with both sides of the preview."""
        return {
            **share_values(self.share),
            "slug": self.product.slug,
            **preview_values(self.rows),
            "lacks": list(self.lacks),
            "notes_staying": self.notes_staying,
        }


class PrintedOut(NamedTuple):
    """A print-out: its products, whom it is for, where it goes, and how many pages it has where it has pages."""

    parts: tuple[Part, ...]
    party: Party
    form: str
    path: Path | None
    size: int
    pages: int | None
    totals: Mapping[str, Money]
    recipient: str | None = None

    @property
    def share(self) -> Share:
        """The share of the first product; those of the others differ in what of them was given."""
        return self.parts[0].share

    def values(self) -> Mapping[str, Any]:
        """The print-out, and the share of each product on it."""
        return {
            "file": str(self.path) if self.path else "-",
            "form": self.form,
            "size": self.size,
            **({"pages": self.pages} if self.pages else {}),
            **({"recipient": self.recipient} if self.recipient else {}),
            "totals": {currency: str(money.amount) for currency, money in self.totals.items()},
            "shares": [part.values() for part in self.parts],
        }
