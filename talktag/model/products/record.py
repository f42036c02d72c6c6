"""The product record: TOML text to Product and back. Nothing that it does not know is lost.

The form is documented in docs/reference/on-disk-format.md and in data/schemas/product.json.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from talktag.model.products.key import NOTHING, ProductKey
from talktag.model.products.key_values import NOBODY, PLACES, product_with, value_of
from talktag.model.products.keys import KEYS
from talktag.model.products.product import PRODUCT_KINDS, STATES, Product, ProductFile, Tag
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record, without_absent
from talktag.model.typed.public_line import public_line
from talktag.model.values.gtin import parse_gtin
from talktag.model.values.ident import is_id, parse_tag
from talktag.model.values.warranty import Duration, Warranty, is_nothing, parse_length, parse_term

_AT = re.compile(r"products/[a-z0-9]/[a-z0-9-]{1,64}/files/(?!\.)[A-Za-z0-9_.-]{1,120}", re.ASCII)
T = TypeVar("T")
Reader = Callable[[Fields, str], Any]


def read_product(data: bytes, path: str, slug: str) -> Reading[Product]:
    """Read a record; a field that does not hold up is left out and reported, the rest is used."""
    return read_record(data, path, lambda fields: _product(fields, slug))


def _product(fields: Fields, slug: str) -> Product | None:
    values = read_keys(fields, _READERS)
    is_whole = values["id"] and values["name"]
    if not is_whole:
        return None
    product = product_with(NOBODY, {**values, "slug": slug})
    if (photo := product.finder.photo) and all(each.name != photo for each in product.pictures()):
        fields.table("finder").problem("photo", f'"{photo}" is no picture attached to it', "odd-value", "warning")
    return product


def read_keys(fields: Fields, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """What `readers`, by the type of a key, make of every key they know; by the attribute of Product."""
    values: dict[str, Any] = {}
    tables: dict[str, Fields] = {"": fields}
    for key, head, last, _ in PLACES:
        if read := readers.get(key.type):
            if head not in tables:
                tables[head] = fields.table(head)
            values[key.held or key.at or key.name] = read(tables[head], last)
    for head, table in tables.items():
        if head:
            table.report_unknown()
    return values


def read_text(fields: Fields, key: str) -> str | None:
    """A text; that of the name must be there."""
    return fields.must_have(key) if key == "name" else fields.text(key)


def read_public(fields: Fields, key: str) -> str | None:
    """A line that finders may read."""
    return fields.parse(key, lambda text: public_line(key, text))


def read_state(fields: Fields, key: str) -> str:
    """A state; one that talktag does not know is kept, and reported."""
    state = fields.text(key) or "owned"
    if state not in STATES:
        fields.problem(key, f'"{state}" is none of {", ".join(STATES)}')
    return state


def read_kind(fields: Fields, key: str) -> str | None:
    """A kind of record; one that talktag does not know is kept, and reported."""
    kind = fields.text(key)
    if kind is not None and kind not in PRODUCT_KINDS:
        fields.problem(key, f'"{kind}" is not {" or ".join(PRODUCT_KINDS)}', "odd-value", "warning")
    return kind


def read_length(fields: Fields, key: str) -> Duration | None:
    """A length of time."""
    return fields.parse(key, parse_length)


def _id(fields: Fields, key: str) -> str | None:
    ident = fields.must_have(key)
    if ident and not is_id(ident):
        fields.problem(key, f'"{ident}" is not an id of 13 characters')
        return None
    return ident


def _each(fields: Fields, key: str, read: Callable[[Fields], T | None]) -> tuple[T, ...]:
    """What `read` makes of each table of a list, those that do not hold up left out."""
    return tuple(made for each in fields.tables(key) if (made := read(each)) is not None)


def _warranty(fields: Fields) -> Warranty | None:
    if fields.must_have("term") is None:
        return None
    term = fields.parse("term", parse_term)
    kind, starts, provider = fields.text("kind") or "all", fields.date("starts"), fields.text("provider")
    fields.report_unknown()
    if term is not None and is_nothing(term):
        fields.problem("term", f'"{term}" is no time at all', "odd-value", "warning")
    return Warranty(term, kind, starts, provider) if term is not None else None


def warranty_of(table: Mapping[str, Any]) -> Warranty | None:
    """One warranty as a record has it, None where it does not hold up."""
    return _warranty(Fields(table, "", "", []))


def _tag(fields: Fields) -> Tag | None:
    text, made, retired = fields.must_have("id"), fields.date("made"), fields.date("retired")
    of_maker = fields.yes("maker")
    fields.report_unknown()
    if text is None:
        return None
    ident = parse_tag(text)
    if ident is None:
        fields.problem("id", f'"{text}" is not a tag id, or was mistyped')
        return None
    return Tag(ident, made, retired, of_maker)


def _file(fields: Fields) -> ProductFile | None:
    name, sha256 = fields.must_have("name"), fields.must_have("sha256")
    kind, size, media = fields.text("kind") or "file", fields.whole("size", 0), fields.text("media")
    at, sealed = fields.text("at"), fields.yes("sealed")
    fields.report_unknown()
    if name is None or sha256 is None:
        return None
    if "/" in name or "\\" in name or name in {".", ".."}:
        fields.problem("name", f'"{name}" is not a plain file name')
        return None
    if at is not None and not _AT.fullmatch(at):
        fields.problem("at", f'"{at}" is not where a product keeps its files')
        return None
    return ProductFile(name, kind, sha256, size, media, at=at, sealed=sealed)


_READERS: Mapping[str, Reader] = {
    "id": _id,
    "text": read_text,
    "public": read_public,
    "picture": Fields.text,
    "place": Fields.text,
    "product": Fields.text,
    "gtin": lambda fields, key: fields.parse(key, parse_gtin),
    "count": lambda fields, key: fields.whole(key, 1, least=1),
    "state": read_state,
    "day": Fields.date,
    "money": Fields.money,
    "labels": Fields.texts,
    "kind": read_kind,
    "products": Fields.texts,
    "coming": Fields.date,
    "length": read_length,
    "warranties": lambda fields, key: _each(fields, key, _warranty),
    "tags": lambda fields, key: _each(fields, key, _tag),
    "files": lambda fields, key: _each(fields, key, _file),
    "fields": Fields.free,
}


def product_table(product: Product) -> dict[str, Any]:
    """The record of a product as TOML values, in the order a person reads them."""
    plain: dict[str, Any] = {"format": FORMAT}
    tables: dict[str, Any] = {}
    for key in KEYS:
        value = _toml(product, key)
        head, dot, last = key.path.partition(".")
        if dot:
            tables.setdefault(head, {}).update({} if value is None else {last: value})
        elif key.type == "fields":
            tables[head] = value
        elif key.type != "slug":
            plain[head] = value
    return without_absent({**plain, **tables})


def _toml(product: Product, key: ProductKey) -> Any:
    """What stands in a record at a key; None for nothing."""
    value = value_of(product, key)
    if value is None or value == NOTHING.get(key.type):
        return None
    return _WRITERS[key.type](value) if key.type in _WRITERS else value


def warranty_table(warranty: Warranty) -> dict[str, Any]:
    """One warranty as TOML values."""
    return without_absent(
        {"kind": warranty.kind, "term": str(warranty.term), "starts": warranty.starts, "provider": warranty.provider}
    )


def tag_table(tag: Tag) -> dict[str, Any]:
    """One tag as TOML values."""
    return without_absent({"id": tag.id, "made": tag.made, "retired": tag.retired, "maker": tag.of_maker or None})


def file_table(file: ProductFile) -> dict[str, Any]:
    """One attachment as TOML values."""
    return without_absent(
        {
            "name": file.name,
            "kind": file.kind,
            "media": file.media,
            "size": file.size,
            "sha256": file.sha256,
            "at": file.at,
            "sealed": file.sealed or None,
        }
    )


_WRITERS: Mapping[str, Callable[[Any], Any]] = {
    "money": str,
    "labels": list,
    "products": list,
    "length": str,
    "warranties": lambda warranties: [warranty_table(each) for each in warranties],
    "tags": lambda tags: [tag_table(each) for each in tags],
    "files": lambda files: [file_table(each) for each in files],
    "fields": dict,
}
