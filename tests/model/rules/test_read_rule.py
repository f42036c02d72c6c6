from __future__ import annotations

import pytest

from talktag.model.rules.made_id import made_id
from talktag.model.rules.read_rule import read_rule
from talktag.model.rules.rule import RULE_LIMIT, Rule

HEAD = 'format = 1\non = ["scan"]\n'
DO = '[[do]]\nnotice = "seen"\n'
OUTAGE = """
format = 1
means = "Say when the outage is over"
on = ["scan"]
by = ["owner"]
match = ["data.area", "data.hours>3", "-state:lent"]
count = 3
within = "1 h"
late = "7 days"
look = { table = "outages", key = "{data.area}" }
if = ["look", "look.hours>0"]
[[do]]
send = "customer"
title = "Outage in {data.area}: fixed by {look.until}"
text = ""
data = { hours = "{look.hours}" }
[[else]]
kind = "case"
title = "{{{entry.title}"
due = "3 months"
"""


def problems(text: str, path: str = "rules/some.toml") -> list[str]:
    reading = read_rule(text.encode(), path)
    assert (reading.value is None) == bool(reading.problems)
    return [str(each) for each in reading.problems]


def rule(text: str) -> Rule:
    reading = read_rule(text.encode(), "rules/some.toml")
    assert reading.value, [str(each) for each in reading.problems]
    return reading.value


def test_a_rule_is_read_with_all_that_it_says():
    found = rule(OUTAGE)
    assert (found.name, found.on, found.by, found.count) == ("some", ("scan",), ("owner",), 3)
    assert [each.word for each in found.match] == ["data.area", "data.hours>3", "-product.state:lent"]
    assert [each.word for each in found.conditions] == ["look", "look.hours>0"]
    assert found.do[0].kind == "message"
    assert found.do[0].to == "customer"
    assert found.otherwise[0].due is not None
    assert found.otherwise[0].title.fill(str) == "{entry.title"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "run = 'rm'\n" + DO, "rules/some.toml:3: run: is not a key"),
        (HEAD + "within = '1 h'\n" + DO, "rules/some.toml:3: within: needs a count"),
        (HEAD + "count = 1001\n" + DO, "count: is more than 1000"),
        (HEAD + "at = '2026-01-01 09:00'\n" + DO, "stands beside a time"),
        ("format = 1\n" + DO, "on: is missing"),
        ("format = 1\nevery = '1 month'\n" + DO, "say when first"),
        ("format = 1\nat = '2026-01-01 09:00 Europe/Nowhere'\n" + DO, "is no zone"),
        ("format = 1\nat = '2026-01-01 09:00'\n[[do]]\nsend = 'them'\ntitle = 'x'\n", "nobody wakes the rule"),
        ("format = 1\nat = '2026-01-01 09:00'\n[[do]]\nnotice = '{entry.title}'\n", "no entry wakes the rule"),
        ("format = 1\non = ['mesage']\n" + DO, "did you mean message?"),
        ("format = 1\non = ['sc an']\n" + DO, "is no kind of entry"),
        (HEAD, "do: is missing"),
        (HEAD + "match = ['look.until']\n" + DO, "the rule has no look"),
        (HEAD + "match = ['nothing:3']\n" + DO, 'names "nothing"'),
        (HEAD + "match = ['product.price>3']\n" + DO, "of product there are"),
        (HEAD + "match = ['data.x>abc']\n" + DO, "is not a number"),
        (HEAD + "match = ['entry.date>30d']\n" + DO, "is not a day"),
        (HEAD + f"match = {['data.x'] * 51}\n" + DO, "at most 50"),
        (HEAD + "[[do]]\nnotice = '{os.environ}'\n", 'rules/some.toml:4: do[0].notice: names "os.environ"'),
        (HEAD + "[[do]]\nnotice = '{entry.title'\n", "nothing closes"),
        (HEAD + "[[do]]\nnotice = '{entry.__class__}'\n", "of entry there are"),
        (HEAD + "[[do]]\nkind = 'retired'\ntitle = 'x'\n", "is not written by a rule"),
        (HEAD + "[[do]]\nsend = 'them'\nkind = 'permission'\ntitle = 'x'\n", "is not sent by a rule"),
        (HEAD + "[[do]]\ntitle = 'x'\n", "send, kind or notice"),
        (HEAD + "[[do]]\nkind = 'case'\n", "title: is missing"),
        (HEAD + DO * 21, "more than 20 actions"),
        (HEAD + DO + "[[else]]\nnotice = 'x'\n", "stands without an if"),
        (HEAD + DO + "#" * RULE_LIMIT, "larger than 64000 bytes"),
        ("format = 1\non = [", "rules/some.toml:2"),
    ],
)
def test_what_does_not_hold_up_is_named_and_is_no_rule(text, said):
    found = problems(text)
    assert any(said in each for each in found), found


def test_an_id_is_derived_as_the_page_says():
    assert made_id("outage", "0000000000000", "do", 1) == made_id("outage", "0000000000000", "do", 1)
    assert len({made_id("outage", "a", branch, number) for branch in ("do", "else") for number in (1, 2)}) == 4
