"""Which fields of a product a print-out is to show: reads the list a person typed, and picks those and nothing else.

One grammar for all of it: a field as the preview calls it, such as `purchase.price`; a column of `list`, such as
`bought`; a section as `--include` takes it, such as `purchase` or `files:photo`; a kind of file, such as `photo`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from talktag.errors import UsageError
from talktag.model.log.kinds import KINDS as ENTRY_KINDS
from talktag.model.products.key_order import with_moves
from talktag.model.products.keys import KEYS
from talktag.model.products.product import FILE_KINDS
from talktag.model.products.shared_keys import SECTION_FIELDS, SHARED

FORMS = ("pdf", "html", "txt")
_PRINTED = tuple(key for key in SHARED if key.section in SECTION_FIELDS)
# `field:NAME`, `entries:KIND` and `files:KIND` stand for themselves.
_PLAIN = ("name", "id", *(field for fields in SECTION_FIELDS.values() for field in fields))
# Other names of the same: the columns of `list`, and kinds of files.
_SAME = {
    **{key.name: key.path for key in _PRINTED if key.name != key.path and key.name not in SECTION_FIELDS},
    "warranties": "warranty",
    **{kind: f"files:{kind}" for kind in FILE_KINDS if kind != "file"},
}
_ALIKE = {
    **{word: key.name for key in _PRINTED for word in key.alike},
    **dict.fromkeys(("photos", "picture", "pictures"), "photo"),
    **dict.fromkeys(("receipts", "invoice"), "receipt"),
}
_KINDS = frozenset(f"files:{kind}" for kind in FILE_KINDS) | frozenset(f"entries:{kind}" for kind in ENTRY_KINDS)
_STAYING = (
    *(
        name
        for key in KEYS
        if key not in _PRINTED and key.type not in {"files", "fields"}
        for name in (key.name, key.listed)
    ),
    *("notes", "shares", "seen", "to", "due"),
)
_TOLD = with_moves((key for key in KEYS if key in _PRINTED), {"place": "warranty"})
_SHOWN = ("name", *(key.name for key in _TOLD if key.type not in {"tags", "count"}), "photo")
_FORMS = f"{', '.join(_SHOWN)}, receipt, field:NAME, entries:KIND, files:KIND"
NAMES = tuple(dict.fromkeys((*_SHOWN, "receipt", *SECTION_FIELDS, *_PLAIN)))


class Choice(NamedTuple):
    """What was asked for, each name once, and the fields that it comes to, in that order."""

    asked: tuple[str, ...]
    fields: tuple[str, ...]

    def takes(self, section: str, field: str) -> bool:
        """Whether this fact of a product was asked for."""
        return field in self.fields or section in self.fields

    def names(self, asked: str) -> tuple[str, ...]:
        """The fields that one of the names in `asked` comes to."""
        return SECTION_FIELDS.get(asked, (asked.replace("field:", "fields.", 1),))


def parse_choice(text: str) -> Choice:
    """The fields named in `name,serial,photo`; UsageError with near names for one that does not exist."""
    asked = tuple(dict.fromkeys(_parse_name(name.strip()) for name in text.split(",") if name.strip()))
    if not asked:
        raise UsageError("no field is named", hints=[f"fields: {_FORMS}"])
    none = Choice(asked, ())
    return Choice(asked, tuple(dict.fromkeys(field for name in asked for field in none.names(name))))


def pick(values: Mapping[str, Any], choice: Choice) -> dict[str, Any]:
    """Of a product's JSON values those that were chosen; files are not among them."""
    found: dict[str, Any] = {}
    for field in choice.fields:
        head, dot, rest = field.partition(".")
        if dot:
            if rest in values.get(head, {}):
                found.setdefault(head, {})[rest] = values[head][rest]
        elif field in values:
            found[field] = values[field]
    entries = [each for each in values.get("entries", []) if f"entries:{each['kind']}" in choice.fields]
    return {**found, **({"entries": entries} if entries else {})}


def _parse_name(name: str) -> str:
    head, colon, rest = name.partition(":")
    if head.lower() in {"entries", "files", "field"} and colon and rest.strip():
        return f"{head.lower()}:{rest.strip()}"
    for start in ("field.", "fields."):
        if name.lower().startswith(start) and name[len(start) :].strip():
            return f"field:{name[len(start) :].strip()}"
    word = _SAME.get(name.lower(), name.lower())
    if word in SECTION_FIELDS or word in _PLAIN or word in _SAME.values():
        return word
    raise _unknown(name)


def _unknown(name: str) -> UsageError:
    from talktag.model.values.near import hints, near_words

    word = name.lower()
    if word in _STAYING:
        return UsageError(f'"{name}" stays in the store: no print-out shows it', hints=[f"fields: {_FORMS}"])
    known = dict.fromkeys((*SECTION_FIELDS, *_PLAIN, *_SAME))
    meant = [_ALIKE[word]] if word in _ALIKE else []
    near = near_words(word, known, meant=meant)
    return UsageError(f'"{name}" is not a field', hints=[*hints(near), f"fields: {_FORMS}"])


def not_among(asked: Sequence[str], has: Collection[str]) -> list[str]:
    """The names in `asked` that nothing has and that are no words of ours, such as `field:NAME`: most likely slips."""
    return [name for name in asked if ":" in name and name not in has and name not in _KINDS]
