"""`sheet`: TalkTag labels for products, as a PDF for one stock of label paper.

Gives a tag to a product that has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.errors import NotFoundError, UsageError
from talktag.model.ident import TAG_PREFIX, printed_tag
from talktag.model.plan import Write
from talktag.model.product import Tag
from talktag.model.record import tag_table
from talktag.model.toml_write import appended_text
from talktag.ops import changes
from talktag.ops.outcome import Outcome, Output
from talktag.ops.selection import meant
from talktag.ops.session import Session

if TYPE_CHECKING:
    from talktag.model.stock import Stock
    from talktag.paper.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet, and the file it goes to."""

    sheet: Sheet
    stock: Stock
    path: Path | None

    def values(self) -> Mapping[str, Any]:
        """What was printed, with the figures that decide whether a phone reads it."""
        return {
            "file": str(self.path) if self.path else "-",
            "stock": self.stock.id,
            "labels": self.sheet.labels,
            "pages": self.sheet.pages,
            "module_mm": round(self.sheet.module_mm, 3),
            "error_correction": self.sheet.error_correction,
        }


def sheet(
    session: Session, refs: Sequence[str], everything: bool, stock_name: str | None, start: int, path: Path | None
) -> Outcome:
    """A sheet of labels for the products named, or for all; the owner's contact is what a finder reaches.

    Products without a live tag get one, in the plan. InvalidError when a label does not fit, naming a stock that does.
    """
    from talktag.paper.label import Label
    from talktag.paper.sheet import print_sheet
    from talktag.paper.stocks import load_stocks

    store = session.store
    stocks = load_stocks()
    stock = _stock(stocks, stock_name or store.settings.stock)
    writes: list[Write] = []
    labels = []
    for slug in _slugs(session, refs, everything):
        record = store.record(slug)
        tag = record.product.live_tag()
        if tag is None:
            tag = Tag(session.new_tag(), session.today)
            writes.append(Write(record.path, appended_text(record.data, "tags", [tag_table(tag)]), record.data))
        labels.append(Label(payload(store.settings.contact, tag.id), printed_tag(tag.id), record.product.name))
    made = print_sheet(labels, stock, start=start, stocks=stocks)
    plan = changes.plan("sheet", f"Give {len(writes)} products a tag", *writes) if writes else None
    return Outcome(Printed(made, stock, path), plan, Output(path, lambda: made.pdf), notices=made.notices)


def payload(contact: str, tag: str) -> str:
    """What a phone makes of the code without any hosting: a mail to the owner that names the tag (RFC 6068)."""
    return f"mailto:{contact}?subject={TAG_PREFIX}{tag}"


def _stock(stocks: Sequence[Stock], name: str | None) -> Stock:
    from talktag.model.stock import find_stock

    if name is None:
        raise UsageError(
            "no stock is named", hints=["name the label paper with --stock ID; see them with: talktag stock list"]
        )
    return find_stock(stocks, name)


def _slugs(session: Session, refs: Sequence[str], everything: bool) -> tuple[str, ...]:
    if everything == bool(refs):
        raise UsageError(
            "name products, or all of them with --all",
            hints=["for example: talktag sheet --all --stock avery-l7120 -o sheet.pdf"],
        )
    if refs:
        if found := meant(session, refs):
            return found
        raise NotFoundError("no product matches", hints=["see what a query can say with: talktag help query"])
    found = tuple(each.slug for each in session.store.catalogue.products())
    if not found:
        raise NotFoundError("there are no products to print labels for", hints=["add one with: talktag add NAME"])
    return found
