"""Products that talktag writes for schema.org come back as they were, but for what the file was said to lack."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.interop.draft import Import
from talktag.interop.reading import detect, read_rows
from talktag.interop.schema_org.write_products import jsonld_of, write_jsonld
from talktag.model.products.product import Product, PublicWords, Purchase
from talktag.model.products.product_json import json_value, product_values
from talktag.model.values.warranty import LIFETIME, Warranty
from tests.interop.material import ANY_TEXT, CAMERA, LENS, PLAIN_TEXT, every_problem, field_values, products
from tests.kit.schema_typings import SchemaTypings

RELAXED = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
# As talktag 0.9 wrote a product, which marked no key of its own.
OLD: dict[str, Any] = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "Product",
            "@id": "urn:talktag:product:c000000000002",
            "name": "Lens",
            "identifier": {"@type": "PropertyValue", "propertyID": "talktag", "value": "c000000000002"},
            "offers": {
                "@type": "Offer",
                "availability": "https://schema.org/SoldOut",
                "warranty": [{"@type": "WarrantyPromise", "description": "all, lifetime, by Foto, Ruiz"}],
            },
            "additionalProperty": [
                {"@type": "PropertyValue", "name": "quantity", "value": 2},
                {"@type": "PropertyValue", "name": "place", "value": "home"},
                {"@type": "PropertyValue", "name": "colour", "value": "black"},
            ],
        }
    ],
}


def _things(read: Import) -> list[Product]:
    return [row.draft.product for row in read.rows if row.draft]


def _kept(thing: Product) -> Product:
    """The product less what the file cannot hold, its own fields as JSON has them."""
    fields = {name: json_value(value) for name, value in thing.fields.items()}
    return thing._replace(tags=(), files=(), finder=PublicWords(), fields=fields)


@RELAXED
@given(things=products(PLAIN_TEXT))
def test_products_come_back_with_every_fact_but_what_was_said_to_stay(things: list[Product]) -> None:
    written = write_jsonld(things)
    back = read_rows(written.data, name="things.jsonld")
    assert (back.kind, list(every_problem(back))) == ("jsonld", [])
    assert _things(back) == [_kept(thing) for thing in things]
    for thing in things:
        said = {each.field for each in written.lost if each.product == thing.slug}
        assert not thing.tags or "tags" in said
        assert {f"finder.{key}" for key, line in thing.finder._asdict().items() if line} <= said
        assert {
            f"fields.{key}" for key, value in thing.fields.items() if repr(json_value(value)) != repr(value)
        } <= said


@RELAXED
@given(fields=field_values(ANY_TEXT), texts=st.lists(ANY_TEXT, min_size=4, max_size=4))
def test_any_text_comes_back_to_the_letter(fields: dict[str, Any], texts: list[str]) -> None:
    name, kind, provider, label = texts
    thing = LENS._replace(
        name=name, fields=fields, labels=(label,), warranties=(Warranty(LIFETIME, kind, CAMERA.added, provider),)
    )
    assert _things(read_rows(write_jsonld([thing]).data)) == [_kept(thing)]


def test_a_field_that_is_called_like_a_key_stays_a_field() -> None:
    thing = LENS._replace(place="home", fields={"place": "on the label", "quantity": 9, "slug": "x", "sku": "[1]"})
    assert _things(read_rows(write_jsonld([thing]).data)) == [thing]


@pytest.mark.parametrize("kind", ["all", "parts, labour", "by, from", "lifetime", "a\\", ", "])
@pytest.mark.parametrize("provider", [None, "Foto, Ruiz", "by itself", "from 2026-01-01", "\\, "])
def test_the_words_of_a_warranty_have_one_meaning(kind: str, provider: str | None) -> None:
    promises = tuple(
        Warranty(each.term, kind, starts, provider) for each in CAMERA.warranties for starts in (None, CAMERA.added)
    )
    thing = CAMERA._replace(files=(), tags=(), warranties=promises)
    assert _things(read_rows(write_jsonld([thing]).data)) == [thing]


def test_what_was_written_is_told_by_its_content_and_stands_where_it_is_said_to() -> None:
    data = write_jsonld([CAMERA, LENS]).data
    assert detect(data) == detect(data, "things.json") == "jsonld"
    assert [row.line for row in read_rows(data).rows] == [2, 3]
    assert detect(b'{"schema": 1, "products": [{"name": "x", "fields": {"@context": "https://schema.org"}}]}') == "json"


def test_no_products_are_a_file_with_no_rows() -> None:
    assert read_rows(write_jsonld([]).data).rows == ()


def test_a_whole_record_says_by_silence_that_it_is_one_and_owned_and_a_part_says_nothing() -> None:
    whole, part = product_values(CAMERA, 0, 0), {"id": CAMERA.id, "name": CAMERA.name}
    stated = [read_rows(jsonld_of(values)).rows[0].draft for values in (whole, part)]
    assert [each and each.stated for each in stated] == [{"quantity", "state"}, set()]


def test_a_file_of_an_earlier_version_is_read_by_the_names_of_keys() -> None:
    (lens,) = _things(read_rows(json.dumps(OLD | {"@graph": [OLD["@graph"][0]]}).encode()))
    assert (lens.id, lens.quantity, lens.place, lens.fields) == ("c000000000002", 2, "home", {"colour": "black"})


def test_a_promise_in_other_words_stays_and_is_named() -> None:
    read = read_rows(json.dumps(OLD).encode())
    assert [(each.line, each.column, each.severity) for each in every_problem(read)] == [
        (1, "offers.warranty", "warning")
    ]


def test_what_was_paid_is_only_in_the_offer_that_is_sold_out() -> None:
    document = json.loads(write_jsonld([CAMERA]).data)
    document["@graph"][0]["offers"]["availability"] = "https://schema.org/InStock"
    read = read_rows(json.dumps(document).encode())
    assert _things(read)[0].purchase == Purchase(date=CAMERA.purchase.date, order="0042")
    assert [str(each) for each in every_problem(read)] == [
        'line 1: offers: "2499.00 EUR Foto Ruiz" is an offer, and not what you paid; it stays behind'
    ]


def test_two_ids_of_one_product_are_refused() -> None:
    document = json.loads(write_jsonld([CAMERA]).data)
    document["@graph"][0]["identifier"]["value"] = LENS.id
    (row,) = read_rows(json.dumps(document).encode()).rows
    assert [str(each) for each in row.problems] == [f'line 1: identifier: "{LENS.id}" differs from what its @id says']


def test_the_types_of_schema_org_take_what_comes_back(typings: SchemaTypings) -> None:
    strange = LENS._replace(warranties=(Warranty(LIFETIME, "a, b", None, "c\\"),), fields={"x": [1, {"y": True}]})
    assert typings.fault(write_jsonld([CAMERA, strange]).data.decode(), "Graph") is None
