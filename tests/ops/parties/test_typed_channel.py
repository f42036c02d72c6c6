"""What may come from a party, as it is set by hand: `party set PARTY channel.most=20/day`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from talktag.errors import InvalidError, NotFoundError
from talktag.ops.parties.change_party import set_party
from talktag.ops.parties.party import show_party

if TYPE_CHECKING:
    from tests.kit.bench import Bench

PARTY = "parties/fix-it.toml"


def test_each_key_of_the_channel_is_set_and_shown(bench: Bench) -> None:
    bench.do(
        set_party,
        "fix-it",
        [
            *("channel.may=message, service,message", "channel.mute=link", "channel.most=20 a day"),
            *("channel.until=2027-12-31", "channel.products=trek", "channel.auto=yes"),
        ],
    )
    told = bench.ask(show_party, "fix-it").data.values()
    assert told["channel"] == {
        "may": ["message", "service"],
        "mute": ["link"],
        "most": "20/day",
        "until": "2027-12-31",
        "products": ["bicycle"],
        "auto": True,
    }
    assert told["writes"] == ["message", "service"]


def test_an_empty_value_takes_the_key_out_and_unknown_keys_and_comments_stay(bench: Bench) -> None:
    text = bench.text(PARTY)
    bench.write(PARTY, f'{text}\n[channel] # as agreed\nmute = ["link"]\ncolour = "red"\nmost = "1/day"\n')
    bench.do(set_party, "fix-it", ["channel.most=", "channel.mute="])
    assert bench.text(PARTY) == f'{text}\n[channel] # as agreed\ncolour = "red"\n'


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("channel.may=mesage", '"mesage" is no kind of entry'),
        ("channel.most=20", "is not how many in how much time"),
        ("channel.until=soon", "is not a date"),
        ("channel.auto=perhaps", 'is neither "yes" nor "no"'),
    ],
)
def test_a_value_that_does_not_hold_up_changes_nothing(typed: str, words: str, bench: Bench) -> None:
    before = bench.files
    with pytest.raises(InvalidError, match=words):
        bench.ask(set_party, "fix-it", [typed])
    assert bench.files == before


def test_a_product_that_is_not_there_is_named(bench: Bench) -> None:
    with pytest.raises(NotFoundError, match="nothing"):
        bench.ask(set_party, "fix-it", ["channel.products=nothing"])
