"""A packet about a shop holds what it was asked for and what it offered, and nothing that another shop offered."""

from __future__ import annotations

import json

import pytest

from tests.interop.schema_org.conftest import typings
from tests.kit.schema_typings import SchemaTypings
from tests.ops.terms.test_terms_in_a_packet import packed

from .conftest import Market

__all__ = ["typings"]


@pytest.fixture
def asked(market: Market) -> Market:
    """Both shops were asked and have offered, one of them what no other may see."""
    market.ask("foto", "linsen")
    market.come(market.offer("foto", "weight=1310g", price="850 EUR", text="Used, fine."))
    market.come(market.offer("linsen", "weight=1490g", price="777 EUR", text="CANARY words"))
    return market


def test_the_wish_and_the_offer_are_there_in_the_terms_of_schema_org(asked: Market, typings: SchemaTypings) -> None:
    files = packed(asked.ana, "foto", language="en")
    assert typings.fault(files["wishes.jsonld"].decode(), "Graph") is None
    assert typings.fault(files["offers.jsonld"].decode(), "Graph") is None
    (demand,) = json.loads(files["wishes.jsonld"])["@graph"]
    (offer,) = json.loads(files["offers.jsonld"])["@graph"]
    assert (demand["@type"], demand["priceSpecification"]["maxPrice"]) == ("Demand", 900)
    assert (offer["@type"], offer["price"], offer["name"]) == ("Offer", "850.00", "Used, fine.")
    text = " ".join(files["readme.txt"].decode().split())
    assert "Wishes sent to them" in text
    assert "without your name" in text
    assert "850.00 EUR" in text


def test_a_wish_has_the_name_that_the_shop_knows_it_by(asked: Market) -> None:
    ids = {}
    for shop in ("foto", "linsen"):
        (demand,) = json.loads(packed(asked.ana, shop)["wishes.jsonld"])["@graph"]
        ids[shop] = demand["identifier"]
    assert ids["foto"] != ids["linsen"]


def test_nothing_that_another_shop_offered_is_in_it(asked: Market) -> None:
    for data in packed(asked.ana, "foto").values():
        for unsaid in (b"CANARY", b"777", b"1490", b"linsen", b"Linsen"):
            assert unsaid not in data
    assert any(b"CANARY" in data for data in packed(asked.ana, "linsen").values())
