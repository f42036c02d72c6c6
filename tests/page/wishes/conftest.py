"""A wish as its page tells it, and who judges pages. Judges nothing."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from talktag.model.values.money import Money
from talktag.model.wishes.asked import AskedWish
from talktag.model.wishes.point import parse_point
from talktag.page.wishes.told_wish import ToldWish
from tests.bundle.conftest import axe, checker
from tests.interop.schema_org.conftest import typings

__all__ = ["axe", "checker", "typings"]

POINTS = (
    ("must", "mount=EF"),
    ("must", "weight<1500g"),
    ("should", "weight>200g"),
    ("should", "warranty>=24 months"),
    ("avoid", "colour=red"),
)


@pytest.fixture
def told() -> ToldWish:
    asked = AskedWish(
        "w7k3m9q000001",
        points=tuple((weight, parse_point(text)) for weight, text in POINTS),
        fits="Canon EOS 5D Mark IV",
        most=Money(Decimal(900), "EUR"),
        quantity=2,
        until=datetime.date(2027, 1, 31),
        terms="PDC-INTENT",
    )
    return ToldWish(
        asked,
        "A 70-200 for the 5D",
        text="No scratches on the front lens.\nHood and case would be nice.",
        owner="Ana Ruiz",
        contact="ana@example.org",
        order=("Cloth: Waxed cotton", "2 × Pockets: Side pocket"),
        menu="0" * 64,
        total="160.05 EUR",
    )
