"""What `set` is told, `key=value`, `key+=value`, `key-=value`, and what becomes of a product by it. Writes nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from talktag.errors import InvalidError, UsageError
from talktag.model.products.containment import Spot, holders, parse_place
from talktag.model.products.product import Product
from talktag.model.products.record import warranty_table
from talktag.model.queries.help import near_keys
from talktag.model.typed.count import typed_count
from talktag.model.typed.custom_field import Key, changed_value, parse_key
from talktag.model.typed.day import typed_day
from talktag.model.typed.money import typed_money
from talktag.model.typed.text import parse_labels, typed_text
from talktag.model.typed.warranty import typed_warranties
from talktag.model.values.bar_code import typed_gtin
from talktag.model.values.near import hints
from talktag.ops.finding.find_product import find_product
from talktag.ops.finding.near_words import new_place
from talktag.ops.session import Session
from talktag.ops.typed import guessed_money, help_with, value_fault
from talktag.store.store import Store

Path = tuple[str, ...]
_TEXTS = ("name", "maker", "model", "serial", "state")
_LISTS = {"label": "labels", "labels": "labels", "warranty": "warranties", "warranties": "warranties"}
KEYS = (
    *_TEXTS,
    *("place", "gtin", "quantity", "bought", "from", "price", "order", "inside", "labels", "labels+", "labels-"),
    *("warranty", "warranty+", "warranty-", "field."),
)
_HINTS = ["see the forms with: talktag set --help"]


class Assignment(NamedTuple):
    """One thing to change: the key as typed, where it stands in a record, and what its value becomes.

    `make` is given the product and what is there so far, and gives None to take the key out. It raises ValueError with
    a sentence. `doubts` are what is odd about what was typed, though it holds up.
    """

    key: str
    path: Path
    make: Callable[[Product, Any], Any]
    doubts: tuple[str, ...] = ()


def parse_assignments(session: Session, texts: Sequence[str]) -> tuple[Assignment, ...]:
    """Read what was typed. UsageError for what is no assignment, InvalidError with everything that does not hold up."""
    if not texts:
        raise UsageError("nothing to set", hints=["name what to change: talktag set REF place=office"])
    made, wrong = [], []
    for text in texts:
        key, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not key:
            raise UsageError(
                f'"{text}" is not of the form key=value', hints=["for example: talktag set REF place=office"]
            )
        try:
            made.append(_assignment(session, key, value))
        except ValueError as error:
            wrong.append(value_fault(key, error))
    refuse([*wrong, *_overwritten(made)])
    return tuple(made)


def _overwritten(made: Sequence[Assignment]) -> list[str]:
    """What would be lost without a word: a value that a later one for the same key takes the place of."""
    given = Counter(each.path for each in made if each.key[-1] not in "+-")
    return [f"{'.'.join(path)}: is given {count} times" for path, count in given.items() if count > 1]


def refuse(wrong: Sequence[str]) -> None:
    """InvalidError with all of `wrong`, if there is any."""
    if wrong:
        raise InvalidError(wrong[0], details=wrong[1:], hints=[*_HINTS, *help_with(wrong)])


def _assignment(session: Session, key: str, value: str) -> Assignment:
    if key.startswith("field."):
        return _field(session.today, key, parse_key(key[6:]), value)
    name, sign = (key[:-1].strip(), key[-1]) if key[-1] in "+-" else (key, "")
    if name in _LISTS:
        return _list_change(key, _LISTS[name], sign, value)
    if sign and name in _names():
        raise ValueError(f"cannot be added to or taken from; use one of: {', '.join(sorted(set(_LISTS)))}")
    if name == "inside":
        return _inside(session.store, value)
    forms = _forms(session.today, session.store.settings.currency)
    if name not in forms:
        keys = ", ".join([*forms, "inside", "labels", "warranty", "field.NAME", "field.NAME:TYPE"])
        near = near_keys(name, (*_names(), "label"))
        raise InvalidError(f'"{key}" cannot be set', hints=[*hints(near), f"use one of: {keys}"])
    if name == "name" and not value:
        raise ValueError("is empty")
    path, parse = forms[name]
    made = _fixed(key, path, parse(value) if value else None)
    return made._replace(doubts=_doubts(session, name, value)) if value else made


def _doubts(session: Session, name: str, value: str) -> tuple[str, ...]:
    if name == "price":
        return guessed_money(value, session.store.settings.currency)
    return new_place(session.store, parse_place(typed_text(value))) if name == "place" else ()


def _names() -> tuple[str, ...]:
    """The keys without the signs behind some."""
    return tuple(dict.fromkeys(each.rstrip("+-.") for each in KEYS))


def _fixed(key: str, path: Path, value: Any) -> Assignment:
    return Assignment(key, path, lambda _product, _held: value)


def _field(today: datetime.date, key: str, field: Key, value: str) -> Assignment:
    def make(_: Product, held: Any) -> Any:
        return changed_value(field, value, held, today) if value else None

    return Assignment(key, ("fields", field.name), make)


def _list_change(key: str, name: str, sign: str, value: str) -> Assignment:
    given: list[Any]
    if name == "labels":
        given = list(parse_labels([value]))
    else:
        given = [warranty_table(each) for each in typed_warranties(value)]
    if sign and not given:
        raise ValueError("says nothing to add or take away")

    def make(_: Product, held: Any) -> Any:
        if sign == "+":
            return [*held, *(each for each in given if each not in held)]
        return ([each for each in held if each not in given] if sign else given) or None

    return Assignment(key, (name,), make)


def _inside(store: Store, value: str) -> Assignment:
    """A product is never inside itself, neither directly nor through others."""
    if not value:
        return _fixed("inside", ("inside",), None)
    holder = find_product(store, value).product

    def make(product: Product, _: Any) -> str:
        spot = Spot(holder.slug, holder.place, holder.inside)
        chain = [holder.id, *(ident for ident, _ in holders(holder.id, spot, store.catalogue.spots))]
        if product.id in chain:
            how = "itself" if product.id == holder.id else f'"{holder.slug}", which is inside "{product.slug}"'
            raise ValueError(f'"{product.slug}" cannot be inside {how}')
        return holder.id

    return Assignment("inside", ("inside",), make)


def _forms(today: datetime.date, currency: str | None) -> Mapping[str, tuple[Path, Callable[[str], Any]]]:
    """Each key with one value: where it stands in the record, and how what was typed becomes its value."""
    return {
        **{key: ((key,), typed_text) for key in _TEXTS},
        "place": (("place",), lambda text: parse_place(typed_text(text))),
        "gtin": (("gtin",), typed_gtin),
        "quantity": (("quantity",), typed_count),
        "bought": (("purchase", "date"), lambda text: typed_day(text, today, ahead=False)),
        "from": (("purchase", "from"), typed_text),
        "price": (("purchase", "price"), lambda text: str(typed_money(text, currency))),
        "order": (("purchase", "order"), typed_text),
    }


def changed_values(product: Product, assignments: Sequence[Assignment]) -> dict[Path, Any]:
    """What each place of the record becomes, None for what goes; InvalidError with everything that does not hold up."""
    values: dict[Path, Any] = {}
    wrong = []
    for each in assignments:
        held = values[each.path] if each.path in values else _held(product, each.path)
        try:
            values[each.path] = each.make(product, held)
        except ValueError as error:
            wrong.append(f"{each.key}: {error}")
    refuse(wrong)
    return values


def _held(product: Product, path: Path) -> Any:
    """What a record holds of what can be added to, or whose type stays."""
    match path:
        case ("labels",):
            return list(product.labels)
        case ("warranties",):
            return [warranty_table(each) for each in product.warranties]
        case ("fields", name):
            return product.fields.get(name)
        case _:
            return None
