"""Codes of units, against the list of UN/CEFACT Recommendation 20 that the package dppvalidator carries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from talktag.interop.schema_org.properties import UNITS
from tests.kit.wheels import PASSPORTS, fetch_wheel

NOT_LISTED = {"AMH"}  # ampere hours: the list has 89 codes of some two thousand


@pytest.fixture(scope="module")
def listed(request: pytest.FixtureRequest) -> set[str]:
    cache = Path(request.config.cache.mkdir("untp-schemas"))  # type: ignore[union-attr] # pytest has its cache
    data = fetch_wheel(cache, *PASSPORTS) / "dppvalidator/vocabularies/data/units.json"
    return set(json.loads(data.read_text("utf-8"))["codes"])


def test_every_code_of_a_unit_is_one_of_the_list(listed: set[str]) -> None:
    assert UNITS.keys() - listed == NOT_LISTED


def test_a_code_that_is_none_is_not_in_it(listed: set[str]) -> None:
    assert {"KG", "CM", "WEEK", "YEAR"} & listed == set()
