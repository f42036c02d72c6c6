from __future__ import annotations

import hashlib
import json

import pytest

from tests.rules.rule_case import CASES, HERE, outcome_of

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_comes_to_what_stands_beside_it(case):
    assert outcome_of(case) == json.loads(case.with_suffix(".json").read_text("utf-8"))


def test_every_case_has_an_outcome_and_every_outcome_a_case():
    assert {each.stem for each in CASES} == {each.stem for each in (HERE / "cases").glob("*.json")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_ids_are_those_that_the_page_derives(case):
    for made in json.loads(case.with_suffix(".json").read_text("utf-8"))["made"]:
        if made["what"] != "notice":
            parts = ("talktag-rule-1", made["rule"], made["cause"], made["branch"], str(made["number"]))
            bits = "".join(f"{byte:08b}" for byte in hashlib.sha256(b"\0".join(map(str.encode, parts))).digest())
            spelled = "".join(CROCKFORD[int(bits[at : at + 5], 2)] for at in range(0, 65, 5))
            assert made["entry"]["id"] == spelled
