"""The document in a bundle as a typed value: what whoever signed it says. It checks nothing, and vouches for nothing.

`bundle/document.py` makes one of JSON, once, after it was held against its schema; from there on nothing takes the
JSON apart again. Members that this version does not know are kept, so that a document becomes the same JSON again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from talktag.errors import InternalError
from talktag.model.bundles.kinds import KINDS
from talktag.model.bundles.members import FORMAT
from talktag.model.bundles.told import (
    ToldEntry,
    ToldFile,
    ToldNote,
    ToldProduct,
    Values,
    list_of,
    read_list,
    read_product,
    read_told,
    values_of,
)

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
        return values_of(self)


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
    def is_about_one(self) -> bool:
        """Whether it is of a kind that is about one product, always; one that is not known is taken for such."""
        return _is_about_one(self.kind)

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
            "signer": values_of(self.signer),
            "audience": self.audience and values_of(self.audience),
            "purpose": self.purpose,
            "until": self.until,
            "terms": self.terms,
            "channel": self.channel,
            "previous": self.previous,
            "in_reply_to": self.in_reply_to and values_of(self.in_reply_to),
            **({"product": self.product.values()} if _is_about_one(self.kind) else {"products": products}),
            "entries": list_of(self.entries),
            "notes": list_of(self.notes),
            "shared": list(self.shared),
            "files": list_of(self.files),
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
        signer=read_told(Signatory, values["signer"]),
        audience=read_told(Audience, values["audience"]) if "audience" in values else None,
        purpose=values.get("purpose"),
        until=values.get("until"),
        terms=values.get("terms"),
        channel=values.get("channel"),
        previous=values.get("previous"),
        in_reply_to=read_told(Answered, values["in_reply_to"]) if "in_reply_to" in values else None,
        products=tuple(read_product(each) for each in products),
        entries=None if is_about_one else read_list(ToldEntry, values.get("entries")),
        notes=read_list(ToldNote, values.get("notes")),
        shared=tuple(values["shared"]),
        files=read_list(ToldFile, values["files"]) or (),
        more={key: value for key, value in values.items() if key not in _MEMBERS | about},
    )


def _is_about_one(kind: str) -> bool:
    return kind not in KINDS or KINDS[kind].is_about_one
