"""Columns of a list of products, their order and their sums. Knows no width, no colour and no language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from talktag.errors import UsageError
from talktag.model.products.key import ProductKey
from talktag.model.products.key_order import with_moves
from talktag.model.products.keys import KEYS
from talktag.model.queries.facts import Facts, fact_of
from talktag.model.queries.values import field_values
from talktag.model.values.fold import fold
from talktag.model.values.money import Money

_DIGITS = re.compile(r"([0-9]+)")


class Column(NamedTuple):
    """How a fact is headed, shown and sorted.

    `text` is empty and `order` None where there is nothing; values of `order` compare with each other.
    """

    name: str
    heading: str
    text: Callable[[Facts], str]
    order: Callable[[Facts], Any]


def natural(text: str) -> tuple[Any, ...]:
    """A sort key by which `box 2` comes before `Box 10`, the same in every language; texts alone compare with texts."""
    pieces: list[Any] = _DIGITS.split(fold(text))
    # Digits stand at the odd places; by length and then by letter they order as the numbers do, however long.
    pieces[1::2] = [(len(digits.lstrip("0")), digits.lstrip("0")) for digits in pieces[1::2]]
    return tuple(pieces), text


def _text(name: str, read: Callable[[Facts], str | None], heading: str | None = None) -> Column:
    def order(facts: Facts) -> tuple[Any, ...] | None:
        text = read(facts)
        return natural(text) if text else None

    return Column(name, heading or name, lambda facts: read(facts) or "", order)


def _count(name: str, read: Callable[[Facts], int]) -> Column:
    return Column(name, name, lambda facts: str(read(facts) or ""), lambda facts: read(facts) or None)


def _price_order(facts: Facts) -> tuple[Any, ...] | None:
    price = _money(facts.price)
    return price and (price.currency, price.amount)


def _column(key: ProductKey) -> Column:
    """The column of a key, as its type is shown."""
    name, read = key.listed, _SHOWN.get(key.type) or fact_of(key)
    if key.type == "money":
        return Column(name, name, lambda facts: read(facts) or "", _price_order)
    return _count(name, read) if key.type in {"count", "files"} else _text(name, read, _HEADINGS.get(name))


_HEADINGS = {"slug": "product", "warranty": "warranty until"}
_SHOWN: Mapping[str, Callable[[Facts], Any]] = {
    "product": lambda facts: facts.holders[0] if facts.holders else facts.inside,
    "labels": lambda facts: ", ".join(facts.labels),
    "tags": lambda facts: facts.live_tag,
    # "lifetime" sorts after every date, which is where it belongs.
    "warranties": lambda facts: facts.warranty_until,
    "files": lambda facts: len(facts.files),
}
_KEYS = with_moves((key for key in KEYS if key.query[0]), {"tag": "label", "state": "tag"})
_ALL = (
    *(_column(key) for key in _KEYS if key.type != "id"),
    _count("notes", lambda facts: facts.notes),
    _count("entries", lambda facts: facts.entries),
    _count("shares", lambda facts: facts.shares),
    _text("seen", lambda facts: facts.seen),
    _text("to", lambda facts: facts.to),
    _text("due", lambda facts: facts.due),
    *(_column(key) for key in _KEYS if key.type == "id"),
)
COLUMNS: Mapping[str, Column] = {column.name: column for column in _ALL}
DEFAULT_COLUMNS = tuple(COLUMNS[name] for name in ("slug", "name", "maker", "model", "place", "warranty", "state"))
LOAN_COLUMNS = (*DEFAULT_COLUMNS, COLUMNS["to"], COLUMNS["due"])
_OTHER_WORDS = {
    **{word: key.listed for key in _KEYS for word in (*key.alike, key.name, key.path) if word != key.listed},
    "product": "slug",
    **dict.fromkeys(("party", "borrower", "who", "lent"), "to"),
    **dict.fromkeys(("checked", "verified"), "seen"),
}


def parse_column(name: str) -> Column:
    """The column of that name, or `field.NAME`; UsageError with near names where there is none."""
    wanted = name.strip()
    if wanted.lower().startswith("field.") and wanted[6:].strip():
        return _field(wanted[6:].strip())
    if column := COLUMNS.get(wanted.lower()):
        return column
    from talktag.model.values.near import hints, near_words

    meant = [_OTHER_WORDS[wanted.lower()]] if wanted.lower() in _OTHER_WORDS else []
    near = near_words(wanted, COLUMNS, meant=meant)
    raise UsageError(
        f'"{wanted}" is not a column',
        hints=[*hints(near), f"columns: {', '.join(COLUMNS)}, field.NAME"],
    )


def parse_columns(text: str) -> tuple[Column, ...]:
    """The columns named in `name,place,price`, each once, in that order; UsageError for one that does not exist."""
    columns = [parse_column(name) for name in text.split(",") if name.strip()]
    if not columns:
        raise UsageError("no column is named", hints=[f"columns: {', '.join(COLUMNS)}, field.NAME"])
    return tuple({column.name: column for column in columns}.values())


def _field(name: str) -> Column:
    return _text(f"field.{name}", lambda facts: ", ".join(field_values(facts, f"field.{name}")), name)


def sort_by(products: Iterable[Facts], key: str, *, reverse: bool = False) -> list[Facts]:
    """The products in the order of a column, equal ones by slug; those without a value come last either way.

    Numbers inside of texts count as numbers, prices stand by currency first. UsageError for no such column.
    """
    order = parse_column(key).order
    keyed = [(order(facts), facts) for facts in sorted(products, key=lambda facts: facts.slug)]
    present = [pair for pair in keyed if pair[0] is not None]
    present.sort(key=lambda pair: pair[0], reverse=reverse)
    return [facts for _, facts in present] + [facts for value, facts in keyed if value is None]


class Priced(Protocol):
    """Whatever has a price as text, and a number of pieces."""

    @property
    def price(self) -> str | None:
        """The price of one piece, as Money writes it."""

    @property
    def quantity(self) -> int:
        """How many pieces there are."""


def totals(products: Iterable[Priced]) -> dict[str, Money]:
    """What the products cost, by currency: the price of one piece times the quantity, summed exactly.

    Currencies are never mixed; what has no price is left out. In the order of the currencies' codes.
    """
    return sum_prices((facts.price, facts.quantity) for facts in products if facts.price)


def sum_prices(prices: Iterable[tuple[str, int]]) -> dict[str, Money]:
    """What so many pieces at such prices cost, by currency; a price is text that Money wrote.

    Whole numbers of the smallest part that a price has are added, which is exact and a fifth of the work of decimals.
    """
    from decimal import Context, Decimal

    sums: dict[tuple[str, int], int] = {}  # by currency, and by how many digits stand behind the point
    for price, quantity in prices:
        amount, _, currency = price.partition(" ")
        whole, _, part = amount.partition(".")
        key = currency, len(part)
        sums[key] = sums.get(key, 0) + int(whole + part) * quantity
    exact = Context(prec=100)  # the usual 28 digits would round what the model allows
    totals: dict[str, Decimal] = {}
    for (currency, digits), total in sums.items():
        totals[currency] = exact.add(totals.get(currency, Decimal(0)), exact.scaleb(Decimal(total), -digits))
    return {currency: Money(totals[currency], currency) for currency in sorted(totals) if currency}


def _money(price: str | None) -> Money | None:
    """A price of Facts, which is text that Money wrote."""
    from decimal import Decimal

    amount, _, currency = (price or "").partition(" ")
    return Money(Decimal(amount), currency) if currency else None
