"""Where things are, drawn and counted: boxes within boxes, rings that a hand edit made, sums that never mix."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.products.containment import Spot, holders, whereabouts
from talktag.model.queries.facts import Facts
from talktag.model.queries.stats import GROUPINGS, tally, whole
from talktag.model.queries.tree import Branch, grow
from talktag.model.values.money import Money

IDS = st.sampled_from("abcdef")
SPOTS = st.dictionaries(
    IDS, st.builds(Spot, st.just("x"), st.none() | st.sampled_from(("cellar", "attic")), st.none() | IDS), min_size=1
)


@given(SPOTS)
def test_a_chain_of_holders_ends_whatever_is_inside_of_what(spots: dict[str, Spot]) -> None:
    for ident, spot in spots.items():
        chain = [outer for outer, _ in holders(ident, spot, spots)]
        assert len(set(chain)) == len(chain)
        assert ident not in chain
        for inner, outer in zip([spot, *(spots[each] for each in chain)], chain, strict=False):
            assert inner.inside == outer


@given(SPOTS)
def test_everything_in_a_box_is_where_the_box_is(spots: dict[str, Spot]) -> None:
    for ident, spot in spots.items():
        places = [outer.place for _, outer in holders(ident, spot, spots) if outer.place]
        assert whereabouts(ident, spot, spots) == ([spot.place, *places][-1] if places else spot.place)


def facts(slug: str, place: str | None = None, holders: tuple[str, ...] = (), **more: object) -> Facts:
    return Facts(slug=slug, id=slug, name=slug.title(), place=place, holders=holders, **more)  # type: ignore[arg-type]


def test_a_tree_draws_places_then_things_and_what_is_inside_them() -> None:
    bag = facts("bag", "Home/Office")
    lens = facts("lens", "home / office", ("bag", "bag"))
    cup = facts("cup")
    assert grow([lens, cup, bag], {}) == (
        Branch(
            "home",
            branches=(Branch("office", branches=(Branch("bag", "bag", branches=(Branch("Lens", "lens"),)),)),),
        ),
        Branch("Cup", "cup"),
    )


def test_a_holder_that_was_not_asked_for_is_there_and_says_so() -> None:
    lens = facts("lens", None, ("bag", "bag"))
    assert grow([lens], {"bag": facts("bag")}) == (
        Branch("Bag", "bag", asked=False, branches=(Branch("Lens", "lens"),)),
    )


PRICES = st.none() | st.builds(
    lambda cents, currency: f"{Decimal(cents).scaleb(-2)} {currency}",
    st.integers(0, 10**9),
    st.sampled_from(("EUR", "USD")),
)
THINGS = st.lists(
    st.builds(
        facts,
        st.sampled_from(("bag", "lens", "cup")),
        st.none() | st.sampled_from(("home", "home/office")),
        labels=st.lists(st.sampled_from(("a", "b")), unique=True).map(tuple),
        price=PRICES,
        quantity=st.integers(1, 9),
    )
)


@settings(max_examples=50)
@given(THINGS, st.sampled_from(sorted(GROUPINGS)))
def test_groups_by_one_value_add_up_to_the_whole(things: list[Facts], grouping: str) -> None:
    tallies = tally(things, grouping)
    counted = [len(GROUPINGS[grouping](each)) or 1 for each in things]
    assert sum(each.products for each in tallies) == sum(counted)
    if grouping == "label":
        return
    everything = whole(things)
    assert sum(each.pieces for each in tallies) == everything.pieces
    for currency, money in everything.worth.items():
        amounts = [each.worth[currency].amount for each in tallies if currency in each.worth]
        assert Money(sum(amounts, Decimal(0)), currency) == money


def test_currencies_are_never_added_together() -> None:
    things = [facts("a", price="1.50 EUR", quantity=2), facts("b", price="4.00 USD"), facts("c")]
    assert whole(things).worth == {"EUR": Money(Decimal("3.00"), "EUR"), "USD": Money(Decimal("4.00"), "USD")}
