"""Texts that no bundle may hold, found before one is made: which field has them, and what to type to mend it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from typing import Any

from talktag.bundle.schema import text_faults
from talktag.errors import InvalidError
from talktag.model.bundles.document import Document
from talktag.model.products.keys import KEYS
from talktag.model.products.shared_keys import ONE_TEXT
from talktag.model.values.foreign_text import escape
from talktag.store import layout

# The members of a table that are keys of `talktag set`, and what those are called there.
_KEYS = {
    key.path: key.name for key in KEYS if key.is_set and key.type in ONE_TEXT and (key.section or not key.may_lack)
}
_FIELD = re.compile(r"fields\.[A-Za-z0-9_-]+")


def check_sendable(document: Document, slug: str, party: str) -> None:
    """InvalidError for the first text of a table that holds a control character, as scanners and pastes bring along.

    `slug` is that of the product, `party` of whom the table is for.
    """
    values = document.values()
    for place, fault in text_faults(values):
        raise InvalidError(
            f"this cannot be sent: the {_name_of(place)} {fault}",
            details=[f'it is "{escape(text)}"'] if (text := _text_at(values, place)) else [],
            hints=[_what_mends(document, place, slug, party)],
        )


def _name_of(place: str) -> str:
    owner, _, field = _parts_of(place)
    return f"{field or place} of the {owner}" if field and owner in {"product", "signer", "audience"} else place


def _parts_of(place: str) -> tuple[str, str, str]:
    """Whose field it is, and which; one product of several is called as the only one is."""
    owner, dot, field = place.partition(".")
    return ("product" if owner.startswith("products[") else owner), dot, field


def _text_at(document: Mapping[str, Any], place: str) -> str:
    """The text at a place of the table; nothing where it is a name and no value."""
    value: Any = document
    for name, number in re.findall(r"([^.\[\]]+)|\[(\d+)\]", place):
        if isinstance(value, list):
            value = value[int(number) - 1] if number else None
        else:
            value = value.get(name) if isinstance(value, Mapping) else None
    return value[:200] if isinstance(value, str) else ""


def _what_mends(document: Document, place: str, slug: str, party: str) -> str:
    """What to type to put a text without it in its place."""
    owner, _, field = _parts_of(place)
    if owner == "audience" or (owner == "product" and (field in _KEYS or _FIELD.fullmatch(field))):
        verb = f"set {slug}" if owner == "product" else f"party set {party}"
        key = _KEYS.get(field, field.replace("fields.", "field.", 1))
        return f"type it anew: talktag {verb} {key}={shlex.quote(_clean(_text_at(document.values(), place)))}"
    if owner.startswith("notes["):
        note = (document.notes or ())[int(owner[6:-1]) - 1].note
        return f"type it anew: talktag note {slug} --edit {note}"
    if owner in {"purpose", "terms"}:
        return f"type --{owner} anew"
    file = layout.SETTINGS if owner == "signer" else layout.record(slug)
    file = layout.entries(slug) if field.startswith("entries[") else file
    return f'mend "{file}" in an editor, then: talktag save'


def _clean(text: str) -> str:
    """What is most likely meant: the same without the characters that nobody typed."""
    return "".join(letter for letter in text if letter.isprintable())
