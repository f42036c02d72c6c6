"""A review as JSON-LD, shaped like schema.org `Review`. No serial number, price, shop or place is in it.

Terms: https://schema.org/Review, https://schema.org/OwnershipInfo.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from talktag.interop.schema_org.write_demand import CONTEXT, as_text
from talktag.model.log.review import BEST, Review
from talktag.model.products.product import Product
from talktag.model.toml.record_file import without_absent


class ReviewAuthor(NamedTuple):
    """Who says so: a name, or none for one who does not tell it, and the fingerprint of the key that signs."""

    name: str | None
    fingerprint: str


def write_review(review: Review, product: Product, author: ReviewAuthor) -> bytes:
    """The document in UTF-8; whoever signs the file vouches for owning one of these since that year."""
    return as_text({"@context": CONTEXT, **review_values(review, product, author)})


def review_values(review: Review, product: Product, author: ReviewAuthor) -> dict[str, Any]:
    """The review as JSON values, without a context."""
    since = product.purchase.date
    owned = {
        "@type": "OwnershipInfo",
        "ownedFrom": str(since.year) if since else None,
        "typeOfGood": _item(product),
    }
    key = {"@type": "PropertyValue", "propertyID": "SHA256 fingerprint", "value": author.fingerprint}
    person = {"@type": "Person", "name": author.name or "an owner", "identifier": key, "owns": without_absent(owned)}
    rating = {"@type": "Rating", "ratingValue": review.rating, "bestRating": BEST, "worstRating": 1}
    return without_absent(
        {
            "@type": "Review",
            "identifier": review.entry.id,
            "datePublished": review.entry.date.isoformat(),
            "itemReviewed": _item(product),
            "reviewRating": rating if review.rating else None,
            "reviewBody": review.words or None,
            "author": person,
        }
    )


def _item(product: Product) -> dict[str, Any]:
    """The kind of thing, as every one of it: what the owner calls it is told only where it says nothing else."""
    kind = " ".join(filter(None, (product.maker, product.model)))
    brand = {"@type": "Brand", "name": product.maker} if product.maker else None
    named = {"name": kind if product.model else product.name, "brand": brand, "model": product.model}
    return without_absent({"@type": "Product", **named, "gtin14": product.gtin})
