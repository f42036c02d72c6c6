"""What `set` is told, `key=value`, `key+=value`, `key-=value`, and what becomes of a product by it. Writes nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from talktag.errors import InvalidError, UsageError
from talktag.model.products.containment import Spot, holders
from talktag.model.products.key import ProductKey
from talktag.model.products.keys import KEYS as TABLE
from talktag.model.products.product import Product
from talktag.model.products.record import warranty_table
from talktag.model.queries.help import near_keys
from talktag.model.toml.write import TomlPath
from talktag.model.typed.custom_field import Key, changed_value, parse_key
from talktag.model.typed.pair import read_pair
from talktag.model.typed.public_line import public_line
from talktag.model.typed.text import typed_text
from talktag.model.values.near import hints
from talktag.ops.finding.find_holder import StoreSpots
from talktag.ops.finding.find_product import find_product
from talktag.ops.products.typed_keys import doubts_about, typed_readers
from talktag.ops.session import Session
from talktag.ops.typed import help_with, value_fault
from talktag.store.store import Store

_LISTS = {"labels", "products", "warranties"}
_SET = {key.listed: key for key in TABLE if key.is_set and key.type != "fields"}
_OTHER_NAMES = {name: key for key in _SET.values() if key.type in _LISTS for name in (key.name, key.path)}
KEYS = (
    *(f"{name}{sign}" for name, key in _SET.items() for sign in ("", "+", "-") if not sign or key.type in _LISTS),
    "field.",
)
_HINTS = ["see the forms with: talktag set --help"]


def is_key(name: str) -> bool:
    """Whether `set` knows a key of that name, a sign for adding or taking away aside."""
    bare = name.rstrip("+-")
    return bare.startswith("field.") or bare in _SET or bare in _OTHER_NAMES


class Assignment(NamedTuple):
    """One thing to change: the key as typed, where it stands in a record, and what its value becomes.

    `make` is given the product and what is there so far, and gives None to take the key out. It raises ValueError with
    a sentence. `doubts` are what is odd about what was typed, though it holds up.
    """

    key: str
    path: TomlPath
    make: Callable[[Product, Any], Any]
    doubts: tuple[str, ...] = ()


def parse_assignments(session: Session, texts: Sequence[str]) -> tuple[Assignment, ...]:
    """Read what was typed. UsageError for what is no assignment, InvalidError with everything that does not hold up."""
    if not texts:
        raise UsageError("nothing to set", hints=["name what to change: talktag set REF place=office"])
    made, wrong = [], []
    for text in texts:
        pair = read_pair(text)
        if pair is None:
            raise UsageError(
                f'"{text}" is not of the form key=value', hints=["for example: talktag set REF place=office"]
            )
        try:
            made.append(_assignment(session, *pair))
        except ValueError as error:
            wrong.append(value_fault(pair[0], error))
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
    row = _OTHER_NAMES.get(name) or _SET.get(name)
    if row is None:
        keys = ", ".join([*_SET, "field.NAME", "field.NAME:TYPE"])
        near = near_keys(name, (*_SET, "label"))
        raise InvalidError(f'"{key}" cannot be set', hints=[*hints(near), f"use one of: {keys}"])
    readers = typed_readers(session)
    if row.type in _LISTS:
        return _list_change(key, row, sign, readers[row.type](value))
    if sign:
        raise ValueError(f"cannot be added to or taken from; use one of: {', '.join(sorted(_OTHER_NAMES))}")
    if row.type == "product":
        return _inside(session.store, value)
    if row.type in {"public", "picture"} and value:
        return _for_finders(row, value)
    if not value and not row.may_lack and row.type == "text":
        raise ValueError("is empty")
    made = readers[row.type](value) if value else None
    kept = str(made) if row.type in {"money", "length"} and made is not None else made
    return _fix(key, tuple(row.path.split(".")), kept)._replace(doubts=doubts_about(session, row, value, made))


def _fix(key: str, path: TomlPath, value: Any) -> Assignment:
    return Assignment(key, path, lambda _product, _held: value)


def _field(today: datetime.date, key: str, field: Key, value: str) -> Assignment:
    def make(_: Product, held: Any) -> Any:
        return changed_value(field, value, held, today) if value else None

    return Assignment(key, ("fields", field.name), make)


def _list_change(key: str, row: ProductKey, sign: str, values: Sequence[Any]) -> Assignment:
    given = [warranty_table(each) for each in values] if row.type == "warranties" else list(values)
    if sign and not given:
        raise ValueError("says nothing to add or take away")

    def make(product: Product, held: Any) -> Any:
        if row.type == "products" and sign != "-" and product.id in given:
            raise ValueError(f'"{product.slug}" cannot need itself')
        if sign == "+":
            return [*held, *(each for each in given if each not in held)]
        return ([each for each in held if each not in given] if sign else given) or None

    return Assignment(key, (row.path,), make)


def _for_finders(row: ProductKey, value: str) -> Assignment:
    """A line of which it is known how long it may be, or the name of a picture that the product has."""
    if row.type == "public":
        return _fix(row.name, tuple(row.path.split(".")), public_line(row.path.rpartition(".")[2], typed_text(value)))

    def make(product: Product, _: Any) -> str:
        names = [each.name for each in product.pictures()]
        if value in names:
            return value
        hint = f"its pictures: {', '.join(names)}" if names else f"attach one: talktag attach {product.slug} PATH"
        raise InvalidError(f'{row.name}: "{value}" is no picture attached to "{product.slug}"', hints=[hint])

    return Assignment(row.name, tuple(row.path.split(".")), make)


def _inside(store: Store, value: str) -> Assignment:
    """A product is never inside itself, neither directly nor through others."""
    if not value:
        return _fix("inside", ("inside",), None)
    holder = find_product(store, value).product

    def make(product: Product, _: Any) -> str:
        spot = Spot(holder.slug, holder.place, holder.inside)
        chain = [holder.id, *(ident for ident, _ in holders(holder.id, spot, StoreSpots(store)))]
        if product.id in chain:
            how = "itself" if product.id == holder.id else f'"{holder.slug}", which is inside "{product.slug}"'
            raise ValueError(f'"{product.slug}" cannot be inside {how}')
        return holder.id

    return Assignment("inside", ("inside",), make)


def changed_values(product: Product, assignments: Sequence[Assignment]) -> dict[TomlPath, Any]:
    """What each place of the record becomes, None for what goes; InvalidError with everything that does not hold up."""
    values: dict[TomlPath, Any] = {}
    wrong = []
    for each in assignments:
        held = values[each.path] if each.path in values else _held_value(product, each.path)
        try:
            values[each.path] = each.make(product, held)
        except ValueError as error:
            wrong.append(f"{each.key}: {error}")
    refuse(wrong)
    return values


def _held_value(product: Product, path: TomlPath) -> Any:
    """What a record holds of what can be added to, or whose type stays."""
    match path:
        case ("labels",):
            return list(product.labels)
        case ("needs",):
            return list(product.needs)
        case ("warranties",):
            return [warranty_table(each) for each in product.warranties]
        case ("fields", name):
            return product.fields.get(name)
        case _:
            return None
