"""What an index knows of a product leaves no rule of time out that the record would let fire."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.products.product import Product, Purchase
from talktag.model.queries.facts import facts_of
from talktag.model.rules.making.scene import scene_at
from talktag.model.rules.reaction import Around
from talktag.model.rules.read_rule import read_rule
from talktag.model.rules.rule import Rule
from talktag.model.rules.timed.match_by_facts import MatchByFacts
from talktag.model.values.warranty import LIFETIME, Duration, Warranty

START = datetime.date(2026, 2, 20)
DAYS = [START + datetime.timedelta(days=number) for number in range(12)]
CONDITIONS = (
    "product.warranty_days=3",
    "warranty_days:0..4",
    "-warranty_days<2",
    "product.warranty>2026-02",
    "warranty",
    "-warranty",
    "state=lent",
    "-product.state:sold",
    "product.place:home",
    "field.Serie=a",
    "-field.serie",
    "maker",
    "rule.name=some",
)


def rule(match: list[str]) -> Rule:
    reading = read_rule(
        f'format = 1\nat = "2026-01-01 09:00"\nmatch = {match}\n[[do]]\nnotice = "x"\n'.encode(), "rules/some.toml"
    )
    assert reading.value, reading.problems
    return reading.value


TERMS = st.one_of(
    st.just(LIFETIME),
    st.integers(1, 30).map(lambda days: Duration(days, "day")),
    st.integers(0, 20).map(lambda days: START + datetime.timedelta(days=days)),
)
WARRANTIES = st.tuples(TERMS, st.sampled_from(["all", "parts", "return"])).map(lambda drawn: Warranty(*drawn))


@st.composite
def products(draw: st.DrawFn) -> Product:
    made = Product("p000000000001", "modem", "Modem", warranties=tuple(draw(st.lists(WARRANTIES, max_size=3))))
    return made._replace(
        maker=draw(st.sampled_from([None, "Netgear"])),
        place=draw(st.sampled_from([None, "home/office", "cellar"])),
        state=draw(st.sampled_from(["owned", "lent", "sold"])),
        purchase=Purchase(draw(st.sampled_from([None, START]))),
        fields=draw(st.sampled_from([{}, {"SERIE": "a"}, {"serie": ["a", "b"]}])),
    )


@given(products(), st.lists(st.sampled_from(CONDITIONS), min_size=1, max_size=3))
def test_what_the_record_lets_fire_the_facts_do_not_leave_out(product: Product, match: list[str]) -> None:
    asked = rule(match)
    told = {DAYS[at] for at in MatchByFacts(asked, DAYS).places(facts_of(product, notes=0, entries=0))}
    fires = {day for day in DAYS if scene_at(asked, day, Around(product), {})}
    assert fires <= told
    unsure = any("place" in each for each in match) or (
        len(product.warranties) > 1 and any(each.term == LIFETIME for each in product.warranties)
    )
    assert unsure or fires == told


@pytest.mark.parametrize(
    ("match", "wanted"), [(["product.warranty_days=3"], DAYS[7:8]), (["warranty_days<0"], DAYS[11:])]
)
def test_the_days_are_those_before_the_end(match: list[str], wanted: list[datetime.date]) -> None:
    product = Product("p000000000001", "modem", "Modem", warranties=(Warranty(DAYS[10]),))
    places = MatchByFacts(rule(match), DAYS).places(facts_of(product, notes=0, entries=0))
    assert [DAYS[at] for at in places] == wanted
