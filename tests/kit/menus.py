"""Menus for tests, and an oracle that tries every order there could be. It asks no code of talktag."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from talktag.model.wishes.menus.menu import Menu
from talktag.model.wishes.menus.read_menu import read_menu

BACKPACK: dict[str, Any] = {
    "format": "talktag-menu/1",
    "name": "Backpack, sewn to order",
    "maker": {"name": "Holz Sewing", "contact": "hello@holz.example"},
    "currency": "EUR",
    "price": "80.00",
    "valid": "2027-01-31",
    "lead_days": 14,
    "components": {
        "strap": {"name": "Webbing strap, 25 mm", "price": "1.25"},
        "buckle": {"name": "Buckle", "price": "0.80", "gtin": "9506000134352"},
    },
    "made_of": {"strap": 2},
    "terms": {
        "mend": {"name": "Seams are mended for five years", "always": True},
        "wax": {"name": "Waxed cloth is not washed", "sha256": "0" * 64},
    },
    "options": [
        {
            "id": "cloth",
            "name": "Cloth",
            "choices": [
                {"id": "canvas", "name": "Canvas", "price": "0"},
                {"id": "waxed", "name": "Waxed cotton", "price": "25.00", "terms": ["wax"], "lead_days": 28},
            ],
        },
        {
            "id": "size",
            "name": "Size",
            "choices": [
                {"id": "small", "name": "20 litres"},
                {"id": "large", "name": "35 litres", "price": "18.50", "needs": ["belt=hip"]},
            ],
        },
        {
            "id": "belt",
            "name": "Belt",
            "least": 0,
            "choices": [{"id": "hip", "name": "Hip belt", "price": "12", "made_of": {"strap": 1, "buckle": 1}}],
        },
        {
            "id": "pocket",
            "name": "Pockets",
            "least": 0,
            "most": 4,
            "choices": [
                {"id": "side", "name": "Side pocket", "price": "7.50", "most": 2},
                {"id": "bottle", "name": "Bottle pocket", "price": "6.00", "excludes": ["cloth=waxed"]},
                {"id": "phone", "name": "Phone pocket", "price": "5", "needs": [["belt=hip", "cloth=waxed"]]},
            ],
        },
    ],
}


# An offer as the form on the page of a wish makes one, less the wish that it is for.
OFFER: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Offer",
    "name": "EF 70-200mm, used",
    "price": "8.00",
    "priceCurrency": "EUR",
    "offeredBy": {"@type": "Organization", "name": "Anybody"},
    "itemOffered": {
        "@type": "Product",
        "additionalProperty": [{"@type": "PropertyValue", "name": "mount", "value": "EF"}],
    },
}


def to_bytes(values: Any) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode()


def to_menu(values: Mapping[str, Any]) -> Menu:
    data = to_bytes(values)
    return read_menu(data, hashlib.sha256(data).hexdigest())


def orders_of(values: Mapping[str, Any]) -> Iterator[dict[str, int]]:
    """Every order that holds, each as the pieces of each choice that is in it."""
    links, most = [], []
    for option in values["options"]:
        for choice in option["choices"]:
            links.append(f"{option['id']}={choice['id']}")
            most.append(min(choice.get("most", option["most"]), option["most"]))
    for counts in itertools.product(*(range(each + 1) for each in most)):
        order = {link: count for link, count in zip(links, counts, strict=True) if count}
        if holds(values, order):
            yield order


def holds(values: Mapping[str, Any], order: Mapping[str, int]) -> bool:
    """Whether an order of known choices is one of that menu, by the words of its documentation."""
    there = set(order) | {link.partition("=")[0] for link in order}
    for option in values["options"]:
        pieces = sum(order.get(f"{option['id']}={each['id']}", 0) for each in option["choices"])
        if not option["least"] <= pieces <= option["most"]:
            return False
        for choice in option["choices"]:
            count = order.get(f"{option['id']}={choice['id']}", 0)
            if count > choice.get("most", option["most"]):
                return False
            if count and there.intersection(choice.get("excludes", ())):
                return False
            needs = [[each] if isinstance(each, str) else each for each in choice.get("needs", ())]
            if count and not all(there.intersection(each) for each in needs):
                return False
    return True


def price_of(values: Mapping[str, Any], order: Mapping[str, int]) -> Fraction:
    total = Fraction(values.get("price", "0"))
    for option in values["options"]:
        for choice in option["choices"]:
            total += Fraction(choice.get("price", "0")) * order.get(f"{option['id']}={choice['id']}", 0)
    return total


@st.composite
def menus(draw: st.DrawFn) -> dict[str, Any]:
    """Small menus, of which many cannot be ordered from at all."""
    shape = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    names = [(f"o{number}", [f"c{each}" for each in range(size)]) for number, size in enumerate(shape)]
    links = [link for option, choices in names for link in (option, *(f"{option}={each}" for each in choices))]
    some = st.lists(st.sampled_from(links), max_size=2)
    options = []
    for option, choices in names:
        least = draw(st.integers(0, 2))
        made = []
        for each in choices:
            price = draw(st.decimals(-50, 500, places=2).map(str))
            choice = {"id": each, "name": each, "price": price, "needs": draw(some), "excludes": draw(some)}
            if draw(st.booleans()):
                choice["needs"] = [*choice["needs"], draw(st.lists(st.sampled_from(links), min_size=1, max_size=3))]
            if draw(st.booleans()):
                choice["most"] = draw(st.integers(1, 2))
            made.append(choice)
        most = draw(st.integers(max(1, least), 2))
        options.append({"id": option, "name": option, "least": least, "most": most, "choices": made})
    return {
        "format": "talktag-menu/1",
        "name": "Anything",
        "maker": {"name": "Anybody"},
        "currency": "EUR",
        "price": draw(st.decimals(0, 500, places=2).map(str)),
        "options": options,
    }
