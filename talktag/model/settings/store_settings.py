"""The store's own settings, `talktag.toml`: facts about the store and its owner, never a program, a path or a key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.problem import Problem
from talktag.model.settings.setting import NEVER_IN_A_STORE, SETTINGS, STORE, Setting
from talktag.model.settings.values import READERS, holds_secret
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record, without_absent
from talktag.model.values.ident import is_id

if TYPE_CHECKING:
    from talktag.model.labels.payload import Addresses

_AS_WRITTEN = {"text", "mail", "paper"}  # kinds that what is written by hand is taken for as it stands


class Settings(NamedTuple):
    """`contact`, `phone` and the page at `finder` are where finders reach the owner; `payload` says which in a code.

    `terms` are those that bundles leave under, where nothing else is said. What costs more than the amount `proof`
    should have a receipt and a photo; `alarm` is how long before a day a calendar rings. Both are texts.
    What begins with `finder_` is what the page there says with everything.
    """

    id: str
    owner: str
    contact: str
    currency: str | None = None
    paper: str | None = None
    phone: str | None = None
    finder: str | None = None
    payload: str | None = None
    terms: str | None = None
    proof: str | None = None
    alarm: str | None = None
    finder_name: str | None = None
    finder_phone: bool | None = None
    finder_words: str | None = None
    finder_reward: str | None = None
    finder_hand_in: str | None = None
    finder_language: str | None = None

    @property
    def addresses(self) -> Addresses:
        """Where the codes of tags may take a finder."""
        from talktag.model.labels.payload import Addresses

        return Addresses(self.contact, self.phone, self.finder, self.payload)


_TABLES = ("owner", "defaults", "finder")
_FIELDS = {"owner.name": "owner", "owner.contact": "contact", "owner.phone": "phone", "stock": "paper"}


def read_settings(data: bytes, path: str) -> Reading[Settings]:
    """Read `talktag.toml`; every problem is reported."""
    reading = read_record(data, path, _settings)
    return reading._replace(problems=(*reading.problems, *_secrets(data, path)))


def _secrets(data: bytes, path: str) -> Iterator[Problem]:
    """Lines that hold a secret key, also such as stand in a comment."""
    for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
        if holds_secret(line):
            message = (
                "holds a secret key, which is in the history of the store by now; make new keys: talktag key rotate"
            )
            yield Problem("secret-in-a-store", path, message, number)


def _settings(fields: Fields) -> Settings | None:
    ident = fields.must_have("id")
    if ident and not is_id(ident):
        fields.problem("id", f'"{ident}" is not an id of 13 characters')
        ident = None
    tables = {name: fields.table(name) for name in _TABLES}
    values = {_field_of(each): _read(tables[each.path[0]], each) for each in SETTINGS.values() if each.home == STORE}
    for table in (fields, *tables.values()):
        _refuse(table)
    for table in tables.values():
        table.report_unknown()
    if not (ident and values["owner"] and values["contact"]):
        return None
    return Settings(id=ident, **values)


def _read(fields: Fields, setting: Setting) -> Any:
    key = setting.path[-1]
    if setting.must_have:
        return fields.must_have(key)
    if setting.kind == "yes":
        return fields.yes(key) or None
    return fields.text(key) if setting.kind in _AS_WRITTEN else fields.parse(key, READERS[setting.kind])


def _refuse(fields: Fields) -> None:
    """Tell of what a store must not bring along, and which nothing takes from it."""
    for key in fields.key_names():
        if key in NEVER_IN_A_STORE:
            fields.problem(
                key, "belongs in your own settings, and counts for nothing here; take it out", "not-in-a-store"
            )


def value_of(settings: Settings, setting: Setting) -> str | bool | None:
    """What the settings of a store say at one of them; None where it is not set."""
    value: str | bool | None = getattr(settings, _field_of(setting))
    return value


def _field_of(setting: Setting) -> str:
    return _FIELDS.get(setting.name, setting.name.replace(".", "_"))


def settings_table(settings: Settings) -> dict[str, Any]:
    """The settings as TOML values."""
    tables: dict[str, dict[str, Any]] = {name: {} for name in _TABLES}
    for each in SETTINGS.values():
        if each.home == STORE:
            table, key = each.path
            tables[table][key] = value_of(settings, each)
    made = {name: without_absent(table) for name, table in tables.items()}
    return without_absent({"format": FORMAT, "id": settings.id, **made})
