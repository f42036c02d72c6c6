"""Whatever the post does with offers, late, twice or out of order, the comparison comes to the same."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from talktag.errors import TalktagError
from talktag.ops.talk.incoming.believing import believe_nobody
from talktag.ops.wishes.offers import wish_offers
from tests.ops.wishes.conftest import Market

SLUG = "a-70-200-for-the-5d"
SHOPS = ("foto", "linsen")


def compared(market: Market, by: str) -> list[dict[str, Any]]:
    """The offers as they are told, less the moment at which each came here."""
    told = market.ana.ask(wish_offers, SLUG, by).data.values()["offers"]
    return [{key: value for key, value in each.items() if key not in {"came", "id", "date"}} for each in told]


@pytest.mark.parametrize("seed", range(6))
def test_the_comparison_is_the_same_whatever_comes_when_and_how_often(market: Market, seed: int) -> None:
    chance = Random(seed)
    market.ask(*SHOPS, by_name=bool(seed % 2))
    said, files = [], []
    for number in range(chance.randrange(3, 8)):
        shop, price = chance.choice(SHOPS), f"{800 + 10 * number}.00 {chance.choice(['EUR', 'EUR', 'USD'])}"
        mount = chance.choice(["EF", "RF", "ef "])
        files.append(market.offer(shop, f"mount={mount}", price=price, text=f"offer {number}"))
        said.append((price, f"offer {number}", mount != "RF"))
    sent_on = [*files, *chance.choices(files, k=4)]
    chance.shuffle(sent_on)
    for file in sent_on:
        market.later(minutes=chance.randrange(1, 9))
        try:
            market.take(market.ana, file, believe_nobody())
        except TalktagError as error:
            pytest.fail(f"{file.name} was refused: {error}")
    for by in ("price", "party"):
        found = compared(market, by)
        assert len(found) == len(files)
        told = {(each["price"], each["title"], each["points"][0]["met"] == "meets") for each in found}
        assert told == set(said)
    prices = [each["price"] for each in compared(market, "price")]
    assert prices == sorted(prices, key=lambda each: (each.endswith("USD"), each))
