"""Parties: makers, sellers, repairers, insurers, finders, buyers, customers. Nothing is sent."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from typing import Any

from talktag.errors import InvalidError
from talktag.model.parties.allowance import Allowance, allowance_table, read_allowance
from talktag.model.parties.roles import ROLE_NAMES, ROLES
from talktag.model.problem import Problem
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record, without_absent

# What the page in a bundle can be written in (BCP 47).
LANGUAGES = ("en", "es", "de", "fr", "it", "sv")

# How a key came: off a card, read by the owner or from a file that somebody could have changed; or along with what
# somebody wrote on the page behind a sticker, made for that once.
ON_THE_SPOT, FROM_A_FILE, FINDER_PAGE = "on the spot", "a file", "the finder page"
KEY_FROM = (ON_THE_SPOT, FROM_A_FILE, FINDER_PAGE)

# How to reach them, besides `contact`, which is whatever the owner typed.
CONTACT_KEYS = ("mail", "phone", "address", "url")


@dataclass(frozen=True, slots=True)
class Party:
    """A person or company one deals with; `key` is an OpenSSH public key line, `age` a recipient of theirs, "age1…".

    `key_seen` is when it was first kept, `key_checked` when its digits were last compared with what they read out.
    `key_from` is one of KEY_FROM where it is known how what is kept of their keys came.
    `channel` is what may come from them.
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
    key_from: str | None = None
    channel: Allowance = field(default_factory=Allowance)

    @property
    def writes(self) -> tuple[str, ...]:
        """The kinds of entries that may come from them: by their role or its replacement, and by permission, less mute.

        Days, rates and products are not looked at.
        """
        may = ROLES[self.role].writes if self.channel.may is None else self.channel.may
        kinds = dict.fromkeys((*may, *self.channel.permissions))
        return tuple(each for each in kinds if each not in self.channel.mute)

    @property
    def is_unknown_finder(self) -> bool:
        """Whether nobody knows who it is: they wrote on the page behind a sticker, and answers go to that page."""
        return self.key_from == FINDER_PAGE

    @property
    def key_state(self) -> str:
        """How well the key is known: `unknown`, `seen once` or `checked`."""
        if not self.key:
            return "unknown"
        return "checked" if self.key_checked else "seen once"


def read_party(data: bytes, path: str, slug: str) -> Reading[Party]:
    """Read a party's record; every problem is reported."""
    party, problems = read_record(data, path, lambda fields: _party(fields, slug))
    if party and any(each.severity == "error" and _is_of_channel(each) for each in problems):
        party = replace(party, channel=replace(party.channel, is_sound=False))
    return Reading(party, problems)


def _is_of_channel(problem: Problem) -> bool:
    return (problem.field or "").partition(".")[0] == "channel"


def _party(fields: Fields, slug: str) -> Party | None:
    name, role = fields.must_have("name"), fields.must_have("role")
    if role and role not in ROLE_NAMES:
        fields.problem("role", f'"{role}" is none of {", ".join(ROLE_NAMES)}')
        role = "other"
    texts = {key: fields.text(key) for key in ("contact", "key", "age", "language", *CONTACT_KEYS)}
    if texts["language"] not in {None, *LANGUAGES}:
        fields.problem("language", f'"{texts["language"]}" is none of {", ".join(LANGUAGES)}')
        texts["language"] = None
    came = fields.text("key_from")
    if came not in {None, *KEY_FROM}:
        fields.problem("key_from", f'"{came}" is none of {", ".join(KEY_FROM)}')
        came = None
    seen, checked = fields.date("key_seen"), fields.date("key_checked")
    channel = read_allowance(fields.table("channel"))
    if not (name and role):
        return None
    return Party(slug, name, role, **texts, key_seen=seen, key_checked=checked, key_from=came, channel=channel)


def party_table(party: Party) -> dict[str, Any]:
    """A party's record as TOML values."""
    keys = ("name", "role", "contact", *CONTACT_KEYS, "key", "key_seen", "key_checked", "key_from", "age", "language")
    table = {"format": FORMAT, **{key: getattr(party, key) for key in keys}}
    return without_absent({**table, "channel": allowance_table(party.channel)})


def check_language(language: str, said: str) -> None:
    """InvalidError where it is none of LANGUAGES; `said` begins the sentence, like `a card is not written`."""
    if language not in LANGUAGES:
        raise InvalidError(f'{said} in "{language}"', hints=[f"use one of: {', '.join(LANGUAGES)}"])
