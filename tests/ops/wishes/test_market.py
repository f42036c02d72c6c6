"""A wish sent to two shops with real bundles: offered for, compared, chosen; by name and without."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from talktag.errors import InvalidError, NotFoundError
from talktag.model.log.entry import Entry
from talktag.model.wishes.comparing import Met, PriceIs
from talktag.ops.outcome import Outcome
from talktag.ops.talk.inbox.hold import HeldFile
from talktag.ops.wishes.choose import choose, drop, end
from talktag.ops.wishes.offers import WishOffers, wish_offers
from talktag.store import layout
from tests.kit.bench import Bench
from tests.ops.wishes.conftest import Market, written

SLUG = "a-70-200-for-the-5d"
BOTH = ("foto", "linsen")


def log(bench: Bench, about: str) -> tuple[Entry, ...]:
    return bench.store.entries_in(about).value or ()


def offers(market: Market, by: str = "came") -> WishOffers:
    data = market.ana.ask(wish_offers, SLUG, by).data
    assert isinstance(data, WishOffers)
    return data


@pytest.mark.parametrize("by_name", [False, True])
def test_a_wish_goes_out_is_offered_for_and_comes_back_side_by_side(market: Market, by_name: bool) -> None:
    market.ask(*BOTH, by_name=by_name)
    first = market.offer("foto", "mount=EF", "battery=LP-E6", "weight=1310g", price="850", valid="2026-03-20")
    second = market.offer("linsen", "mount=EF", "colour=white", price="910 EUR", text="Like new")
    for file in (second, first):
        outcome = market.come(file)
        assert outcome.question is None
        assert outcome.exit_code == 0
    found = offers(market)
    assert [each.offer.party for each in found.offers] == ["linsen", "foto"]
    assert [each.offer.party for each in offers(market, "price").offers] == ["foto", "linsen"]
    assert [each.offer.party for each in offers(market, "party").offers] == ["foto", "linsen"]
    linsen, foto = found.offers
    assert [(str(each.point), each.met) for each in foto.points] == [
        ("mount=EF", Met.MEETS),
        ("battery=LP-E6", Met.MEETS),
        ("weight<1500g", Met.MEETS),
        ("colour=white", Met.NOT_SAID),
    ]
    assert [each.met for each in linsen.points] == [Met.MEETS, Met.NOT_SAID, Met.NOT_SAID, Met.FAILS]
    assert (foto.price_is, linsen.price_is) == (PriceIs.WITHIN, PriceIs.ABOVE)
    assert linsen.offer.entry.title == "Like new"


def test_a_shop_sees_what_is_wanted_and_how_its_offer_stands_before_it_leaves(market: Market) -> None:
    market.ask("foto")
    (wish,) = log(market.shops["foto"], f"tables/{SLUG}")
    assert (wish.kind, wish.title, wish.text) == ("wish", "a 70-200 for the 5D", "Used is fine.")
    assert dict(wish.data) == {
        "wish": wish.data["wish"],
        "fits": "Canon EOS 5D",
        "must-1": "mount=EF",
        "must-2": "battery=LP-E6",
        "should-1": "weight<1500g",
        "avoid-1": "colour=white",
        "most": "900.00 EUR",
        "until": "2026-04-30",
    }
    from talktag.ops.wishes.offer import OfferRequest, make_offer

    outcome = market.shops["foto"].ask(make_offer, OfferRequest(SLUG, ("mount=RF",), price="950"), market.way())
    assert outcome.data.values()["points"][0] == {
        "weight": "must",
        "point": "mount=EF",
        "met": "fails",
        "said": "RF",
    }
    assert outcome.data.values()["remarks"] == ["the price is above the most; the most they say is 900.00 EUR"]
    assert not any("refused there" in each for each in outcome.notices)


def test_who_is_chosen_and_the_others_are_told_each_on_their_own_channel(market: Market) -> None:
    market.ask(*BOTH)
    for shop in BOTH:
        market.come(market.offer(shop, "mount=EF", price="850"))
    outcome = market.ana.do(choose, SLUG, "foto", market.way("chosen"), tell_others=True)
    files = {each.stem.split(".")[0]: each for each in written(outcome)}
    for shop, file in files.items():
        market.take(market.shops[shop], file)
    won, lost = (log(market.shops[shop], f"tables/{SLUG}")[-1] for shop in BOTH)
    assert (won.kind, won.data["chosen"], set(won.data)) == ("message", "yes", {"wish", "chosen"})
    assert (lost.kind, lost.data["chosen"]) == ("done", "no")
    assert won.cause == log(market.shops["foto"], f"tables/{SLUG}")[1].id
    record = market.ana.text(f"wishes/{SLUG}.toml")
    assert 'state = "chosen"' in record
    with pytest.raises(InvalidError, match="you chose an offer"):
        market.ana.ask(choose, SLUG, "linsen", market.way())


def test_the_one_who_is_chosen_learns_who_she_is_only_where_she_says_so(market: Market) -> None:
    market.ask("foto")
    market.come(market.offer("foto", price="850"))
    (file,) = written(market.ana.do(choose, SLUG, "foto", market.way(), by_name=True))
    market.take(market.shops["foto"], file)
    told = log(market.shops["foto"], f"tables/{SLUG}")[-1].data
    assert (told["name"], told["contact"], told["key"].split()[0]) == ("Qana", "qana@example.org", "ssh-ed25519")


def test_a_wish_sent_anew_goes_on_where_it_was_said(market: Market) -> None:
    market.ask("foto")
    (again,) = market.send("foto")
    market.take(market.shops["foto"], again)
    first, second = log(market.shops["foto"], f"tables/{SLUG}")
    assert second.cause == first.id
    assert (first.channel, first.data["wish"]) == (second.channel, second.data["wish"])
    market.come(market.offer("foto", price="850"))
    assert len(offers(market).offers) == 1


def held(outcome: Outcome) -> str:
    assert isinstance(outcome.data, HeldFile), outcome
    return outcome.data.waiting.why


def test_what_is_late_waits_in_the_inbox_and_comes_in_after_a_yes(market: Market) -> None:
    market.ask("foto")
    file = market.offer("foto", price="850")
    market.later(days=70)
    assert "were to come until 2026-04-30" in held(market.come(file))
    assert offers(market).offers == ()
    market.take(market.ana, file)
    assert len(offers(market).offers) == 1


def test_what_comes_after_it_is_over_waits(market: Market) -> None:
    market.ask("foto")
    file = market.offer("foto", price="850")
    market.ana.do(end, SLUG, None)
    assert "is over" in held(market.come(file))


def test_more_than_twenty_of_one_party_wait(market: Market) -> None:
    market.ask("foto")
    for number in range(20):
        assert not isinstance(market.come(market.offer("foto", price=str(800 + number))).data, HeldFile)
    assert "at most 20 are let in" in held(market.come(market.offer("foto", price="1")))
    assert len(offers(market).offers) == 20


def test_an_offer_to_a_wish_that_another_was_sent_is_refused_in_one_line(market: Market) -> None:
    market.ask("foto")
    stolen = market.send("linsen")[0]
    market.take(market.shops["linsen"], stolen)
    file = market.offer("linsen", price="1")
    # It was taken out of the record that Linsen Laden was asked.
    record = market.ana.text(f"wishes/{SLUG}.toml")
    at = record.rindex("[sent.")
    market.ana.write(f"wishes/{SLUG}.toml", record[:at])
    with pytest.raises(Exception, match="may not write an entry of the kind"):
        market.come(file)
    assert offers(market).offers == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"price": "800 USD"}, "nothing is converted"),
        ({"price": "9" * 40 + " EUR"}, "is no amount"),
        ({"price": "850 EUR", "Mount": "EF", "mount": "RF"}, "is said twice"),
        ({"price": "850 EUR", "valid": "for ever"}, "is no day"),
    ],
)
def test_what_cannot_be_believed_of_an_offer_is_told_in_a_line_and_the_offer_is_kept(
    market: Market, data: dict[str, str], said: str
) -> None:
    from talktag.ops.talk.say import say
    from talktag.ops.talk.talk_request import TalkRequest

    market.ask("foto")
    request = TalkRequest(SLUG, "An offer", kind="offer", data=[f"{name}={value}" for name, value in data.items()])
    (file,) = written(market.shops["foto"].do(say, request, market.way()))
    remarks: Any = market.come(file).data.values()["remarks"]
    assert [each for each in remarks if said in each]
    assert len(offers(market).offers) == 1


def test_a_muted_shop_offers_nothing(market: Market) -> None:
    market.ask("foto")
    record = market.ana.text("parties/foto.toml")
    market.ana.write("parties/foto.toml", record + '\n[channel]\nmute = ["offer"]\n')
    with pytest.raises(Exception, match="you muted"):
        market.come(market.offer("foto", price="850"))


def test_ended_without_an_offer_everybody_is_told_where_that_is_wanted(market: Market) -> None:
    market.ask(*BOTH)
    files = written(market.ana.do(end, SLUG, market.way("over")))
    assert len(files) == 2
    for file in files:
        shop = file.name.split(".")[0]
        market.take(market.shops[shop], file)
        assert log(market.shops[shop], f"tables/{SLUG}")[-1].data["chosen"] == "no"


def test_only_a_wish_that_nobody_was_sent_is_dropped(market: Market) -> None:
    market.wish()
    market.ana.do(drop, SLUG)
    assert not (market.ana.things / layout.wish(SLUG)).exists()
    market.ask("foto")
    with pytest.raises(InvalidError, match="was sent"):
        market.ana.ask(drop, SLUG)


def test_an_offer_that_nobody_made_is_not_found(market: Market) -> None:
    market.ask("foto")
    with pytest.raises(NotFoundError):
        market.ana.ask(choose, SLUG, "zzz", market.way())


def test_what_is_said_to_a_shop_besides_goes_on_no_wish_s_channel(market: Market) -> None:
    from talktag.ops.talk.say import say
    from talktag.ops.talk.talk_request import TalkRequest

    market.ask("foto", by_name=True)
    market.ana.do(say, TalkRequest("foto", "Are you open on Friday?", kind="question"), market.way())
    wish, asked = log(market.ana, "parties/foto")
    assert wish.channel != asked.channel
    assert asked.date == datetime.date(2026, 3, 2)
