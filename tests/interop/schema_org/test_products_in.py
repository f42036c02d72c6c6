"""Products of JSON-LD as shops and others write it: what is said of the thing, and no offer for what was paid."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError, UsageError
from talktag.interop.draft import Import
from talktag.interop.reading import detect, read_rows
from talktag.model.products.product import Product, Purchase
from tests.interop.material import every_problem

PRODUCT: dict[str, Any] = {"@type": "Product", "name": "Drill"}
OFFER: dict[str, Any] = {"@type": "Offer", "price": 129.9, "priceCurrency": "EUR"}
# A page as a shop has it: several nodes that name each other, and what is alike.
PAGE = """\
[{"@context": "http://schema.org/", "@graph": [
 {"@type": "WebPage", "mainEntity": {"@id": "https://shop.example/1#product"}},
 {"@type": "Organization", "@id": "#bosch", "name": "Bosch"},
 {"@type": ["Product", "https://schema.org/IndividualProduct"], "@id": "https://shop.example/1#product",
  "name": " GSR\\n 18V ", "brand": {"@id": "#bosch"}, "gtin13": "4548736133730", "mpn": "06019H5200", "sku": 17,
  "description": "A drill.\\nYellow.", "category": "Tools", "keywords": "drill, 18V,",
  "image": ["https://shop.example/1.jpg"], "color": "blue", "isSimilarTo": {"@type": "Product", "name": "Other"},
  "weight": {"@type": "QuantitativeValue", "value": 1.20, "unitCode": "KGM"},
  "itemCondition": "https://schema.org/UsedCondition",
  "additionalProperty": [{"@type": "PropertyValue", "name": "Voltage", "value": 18, "unitText": "V"},
                         {"@type": "PropertyValue", "name": "place", "value": "aisle 4"}],
  "offers": [{"@type": "Offer", "price": 129.90, "priceCurrency": "EUR", "availability": "https://schema.org/SoldOut",
              "seller": {"@type": "Organization", "name": "Toom"}}]}
]}]
"""


def _read(node: Any, context: Any = "https://schema.org") -> Import:
    return read_rows(json.dumps({"@context": context, **node}).encode())


def _one(**said: Any) -> Product:
    (row,) = _read(PRODUCT | said).rows
    assert row.draft
    return row.draft.product


def _told(**said: Any) -> list[str]:
    return [str(each) for each in every_problem(_read(PRODUCT | said))]


def test_a_page_of_a_shop_is_read_as_what_it_says_of_the_thing() -> None:
    read = read_rows(PAGE.encode(), name="page.json")
    (row,) = read.rows
    assert (read.kind, row.line) == ("jsonld", 4)
    assert row.draft
    assert row.draft.product == Product(
        "",
        "",
        "GSR 18V",
        maker="Bosch",
        gtin="04548736133730",
        condition="used",
        labels=("Tools", "drill", "18V"),
        source="jsonld:https://shop.example/1#product",
        fields={
            "mpn": "06019H5200",
            "sku": 17,
            "description": "A drill.\nYellow.",
            "color": "blue",
            "weight": "1.20 kg",
            "Voltage": "18 V",
            "place": "aisle 4",
        },
    )
    assert [str(each) for each in row.problems] == [
        "line 4: image: is not taken in; it stays behind",
        "line 4: isSimilarTo: is not taken in; it stays behind",
        'line 4: offers: "129.90 EUR Toom" is an offer, and not what you paid; it stays behind',
    ]


@pytest.mark.parametrize(
    "offers",
    [
        OFFER,
        OFFER | {"availability": "https://schema.org/SoldOut", "seller": {"@type": "Person", "name": "Ana"}},
        [OFFER, OFFER | {"price": "1"}],
        {"@type": "AggregateOffer", "lowPrice": 1, "highPrice": 9, "priceCurrency": "EUR"},
        "a bargain",
        [[OFFER]],
    ],
)
def test_no_offer_of_others_is_taken_for_what_was_paid(offers: Any) -> None:
    assert _one(offers=offers).purchase == Purchase()
    assert _one(offers=offers).warranties == ()
    assert all("is an offer, and not what you paid; it stays behind" in each for each in _told(offers=offers))


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("end", ["", "/"])
def test_a_context_is_known_with_and_without_a_slash(scheme: str, end: str) -> None:
    name = f"{scheme}://schema.org{end}"
    for context in (name, [name], {"@vocab": name}, ["https://x.example", {"y": "z"}, {"@vocab": name}]):
        for document in (
            {"@context": context, **PRODUCT},
            [{"@context": context, **PRODUCT}],
            PRODUCT | {"@context": context},
        ):
            data = json.dumps(document).encode()
            assert detect(data, "page.json") == "jsonld"
            assert len(read_rows(data).rows) == 1


@pytest.mark.parametrize(
    "around",
    [
        {"@graph": [{"@type": "WebSite"}, PRODUCT]},
        {"@type": "WebPage", "mainEntity": PRODUCT},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": PRODUCT}]},
        {"@type": "ItemList", "itemListElement": [PRODUCT]},
        {"@type": "Offer", "itemOffered": PRODUCT},
        {"@type": "Person", "owns": [{"@type": "OwnershipInfo", "typeOfGood": PRODUCT}]},
        {"@type": "ProductGroup", "name": "Drills", "hasVariant": [PRODUCT]},
        PRODUCT | {"@type": ["schema:Product", "Thing"]},
        PRODUCT | {"@type": "Car"},
    ],
)
def test_a_product_is_found_where_a_document_has_what_it_is_about(around: dict[str, Any]) -> None:
    assert [row.draft and row.draft.product.name for row in _read(around).rows] == ["Drill"]


@pytest.mark.parametrize(
    ("said", "got"),
    [
        ({"brand": "Bosch"}, {"maker": "Bosch"}),
        ({"brand": {"@type": "Brand", "name": "Bosch"}}, {"maker": "Bosch"}),
        ({"brand": [{"@type": "Brand", "name": "Bosch"}]}, {"maker": "Bosch"}),
        ({"manufacturer": {"@type": "Organization", "name": "Bosch"}}, {"maker": "Bosch"}),
        ({"manufacturer": "RB GmbH", "brand": "Bosch"}, {"maker": "Bosch", "fields": {"manufacturer": "RB GmbH"}}),
        ({"manufacturer": "Bosch", "brand": "Bosch"}, {"maker": "Bosch"}),
        ({"model": {"@type": "ProductModel", "name": "GSR"}}, {"model": "GSR"}),
        ({"serialNumber": 17}, {"serial": "17"}),
        ({"gtin12": "036000291452"}, {"gtin": "00036000291452"}),
        ({"gtin8": "96385074"}, {"gtin": "00000096385074"}),
        ({"gtin": 4548736133730, "gtin13": "4548736133730"}, {"gtin": "04548736133730"}),
        ({"purchaseDate": "2024-03-02T10:00:00Z"}, {"purchase": Purchase(datetime.date(2024, 3, 2))}),
        ({"name": {"@value": "Bohrer", "@language": "de"}}, {"name": "Bohrer"}),
        ({"identifier": {"@type": "PropertyValue", "propertyID": "ASIN", "value": "B0"}}, {"fields": {"ASIN": "B0"}}),
        ({"isFamilyFriendly": True, "award": None, "sku": ""}, {"fields": {"isFamilyFriendly": True}}),
        ({"additionalProperty": {"name": "W", "value": 1.50}}, {"fields": {"W": 1.5}}),
    ],
)
def test_what_is_said_of_it_comes_to_its_key_or_to_a_field(said: dict[str, Any], got: dict[str, Any]) -> None:
    assert _one(**said)._replace(source=None) == Product("", "", "Drill")._replace(**got)
    assert _told(**said) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"gtin13": "4548736133731"}, 'line 1: gtin13: "4548736133731" has a wrong check digit; it stays behind'),
        ({"isAccessoryOrSparePartFor": {"@id": "urn:talktag:product:c000000000001"}}, "stays behind"),
        ({"review": [{"@type": "Review"}]}, "line 1: review: is not taken in; it stays behind"),
        ({"additionalProperty": [{"name": "x"}]}, "line 1: additionalProperty[0]: is not taken in; it stays behind"),
        ({"material": ["wood", "steel"]}, "line 1: material: is not taken in; it stays behind"),
        ({"description": "a\u0007b"}, "holds control characters; they are left out"),
        ({"description": "x" * 40_000}, "line 1: description: is not taken in; it stays behind"),
        ({"size": 1, "additionalProperty": {"name": "size", "value": 2}}, 'kept as the field "size (2)"'),
    ],
)
def test_what_stays_or_is_kept_elsewhere_is_named_with_its_place(said: dict[str, Any], told: str) -> None:
    (one,) = every_problem(_read(PRODUCT | said))
    assert told in str(one)
    assert (one.severity, len(one.value) <= 200) == ("warning", True)


def test_a_bad_product_is_a_problem_of_its_row_and_the_others_are_read() -> None:
    graph = [PRODUCT, {"@type": "Product"}, PRODUCT | {"gtin13": "4548736133730", "gtin8": "96385074"}, PRODUCT]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, indent=1)
    rows = read_rows(text.encode()).rows
    assert [row.sound for row in rows] == [True, False, False, True]
    assert [[str(each) for each in row.problems] for row in rows[1:3]] == [
        ["line 8: name: is missing"],
        ['line 11: gtin8: "00000096385074" differs from what another property says of the same thing'],
    ]


def test_the_same_node_is_called_the_same_and_one_within_a_page_by_what_it_holds() -> None:
    named = PRODUCT | {"@id": "https://shop.example/1"}
    assert _one(**named).source == "jsonld:https://shop.example/1"
    inner = [_one(**{"@id": "#product", "name": name}).source for name in ("Drill", "Saw", "Drill")]
    assert inner[0] == inner[2] != inner[1]
    assert all(each and each.startswith("jsonld:row:") for each in inner)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"name": "x"}', "the file names no https://schema.org as its @context"),
        (
            b'{"@context": "https://schema.org.evil.example", "@type": "Product"}',
            "the file names no https://schema.org",
        ),
        (b'{"@context": "https://schema.org", "@type": "Offer"}', "the file holds no Product of schema.org"),
        (b'{"@context": "https://schema.org", "@type": "Product", "name": "a", "name": "b"}', 'gives "name" twice'),
        (b'{"@context": "https://schema.org", "x": ' + b"[" * 100_000, "the file is nested more than 64 deep"),
        (b'{"@context": "https://schema.org", "x": ' + b"1" * 50 + b"}", "has a number of more than 40 characters"),
        (b'{"@context": "https://schema.org", "x": NaN}', 'the file has "NaN" for a number'),
        (b'{"@context": "https://schema.org", "x": ', "the file is not JSON"),
        (b"<rss>", "the file is not JSON"),
        (b"\xff\xfe\xff", "not"),
    ],
)
def test_what_is_no_such_file_is_refused_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(InvalidError) as caught:
        read_rows(data, "jsonld")
    assert message in caught.value.message
    assert "\n" not in caught.value.message


def test_more_products_than_any_catalogue_are_refused() -> None:
    many = b'{"@context":"https://schema.org","@graph":[' + b",".join([b'{"@type":"Product"}'] * 100_001) + b"]}"
    with pytest.raises(InvalidError, match="more than 100000 products"):
        read_rows(many)


def test_fields_of_one_name_are_told_apart_and_what_is_said_twice_is_one() -> None:
    said = [{"name": "a", "value": value} for value in (1, 2, 2, 3, 1)]
    assert _one(additionalProperty=[*said, {"name": "a (2)", "value": 9}]).fields == {
        "a": 1,
        "a (2)": 2,
        "a (3)": 3,
        "a (2) (2)": 9,
    }


def test_a_great_many_fields_of_one_name_and_a_long_name_that_all_point_to_are_no_burden() -> None:
    many = [{"name": "a", "value": number} for number in range(10_000)]
    assert len(_one(additionalProperty=many).fields) == 10_000
    brand = {"@type": "Brand", "@id": "#b", "name": "x" * 1_000_000}
    products = [PRODUCT | {"brand": {"@id": "#b"}, "offers": {"@id": "#b"}} for _ in range(1_000)]
    read = _read({"@graph": [brand, *products]})
    assert {row.draft and row.draft.product.maker for row in read.rows} == {None}


def test_a_mapping_is_for_columns() -> None:
    with pytest.raises(UsageError, match="JSON-LD has none"):
        read_rows(b'{"@context": "https://schema.org"}', mapping={"a": "name"})


_NAMES = (
    "@id @type name brand offers gtin identifier additionalProperty value keywords propertyID purchaseDate "
    "isAccessoryOrSparePartFor warranty description seller price unitCode"
)
_KEYS = st.sampled_from(_NAMES.split())
_WORDS = st.sampled_from(
    ["Product", "Offer", "talktag", "talktag:json", "urn:talktag:product:x", "slug", "needs", "place"]
)
_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _WORDS | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=5),
    max_leaves=20,
)


@settings(deadline=None, max_examples=80)
@given(node=st.dictionaries(_KEYS, _ANY, max_size=8))
def test_nothing_that_anybody_wrote_makes_it_fail(node: dict[str, Any]) -> None:
    data = json.dumps({"@context": "https://schema.org", **PRODUCT, **node}).encode()
    try:
        read = read_rows(data, "jsonld")
    except InvalidError as error:
        assert "\n" not in error.message  # noqa: PT017
        return
    assert all("\n" not in each.message for each in every_problem(read))
    if '"urn:talktag:' not in data.decode() and '"talktag"' not in data.decode():
        assert not any(row.draft and row.draft.product.purchase.price for row in read.rows)
