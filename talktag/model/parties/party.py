"""Parties: makers, sellers, repairers, insurers, finders, buyers; what a role sees, and may write. Nothing is sent."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from talktag.model.log.kinds import HISTORY, given_to, written_by
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record, without_absent

# What each role is given by default. Price, value, place, labels and notes are in none: they are asked for by name.
# Which kinds of entries, the table of kinds says.
_ROLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # what it is, and which files
    "maker": (("identity", "serial", "purchase", "warranty"), ()),
    "seller": (("identity", "serial", "purchase", "warranty"), ()),
    "repairer": (("identity", "serial", "purchase", "warranty"), ()),
    "insurer": (("identity", "serial", "purchase"), ("files:receipt", "files:photo")),
    "finder": (("identity",), ()),
    "buyer": (("identity", "serial"), ("files:manual",)),
    "other": (("identity",), ()),
}
ROLE_SECTIONS: dict[str, tuple[str, ...]] = {
    role: (*facts, *(f"entries:{kind}" for kind in given_to(role)), *files) for role, (facts, files) in _ROLES.items()
}

# What goes along when a product is handed over for good: what it is, what was done to it, what belongs to it.
TRANSFER_SECTIONS = (
    *("identity", "serial", "purchase", "warranty"),
    *(f"entries:{kind}" for kind in HISTORY),
    *(f"files:{kind}" for kind in ("manual", "certificate", "report")),
)
# What a reply of each role may put on the table, and which files it may bring.
_TRADE_FILES = ("report", "receipt", "photo", "certificate", "manual", "file")
ROLE_WRITES: dict[str, tuple[str, ...]] = {role: written_by(role) for role in _ROLES}
ROLE_FILES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("maker", "seller", "repairer", "insurer"), _TRADE_FILES),
    **dict.fromkeys(("finder", "buyer", "other"), ("photo", "file")),
}

# What the page in a bundle can be written in (BCP 47).
LANGUAGES = ("en", "es", "de", "fr", "it", "sv")

# How to reach them, besides `contact`, which is whatever the owner typed.
CONTACT_KEYS = ("mail", "phone", "address", "url")


@dataclass(frozen=True, slots=True)
class Party:
    """A person or company one deals with; `key` is an OpenSSH public key line, `age` a recipient of theirs, "age1…".

    `key_seen` is when it was first kept, `key_checked` when its digits were last compared with what they read out.
    """

    slug: str
    name: str
    role: str
    contact: str | None = None
    key: str | None = None
    mail: str | None = None
    phone: str | None = None
    address: str | None = None
    url: str | None = None
    key_seen: datetime.date | None = None
    key_checked: datetime.date | None = None
    age: str | None = None
    language: str | None = None

    @property
    def key_state(self) -> str:
        """How well the key is known: `unknown`, `seen once` or `checked`."""
        if not self.key:
            return "unknown"
        return "checked" if self.key_checked else "seen once"


def read_party(data: bytes, path: str, slug: str) -> Reading[Party]:
    """Read a party's record; every problem is reported."""
    return read_record(data, path, lambda fields: _party(fields, slug))


def _party(fields: Fields, slug: str) -> Party | None:
    name, role = fields.must_have("name"), fields.must_have("role")
    if role and role not in ROLE_SECTIONS:
        fields.problem("role", f'"{role}" is none of {", ".join(ROLE_SECTIONS)}')
        role = "other"
    texts = {key: fields.text(key) for key in ("contact", "key", "age", "language", *CONTACT_KEYS)}
    if texts["language"] not in {None, *LANGUAGES}:
        fields.problem("language", f'"{texts["language"]}" is none of {", ".join(LANGUAGES)}')
        texts["language"] = None
    seen, checked = fields.date("key_seen"), fields.date("key_checked")
    return Party(slug, name, role, **texts, key_seen=seen, key_checked=checked) if name and role else None


def party_table(party: Party) -> dict[str, Any]:
    """A party's record as TOML values."""
    keys = ("name", "role", "contact", *CONTACT_KEYS, "key", "key_seen", "key_checked", "age", "language")
    return without_absent({"format": FORMAT, **{key: getattr(party, key) for key in keys}})
