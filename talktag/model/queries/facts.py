"""The facts of one product as a query and a column read them: plain texts and counts. Never changes, never converts.

Dates are ISO texts, which compare as the dates do, and money is text, so that an index can hold a row of facts.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.products.key import NOTHING, ProductKey
from talktag.model.products.key_values import value_of
from talktag.model.products.keys import KEYS
from talktag.model.values.fold import fold

if TYPE_CHECKING:
    from talktag.model.log.standing import Standing
    from talktag.model.products.product import Product


class Facts(NamedTuple):
    """One product. Absent is None or empty.

    `warranty_until` is the last day of the warranty that ends last, `lifetime` where one never ends, None where no end
    is known; `warranties` counts them all. `files` are (kind, name), `fields` (name, value as text), and so is `more`:
    the values of keys that have no name of their own here.
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
    more: tuple[tuple[str, str], ...] = ()
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
    tag = product.live_tag()
    fields = tuple((name, field_text(value)) for name, value in product.fields.items())
    plain = {key.name: _plain(value_of(product, key)) for key in SINGLE}
    own = {_NAMES.get(name, name): value for name, value in plain.items() if name not in _MORE}
    return Facts(
        **own,
        labels=product.labels,
        tag_ids=tuple(each.id for each in product.tags),
        live_tag=tag and tag.id,
        warranty_until=_warranty_until(product),
        warranties=len(product.warranties),
        providers=tuple(each.provider for each in product.warranties if each.provider),
        files=tuple((each.kind, each.name) for each in product.files),
        fields=fields,
        more=tuple((name, plain[name]) for name in _MORE if plain[name]),
        notes=notes,
        entries=entries,
        shares=shares,
        holders=tuple(holders),
        seen=standing and standing.seen,
        to=standing and standing.holder(product.state),
        due=standing and standing.next_due(product.state),
        text=_text(product, fields, texts),
    )


SINGLE = tuple(key for key in KEYS if key.type in {"count", "state"} or key.type not in NOTHING)
_NAMES = {"from": "seller"}  # a word of Python's own
_MORE = tuple(key.name for key in SINGLE if _NAMES.get(key.name, key.name) not in Facts._fields)


def fact_of(key: ProductKey) -> Callable[[Facts], Any]:
    """What gives the value at a key that has only one: a text, a count, or None."""
    if key.name not in _MORE:
        return attrgetter(_NAMES.get(key.name, key.name))
    return lambda facts: next((value for name, value in facts.more if name == key.name), None)


def _plain(value: Any) -> Any:
    """A value as an index can hold it."""
    return value if value is None or isinstance(value, int) else str(value)


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
    parts = [
        *(value_of(product, key) for key in SINGLE if key.is_searched),
        *product.labels,
        *(tag.id for tag in product.tags),
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
