"""The JSON Schema of a product's record, made of the table of keys. It says nothing of the other kinds of record."""

from __future__ import annotations

import json
import re
from typing import Any

from talktag.model.products.key import ProductKey
from talktag.model.products.keys import KEYS
from talktag.model.products.product import FILE_KINDS, PRODUCT_KINDS, STATES
from talktag.model.typed.public_line import MOST
from talktag.model.values.warranty import KINDS

TEXT = {"type": "string", "pattern": r"\S"}
ID = {"type": "string", "pattern": "^[0-9a-hjkmnp-tv-z]{13}$"}
DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
# Those that keys of the table stand in.
TABLES = {
    "purchase": "Where it came from, and for how much.",
    "finder": "What whoever finds it may read, with its sticker in hand; it leaves in no bundle.",
    "service": "What is paid each time and when it goes on, of a service or a subscription; it leaves in no bundle.",
}


def text() -> str:
    """The file, short lists on one line."""
    plain = json.dumps(product_schema(), indent=2, ensure_ascii=False)
    short = re.compile(r"\[\s+((?:\"[^\"\n]*\"|\d+)(?:,\s+(?:\"[^\"\n]*\"|\d+))*)\s+\]")
    return short.sub(lambda found: "[" + re.sub(r",\s+", ", ", found[1]) + "]", plain) + "\n"


def product_schema() -> dict[str, Any]:
    """The schema as JSON values, in the order of the table; a table of the record where its first key stands."""
    properties: dict[str, Any] = {
        "format": {"type": "integer", "enum": [1], "description": "The format of this file; always 1."}
    }
    for key in KEYS:
        head, dot, last = key.path.partition(".")
        if dot:
            table = properties.setdefault(head, _table(TABLES[head], {}))
            table["properties"][last] = _described(key)
        elif key.type != "slug":
            properties[head] = _described(key)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:talktag:schema:product:1",
        "title": "A product",
        "description": "One thing its owner has: products/<first character>/<slug>.toml.",
        "type": "object",
        "required": ["format", "id", "name"],
        "properties": properties,
        "additionalProperties": True,
    }


def _described(key: ProductKey) -> dict[str, Any]:
    form = FORMS[key.type]
    if key.type == "public":
        form = {**form, "maxLength": MOST[key.path.rpartition(".")[2]]}
    if form.get("type") in {"array", "object"}:  # what it is, before what is in it
        return {"type": form["type"], "description": key.means, **form}
    return {**form, "description": key.means}


def _said(form: dict[str, Any], description: str) -> dict[str, Any]:
    return {**form, "description": description}


def _one_of(words: tuple[str, ...], description: str) -> dict[str, Any]:
    return {"anyOf": [{"enum": list(words)}, TEXT], "description": description}


def _table(description: str, properties: dict[str, Any], *required: str) -> dict[str, Any]:
    must = {"required": list(required)} if required else {}
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "additionalProperties": True,
        **must,
    }


WARRANTY = _table(
    "One promise.",
    {
        "kind": _one_of(KINDS, 'What is covered; "all" where the key is absent, "return" a time to return it in.'),
        "term": {
            "type": "string",
            "pattern": "^(?:lifetime|[0-9]{1,4} (?:day|week|month|year)s?|[0-9]{4}-[0-9]{2}-[0-9]{2})$",
            "description": 'How long: "24 months", "90 days", the last day as a date in quotes, or "lifetime".',
        },
        "starts": _said(DAY, "The first day, where it is not the day of purchase."),
        "provider": _said(TEXT, "Who gave it, where it is not the seller."),
    },
    "term",
)
TAG = _table(
    "One TalkTag.",
    {
        "id": {
            "type": "string",
            "pattern": "^[0-9A-HJKMNP-TV-Z]{9}$",
            "description": "The nine characters printed on it, without blanks.",
        },
        "made": _said(DAY, "The day it was made."),
        "retired": _said(DAY, "The day it was taken out of use."),
        "maker": {
            "type": "boolean",
            "description": "Whether its maker printed it, beside the serial number; such a tag leads no finder to you.",
        },
    },
    "id",
)
FILE = _table(
    "One attachment.",
    {
        "name": {
            "type": "string",
            "pattern": r"^(?!\.{1,2}$)[^/\\]*[^/\\\s][^/\\]*$",
            "description": "The file's name in <slug>/files/.",
        },
        "kind": _one_of(
            FILE_KINDS, 'What it is; "file" where the key is absent. An export asks for files by their kind.'
        ),
        "media": _said(TEXT, 'Its media type, told by its first bytes, like "application/pdf".'),
        "size": {"type": "integer", "minimum": 0, "description": "Its size in bytes when it was attached."},
        "sha256": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "What it hashed to when it was attached; doctor compares.",
        },
        "at": {
            "type": "string",
            "pattern": r"^products/[a-z0-9]/[a-z0-9-]{1,64}/files/(?!\.)[A-Za-z0-9_.-]{1,120}$",
            "description": "Where in the store its bytes are, when another product holds the same; absent when they "
            "are in <slug>/files/.",
        },
        "sealed": {
            "type": "boolean",
            "description": "Whether it is an age file that the owner's key opens; it never leaves in a bundle.",
        },
    },
    "name",
    "sha256",
)
FORMS: dict[str, dict[str, Any]] = {
    "id": ID,
    "product": ID,
    "text": TEXT,
    "public": {
        "type": "string",
        "pattern": r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$",
    },
    "picture": TEXT,
    "place": TEXT,
    "gtin": {"type": "string", "pattern": "^(?:[0-9]{8}|[0-9]{12,14})$"},
    "count": {"type": "integer", "minimum": 1},
    "state": {"enum": list(STATES)},
    "day": DAY,
    "money": {"type": "string", "pattern": r"^-?[0-9]{1,15}(?:\.[0-9]{1,4})? [A-Z]{3}$"},
    "labels": {"type": "array", "items": TEXT},
    "kind": _one_of(PRODUCT_KINDS, ""),
    "products": {"type": "array", "items": ID},
    "coming": DAY,
    "length": {"type": "string", "pattern": "^[1-9][0-9]{0,3} (?:day|week|month|year)s?$"},
    "warranties": {"type": "array", "items": WARRANTY},
    "tags": {"type": "array", "items": TAG},
    "files": {"type": "array", "items": FILE},
    "fields": {"type": "object", "additionalProperties": True},
}
