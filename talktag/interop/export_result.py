"""What a writer gives: the bytes, and every fact the form could not hold. Holds values; writes no file."""

from __future__ import annotations

from dataclasses import dataclass

from talktag.interop.cut_text import cut_middle, cut_title


@dataclass(frozen=True, slots=True)
class Lost:
    """A fact of a product that did not go into a file as it is: `field` as in the JSON form, and what became of it."""

    product: str  # the slug
    field: str
    value: str
    reason: str

    def values(self) -> dict[str, str]:
        """The same as JSON."""
        return {"slug": self.product, "field": self.field, "value": self.value, "reason": self.reason}

    def __str__(self) -> str:
        return f"{self.product}: {cut_title(self.field)}: {cut_middle(self.reason)}"


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A file to be, and what of the products is not in it.

    `currency` is that of its prices, where they stand without one; None where none does.
    """

    data: bytes
    lost: tuple[Lost, ...] = ()
    currency: str | None = None
