"""`add`: one more product. Decides its slug, ids and first tag; writes nothing itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from talktag.errors import InvalidError
from talktag.model.plan import Write
from talktag.model.products.key import NOTHING, ProductKey
from talktag.model.products.key_values import NOBODY, product_with, value_of
from talktag.model.products.keys import KEYS
from talktag.model.products.product import Product, Tag
from talktag.model.products.product_json import product_values
from talktag.model.products.record import product_table, read_product
from talktag.model.toml.write import new_text
from talktag.model.typed.custom_field import parse_key, parse_value
from talktag.model.typed.text import typed_text
from talktag.model.values.free_name import free_name
from talktag.model.values.ident import make_slug
from talktag.model.values.warranty import Duration
from talktag.ops import commit_message
from talktag.ops.files.files_in import Incoming, Shelf, take_in
from talktag.ops.files.photo_facts import photo_notices
from talktag.ops.finding.find_product import find_product
from talktag.ops.outcome import Outcome
from talktag.ops.products.serials import serial_notices
from talktag.ops.products.typed_keys import Readers, doubts_about, typed_readers
from talktag.ops.session import Session
from talktag.ops.typed import help_with, still_to_come, value_fault
from talktag.store import layout
from talktag.store.store import Store

T = TypeVar("T")
V = TypeVar("V")


class AddRequest(NamedTuple):
    """What the owner said about the product, as typed; `like` names a product to take from what was not said.

    `texts` has, by the name of the key, what was typed for one that a product has once; an empty text leaves out what
    would be taken over. `lists` has what may be typed several times. `fields` are by `NAME` or `NAME:TYPE`.
    """

    name: str
    texts: Mapping[str, str] = MappingProxyType({})
    lists: Mapping[str, Sequence[str]] = MappingProxyType({})
    files: Sequence[Path] = ()
    photos: Sequence[Path] = ()
    fields: Mapping[str, str] = MappingProxyType({})
    like: str | None = None


class Added(NamedTuple):
    """The product that came in."""

    product: Product

    def values(self) -> dict[str, Any]:
        """The product in the form of the contract."""
        return product_values(self.product, 0, 0)


def add(session: Session, wanted: AddRequest) -> Outcome:
    """A plan that writes the record and the attachments of a new product.

    Raises InvalidError with every value that does not hold up, all at once.
    """
    store = session.store
    product = _product(session, wanted, free_slug(store, wanted.name, session.new_id()))
    incoming = _incoming(wanted)
    shelf = Shelf(store, incoming)
    product = product._replace(files=shelf.put(product, incoming))
    record = Write(layout.record(product.slug), _text(product))
    return Outcome(
        Added(product),
        commit_message.plan("add", f"Add {product.name}", record, *shelf.writes()),
        notices=(
            *shelf.notices,
            *photo_notices(product, incoming),
            *still_to_come(product.purchase.date, session.today),
            *serial_notices(store, product),
            *(
                doubt
                for key in KEYS
                for doubt in doubts_about(session, key, wanted.texts.get(key.name), value_of(product, key))
            ),
        ),
    )


def _incoming(wanted: AddRequest) -> tuple[Incoming, ...]:
    """The files of what is added; InvalidError for a photo that is no picture."""
    photos = take_in(wanted.photos, "photo")
    for each in photos:
        if not (each.file.media or "").startswith("image/"):
            raise InvalidError(f'"{each.path}" is no picture', hints=["keep any other file with: --file FILE"])
    known = {each.sha256 for each in photos}
    return (*photos, *(each for each in take_in(wanted.files, None) if each.sha256 not in known))


def _text(product: Product) -> bytes:
    """The record as it is written, once reading it back finds nothing wrong."""
    data = new_text(product_table(product))
    wrong = [each for each in read_product(data, "", product.slug).problems if each.severity == "error"]
    if wrong:
        first, *others = (f"{each.field}: {each.message}" for each in wrong)
        raise InvalidError(first, details=others, hints=["see the forms with: talktag add --help"])
    return data


class Checks:
    """Gathers everything wrong with what was typed, so that it can be said at once."""

    def __init__(self) -> None:
        self._wrong: list[str] = []

    def parse(self, flag: str, value: V, parse: Callable[[V], T], *, may_be_empty: bool = False) -> T | None:
        """What `parse` makes of a value; None for one that does not hold up, which is remembered."""
        if not value and may_be_empty:
            return None
        try:
            return parse(value)
        except ValueError as error:
            self._wrong.append(value_fault(flag, error))
            return None

    def add(self, *sentences: str) -> None:
        """Remember what else is wrong."""
        self._wrong += sentences

    def settle(self) -> None:
        """InvalidError with everything that did not hold up."""
        hints = ["see the forms with: talktag add --help", *help_with(self._wrong)]
        if len(self._wrong) == 1:
            raise InvalidError(self._wrong[0], hints=hints)
        if self._wrong:
            raise InvalidError("some values do not hold up", details=self._wrong, hints=hints)


def _product(session: Session, wanted: AddRequest, slug: str) -> Product:
    checks = Checks()
    like = repeating(find_product(session.store, wanted.like).product) if wanted.like else NOBODY
    name = checks.parse("name", wanted.name, typed_text)
    readers = typed_readers(session)
    values = {key.attribute: _value(checks, readers, key, wanted, like) for key in KEYS if key.option}
    product = product_with(
        like,
        {
            **values,
            "id": session.new_id(),
            "slug": slug,
            "name": name or "",
            "added": session.today,
            "tags": (Tag(session.new_tag(), session.today),),
            "fields": {**like.fields, **_fields(session, checks, wanted.fields)},
        },
    )
    checks.settle()
    return product


def _value(checks: Checks, readers: Readers, key: ProductKey, wanted: AddRequest, like: Product) -> Any:
    """What was typed for a key, else what is copied; an empty text leaves out what would be copied."""
    copied = value_of(like, key)
    if given := wanted.lists.get(key.name):
        found = [each for text in given if text for each in checks.parse(key.name, text, readers[key.type]) or ()]
        return tuple(dict.fromkeys(found) if key.type in {"labels", "products"} else found)
    typed = wanted.texts.get(key.name)
    if typed is None:
        return copied
    may_be_empty = key.type == "product" or (bool(wanted.like) and key.may_lack)
    value = checks.parse(key.name, typed, readers[key.type], may_be_empty=may_be_empty)
    return NOTHING.get(key.type) if value is None else value


def repeating(product: Product) -> Product:
    """What another product of the same kind has in common with this one; the rest is absent.

    Its serial number, tags, files, notes and entries are its own, and so are the day it was bought, its order and its
    quantity. A warranty is taken over where it runs for a time from the purchase, not where it ends on a certain day.
    """
    repeated = tuple(each for each in product.warranties if isinstance(each.term, Duration | str) and not each.starts)
    common = {key.attribute: value_of(product, key) for key in KEYS if key.is_common}
    return product_with(NOBODY, {**common, "warranties": repeated})


def _fields(session: Session, checks: Checks, given: Mapping[str, str]) -> Mapping[str, Any]:
    keys = {typed: checks.parse(f"field {typed}", typed, parse_key) for typed in given}
    counts = Counter(key.name for key in keys.values() if key)
    checks.add(*(f"field {name}: is given twice" for name, count in counts.items() if count > 1))
    return {
        key.name: checks.parse(
            f"field {key.name}", given[typed], partial(parse_value, kind=key.type or "text", today=session.today)
        )
        for typed, key in keys.items()
        if key
    }


def free_slug(store: Store, name: str, ident: str) -> str:
    """A slug made from the name that no record has yet."""
    return free_name(make_slug(name, f"product-{ident[:6]}"), lambda slug: store.has(layout.record(slug)))
