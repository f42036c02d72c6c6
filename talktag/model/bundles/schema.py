"""The shape of the document in a bundle, as data: JSON Schema (draft 2020-12), with what to say where one is broken.

`bundle/schema.py` and the page that checks bundles (`data/checker/shape.js`) hold documents against it, each with a
small interpreter of the keywords used here. `fault` is not of the standard, which lets validators pass over it.
Members that are not known are let through, so that a later version can say more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from talktag.model.bundles.kinds import KINDS, PLAIN, TABLE, BundleKind
from talktag.model.bundles.members import FILE_PATH
from talktag.model.products.shared_keys import SHARED_TEXTS

Schema = Mapping[str, Any]

_TEXT: Schema = {"type": "string"}
_OPEN: Schema = {"type": "object"}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _like(pattern: str, form: str, **more: str) -> Schema:
    return {"type": "string", "pattern": f"^{pattern}$", **more, "fault": f"is not {form}"}


def _count(least: int) -> Schema:
    return {"type": "integer", "minimum": least, "fault": f"is not a whole number from {least} up"}


def _several(rule: Schema) -> Schema:
    return {"type": "array", "items": rule}


def _object(required: Mapping[str, Schema], optional: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "required": [*required], "properties": {**required, **optional}}


def _texts(*names: str) -> Mapping[str, Schema]:
    return dict.fromkeys(names, _TEXT)


_SAID = _ref("said")
DEFINITIONS: Mapping[str, Schema] = {
    # Blank is what Python calls so: a byte order mark is not.
    "said": {"allOf": [_TEXT, {"pattern": "[\\S\ufeff]", "fault": "is empty"}]},
    "day": _like("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date like 2026-11-22", format="date"),
    "moment": _like(
        "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z",
        "a moment like 2026-11-22T03:49:58Z",
        format="date-time",
    ),
    "sha256": _like("[0-9a-f]{64}", "a SHA-256 of 64 lower-case digits"),
    "id": _like("[0-9a-hjkmnp-tv-z]{13}", "an id of 13 characters"),  # Crockford's base32 in lower case
    "fingerprint": _like("SHA256:[A-Za-z0-9+/]{43}", "a fingerprint of a key"),
    "recipient": _like("age1[02-9ac-hj-np-z]{58}", "an age recipient"),
    "product": _object(
        {"id": _SAID, "name": _SAID},
        {
            **_texts(*SHARED_TEXTS[""]),
            "quantity": _count(1),
            "tags": _several(_TEXT),
            "labels": _several(_TEXT),
            "purchase": _object({}, _texts(*SHARED_TEXTS["purchase"])),
            "value": _OPEN,
            "fields": _OPEN,
            "warranties": _several(_object({}, _texts("kind", "term", "until", "provider"))),
            "entries": _several(_ref("entry")),
        },
    ),
    "entry": _object(
        {},
        {
            **_texts("kind", "date", "title", "text", "party", "cost", "original", "signer", "cause"),
            "due": _ref("day"),
            "time": _ref("moment"),
            "data": _OPEN,
            "auto": {"type": "boolean"},
        },
    ),
    "file": _object(
        {
            "path": _like(FILE_PATH, "a path like files/photo-1.jpg"),
            "kind": _SAID,
            "sha256": _ref("sha256"),
            "size": _count(0),
        },
        {"media": _like("[a-z]+/[a-z0-9.+-]{1,80}", "a media type")},
    ),
    "note": _object({"text": _TEXT}, _texts("note", "created")),
    "audience": _object({"name": _SAID}, {"role": _TEXT, "fingerprint": _ref("fingerprint")}),
}

_CONTACT: Mapping[str, Schema] = {"contact": _TEXT, "age": _ref("recipient")}
_SIGNER = _object({"name": _SAID, "fingerprint": _ref("fingerprint")}, _CONTACT)
_ANSWERED = _object({"bundle": _ref("id"), "sha256": _ref("sha256")}, {})
# Of a document that nobody signed, in a file of its own: it names no key, brings no file, and need not know what the
# bundle it answers hashes to.
_PLAIN_SIGNER = _object(
    {"name": _SAID}, {**_CONTACT, "fingerprint": {"not": {}, "fault": "cannot be in an answer that is not signed"}}
)
_PLAIN_FILES: Schema = {
    "type": "array",
    "maxItems": 0,
    "fault": "is not empty, and an answer that is not signed brings no files",
}
_PLAIN_ANSWERED = _object({"bundle": _ref("id")}, {"sha256": _ref("sha256")})


def schema_of(kind: BundleKind, *, signed: bool = True, kinds: Sequence[str] = ()) -> Schema:
    """The schema of a document of this kind, without DEFINITIONS; `kinds` are those that there are, else all of them.

    One that is not `signed` is a reply that stands alone.
    """
    kinds = kinds or (tuple(KINDS) if signed else PLAIN)
    if kind.is_about_one:
        required_about, optional_about = {"product": _ref("product")}, {}
    else:  # each of them has its entries, and what is about none has them beside
        several = {"products": _several(_ref("product"))}
        required_about, optional_about = several, {"entries": _several(_ref("entry"))}
    in_every = {
        "kind": {"enum": [*kinds]},
        "bundle": _ref("id"),
        "sequence": _count(1),
        "created": _ref("moment"),
        **required_about,
        "shared": _several(_TEXT),
        "signer": _SIGNER if signed else _PLAIN_SIGNER,
        "files": _several(_ref("file")) if signed else _PLAIN_FILES,
    }
    in_some = {
        "in_reply_to": _ANSWERED,
        "audience": _ref("audience"),
        "channel": _ref("id"),
        "previous": _ref("sha256"),
        "purpose": _TEXT,
        "until": _ref("day"),
        "terms": _TEXT,
        "notes": _several(_ref("note")),
        **optional_about,
    }
    if not signed:
        return _object({**in_every, "in_reply_to": _PLAIN_ANSWERED}, {key: in_some[key] for key in [*in_some][1:]})
    return _object(in_every, in_some)


SIGNED: Mapping[str, Schema] = {name: schema_of(kind) for name, kind in KINDS.items()}
UNSIGNED: Mapping[str, Schema] = {name: schema_of(KINDS[name], signed=False) for name in PLAIN}


def schema_for(kind: Any, *, signed: bool = True) -> Schema:
    """The schema that a document saying `kind` is held against; that of another kind where there is no such kind."""
    schemas = SIGNED if signed else UNSIGNED
    return schemas[kind if isinstance(kind, str) and kind in schemas else TABLE if signed else PLAIN[0]]


def schema_values() -> dict[str, Any]:
    """Every schema of a signed document, by its kind, as JSON values for the script of a page."""
    return {"$defs": DEFINITIONS, "kinds": SIGNED, "other": TABLE}


def members() -> frozenset[str]:
    """Every member that a document may have, at whatever depth, by its name."""
    return frozenset(_members([*SIGNED.values(), *UNSIGNED.values(), *DEFINITIONS.values()]))


def _members(rules: Sequence[Schema]) -> set[str]:
    found: set[str] = set()
    for rule in rules:
        inner = rule.get("properties", {})
        found |= {*inner} | _members([*inner.values(), *([rule["items"]] if "items" in rule else [])])
    return found
