"""The store's own settings, `talktag.toml`: facts about the store and its owner, never a program, a path or a key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from talktag.model.ident import is_id
from talktag.model.problem import Problem
from talktag.model.record import FORMAT, Reading, check_format, without_absent
from talktag.model.toml import Fields, load_toml


@dataclass(frozen=True, slots=True)
class Settings:
    """`contact` is the address finders reach the owner at."""

    id: str
    owner: str
    contact: str
    currency: str | None = None
    stock: str | None = None


def read_settings(data: bytes, path: str) -> Reading[Settings]:
    """Read `talktag.toml`; every problem is reported."""
    table, broken = load_toml(data, path)
    if table is None:
        return Reading(None, broken)
    problems: list[Problem] = []
    fields = Fields(table, path, data.decode(), problems)
    check_format(fields)
    ident = fields.required("id")
    if ident and not is_id(ident):
        fields.problem("id", f'"{ident}" is not an id of 13 characters')
        ident = None
    owner, defaults = fields.table("owner"), fields.table("defaults")
    name, contact = owner.required("name"), owner.required("contact")
    currency, stock = defaults.text("currency"), defaults.text("stock")
    for part in (owner, defaults, fields):
        part.done()
    whole = ident and name and contact
    return Reading(Settings(ident, name, contact, currency, stock) if whole else None, tuple(problems))  # type: ignore[arg-type]


def settings_table(settings: Settings) -> dict[str, Any]:
    """The settings as TOML values."""
    return without_absent(
        {
            "format": FORMAT,
            "id": settings.id,
            "owner": {"name": settings.owner, "contact": settings.contact},
            "defaults": without_absent({"currency": settings.currency, "stock": settings.stock}),
        }
    )
