"""Products as JSON-LD, shaped like schema.org `Product` and `IndividualProduct`. It loads no context and no term list.

Terms: https://schema.org/IndividualProduct, https://schema.org/Offer, https://schema.org/WarrantyPromise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from talktag.interop.export_result import ExportResult, Lost
from talktag.interop.own.csv_out import json_value
from talktag.interop.own.json import one_a_line
from talktag.model.products.keys import KEYS
from talktag.model.products.product import Product
from talktag.model.products.product_json import key_json
from talktag.model.toml.record_file import without_absent
from talktag.model.values.warranty import Duration, Warranty

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
    text = one_a_line('{"@context": "https://schema.org", "@graph": [', [_product(product) for product in products])
    return ExportResult(text.encode(), tuple(lost))


def jsonld_of(product: Product) -> bytes:
    """One product as a JSON-LD document of its own."""
    document = {"@context": "https://schema.org", **_product(product)}
    return f"{json.dumps(document, ensure_ascii=False, allow_nan=False)}\n".encode()


def _product(product: Product) -> dict[str, Any]:
    # One thing with its own serial number is an individual; several of a kind are not.
    kind = "IndividualProduct" if product.quantity == 1 else "Product"
    others = {
        "place": product.place,
        "quantity": product.quantity if product.quantity != 1 else None,
        "state": product.state if product.state != "owned" else None,
        "order": product.purchase.order,
        "source": product.source,
        "serial": product.serial if kind == "Product" else None,
        **{key.name: key_json(product, key) or None for key in _WITHOUT_A_WORD},
    }
    return without_absent(
        {
            "@type": kind,
            "@id": _iri(product.id),
            "name": product.name,
            "identifier": {"@type": "PropertyValue", "propertyID": "talktag", "value": product.id},
            "brand": {"@type": "Brand", "name": product.maker} if product.maker else None,
            "model": product.model,
            "serialNumber": product.serial if kind == "IndividualProduct" else None,
            "gtin14": product.gtin,
            "keywords": list(product.labels),
            "isAccessoryOrSparePartFor": {"@id": _iri(product.inside)} if product.inside else None,
            "purchaseDate": product.purchase.date and product.purchase.date.isoformat(),
            "offers": _offer(product),
            "additionalProperty": [
                _property(*each) for each in (*others.items(), *product.fields.items()) if each[1] is not None
            ],
        }
    )


def _iri(ident: str) -> str:
    return f"urn:talktag:product:{ident}"


def _offer(product: Product) -> dict[str, Any] | None:
    """What was paid, to whom, under which warranties. It is over: without that word a reader takes it for an offer."""
    purchase = product.purchase
    facts = without_absent(
        {
            "price": str(purchase.price).partition(" ")[0] if purchase.price else None,
            "priceCurrency": purchase.price.currency if purchase.price else None,
            "seller": {"@type": "Organization", "name": purchase.seller} if purchase.seller else None,
            "warranty": [_warranty(each) for each in product.warranties],
        }
    )
    return {"@type": "Offer", "availability": "https://schema.org/SoldOut", **facts} if facts else None


def _warranty(warranty: Warranty) -> dict[str, Any]:
    term = warranty.term
    duration = (
        {"@type": "QuantitativeValue", "value": term.length, "unitCode": _UNITS[term.unit]}
        if isinstance(term, Duration)
        else None
    )
    words = [warranty.kind, *([] if duration else [str(term)])]
    words += [f"from {warranty.starts}"] if warranty.starts else []
    words += [f"by {warranty.provider}"] if warranty.provider else []
    return without_absent({"@type": "WarrantyPromise", "durationOfWarranty": duration, "description": ", ".join(words)})


def _property(name: str, value: Any) -> Mapping[str, Any]:
    plain = json_value(value)
    scalar = plain if isinstance(plain, bool | int | float | str) else json.dumps(plain, ensure_ascii=False)
    return {"@type": "PropertyValue", "name": name, "value": scalar}
