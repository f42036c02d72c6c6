"""The JSON form of a product, as `show --json` and `list --json` promise it. Keys are only ever added."""

from __future__ import annotations

import math
from typing import Any

from talktag.model.products.product import Attachment, Product, Tag
from talktag.model.products.record import attachment_table, tag_table
from talktag.model.toml.record_file import json_values, without_absent


def product_values(product: Product, notes_count: int, entries_count: int) -> dict[str, Any]:
    """Every fact of a product as JSON values: lists always there, anything else absent where there is nothing."""
    purchase = product.purchase
    return {
        **without_absent(
            {
                "id": product.id,
                "slug": product.slug,
                "name": product.name,
                "maker": product.maker,
                "model": product.model,
                "serial": product.serial,
                "gtin": product.gtin,
                "place": product.place,
                "inside": product.inside,
                "added": _date(product.added),
                "source": product.source,
            }
        ),
        "labels": list(product.labels),
        "quantity": product.quantity,
        "state": product.state,
        "purchase": without_absent(
            {"date": _date(purchase.date), "from": purchase.seller, "price": purchase.price, "order": purchase.order}
        ),
        "warranties": [
            without_absent(
                {
                    "kind": each.kind,
                    "term": str(each.term),
                    "starts": _date(each.starts),
                    "until": _date(each.ends(purchase.date)),
                    "provider": each.provider,
                }
            )
            for each in product.warranties
        ],
        "tags": [tag_values(each) for each in product.tags],
        "files": [file_values(each) for each in product.files],
        "fields": {key: json_value(value) for key, value in product.fields.items()},
        "notes_count": notes_count,
        "entries_count": entries_count,
    }


def tag_values(tag: Tag) -> dict[str, Any]:
    """A tag as JSON values."""
    return json_values(tag_table(tag))


def file_values(file: Attachment) -> dict[str, Any]:
    """A file of a product as JSON values."""
    return json_values(attachment_table(file))


def _date(date: Any) -> str | None:
    return date.isoformat() if date else None


def json_value(value: Any) -> Any:
    """A value of a custom field: JSON's own kinds as they are; dates, times and numbers JSON has not, as text."""
    if isinstance(value, list):
        return [json_value(item) for item in value]
    if isinstance(value, dict):
        return {key: json_value(item) for key, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, bool | int | float | str) else str(value)
