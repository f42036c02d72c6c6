"""Offers laid side by side: the order they are handed in never counts, and nothing is converted, hidden or lost."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.log.entry import Entry
from talktag.model.values.money import parse_money
from talktag.model.wishes.comparing import Met, PriceIs
from talktag.model.wishes.offer import is_offer_to, offer_data, read_offer
from talktag.model.wishes.point import parse_point
from talktag.model.wishes.side_by_side import ORDERS, compare_offers
from talktag.model.wishes.wish import OwnWish, SentWish

DAY = datetime.date(2026, 11, 30)
WISH = OwnWish(
    id="3m8q0x2v7k9tb",
    slug="a-70-200",
    name="a 70-200 for the 5D",
    must=(parse_point("mount=EF"),),
    should=(parse_point("weight<1500g"),),
    avoid=(parse_point("colour=white"),),
    most=parse_money("900 EUR"),
    sent=(SentWish(bundle="6g3hv9yt9m3rs", party="foto", date=DAY, channel="6g3hv9yt9m3rs", thing="x"),),
)


def entry(number: int = 1, party: str = "foto", **data: str) -> Entry:
    at = datetime.datetime(2026, 12, 1, 12, 0, number % 60, tzinfo=datetime.UTC)
    return Entry(
        f"offer-{number}",
        at.date(),
        "offer",
        "A lens",
        party=party,
        original="d4ywcnjaknsb1",
        signer="SHA256:x",
        recorded=at,
        cause="6g3hv9yt9m3rs-1",
        data=data,
    )


PRICES = st.sampled_from(["850 EUR", "900.00 EUR", "900.01 EUR", "800 USD", "1 JPY", "1e99 EUR", "cheap", ""])
OFFERS = st.lists(st.tuples(PRICES, st.sampled_from(["EF", "RF", ""]), st.sampled_from(["foto", "shop"])), max_size=12)


@given(OFFERS, st.randoms(use_true_random=False), st.sampled_from([*ORDERS]))
def test_the_order_in_which_offers_come_in_never_changes_the_comparison(
    told: list[tuple[str, str, str]], chance: random.Random, by: str
) -> None:
    offers = [
        read_offer(entry(number, party, **{k: v for k, v in {"price": price, "mount": mount}.items() if v}))
        for number, (price, mount, party) in enumerate(told)
    ]
    expected = compare_offers(WISH, offers, by)
    assert len(expected) == len(offers)
    mixed = [*offers, *offers[:3]]  # and what comes twice counts once
    chance.shuffle(mixed)
    assert compare_offers(WISH, mixed, by) == expected


def test_each_point_meets_fails_or_is_not_said_and_the_price_is_held_against_the_most() -> None:
    (found,) = compare_offers(WISH, [read_offer(entry(price="850 EUR", mount="EF", colour="white"))])
    assert [each.met for each in found.points] == [Met.MEETS, Met.NOT_SAID, Met.FAILS]
    assert found.price_is is PriceIs.WITHIN
    assert found.values()["points"][0] == {"weight": "must", "point": "mount=EF", "met": "meets", "said": "EF"}


@pytest.mark.parametrize(
    ("price", "price_is", "fault"),
    [
        ("900.00 EUR", PriceIs.WITHIN, ""),
        ("900.01 EUR", PriceIs.ABOVE, ""),
        ("800 USD", PriceIs.OTHER_CURRENCY, ""),
        ("99999999999999999999 EUR", PriceIs.NOT_SAID, "is no amount"),
        ("1e999 EUR", PriceIs.NOT_SAID, "is no amount"),
        ("-5 EUR", PriceIs.NOT_SAID, "nothing that can be paid"),
        ("5 XYZ", PriceIs.NOT_SAID, "nothing that can be paid"),
        ("850", PriceIs.NOT_SAID, "is no amount"),
    ],
)
def test_a_price_that_cannot_be_believed_is_told_and_the_offer_stays(price: str, price_is: PriceIs, fault: str) -> None:
    (found,) = compare_offers(WISH, [read_offer(entry(price=price))])
    assert found.price_is is price_is
    assert all(fault in each for each in found.offer.faults)
    assert bool(fault) == bool(found.offer.faults)


@pytest.mark.parametrize("cost", ["-5 EUR", "5 XYZ"])
def test_a_cost_in_place_of_a_price_is_believed_no_sooner(cost: str) -> None:
    (found,) = compare_offers(WISH, [read_offer(entry()._replace(cost=parse_money(cost)))])
    assert (found.offer.price, found.price_is) == (None, PriceIs.NOT_SAID)
    assert "nothing that can be paid" in found.offer.faults[0]


def test_by_price_currencies_stand_apart_and_what_names_none_comes_last() -> None:
    prices = ["900 EUR", "1 USD", None, "850 EUR", "2 JPY"]
    offers = [read_offer(entry(number, **({"price": each} if each else {}))) for number, each in enumerate(prices)]
    found = compare_offers(WISH, offers, "price")
    assert [str(each.offer.price) for each in found] == ["850.00 EUR", "900.00 EUR", "2 JPY", "1.00 USD", "None"]


def test_a_point_said_twice_in_two_spellings_counts_as_not_said_and_is_told() -> None:
    (found,) = compare_offers(WISH, [read_offer(entry(mount="EF", Mount="RF"))])
    assert found.points[0].met is Met.NOT_SAID
    assert "said twice" in found.offer.faults[0]


def test_no_party_hides_the_offer_of_another_by_giving_its_own_the_same_id() -> None:
    offers = [read_offer(entry(1, "foto", price="850 EUR")), read_offer(entry(1, "shop", price="1 EUR"))]
    assert {each.offer.party for each in compare_offers(WISH, offers)} == {"foto", "shop"}


def test_only_whom_it_was_sent_to_offers_something_for_a_wish() -> None:
    assert is_offer_to(entry(), WISH)
    assert is_offer_to(entry()._replace(cause=None, channel="6g3hv9yt9m3rs"), WISH)
    assert not is_offer_to(entry(party="shop"), WISH)
    assert not is_offer_to(entry()._replace(cause="another-1"), WISH)
    assert not is_offer_to(entry()._replace(kind="message"), WISH)
    assert not is_offer_to(entry()._replace(to="foto"), WISH)


def test_to_a_wish_without_a_name_nothing_comes_but_on_its_own_channel() -> None:
    (sent,) = WISH.sent
    hidden = replace(WISH, sent=(replace(sent, anonymous=True),))
    assert not is_offer_to(entry(), hidden)
    assert is_offer_to(entry()._replace(channel="6g3hv9yt9m3rs"), hidden)


def test_what_an_offer_says_is_read_as_it_was_written() -> None:
    points = (parse_point("mount=EF"), parse_point("weight=1310g"))
    data = offer_data(parse_money("850 EUR"), points, datetime.date(2026, 12, 24))
    found = read_offer(entry(**data))
    assert (str(found.price), found.valid, dict(found.said)) == (
        "850.00 EUR",
        datetime.date(2026, 12, 24),
        {"mount": "EF", "weight": "1310g"},
    )
