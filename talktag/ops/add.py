"""`add`: one more product. Decides its slug, ids and first tag; writes nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from talktag.errors import InvalidError
from talktag.model.gtin import parse_gtin
from talktag.model.ident import make_slug
from talktag.model.money import parse_money
from talktag.model.plan import Write
from talktag.model.product import Product, Purchase, Tag
from talktag.model.product_json import product_values
from talktag.model.record import product_table
from talktag.model.toml_write import new_text
from talktag.model.warranty import Warranty, parse_date, parse_term
from talktag.ops import changes
from talktag.ops.attachments import take_in
from talktag.ops.outcome import Outcome
from talktag.ops.products import find_product
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.store import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the owner said about the product, as typed."""

    name: str
    maker: str | None = None
    model: str | None = None
    serial: str | None = None
    gtin: str | None = None
    place: str | None = None
    inside: str | None = None
    labels: Sequence[str] = ()
    bought: str | None = None
    seller: str | None = None
    price: str | None = None
    order: str | None = None
    warranty: str | None = None
    files: Sequence[Path] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Added:
    """The product that came in."""

    product: Product

    def values(self) -> dict[str, Any]:
        """The product in the form of the contract."""
        return product_values(self.product, 0, 0)


def add(session: Session, wanted: Wanted) -> Outcome:
    """A plan that writes the record and the attachments of a new product.

    Raises InvalidError with every value that does not hold up, all at once.
    """
    store = session.store
    product = _product(session, wanted, _free_slug(store, wanted.name, session.new_id()))
    incoming = take_in(wanted.files, None)
    product = product._replace(files=tuple(each.attachment for each in incoming))
    writes = [Write(layout.record(product.slug), new_text(product_table(product)))]
    writes += [Write(layout.file(product.slug, each.attachment.name), each.data) for each in incoming]
    return Outcome(Added(product), changes.plan("add", f"Add {product.name}", *writes))


def _product(session: Session, wanted: Wanted, slug: str) -> Product:
    checks = _Checks()
    name = checks.text("name", wanted.name)
    currency = session.store.settings.currency
    term = checks.parsed("warranty", wanted.warranty, parse_term)
    product = Product(
        id=session.new_id(),
        slug=slug,
        name=name or "",
        maker=checks.text("maker", wanted.maker),
        model=checks.text("model", wanted.model),
        serial=checks.text("serial", wanted.serial),
        gtin=checks.parsed("gtin", wanted.gtin, parse_gtin),
        place=checks.text("place", wanted.place),
        inside=find_product(session.store, wanted.inside).product.id if wanted.inside else None,
        labels=tuple(dict.fromkeys(label.strip() for label in wanted.labels if label.strip())),
        quantity=wanted.quantity,
        added=session.today,
        purchase=Purchase(
            checks.parsed("bought", wanted.bought, lambda text: parse_date(text, session.today)),
            checks.text("from", wanted.seller),
            checks.parsed("price", wanted.price, lambda text: parse_money(text, currency)),
            checks.text("order", wanted.order),
        ),
        warranties=(Warranty(term),) if term is not None else (),
        tags=(Tag(session.new_tag(), session.today),),
        fields=dict(wanted.fields),
    )
    checks.settle()
    return product


class _Checks:
    """Gathers everything wrong with what was typed, so that it can be said at once."""

    def __init__(self) -> None:
        self._wrong: list[str] = []

    def text(self, flag: str, value: str | None) -> str | None:
        if value is not None and (not value.strip() or any(0xD800 <= ord(letter) <= 0xDFFF for letter in value)):
            self._wrong.append(f"{flag}: is empty or not text")
            return None
        return value

    def parsed(self, flag: str, value: str | None, parse: Callable[[str], T]) -> T | None:
        try:
            return None if value is None else parse(value)
        except ValueError as error:
            self._wrong.append(f"{flag}: {error}")
            return None

    def settle(self) -> None:
        if len(self._wrong) == 1:
            raise InvalidError(self._wrong[0], hints=["see the forms with: talktag add --help"])
        if self._wrong:
            raise InvalidError(
                "some values do not hold up", details=self._wrong, hints=["see the forms with: talktag add --help"]
            )


def _free_slug(store: Store, name: str, ident: str) -> str:
    """A slug made from the name that no record has yet."""
    first = slug = make_slug(name, f"product-{ident[:6]}")
    number = 1
    while store.has(layout.record(slug)):
        number += 1
        slug = f"{first}-{number}"
    return slug
