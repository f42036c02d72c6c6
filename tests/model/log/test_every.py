"""How often something comes again, as records hold it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from talktag.model.log.every import NEVER, MeterStep, parse_every
from talktag.model.values.warranty import Duration


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("6 months", Duration(6, "month")),
        ("1 year", Duration(1, "year")),
        ("10000 km", MeterStep(Decimal(10000), "km")),
        ("12.5 hours", MeterStep(Decimal("12.5"), "hours")),
        ("Never", NEVER),
    ],
)
def test_how_often_is_read_and_written_the_same(text: str, every: object) -> None:
    assert parse_every(text) == every
    assert parse_every(str(every)) == every


@pytest.mark.parametrize("text", ["", "often", "0 days", "0 km", "-5 km", "5", "5 km per hour", "1e5 km", "٣ months"])
def test_what_is_no_length_of_time_or_use_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="again"):
        parse_every(text)
