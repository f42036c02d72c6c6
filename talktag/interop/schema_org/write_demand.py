"""A wish as JSON-LD, shaped like schema.org `Demand`. It holds what would be sent, and nothing else of the owner's.

Terms: https://schema.org/Demand, https://schema.org/PriceSpecification.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from talktag.interop.schema_org.properties import offered_property, wanted_property
from talktag.model.toml.record_file import without_absent
from talktag.model.wishes.asked import AskedWish

CONTEXT = "https://schema.org"


def write_demand(asked: AskedWish, name: str, text: str | None = None, order: Sequence[str] = ()) -> bytes:
    """The document, in UTF-8; `order` are choices composed from a menu, like `cloth=waxed`."""
    return as_text({"@context": CONTEXT, **demand_values(asked, name, text, order)})


def write_demands(demands: Sequence[Mapping[str, Any]]) -> bytes:
    """Several of them in one document."""
    return as_text({"@context": CONTEXT, "@graph": [*demands]})


def demand_values(asked: AskedWish, name: str, text: str | None = None, order: Sequence[str] = ()) -> Mapping[str, Any]:
    """One of them, without its context."""
    wanted = [wanted_property(weight, point) for weight, point in asked.points]
    wanted += [offered_property("order", each) for each in order]
    values = {
        "@type": "Demand",
        "@id": f"urn:talktag:wish:{asked.ident}",
        "identifier": asked.ident,
        "name": name,
        "description": text,
        "itemOffered": _item(asked, name, wanted),
        "priceSpecification": _price(asked),
        "eligibleQuantity": {"@type": "QuantitativeValue", "value": asked.quantity} if asked.quantity > 1 else None,
        "validThrough": asked.until and asked.until.isoformat(),
    }
    return without_absent(values)


def as_text(document: Any) -> bytes:
    """A document for people and programs to read."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _item(asked: AskedWish, name: str, wanted: list[dict[str, Any]]) -> dict[str, Any]:
    goes_with = {"@type": "Product", "name": asked.fits} if asked.fits else None
    return without_absent(
        {"@type": "Product", "name": name, "isAccessoryOrSparePartFor": goes_with, "additionalProperty": wanted}
    )


def _price(asked: AskedWish) -> dict[str, Any] | None:
    if asked.most is None:
        return None
    amount, _, currency = str(asked.most).partition(" ")
    return {"@type": "PriceSpecification", "maxPrice": float(amount), "priceCurrency": currency}
