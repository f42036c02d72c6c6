"""The product record: TOML text to Product and back. Unknown keys, comments and order of an existing text are kept.

The form is documented in docs/reference/on-disk-format.md and in data/schemas/product.json.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from talktag.model.products.product import STATES, Attachment, Product, Purchase, Tag
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record, without_absent
from talktag.model.values.gtin import parse_gtin
from talktag.model.values.ident import is_id, parse_tag
from talktag.model.values.warranty import Warranty, parse_term

_AT = re.compile(r"products/[a-z0-9]/[a-z0-9-]{1,64}/files/(?!\.)[A-Za-z0-9_.-]{1,120}", re.ASCII)
T = TypeVar("T")


def read_product(data: bytes, path: str, slug: str) -> Reading[Product]:
    """Read a record; a field that does not hold up is left out and reported, the rest is used."""
    return read_record(data, path, lambda fields: _product(fields, slug))


def _product(fields: Fields, slug: str) -> Product | None:
    ident = fields.required("id")
    if ident and not is_id(ident):
        fields.problem("id", f'"{ident}" is not an id of 13 characters')
        ident = None
    name = fields.required("name")
    state = fields.text("state") or "owned"
    if state not in STATES:
        fields.problem("state", f'"{state}" is none of {", ".join(STATES)}')
    purchase = fields.table("purchase")
    product = Product(
        id=ident or "",
        slug=slug,
        name=name or slug,
        maker=fields.text("maker"),
        model=fields.text("model"),
        serial=fields.text("serial"),
        gtin=fields.parsed("gtin", parse_gtin),
        place=fields.text("place"),
        inside=fields.text("inside"),
        labels=fields.texts("labels"),
        quantity=fields.whole("quantity", 1, least=1),
        state=state,
        added=fields.date("added"),
        source=fields.text("source"),
        purchase=Purchase(
            purchase.date("date"), purchase.text("from"), purchase.money("price"), purchase.text("order")
        ),
        warranties=_each(fields, "warranties", _warranty),
        tags=_each(fields, "tags", _tag),
        files=_each(fields, "files", _attachment),
        fields=fields.free("fields"),
    )
    purchase.done()
    return product if ident and name else None


def _each(fields: Fields, key: str, read: Callable[[Fields], T | None]) -> tuple[T, ...]:
    """What `read` makes of each table of a list, those that do not hold up left out."""
    return tuple(made for each in fields.tables(key) if (made := read(each)) is not None)


def _warranty(fields: Fields) -> Warranty | None:
    if fields.required("term") is None:
        return None
    term = fields.parsed("term", parse_term)
    kind, starts, provider = fields.text("kind") or "all", fields.date("starts"), fields.text("provider")
    fields.done()
    return Warranty(term, kind, starts, provider) if term is not None else None


def warranty_of(table: Mapping[str, Any]) -> Warranty | None:
    """One warranty as a record has it, None where it does not hold up."""
    return _warranty(Fields(table, "", "", []))


def _tag(fields: Fields) -> Tag | None:
    text, made, retired = fields.required("id"), fields.date("made"), fields.date("retired")
    fields.done()
    if text is None:
        return None
    ident = parse_tag(text)
    if ident is None:
        fields.problem("id", f'"{text}" is not a tag id, or was mistyped')
        return None
    return Tag(ident, made, retired)


def _attachment(fields: Fields) -> Attachment | None:
    name, sha256 = fields.required("name"), fields.required("sha256")
    kind, size, media = fields.text("kind") or "file", fields.whole("size", 0), fields.text("media")
    at, sealed = fields.text("at"), fields.yes("sealed")
    fields.done()
    if name is None or sha256 is None:
        return None
    if "/" in name or "\\" in name or name in {".", ".."}:
        fields.problem("name", f'"{name}" is not a plain file name')
        return None
    if at is not None and not _AT.fullmatch(at):
        fields.problem("at", f'"{at}" is not where a product keeps its files')
        return None
    return Attachment(name, kind, sha256, size, media, at, sealed)


def product_table(product: Product) -> dict[str, Any]:
    """The record of a product as TOML values, in the order a person reads them."""
    purchase = product.purchase
    return without_absent(
        {
            "format": FORMAT,
            "id": product.id,
            "name": product.name,
            "maker": product.maker,
            "model": product.model,
            "serial": product.serial,
            "gtin": product.gtin,
            "place": product.place,
            "inside": product.inside,
            "labels": list(product.labels),
            "quantity": product.quantity if product.quantity != 1 else None,
            "state": product.state if product.state != "owned" else None,
            "added": product.added,
            "source": product.source,
            "warranties": [warranty_table(each) for each in product.warranties],
            "tags": [tag_table(each) for each in product.tags],
            "files": [attachment_table(each) for each in product.files],
            "purchase": without_absent(
                {"date": purchase.date, "from": purchase.seller, "price": purchase.price, "order": purchase.order}
            ),
            "fields": dict(product.fields),
        }
    )


def warranty_table(warranty: Warranty) -> dict[str, Any]:
    """One warranty as TOML values."""
    return without_absent(
        {"kind": warranty.kind, "term": str(warranty.term), "starts": warranty.starts, "provider": warranty.provider}
    )


def tag_table(tag: Tag) -> dict[str, Any]:
    """One tag as TOML values."""
    return without_absent({"id": tag.id, "made": tag.made, "retired": tag.retired})


def attachment_table(file: Attachment) -> dict[str, Any]:
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
