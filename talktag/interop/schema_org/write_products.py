"""Products as JSON-LD, shaped like schema.org `Product` and `IndividualProduct`. It loads no context and no term list.

Terms: https://schema.org/IndividualProduct, https://schema.org/Offer, https://schema.org/WarrantyPromise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from talktag.interop.export_result import ExportResult, Lost
from talktag.interop.own.json import field_losses, one_a_line
from talktag.interop.schema_org.own_words import IRI, MARK, PROPERTY_KEYS, SOLD_OUT, promise_of, property_of
from talktag.model.products.key import NOTHING, ProductKey
from talktag.model.products.product import Product
from talktag.model.products.product_json import product_values
from talktag.model.toml.record_file import without_absent


def write_jsonld(products: Sequence[Product]) -> ExportResult:
    """The products as one JSON-LD document in UTF-8; what schema.org has no word for is an additionalProperty."""
    lost = [
        Lost(product.slug, key, value, reason)
        for product in products
        for key, value, reason in (
            *((each.field, each.value, each.reason) for each in field_losses(product)),
            *(("files", file.name, "attachments stay in the store") for file in product.files),
            *(("tags", tag.id, "schema.org has no such thing") for tag in product.tags),
            *((f"finder.{key}", line, "is for finders only") for key, line in product.finder._asdict().items() if line),
        )
    ]
    graph = [_product(product_values(each, 0, 0)) for each in products]
    text = one_a_line('{"@context": "https://schema.org", "@graph": [', graph)
    return ExportResult(text.encode(), tuple(lost))


def jsonld_of(values: Mapping[str, Any]) -> bytes:
    """One product as a JSON-LD document of its own, by its values as JSON has them; those that are not told are not."""
    document = {"@context": "https://schema.org", **_product(values)}
    return f"{json.dumps(document, ensure_ascii=False, allow_nan=False)}\n".encode()


def _product(values: Mapping[str, Any]) -> dict[str, Any]:
    # One thing with its own serial number is an individual; several of a kind are not.
    kind = "IndividualProduct" if values.get("quantity", 1) == 1 else "Product"
    told = {name: _at(values, key) for name, key in PROPERTY_KEYS.items() if name != "serial" or kind == "Product"}
    others = {name: value for name, value in told.items() if value and value != NOTHING.get(PROPERTY_KEYS[name].type)}
    return without_absent(
        {
            "@type": kind,
            "@id": f"{IRI}{values['id']}",
            "name": values["name"],
            "identifier": {"@type": "PropertyValue", "propertyID": MARK, "value": values["id"]},
            "brand": {"@type": "Brand", "name": values["maker"]} if values.get("maker") else None,
            "model": values.get("model"),
            "serialNumber": values.get("serial") if kind == "IndividualProduct" else None,
            "gtin14": values.get("gtin"),
            "keywords": values.get("labels"),
            "isAccessoryOrSparePartFor": {"@id": f"{IRI}{values['inside']}"} if values.get("inside") else None,
            "purchaseDate": values.get("purchase", {}).get("date"),
            "offers": _offer(values),
            "additionalProperty": [
                *(property_of(name, value, MARK) for name, value in others.items()),
                *(property_of(name, value) for name, value in values.get("fields", {}).items()),
            ],
        }
    )


def _offer(values: Mapping[str, Any]) -> dict[str, Any] | None:
    """What was paid, to whom, under which warranties. It is over: without that word a reader takes it for an offer."""
    purchase = values.get("purchase", {})
    amount, _, currency = purchase.get("price", "").partition(" ")
    facts = without_absent(
        {
            "price": amount or None,
            "priceCurrency": currency or None,
            "seller": {"@type": "Organization", "name": purchase["from"]} if purchase.get("from") else None,
            "warranty": [promise_of(each) for each in values.get("warranties", ())],
        }
    )
    return {"@type": "Offer", "availability": SOLD_OUT, **facts} if facts else None


def _at(values: Mapping[str, Any], key: ProductKey) -> Any:
    """What the values have at a key; None for nothing."""
    head, dot, last = key.path.partition(".")
    return values.get(head, {}).get(last) if dot else values.get(head)
