"""The store's own settings, `talktag.toml`: facts about the store and its owner, never a program, a path or a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record, without_absent
from talktag.model.values.ident import is_id

if TYPE_CHECKING:
    from talktag.model.labels.payload import Addresses


class Settings(NamedTuple):
    """`contact`, `phone` and the page at `finder` are where finders reach the owner; `payload` says which in a code.

    `terms` are those that bundles leave under, where nothing else is said.
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

    @property
    def addresses(self) -> Addresses:
        """Where the codes of tags may take a finder."""
        from talktag.model.labels.payload import Addresses

        return Addresses(self.contact, self.phone, self.finder, self.payload)


def read_settings(data: bytes, path: str) -> Reading[Settings]:
    """Read `talktag.toml`; every problem is reported."""
    return read_record(data, path, _settings)


def _settings(fields: Fields) -> Settings | None:
    ident = fields.must_have("id")
    if ident and not is_id(ident):
        fields.problem("id", f'"{ident}" is not an id of 13 characters')
        ident = None
    owner, defaults = fields.table("owner"), fields.table("defaults")
    name, contact = owner.must_have("name"), owner.must_have("contact")
    phone = owner.parse("phone", _by("parse_phone"))
    currency, paper = defaults.text("currency"), defaults.text("stock")
    finder, form = defaults.parse("finder", _by("parse_finder")), defaults.parse("payload", _by("parse_form"))
    terms = defaults.parse("terms", _terms)
    owner.report_unknown()
    defaults.report_unknown()
    if not (ident and name and contact):
        return None
    return Settings(ident, name, contact, currency, paper, phone=phone, finder=finder, payload=form, terms=terms)


def _terms(text: str) -> str:
    from talktag.model.sharing.share import check_terms

    return check_terms(text)


def _by(name: str) -> Callable[[str], str]:
    """A parser of `payload`, which is loaded only for a store that has such a setting."""

    def parse(text: str) -> str:
        from talktag.model.labels import payload

        parsed: str = getattr(payload, name)(text)
        return parsed

    return parse


def settings_table(settings: Settings) -> dict[str, Any]:
    """The settings as TOML values."""
    return without_absent(
        {
            "format": FORMAT,
            "id": settings.id,
            "owner": without_absent({"name": settings.owner, "contact": settings.contact, "phone": settings.phone}),
            "defaults": without_absent(
                {
                    "currency": settings.currency,
                    "stock": settings.paper,
                    "finder": settings.finder,
                    "payload": settings.payload,
                    "terms": settings.terms,
                }
            ),
        }
    )
