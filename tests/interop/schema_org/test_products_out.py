"""Products shaped like schema.org, as any reader of JSON-LD can take them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings

from talktag.interop.schema_org.write_products import write_jsonld
from talktag.model.products.product import Product, Purchase
from talktag.model.values.money import Money
from tests.interop.material import ANY_TEXT, CAMERA, LENS, products


def _graph(*things: Product) -> list[dict[str, Any]]:
    document = json.loads(write_jsonld(things).data)
    assert document["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = document["@graph"]
    return graph


def _key(name: str, value: object) -> dict[str, object]:
    """A property that is a key of talktag, and no field of the owner's own."""
    return {"@type": "PropertyValue", "propertyID": "talktag", "name": name, "value": value}


def test_a_thing_is_an_individual_product_with_its_numbers() -> None:
    camera, _ = _graph(CAMERA, LENS)
    assert camera == {
        "@type": "IndividualProduct",
        "@id": "urn:talktag:product:c000000000001",
        "name": CAMERA.name,
        "identifier": {"@type": "PropertyValue", "propertyID": "talktag", "value": "c000000000001"},
        "brand": {"@type": "Brand", "name": "Canon"},
        "model": "EOS 5D Mark IV",
        "serialNumber": "032021001234",
        "gtin14": "04548736133730",
        "keywords": ["insured", "studio, left", "back\\slash"],
        "purchaseDate": "2024-03-02",
        "offers": {
            "@type": "Offer",
            "availability": "https://schema.org/SoldOut",
            "price": "2499.00",
            "priceCurrency": "EUR",
            "seller": {"@type": "Organization", "name": "Foto Ruiz"},
            "warranty": [
                {
                    "@type": "WarrantyPromise",
                    "durationOfWarranty": {"@type": "QuantitativeValue", "value": 24, "unitCode": "MON"},
                    "description": "all",
                },
                {"@type": "WarrantyPromise", "description": "extended, 2029-03-02, from 2026-03-02, by Foto Ruiz"},
            ],
        },
        "additionalProperty": [
            _key("slug", "canon-eos"),
            _key("place", "home/office"),
            _key("added", "2024-03-03"),
            _key("source", "homebox:000-017"),
            _key("order", "0042"),
            {"@type": "PropertyValue", "name": "shutter", "value": 18342},
            {"@type": "PropertyValue", "name": "notes", "value": CAMERA.fields["notes"]},
            {"@type": "PropertyValue", "name": "colour", "value": "black"},
        ],
    }


def test_several_of_a_kind_are_a_product_and_parts_name_the_whole() -> None:
    _, lens = _graph(CAMERA, LENS)
    assert lens["@type"] == "Product"
    assert lens["isAccessoryOrSparePartFor"] == {"@id": "urn:talktag:product:c000000000001"}
    assert {each["name"]: each["value"] for each in lens["additionalProperty"]} == {
        "slug": "lens",
        "quantity": 2,
        "state": "lent",
    }


def test_a_thing_of_which_nothing_was_said_makes_no_offer() -> None:
    (thing,) = _graph(Product("c000000000003", "x", "X"))
    assert set(thing) == {"@type", "@id", "name", "identifier", "additionalProperty"}


def test_prices_are_plain_numbers() -> None:
    prices = [Money(Decimal(text), "EUR") for text in ("1E+6", "0", "39.9")]
    graph = _graph(*(Product("c000000000003", "x", "X", purchase=Purchase(price=price)) for price in prices))
    assert [each["offers"]["price"] for each in graph] == ["1000000.00", "0.00", "39.90"]


def test_files_and_tags_that_stay_behind_are_named() -> None:
    assert {lost.field for lost in write_jsonld([CAMERA]).lost} == {"files", "tags"}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
@given(things=products(ANY_TEXT))
def test_every_field_is_in_it_and_nothing_is_empty(things: list[Product]) -> None:
    for each, thing in zip(_graph(*things), things, strict=True):
        assert set(thing.fields) <= {prop["name"] for prop in each.get("additionalProperty", [])}
        assert not [key for key, value in each.items() if value in (None, "", [], {})]
