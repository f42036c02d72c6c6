"""The document in a bundle as a typed value: what whoever signed it says. It checks nothing, and vouches for nothing.

`bundle/document.py` makes one of JSON, once, after it was held against its schema; from there on nothing takes the
JSON apart again. Members that this version does not know are kept, so that a document becomes the same JSON again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from talktag.errors import InternalError
from talktag.model.bundles.kinds import KINDS
from talktag.model.bundles.members import FORMAT

T = TypeVar("T")
Values = Mapping[str, Any]

_MEMBERS = frozenset(
    {
        *("format", "kind", "bundle", "sequence", "created", "signer", "audience", "purpose", "until", "terms"),
        *("channel", "previous", "in_reply_to", "notes", "shared", "files"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signed a document, by their own word; `fingerprint` is None where nobody did, `age` their recipient."""

    name: str
    contact: str | None = None
    fingerprint: str | None = None
    age: str | None = None
    more: Values = field(default_factory=dict)

    def values(self) -> dict[str, Any]:
        """The JSON of it."""
        return _values_of(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whom a document is for; `fingerprint` is that of their key."""

    name: str
    role: str | None = None
    fingerprint: str | None = None
    more: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Which bundle a document answers: its id, and the hash of what was signed of it."""

    bundle: str
    sha256: str | None = None
    more: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEntry:
    """An entry as it is told, in texts: a day is "2026-11-22", a cost "80 EUR"; None for what is not said.

    `time` is a moment in UTC as text, `data` are further values by their names, `cause` is the id of the entry that it
    answers, and `auto` says that no person wrote it.
    """

    date: str | None = None
    kind: str | None = None
    title: str | None = None
    text: str | None = None
    party: str | None = None
    cost: str | None = None
    due: str | None = None
    original: str | None = None
    signer: str | None = None
    time: str | None = None
    cause: str | None = None
    data: Values | None = None
    auto: bool | None = None
    more: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldProduct:
    """A product as it is told; `facts` are whatever else is said of it, as JSON values, by the keys of a record.

    `entries` is None where nothing is said of any.
    """

    id: str
    name: str
    facts: Values = field(default_factory=dict)
    entries: tuple[ToldEntry, ...] | None = None

    def values(self) -> dict[str, Any]:
        """The JSON of it."""
        entries = {} if self.entries is None else {"entries": _list_of(self.entries)}
        return {"id": self.id, "name": self.name, **self.facts, **entries}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFile:
    """A file beside the document, by its path in the bundle, such as files/photo-1.jpg; `size` in bytes."""

    path: str
    kind: str
    media: str | None = None
    sha256: str
    size: int
    more: Values = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called, without the folder."""
        return self.path.removeprefix("files/")

    def values(self) -> dict[str, Any]:
        """The JSON of it."""
        return _values_of(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldNote:
    """A private note that was given along, in the clear; `note` is its id, `created` the moment it was written."""

    note: str | None = None
    created: str | None = None
    text: str
    more: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a bundle says. `created` is a moment in UTC, `until` a day, both as text; `sequence` counts from 1.

    `products` are as many as its kind is about, `entries` those about none of them. `notes` is None where nothing is
    said of any. `channel` is the id of the first bundle on what stands open between two about something, `previous` the
    identity of the last bundle that its signer sent there.
    """

    kind: str
    bundle: str
    sequence: int
    created: str
    signer: Signatory
    audience: Audience | None = None
    purpose: str | None = None
    until: str | None = None
    terms: str | None = None
    channel: str | None = None
    previous: str | None = None
    in_reply_to: Answered | None = None
    products: tuple[ToldProduct, ...]
    entries: tuple[ToldEntry, ...] | None = None
    notes: tuple[ToldNote, ...] | None = None
    shared: tuple[str, ...]
    files: tuple[ToldFile, ...]
    more: Values = field(default_factory=dict)

    @property
    def audience_name(self) -> str | None:
        """What whoever it is for is called."""
        return self.audience.name if self.audience else None

    @property
    def product(self) -> ToldProduct:
        """The product, of a kind that is about one."""
        if len(self.products) != 1:
            raise InternalError(f"a {self.kind} about {len(self.products)} products was asked for the one")
        return self.products[0]

    def values(self) -> dict[str, Any]:
        """The document as JSON values."""
        products = [each.values() for each in self.products]
        said = {
            "format": FORMAT,
            "kind": self.kind,
            "bundle": self.bundle,
            "sequence": self.sequence,
            "created": self.created,
            "signer": _values_of(self.signer),
            "audience": self.audience and _values_of(self.audience),
            "purpose": self.purpose,
            "until": self.until,
            "terms": self.terms,
            "channel": self.channel,
            "previous": self.previous,
            "in_reply_to": self.in_reply_to and _values_of(self.in_reply_to),
            **({"product": self.product.values()} if _is_about_one(self.kind) else {"products": products}),
            "entries": _list_of(self.entries),
            "notes": _list_of(self.notes),
            "shared": list(self.shared),
            "files": _list_of(self.files),
        }
        return {**{key: value for key, value in said.items() if value is not None}, **self.more}


def read_document(values: Values) -> Document:
    """The document in JSON values that keep to the schema of their kind; others may end in any error."""
    is_about_one = _is_about_one(values["kind"])
    about = {"product"} if is_about_one else {"products", "entries"}
    products = [values["product"]] if is_about_one else values["products"]
    return Document(
        kind=values["kind"],
        bundle=values["bundle"],
        sequence=values["sequence"],
        created=values["created"],
        signer=_read(Signatory, values["signer"]),
        audience=_read(Audience, values["audience"]) if "audience" in values else None,
        purpose=values.get("purpose"),
        until=values.get("until"),
        terms=values.get("terms"),
        channel=values.get("channel"),
        previous=values.get("previous"),
        in_reply_to=_read(Answered, values["in_reply_to"]) if "in_reply_to" in values else None,
        products=tuple(read_product(each) for each in products),
        entries=None if is_about_one else _read_list(ToldEntry, values.get("entries")),
        notes=_read_list(ToldNote, values.get("notes")),
        shared=tuple(values["shared"]),
        files=_read_list(ToldFile, values["files"]) or (),
        more={key: value for key, value in values.items() if key not in _MEMBERS | about},
    )


def read_product(values: Values) -> ToldProduct:
    """A product as a document tells it in JSON values."""
    facts = {key: value for key, value in values.items() if key not in {"id", "name", "entries"}}
    entries = _read_list(ToldEntry, values.get("entries"))
    return ToldProduct(id=values["id"], name=values["name"], facts=facts, entries=entries)


def read_entries(listed: Sequence[Values]) -> tuple[ToldEntry, ...]:
    """Entries as a document tells them in JSON values."""
    return tuple(_read(ToldEntry, each) for each in listed)


def _is_about_one(kind: str) -> bool:
    return kind not in KINDS or KINDS[kind].is_about_one


def _read(make: type[T], values: Values) -> T:
    """One of the flat values above, with the members that it does not know beside those it does."""
    names = {each.name for each in fields(make)} - {"more"}  # type: ignore[arg-type]
    known = {key: value for key, value in values.items() if key in names}
    return make(**known, more={key: value for key, value in values.items() if key not in names})  # type: ignore[call-arg]


def _read_list(make: type[T], listed: Any) -> tuple[T, ...] | None:
    return None if listed is None else tuple(_read(make, each) for each in listed)


def _values_of(told: Any) -> dict[str, Any]:
    """The JSON of one of the flat values above: what is said, then what this version does not know."""
    named = {each.name: getattr(told, each.name) for each in fields(told) if each.name != "more"}
    return {**{key: value for key, value in named.items() if value is not None}, **told.more}


def _list_of(several: Any) -> list[dict[str, Any]] | None:
    return None if several is None else [_values_of(each) for each in several]
