from __future__ import annotations

import hashlib
import json
import re

import pytest

from talktag.model.rules.made_id import made_id
from talktag.model.rules.read_rule import read_rule
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
            assert made["entry"]["id"] == spelled + ("-1" if made["what"] == "message" else "")


def test_the_page_shows_how_an_id_is_derived():
    page = (HERE.parents[1] / "docs/reference/rules.md").read_text("utf-8")
    (line,) = re.findall(r"^printf '(.+)' \| sha256sum$", page, flags=re.MULTILINE)
    parts = line.replace("\\000", "\0").replace("\\0", "\0").split("\0")
    assert parts[0] == "talktag-rule-1"
    assert made_id(parts[1], parts[2], parts[3], int(parts[4])) == "e55fqq0rvgt8w"


def test_the_rule_on_the_page_is_one():
    page = (HERE.parents[1] / "docs/reference/rules.md").read_text("utf-8")
    (text,) = re.findall(r"^```toml\n(.+?)^```$", page, flags=re.MULTILINE | re.DOTALL)
    reading = read_rule(text.encode(), "rules/outage.toml")
    assert reading.value
    assert not reading.problems
