"""The record of a wish, and the wish as it travels: what is written reads as the same, and bad input is told."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.toml.write import new_text
from talktag.model.values.money import parse_money
from talktag.model.wishes.asked import asked_data, read_asked
from talktag.model.wishes.point import parse_point
from talktag.model.wishes.wish import ENDED, OwnWish, SentWish, read_wish, wish_table

DAY = datetime.date(2027, 1, 31)
WISH = OwnWish(
    id="3m8q0x2v7k9tb",
    slug="lens",
    name="a 70-200 for the 5D",
    added=datetime.date(2026, 11, 30),
    fits=("75tv1j49zd074",),
    must=(parse_point("mount=EF"), parse_point("model=EOS 5D")),
    should=(parse_point("weight<1500g"),),
    avoid=(parse_point("colour=white"),),
    most=parse_money("900 EUR"),
    quantity=2,
    until=DAY,
    text="Used is fine.",
    sent=(
        SentWish(bundle="6g3hv9yt9m3rs", party="foto", date=DAY, channel="6g3hv9yt9m3rs", thing="x1", anonymous=True),
        SentWish(bundle="7g3hv9yt9m3rs", party="foto", date=DAY, channel="6g3hv9yt9m3rs", thing="x1", anonymous=True),
    ),
)


def test_a_record_reads_as_it_was_written() -> None:
    reading = read_wish(new_text(wish_table(WISH)), "wishes/lens.toml", "lens")
    assert (reading.value, reading.problems) == (WISH, ())


def test_shops_asked_on_one_day_stand_in_one_order_whatever_ids_were_drawn() -> None:
    one, other = (replace(WISH.sent[0], bundle=bundle, channel=bundle) for bundle in ("6g3hv9yt9m3rs", "7g3hv9yt9m3rs"))
    for sent in (
        (replace(one, party="alt"), replace(other, party="foto")),
        (replace(one, party="foto"), replace(other, party="alt")),
    ):
        read = read_wish(new_text(wish_table(replace(WISH, sent=sent))), "wishes/lens.toml", "lens").value
        assert read
        assert [each.party for each in read.sent] == ["alt", "foto"]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ('must = ["mount"]', "must"),
        ('avoid = ["weight<light"]', "avoid"),
        ('most = "900"', "most"),
        ('state = "bought"', "state"),
        ("quantity = 0", "quantity"),
        ('until = "soon"', "until"),
        ("[sent.6g3hv9yt9m3rs]", "sent.6g3hv9yt9m3rs.party"),
        (f"must = {[f'p{each}=1' for each in range(31)]}", "must"),
    ],
)
def test_what_does_not_hold_up_is_told_and_the_rest_is_used(line: str, field: str) -> None:
    text = f'format = 1\nid = "3m8q0x2v7k9tb"\nname = "lens"\n{line}\n'
    reading = read_wish(text.encode(), "wishes/lens.toml", "lens")
    assert reading.value
    assert field in [each.field for each in reading.problems]


def test_a_state_that_nobody_knows_lets_nothing_in() -> None:
    text = b'format = 1\nid = "3m8q0x2v7k9tb"\nname = "lens"\nstate = "reopened"\n'
    found = read_wish(text, "wishes/lens.toml", "lens").value
    assert found
    assert found.state == ENDED
    assert not found.is_open(DAY)


def test_offers_may_come_up_to_its_day() -> None:
    assert WISH.is_open(DAY)
    assert not WISH.is_open(DAY + datetime.timedelta(days=1))
    assert replace(WISH, until=None).is_open(DAY + datetime.timedelta(days=9999))


def test_a_wish_travels_as_data_and_is_read_as_it_was_meant() -> None:
    data = asked_data(WISH, "x1", "Canon EOS 5D", "2fe6")
    assert data["must-2"] == "model=EOS 5D"
    asked = read_asked(data)
    assert asked.points == tuple(WISH.points)
    assert (asked.ident, asked.fits, asked.most, asked.until) == ("x1", "Canon EOS 5D", WISH.most, DAY)
    assert (asked.quantity, asked.terms) == (2, "2fe6")
    told = " ".join(data.values())
    assert WISH.id not in told
    assert WISH.fits[0] not in told


@given(
    st.dictionaries(st.sampled_from(["must-1", "must-2", "avoid-1", "most", "until", "quantity", "wish"]), st.text())
)
def test_whatever_somebody_sends_as_a_wish_is_read_without_a_fault(data: dict[str, str]) -> None:
    asked = read_asked(data)
    assert len(asked.points) + len(asked.unread) == sum(key[:5] in {"must-", "avoid"} for key in data)
