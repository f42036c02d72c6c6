"""What may come from a party: the `[channel]` of its record, as the owner wrote it. It judges nothing by itself."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from talktag.model.log.kinds import KINDS
from talktag.model.parties.rate import Rate, parse_rate
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import without_absent
from talktag.model.values.near import near_words

KEYS = ("may", "mute", "most", "until", "products", "auto")


@dataclass(frozen=True, slots=True)
class Permission:
    """The owner's standing yes to one kind of entry, `given` on a day, for as long and as often as it says.

    `products` are slugs; none for any product and for what is about none. After `until` it is a no.
    """

    given: datetime.date | None = None
    most: Rate | None = None
    until: datetime.date | None = None
    purpose: str | None = None
    products: tuple[str, ...] = ()
    auto: bool = False


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may come from a party, by kinds of entries, and by the slugs of products.

    `may` stands in place of what its role may write, None for that; `mute` wins over everything; `products` is None
    where they may talk about whatever they were given something about. `auto`: taken in without a question.
    `is_sound` is False where some of it cannot be read: nothing is let in on that.
    """

    may: tuple[str, ...] | None = None
    mute: tuple[str, ...] = ()
    most: Rate | None = None
    until: datetime.date | None = None
    products: tuple[str, ...] | None = None
    auto: bool = False
    permissions: Mapping[str, Permission] = field(default_factory=dict)
    is_sound: bool = True


def read_allowance(fields: Fields) -> Allowance:
    """The table `[channel]` of a party's record; every problem is reported."""
    found = Allowance(
        may=_kinds(fields, "may") if fields.present("may") else None,
        mute=_kinds(fields, "mute"),
        most=fields.parse("most", parse_rate),
        until=fields.date("until"),
        products=fields.texts("products") if fields.present("products") else None,
        auto=fields.yes("auto"),
        permissions=_permissions(fields.table("permission")),
    )
    fields.report_unknown()
    return found


def _kinds(fields: Fields, key: str) -> tuple[str, ...]:
    """Kinds of entries; one that is mistyped is told, as it would mute or allow nothing."""
    kinds = fields.texts(key)
    for each in kinds:
        _check_kind(fields, key, each)
    return kinds


def _check_kind(fields: Fields, key: str, kind: str) -> None:
    if kind not in KINDS and (near := near_words(kind, KINDS, 1)):
        fields.problem(key, f'"{kind}" is no kind of entry; did you mean {near[0]}?', "odd-value", "warning")


def _permissions(fields: Fields) -> dict[str, Permission]:
    """By kind; a table with nothing in it, as joining two sides may leave one, permits nothing."""
    found = {}
    for kind in fields.key_names():
        _check_kind(fields, kind, kind)
        table = fields.table(kind)
        if table.key_names():
            found[kind] = _permission(table)
    return found


def _permission(fields: Fields) -> Permission:
    given = fields.date("given")
    if not fields.present("given"):
        fields.problem("given", "is missing", "missing")
    found = Permission(
        given=given,
        most=fields.parse("most", parse_rate),
        until=fields.date("until"),
        purpose=fields.text("purpose"),
        products=fields.texts("products"),
        auto=fields.yes("auto"),
    )
    fields.report_unknown()
    return found


def allowance_table(allowance: Allowance) -> dict[str, Any]:
    """The table `[channel]` as TOML values; empty where the role alone says what may come."""
    given = {kind: permission_table(each) for kind, each in allowance.permissions.items()}
    told = without_absent(
        {
            "mute": [*allowance.mute],
            "most": allowance.most and str(allowance.most),
            "until": allowance.until,
            "auto": allowance.auto or None,
            "permission": given,
        }
    )
    lists = {"may": allowance.may, "products": allowance.products}
    return {**{key: [*held] for key, held in lists.items() if held is not None}, **told}


def permission_table(permission: Permission) -> dict[str, Any]:
    """A permission as TOML values."""
    return without_absent(
        {
            "given": permission.given,
            "most": permission.most and str(permission.most),
            "until": permission.until,
            "purpose": permission.purpose,
            "products": [*permission.products],
            "auto": permission.auto or None,
        }
    )
