"""Wishes and offers shaped like schema.org `Demand` and `Offer`: out as its own types have them, in from anybody."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError
from talktag.interop.schema_org.read_offer import ReadOffer, read_offers
from talktag.interop.schema_org.write_demand import write_demand
from talktag.interop.schema_org.write_offers import write_offers
from talktag.model.log.entry import Entry
from talktag.model.values.money import Money
from talktag.model.wishes.asked import AskedWish
from talktag.model.wishes.offer import WishOffer, read_offer
from talktag.model.wishes.point import parse_point
from tests.kit.schema_typings import SchemaTypings

DAY = datetime.date(2026, 12, 1)
POINTS = (
    ("must", "mount=EF"),
    ("must", "weight<1500g"),
    ("must", "filter-size>=77 mm"),
    ("should", "warranty>=24 months"),
    ("should", "colour!=red"),
    ("avoid", "condition=refurbished"),
)
ASKED = AskedWish(
    "w7k3m9q000001",
    points=tuple((weight, parse_point(text)) for weight, text in POINTS),
    fits="Canon EOS 5D Mark IV",
    most=Money(Decimal(900), "EUR"),
    quantity=2,
    until=datetime.date(2027, 1, 31),
)
ENTRY = Entry(
    "b000000000001-1",
    DAY,
    "offer",
    "EF 70-200mm f/2.8L, used",
    text="With hood and case.",
    party="foto-ruiz",
    data={"price": "850.00 EUR", "valid": "2026-12-24", "mount": "EF", "weight": "1490 g"},
)
# As a shop's page has them.
SHOP: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Product",
    "name": "EF 70-200mm",
    "color": "white",
    "brand": {"@type": "Brand", "name": "Canon"},
    "weight": {"@type": "QuantitativeValue", "value": 1490, "unitCode": "GRM"},
    "additionalProperty": [{"@type": "PropertyValue", "name": "Filter size", "value": "77", "unitCode": "MMT"}],
    "offers": {
        "@type": "Offer",
        "price": 849.5,
        "priceCurrency": "EUR",
        "priceValidUntil": "2026-12-24T23:59:59Z",
        "itemCondition": "https://schema.org/UsedCondition",
        "seller": {"@type": "Organization", "name": "Foto Ruiz"},
        "warranty": {
            "@type": "WarrantyPromise",
            "durationOfWarranty": {"@type": "QuantitativeValue", "value": 24, "unitCode": "MON"},
        },
        "deliveryLeadTime": {"@type": "QuantitativeValue", "value": 3, "unitCode": "DAY"},
    },
}


def _offer() -> WishOffer:
    return read_offer(ENTRY)


def _demand() -> bytes:
    return write_demand(ASKED, "A 70-200 for the 5D", "No scratches on the front lens.", ("cloth=waxed",))


def test_a_wish_is_a_demand_as_the_types_of_schema_org_have_it(typings: SchemaTypings) -> None:
    document = _demand().decode()
    assert typings.fault(document, "Demand") is None
    assert "itemOfered" in (typings.fault(document.replace("itemOffered", "itemOfered"), "Demand") or "")
    wrong = document.replace('"value": 2', '"value": "2", "unitcode": "C62"')
    assert "unitcode" in (typings.fault(wrong, "Demand") or "")


def test_offers_are_offers_as_the_types_of_schema_org_have_them(typings: SchemaTypings) -> None:
    document = write_offers([_offer()], {"foto-ruiz": "Foto Ruiz"}).decode()
    assert typings.fault(document, "Graph") is None
    assert typings.fault(document.replace('"price":', '"cost":'), "Graph") is not None
    assert typings.fault(document.replace('"Organization"', '"Shop"'), "Graph") is not None


def test_what_this_reader_was_tried_with_is_what_the_types_have(typings: SchemaTypings) -> None:
    assert typings.fault(json.dumps(SHOP), "Product") is None


def test_a_demand_says_what_is_wanted_and_never_a_value_that_is_not() -> None:
    document = json.loads(_demand())
    wanted = {each["description"]: each for each in document["itemOffered"]["additionalProperty"][:-1]}
    assert list(wanted) == [f"{weight} {parse_point(text)}" for weight, text in POINTS]
    assert wanted["must mount=EF"]["value"] == "EF"
    limit = wanted["must weight<1500g"]
    assert (limit["maxValue"], limit["unitCode"], limit["unitText"]) == (1500, "GRM", "g")
    assert wanted["must filter-size>=77 mm"]["minValue"] == 77
    assert "value" not in wanted["should colour!=red"]
    assert "value" not in wanted["avoid condition=refurbished"]
    assert document["priceSpecification"]["maxPrice"] == 900
    assert document["validThrough"] == "2027-01-31"


def test_a_wish_that_says_nothing_is_a_demand_all_the_same(typings: SchemaTypings) -> None:
    document = write_demand(AskedWish("w7k3m9q000001"), "Anything").decode()
    assert typings.fault(document, "Demand") is None
    assert "null" not in document


def test_an_offer_that_went_out_comes_in_as_it_was() -> None:
    (offer,) = read_offers(write_offers([_offer()], {"foto-ruiz": "Foto Ruiz"}))
    assert offer == ReadOffer(
        "EF 70-200mm f/2.8L, used",
        price="850.00 EUR",
        valid="2026-12-24",
        text="With hood and case.",
        seller="Foto Ruiz",
        said={"mount": "EF", "weight": "1490 g"},
    )


def test_the_page_data_of_a_shop_are_an_offer_with_points() -> None:
    (offer,) = read_offers(json.dumps(SHOP).encode())
    assert offer.title == "EF 70-200mm"
    assert (offer.price, offer.valid, offer.seller) == ("849.5 EUR", "2026-12-24", "Foto Ruiz")
    assert offer.said == {
        "colour": "white",
        "brand": "Canon",
        "weight": "1490 g",
        "condition": "used",
        "warranty": "24 months",
        "delivery": "3 days",
        "filter-size": "77 mm",
    }


def test_an_amount_is_never_rounded_on_its_way_in() -> None:
    text = json.dumps(SHOP).replace("849.5", "123456789.10")
    assert read_offers(text.encode())[0].price == "123456789.10 EUR"


_OFFER = {"@context": "https://schema.org", "@type": "Offer", "price": "1", "priceCurrency": "EUR"}


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ({"@type": "Offer", "price": "1"}, "the file names no https://schema.org as its @context"),
        (_OFFER | {"@context": "https://schema.example"}, "the file names no https://schema.org as its @context"),
        (_OFFER | {"@context": {"@vocab": "https://other.example/"}}, "names no https://schema.org"),
        (_OFFER | {"@type": "Demand"}, "the file holds no Offer of schema.org"),
        ({"@context": "https://schema.org", "@graph": [_OFFER] * 21}, "the file holds 21 offers, and 20 is the most"),
        ({"@context": "https://schema.org", "@graph": [_OFFER] * 10_000}, "the file holds 10000 offers"),
        (
            _OFFER | {"priceSpecification": {"@type": "PriceSpecification", "price": "2", "priceCurrency": "USD"}},
            'the offer names more than one price: "1 EUR" and "2 USD"',
        ),
        (
            _OFFER | {"additionalProperty": [{"name": "mount", "value": "EF"}, {"name": "Mount", "value": "RF"}]},
            'the offer says two things of "mount": "EF" and "RF"',
        ),
        (
            _OFFER | {"additionalProperty": [{"name": f"p{each}", "value": "x"} for each in range(31)]},
            "the offer says 31 things of what it offers, and 30 is the most",
        ),
    ],
)
def test_what_is_no_offer_or_contradicts_itself_is_refused_in_one_line(document: Any, fault: str) -> None:
    with pytest.raises(InvalidError) as error:
        read_offers(json.dumps(document).encode())
    assert fault in error.value.message
    assert error.value.message.isprintable()


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "the file is not JSON"),
        (b"\xff\xfe", "the file is not UTF-8 text"),
        (b" " * 1_000_001, "the file has 1000001 bytes, and 1000000 is the most"),
        (b"[" * 50_000, "the file is nested more than 24 deep"),
        (b'{"@type": "Offer", "@type": "Offer"}', 'the file gives "@type" twice'),
        (b'{"price": 1.' + b"0" * 60 + b"}", "the file has a number of more than 18 characters"),
        (b'{"price": Infinity}', 'the file has "Infinity" for a number'),
    ],
)
def test_json_that_is_none_or_out_of_bounds_is_refused(data: bytes, fault: str) -> None:
    with pytest.raises(InvalidError) as error:
        read_offers(data)
    assert error.value.message == fault


def test_offers_are_found_wherever_a_document_may_have_them() -> None:
    offer = {key: value for key, value in _OFFER.items() if key != "@context"}
    places = [
        offer,
        [offer],
        {"@graph": [offer]},
        {"@type": "WebPage", "mainEntity": {"@type": "Product", "name": "x", "offers": [offer]}},
        {
            "@type": "ItemList",
            "itemListElement": [{"@type": "ListItem", "item": {"@type": "Product", "offers": offer}}],
        },
    ]
    for place in places:
        document = {"@context": "http://schema.org", "@graph": place}
        assert [each.price for each in read_offers(json.dumps(document).encode())] == ["1 EUR"], place


_KEYS = {"@type", "name", "value", "price", "priceCurrency", "offers", "seller", "itemOffered", "warranty", "unitCode"}
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(_KEYS)), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(_KEYS | {"additionalProperty", "validThrough"})), _JSON))
def test_whatever_stands_in_an_offer_is_read_or_refused(values: dict[str, Any]) -> None:
    document = {**values, "@context": "https://schema.org", "@type": "Offer"}
    try:
        (offer,) = read_offers(json.dumps(document).encode())
    except InvalidError:
        return
    assert 0 < len(offer.title) <= 200
    assert all(isinstance(each, str) for each in offer.said.values())
