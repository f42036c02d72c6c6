"""Channels as a store has them: by what was given, by tables, by what was said; found without reading all of it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from talktag.model.parties.allowance import Allowance
from talktag.model.parties.party import Party
from talktag.model.parties.rate import Rate
from talktag.model.talk.channel import Channel
from talktag.ops.talk.channels import channels_with, earlier_messages, find_channel, things_given
from talktag.store.store import Store
from tests.kit.bench import SHOP, STRANGER

if TYPE_CHECKING:
    from tests.kit.bench import Bench

GIVEN, SHOWN, SAID = "a000000000001", "a000000000002", "a000000000003"
DAY = datetime.date(2026, 2, 1)
CAMERA, BICYCLE, BIKE, NONE = "products/c/camera", "products/b/bicycle", "tables/bike", "parties/fix-it"
ABOUT = (CAMERA, BICYCLE, BIKE, NONE)
PARTY = Party("fix-it", "Fix-It", "repairer", key=SHOP.public.line("shop"))
HASH = "0" * 64


def share(bundle: str = GIVEN, slug: str = "camera", product: str = "c000000000001", **more: str) -> tuple[str, str]:
    values = {"bundle": bundle, "product": product, "party": "fix-it", "signed": HASH, **more}
    texts = "".join(f'{key} = "{value}"\n' for key, value in values.items() if value)
    return f"shares/2026-02-01-{slug}-{bundle}.toml", f"format = 1\ndate = 2026-02-01\n{texts}"


def entry(number: int, **values: Any) -> str:
    table = {"id": f"{SAID}-{number}", "kind": "message", "title": "x", **values}
    texts = ", ".join(f'{key} = "{value}"' for key, value in table.items())
    return f"  {{ date = 2026-02-0{number}, recorded = 2026-02-0{number}T10:00:00Z, {texts} }},\n"


@pytest.fixture
def talking(bench: Bench) -> Bench:
    """A bench with a channel of each kind: by a camera that was given, a bicycle that was shown, something said."""
    bench.write(*share())
    bench.write(
        "tables/bike.toml",
        f'format = 1\nname = "Bike"\nproduct = "b000000000009"\nowner = "Fix-It"\nparty = "fix-it"\n'
        f'key = "{PARTY.key}"\nchannel = "{SHOWN}"\nsigned = "{HASH}"\nreceived = 2026-02-01\n',
    )
    said = entry(1, to="fix-it", channel=SAID) + entry(2, party="fix-it", original="r1", signer="S", channel=SAID)
    bench.write("parties/fix-it/entries.toml", f"entry = [\n{said}]\n")
    return bench


@pytest.mark.parametrize("about", [ABOUT, ABOUT[::-1]])
def test_a_channel_is_found_by_its_id_whatever_opened_it(talking: Bench, about: tuple[str, ...]) -> None:
    assert [find_channel(talking.store, each, about) for each in (GIVEN, SHOWN, SAID)] == [
        Channel(GIVEN, "fix-it", CAMERA, DAY),
        Channel(SHOWN, "fix-it", BIKE, DAY),
        Channel(SAID, "fix-it", NONE, DAY),
    ]


def test_an_id_that_nothing_was_opened_with_is_no_channel(talking: Bench) -> None:
    for ident in ("a000000000009", "", "camera-" + GIVEN, "../x"):
        assert find_channel(talking.store, ident, ABOUT) is None


def test_what_was_given_is_found_without_a_word_of_what_it_is_about(talking: Bench) -> None:
    assert find_channel(talking.store, GIVEN) == Channel(GIVEN, "fix-it", CAMERA, DAY)


def test_one_share_of_many_is_read_and_no_other(talking: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        talking.write(*share(f"b0000000000{number:02d}", "bicycle", "b000000000003"))
    store = talking.store
    find_channel(store, GIVEN, [CAMERA])
    read: list[str] = []
    plain = Store.read
    monkeypatch.setattr(Store, "read", lambda self, path, *rest: read.append(path) or plain(self, path, *rest))
    assert find_channel(store, GIVEN, [CAMERA])
    assert find_channel(store, GIVEN)
    assert {path for path in read if path.startswith("shares/")} == {share()[0]}


def test_a_print_out_opens_no_channel(talking: Bench) -> None:
    talking.write(*share(signed="", printed=HASH))
    assert find_channel(talking.store, GIVEN, ABOUT) is None


def test_a_channel_ends_with_its_day_and_closes_when_it_was_taken_back(talking: Bench) -> None:
    path, text = share()
    talking.write(path, f"{text}until = 2026-06-01\nrevoked = 2026-03-01\n")
    found = find_channel(talking.store, GIVEN, ABOUT)
    assert found
    assert (found.until, found.closed) == (datetime.date(2026, 6, 1), datetime.date(2026, 3, 1))
    assert not found.is_open(DAY)
    still = found._replace(closed=None)
    assert still.is_open(datetime.date(2026, 6, 1))
    assert not still.is_open(datetime.date(2026, 6, 2))


def test_all_channels_with_a_party_and_no_other(talking: Bench) -> None:
    assert [each.id for each in channels_with(talking.store, PARTY)] == [GIVEN, SHOWN, SAID]
    other = Party("bea", "Bea", "buyer", key=STRANGER.public.line("bea"))
    assert channels_with(talking.store, other) == ()


def test_only_what_stands_open_counts_as_given(talking: Bench) -> None:
    today = datetime.date(2026, 3, 2)
    assert things_given(talking.store, PARTY, ABOUT, today) == {"camera", "tables/bike"}
    path, text = share()
    talking.write(path, f"{text}revoked = 2026-03-01\n")
    assert things_given(talking.store, PARTY, ABOUT, today) == {"tables/bike"}
    other = Party("bea", "Bea", "buyer", key=STRANGER.public.line("bea"))
    assert things_given(talking.store, other, ABOUT, today) == frozenset()


def test_what_came_before_is_counted_by_message_and_only_where_a_rate_asks(talking: Bench) -> None:
    came = entry(3, party="fix-it", original="r2", signer="S") + entry(4, party="fix-it", original="r2", kind="offer")
    talking.write("products/c/camera/entries.toml", f"entry = [\n{came}{entry(5, kind='service')}]\n")
    assert earlier_messages(talking.store, PARTY) == ()
    rated = replace(PARTY, channel=Allowance(most=Rate(1, "day")))
    found = sorted((each.moment.day, sorted(each.kinds)) for each in earlier_messages(talking.store, rated))
    assert found == [(2, ["message"]), (3, ["message", "offer"])]
