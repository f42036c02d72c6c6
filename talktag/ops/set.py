"""`set`: new values for keys of a record. Comments, order and unknown keys of the owner's text stay as they are."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from talktag.errors import InvalidError, UsageError
from talktag.model.gtin import parse_gtin
from talktag.model.money import parse_money
from talktag.model.plan import Write
from talktag.model.product import Product
from talktag.model.record import read_product
from talktag.model.toml_write import changed_text
from talktag.model.warranty import parse_date
from talktag.ops import changes
from talktag.ops.outcome import Outcome
from talktag.ops.products import find_product, whole_values
from talktag.ops.session import Session
from talktag.store.store import Store

_TEXTS = ("name", "maker", "model", "serial", "place", "state")


@dataclass(frozen=True, slots=True)
class Changed:
    """The product as it will be."""

    store: Store
    product: Product

    def values(self) -> Mapping[str, Any]:
        """The product in the form of the contract."""
        return whole_values(self.store, self.product)


def set_values(session: Session, ref: str, assignments: Sequence[str]) -> Outcome:
    """A plan that puts each `key=value` into the record; an empty value takes the key out.

    Keys: the plain ones of a record, `labels` (separated by commas), `bought`, `from`, `price`, `order`, `field.NAME`.
    """
    if not assignments:
        raise UsageError("nothing to set", hints=["name what to change: talktag set REF place=office"])
    record = find_product(session.store, ref)
    wanted = _wanted(session, assignments)
    data = changed_text(record.data, wanted)
    reading = read_product(data, record.path, record.product.slug)
    fresh = [problem for problem in reading.problems if problem not in record.problems and problem.severity == "error"]
    if reading.value is None or fresh:
        details = [f"{problem.field}: {problem.message}" for problem in reading.problems]
        raise InvalidError(
            "the record would not hold up", details=details, hints=["see the keys with: talktag set --help"]
        )
    if data == record.data:
        return Outcome(Changed(session.store, reading.value), notices=("nothing to change",))
    keys = ", ".join(".".join(path) for path in wanted)
    plan = changes.plan("set", f"Set {keys} of {record.product.name}", Write(record.path, data, record.data))
    return Outcome(Changed(session.store, reading.value), plan)


def _wanted(session: Session, assignments: Sequence[str]) -> dict[tuple[str, ...], Any]:
    """What to set, by place in the record; InvalidError with everything that does not hold up."""
    forms = _forms(session.today, session.store.settings.currency)
    wanted: dict[tuple[str, ...], Any] = {}
    wrong = []
    for text in assignments:
        key, equals, value = (part.strip() for part in text.partition("="))
        if not equals:
            raise UsageError(
                f'"{text}" is not of the form key=value', hints=["for example: talktag set REF place=office"]
            )
        path, parse = (
            (("fields", key[6:]), str) if key.startswith("field.") and key[6:] else forms.get(key, (None, str))
        )
        if path is None:
            raise InvalidError(f'"{key}" cannot be set', hints=[f"use one of: {', '.join(forms)}, field.NAME"])
        try:
            wanted[path] = parse(value) if value else None
        except ValueError as error:
            wrong.append(f"{key}: {error}")
    if wrong:
        first, *rest = wrong
        raise InvalidError(first, details=rest, hints=["see the forms with: talktag set --help"])
    return wanted


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f'"{text}" is not a whole number')
    return int(text)


def _forms(today: datetime.date, currency: str | None) -> Mapping[str, tuple[tuple[str, ...], Callable[[str], Any]]]:
    """Each key that can be set: where it stands in the record, and how what was typed becomes its value."""
    return {
        **{key: ((key,), str) for key in _TEXTS},
        "gtin": (("gtin",), parse_gtin),
        "labels": (("labels",), lambda text: [label.strip() for label in text.split(",") if label.strip()]),
        "quantity": (("quantity",), _whole),
        "bought": (("purchase", "date"), lambda text: parse_date(text, today)),
        "from": (("purchase", "from"), str),
        "price": (("purchase", "price"), lambda text: str(parse_money(text, currency))),
        "order": (("purchase", "order"), str),
    }
