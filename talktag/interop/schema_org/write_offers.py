"""Offers that came as JSON-LD, shaped like schema.org `Offer`. It tells what each offer says, and judges none.

Terms: https://schema.org/Offer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from talktag.interop.schema_org.properties import offered_property
from talktag.interop.schema_org.write_demand import CONTEXT, as_text
from talktag.model.toml.record_file import without_absent
from talktag.model.wishes.offer import WishOffer


def write_offers(offers: Iterable[WishOffer], names: Mapping[str, str]) -> bytes:
    """The document, in UTF-8; `names` has what parties are called, by their slugs."""
    graph = [_offer(each, names.get(each.party, each.party)) for each in offers]
    return as_text({"@context": CONTEXT, "@graph": graph})


def _offer(offer: WishOffer, party: str) -> dict[str, Any]:
    said = [offered_property(name, value) for name, value in offer.said.items()]
    amount, _, currency = str(offer.price).partition(" ") if offer.price else ("", "", "")
    return without_absent(
        {
            "@type": "Offer",
            "@id": f"urn:talktag:entry:{offer.id}",
            "identifier": offer.id,
            "name": offer.entry.title,
            "description": offer.entry.text,
            "price": amount,
            "priceCurrency": currency,
            "validThrough": offer.valid and offer.valid.isoformat(),
            "offeredBy": {"@type": "Organization", "name": party} if party else None,
            "itemOffered": {"@type": "Product", "name": offer.entry.title, "additionalProperty": said}
            if said
            else None,
        }
    )
