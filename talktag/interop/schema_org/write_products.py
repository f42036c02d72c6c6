"""Products as JSON-LD, shaped like schema.org `Product` and `IndividualProduct`. It loads no context and no term list.

Terms: https://schema.org/IndividualProduct, https://schema.org/Offer, https://schema.org/WarrantyPromise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from talktag.interop.export_result import ExportResult, Lost
from talktag.interop.own.json import one_a_line
from talktag.model.products.key import ProductKey
from talktag.model.products.keys import KEYS
from talktag.model.products.product import Product
from talktag.model.products.product_json import json_value, product_values
from talktag.model.toml.record_file import without_absent
from talktag.model.values.warranty import Duration, parse_term

# What has a word there, or is told in words of its own below.
_TOLD = {
    *("id", "slug", "name", "maker", "model", "serial", "gtin", "place", "inside", "label", "quantity", "state"),
    *("added", "source", "bought", "from", "price", "order", "warranty", "tag", "file", "field"),
}
# What the owner says to finders is for nobody else.
_WITHOUT_A_WORD = tuple(key for key in KEYS if key.name not in _TOLD and key.type not in {"public", "picture"})
# UN/CEFACT Common Codes (Recommendation 20), as schema.org's unitCode asks for.
_UNITS = {"day": "DAY", "week": "WEE", "month": "MON", "year": "ANN"}


def write_jsonld(products: Sequence[Product]) -> ExportResult:
    """The products as one JSON-LD document in UTF-8; what schema.org has no word for is an additionalProperty."""
    lost = [
        Lost(product.slug, key, value, reason)
        for product in products
        for key, value, reason in (
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
    quantity, state = values.get("quantity", 1), values.get("state", "owned")
    kind = "IndividualProduct" if quantity == 1 else "Product"
    others = {
        "place": values.get("place"),
        "quantity": quantity if quantity != 1 else None,
        "state": state if state != "owned" else None,
        "order": values.get("purchase", {}).get("order"),
        "source": values.get("source"),
        "serial": values.get("serial") if kind == "Product" else None,
        **{key.name: _at(values, key) or None for key in _WITHOUT_A_WORD},
    }
    return without_absent(
        {
            "@type": kind,
            "@id": _iri(values["id"]),
            "name": values["name"],
            "identifier": {"@type": "PropertyValue", "propertyID": "talktag", "value": values["id"]},
            "brand": {"@type": "Brand", "name": values["maker"]} if values.get("maker") else None,
            "model": values.get("model"),
            "serialNumber": values.get("serial") if kind == "IndividualProduct" else None,
            "gtin14": values.get("gtin"),
            "keywords": values.get("labels"),
            "isAccessoryOrSparePartFor": {"@id": _iri(values["inside"])} if values.get("inside") else None,
            "purchaseDate": values.get("purchase", {}).get("date"),
            "offers": _offer(values),
            "additionalProperty": [
                _property(*each) for each in (*others.items(), *values.get("fields", {}).items()) if each[1] is not None
            ],
        }
    )


def _iri(ident: str) -> str:
    return f"urn:talktag:product:{ident}"


def _offer(values: Mapping[str, Any]) -> dict[str, Any] | None:
    """What was paid, to whom, under which warranties. It is over: without that word a reader takes it for an offer."""
    purchase = values.get("purchase", {})
    amount, _, currency = purchase.get("price", "").partition(" ")
    facts = without_absent(
        {
            "price": amount or None,
            "priceCurrency": currency or None,
            "seller": {"@type": "Organization", "name": purchase["from"]} if purchase.get("from") else None,
            "warranty": [_warranty(each) for each in values.get("warranties", ())],
        }
    )
    return {"@type": "Offer", "availability": "https://schema.org/SoldOut", **facts} if facts else None


def _warranty(warranty: Mapping[str, Any]) -> dict[str, Any]:
    term = parse_term(warranty["term"])
    duration = (
        {"@type": "QuantitativeValue", "value": term.length, "unitCode": _UNITS[term.unit]}
        if isinstance(term, Duration)
        else None
    )
    words = [warranty["kind"], *([] if duration else [str(term)])]
    words += [f"from {warranty['starts']}"] if warranty.get("starts") else []
    words += [f"by {warranty['provider']}"] if warranty.get("provider") else []
    return without_absent({"@type": "WarrantyPromise", "durationOfWarranty": duration, "description": ", ".join(words)})


def _at(values: Mapping[str, Any], key: ProductKey) -> Any:
    """What the values have at a key; None for nothing."""
    head, dot, last = key.path.partition(".")
    return values.get(head, {}).get(last) if dot else values.get(head)


def _property(name: str, value: Any) -> Mapping[str, Any]:
    plain = json_value(value)
    scalar = plain if isinstance(plain, bool | int | float | str) else json.dumps(plain, ensure_ascii=False)
    return {"@type": "PropertyValue", "name": name, "value": scalar}
