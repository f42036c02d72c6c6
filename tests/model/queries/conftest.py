"""Products to query; holds no assertions."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from talktag.model.log.standing import Standing
from talktag.model.products.product import Product, ProductFile, Purchase, Tag
from talktag.model.queries.facts import Facts, facts_of
from talktag.model.values.money import Money
from talktag.model.values.warranty import Duration, Warranty


@pytest.fixture
def camera() -> Product:
    return Product(
        id="01h2xcejqtf2n",
        slug="canon-eos-r5",
        name="Canon EOS R5 Gehäuse",
        maker="Canon",
        model="EOS R5",
        serial="034521001234",
        gtin="04549292138399",
        condition="worn",
        place="Home/Büro/Shelf 2",
        inside="0000000000bag",
        kind="service",
        labels=("Insured", "photo gear"),
        quantity=2,
        added=datetime.date(2024, 3, 10),
        purchase=Purchase(datetime.date(2024, 3, 2), "Foto Müller", Money(Decimal("2499.00"), "EUR"), "2024-1717"),
        warranties=(Warranty(Duration(24, "month"), provider="Allianz"),),
        tags=(Tag("7K3M9QXAC", retired=datetime.date(2024, 5, 1)), Tag("0000000AB")),
        files=(ProductFile("Rechnung-17.pdf", "receipt", "0" * 64, 10),),
        fields={"Colour": "matt black", "shutter count": 1200, "lens mounts": ["RF", "EF"]},
    )


@pytest.fixture
def facts(camera: Product) -> Facts:
    return facts_of(
        camera,
        notes=0,
        entries=1,
        holders=("camera-bag", "0000000000bag"),
        standing=Standing("2024-06-01", "bruno", None, "2025-07-01"),
        texts=["Sensor gereinigt, Übergabe"],
    )


@pytest.fixture
def made() -> Callable[..., Facts]:
    """A product that has nothing but what the test says."""

    def make(notes: int = 0, entries: int = 0, shares: int = 0, **values: Any) -> Facts:
        standing = Standing(values.pop("seen", None), "bruno", None, values.pop("due", None))
        product = Product(**({"id": "0" * 13, "slug": "thing", "name": "Thing"} | values))
        return facts_of(product, notes=notes, entries=entries, shares=shares, standing=standing)

    return make
