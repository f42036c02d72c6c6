"""How what a person types for a key becomes its value, by the type of the key. It keeps nothing and asks nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from talktag.model.products.containment import parse_place
from talktag.model.products.key import ProductKey
from talktag.model.products.service_keys import typed_kind
from talktag.model.typed.count import typed_count
from talktag.model.typed.day import typed_day
from talktag.model.typed.duration import typed_length
from talktag.model.typed.money import typed_money
from talktag.model.typed.text import parse_labels, typed_text
from talktag.model.typed.warranty import typed_warranties
from talktag.model.values.bar_code import typed_gtin
from talktag.ops.finding.find_product import find_product
from talktag.ops.finding.near_words import new_place
from talktag.ops.session import Session
from talktag.ops.typed import guessed_money

Readers = Mapping[str, Callable[[str], Any]]


def typed_readers(session: Session) -> Readers:
    """What reads a text, by the type of its key; each raises ValueError with a sentence."""
    store = session.store
    return {
        **dict.fromkeys(("text", "public", "picture"), typed_text),
        "state": typed_text,  # what is none shows when the record is read back
        "place": lambda text: parse_place(typed_text(text)),
        "gtin": typed_gtin,
        "count": typed_count,
        "day": lambda text: typed_day(text, session.today, ahead=False),
        "money": lambda text: typed_money(text, store.settings.currency),
        "kind": typed_kind,
        "coming": lambda text: typed_day(text, session.today, ahead=True),
        "length": typed_length,
        "labels": lambda text: parse_labels([text]),
        "products": lambda text: [find_product(store, ref).product.id for ref in parse_labels([text])],
        "warranties": typed_warranties,
        "product": lambda ref: find_product(store, ref).product.id,
    }


def doubts_about(session: Session, key: ProductKey, text: str | None, value: Any) -> tuple[str, ...]:
    """What is odd about a text that holds up: a sign of several currencies, a place where nothing is yet."""
    if not text or value is None:
        return ()
    if key.type == "money":
        return guessed_money(text, session.store.settings.currency)
    return new_place(value, session.store.lookup.values("place")) if key.type == "place" else ()
