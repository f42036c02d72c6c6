"""The facts of one product as a query and a column read them: plain texts and counts. Never changes, never converts.

Dates are ISO texts, which compare as the dates do, and money is text, so that an index can hold a row of facts.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.values.fold import fold

if TYPE_CHECKING:
    from talktag.model.log.standing import Standing
    from talktag.model.products.product import Product


class Facts(NamedTuple):
    """One product. Absent is None or empty.

    `warranty_until` is the last day of the warranty that ends last, `lifetime` where one never ends, None where no end
    is known; `warranties` counts them all. `files` are (kind, name), `fields` (name, value as text).
    `place` is where it is: for a product inside another, the place of that one, where the caller knows it.
    `seen` is the last day it was surely there, by its entries.
    `to` is the party that has it, of a lent one; `due` the next day something of it is due. Both are by its entries.
    `holders` are slug and id of each product this one is inside of, nearest first, where the caller knows them.
    `text` is everything a bare word is looked for in, folded.
    """

    slug: str
    id: str
    name: str
    maker: str | None = None
    model: str | None = None
    serial: str | None = None
    gtin: str | None = None
    place: str | None = None
    inside: str | None = None
    labels: tuple[str, ...] = ()
    tag_ids: tuple[str, ...] = ()
    live_tag: str | None = None
    state: str = "owned"
    quantity: int = 1
    added: str | None = None
    bought: str | None = None
    seller: str | None = None
    price: str | None = None
    order: str | None = None
    warranty_until: str | None = None
    warranties: int = 0
    providers: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    notes: int = 0
    entries: int = 0
    shares: int = 0
    holders: tuple[str, ...] = ()
    seen: str | None = None
    to: str | None = None
    due: str | None = None
    text: str = ""


def facts_of(
    product: Product,
    *,
    notes: int,
    entries: int,
    shares: int = 0,
    holders: Iterable[str] = (),
    standing: Standing | None = None,
    texts: Iterable[str] = (),
) -> Facts:
    """The facts of a product; `texts` is what else to look for words in, such as the words of its entries."""
    purchase, tag = product.purchase, product.live_tag()
    fields = tuple((name, field_text(value)) for name, value in product.fields.items())
    return Facts(
        slug=product.slug,
        id=product.id,
        name=product.name,
        maker=product.maker,
        model=product.model,
        serial=product.serial,
        gtin=product.gtin,
        place=product.place,
        inside=product.inside,
        labels=product.labels,
        tag_ids=tuple(each.id for each in product.tags),
        live_tag=tag and tag.id,
        state=product.state,
        quantity=product.quantity,
        added=_iso(product.added),
        bought=_iso(purchase.date),
        seller=purchase.seller,
        price=str(purchase.price) if purchase.price else None,
        order=purchase.order,
        warranty_until=_warranty_until(product),
        warranties=len(product.warranties),
        providers=tuple(each.provider for each in product.warranties if each.provider),
        files=tuple((each.kind, each.name) for each in product.files),
        fields=fields,
        notes=notes,
        entries=entries,
        shares=shares,
        holders=tuple(holders),
        seen=standing and standing.seen,
        to=standing and standing.holder(product.state),
        due=standing and standing.next_due(product.state),
        text=_text(product, fields, texts),
    )


def field_text(value: Any) -> str:
    """The value of a custom field as text: lists and tables in one line, truth values as TOML spells them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(field_text(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {field_text(item)}" for key, item in value.items())
    return str(value)


def _text(product: Product, fields: Iterable[tuple[str, str]], texts: Iterable[str]) -> str:
    """All the words of a record that a search should meet, a value a line."""
    purchase = product.purchase
    parts: list[object] = [
        *(product.slug, product.name, product.maker, product.model, product.serial, product.gtin, product.place),
        *product.labels,
        *(tag.id for tag in product.tags),
        *(purchase.date, purchase.seller, purchase.price, purchase.order),
        *(warranty.provider for warranty in product.warranties),
        *(file.name for file in product.files),
        *(f"{name} {value}" for name, value in fields),
        *texts,
    ]
    return "\n".join([fold(str(part)) for part in parts if part])  # one by one, as most are ASCII and quickly done


def _warranty_until(product: Product) -> str | None:
    from talktag.model.values.warranty import LIFETIME

    if any(warranty.term == LIFETIME for warranty in product.warranties):
        return LIFETIME
    return _iso(product.warranty_ends())


def _iso(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None
