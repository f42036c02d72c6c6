"""Parties: makers, sellers, repairers, insurers, finders, buyers; and what a role sees unless asked otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from talktag.model.problem import Problem
from talktag.model.record import FORMAT, Reading, check_format, without_absent
from talktag.model.toml import Fields, load_toml

# What each role is given by default. Price, value, place, labels and notes are in none: they are asked for by name.
ROLE_SECTIONS: dict[str, tuple[str, ...]] = {
    "maker": ("identity", "serial", "purchase", "warranty"),
    "seller": ("identity", "serial", "purchase", "warranty"),
    "repairer": ("identity", "serial", "purchase", "warranty", "entries:service"),
    "insurer": ("identity", "serial", "purchase", "files:receipt", "files:photo"),
    "finder": ("identity",),
    "buyer": ("identity", "serial", "entries:service", "files:manual"),
    "other": ("identity",),
}


@dataclass(frozen=True, slots=True)
class Party:
    """A person or company one deals with; `key` is an OpenSSH public key line."""

    slug: str
    name: str
    role: str
    contact: str | None = None
    key: str | None = None


def read_party(data: bytes, path: str, slug: str) -> Reading[Party]:
    """Read a party's record; every problem is reported."""
    table, broken = load_toml(data, path)
    if table is None:
        return Reading(None, broken)
    problems: list[Problem] = []
    fields = Fields(table, path, data.decode(), problems)
    check_format(fields)
    name, role = fields.required("name"), fields.required("role")
    if role and role not in ROLE_SECTIONS:
        fields.problem("role", f'"{role}" is none of {", ".join(ROLE_SECTIONS)}')
        role = "other"
    party = Party(slug, name, role, fields.text("contact"), fields.text("key")) if name and role else None
    fields.done()
    return Reading(party, tuple(problems))


def party_table(party: Party) -> dict[str, Any]:
    """A party's record as TOML values."""
    return without_absent(
        {"format": FORMAT, "name": party.name, "role": party.role, "contact": party.contact, "key": party.key}
    )
