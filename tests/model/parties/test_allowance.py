"""The `[channel]` of a party: read with every problem named, written the same, and trusted only where it is sound."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from talktag.model.parties.allowance import Allowance, Permission
from talktag.model.parties.party import Party, party_table, read_party
from talktag.model.parties.rate import Rate
from talktag.model.toml.join import join
from talktag.model.toml.merge import Versions
from talktag.model.toml.write import new_text

DAY = datetime.date(2027, 12, 31)
HEAD = 'format = 1\nname = "Canon"\nrole = "maker"\n\n[channel]\n'
PARTY = Party("canon", "Canon", "maker")
FULL = Allowance(
    may=("message",),
    mute=("link",),
    most=Rate(20, "day"),
    until=DAY,
    products=("camera",),
    auto=True,
    permissions={"offer": Permission(DAY, Rate(1, "month"), DAY, "lenses", ("camera",), auto=True)},
)


def read(text: str) -> tuple[Allowance, list[str]]:
    reading = read_party(f"{HEAD}{text}".encode(), "parties/canon.toml", "canon")
    assert reading.value is not None
    return reading.value.channel, [f"{each.line} {each.field} {each.message}" for each in reading.problems]


@pytest.mark.parametrize("allowance", [Allowance(), FULL, Allowance(may=(), products=())])
def test_what_may_come_is_written_and_read_the_same(allowance: Allowance) -> None:
    party = read_party(HEAD.encode(), "p", "canon").value
    assert party is not None
    again = read_party(new_text(party_table(replace(party, channel=allowance))), "p", "canon")
    assert again.problems == ()
    assert again.value is not None
    assert again.value.channel == allowance


def test_an_empty_may_allows_nothing_and_a_missing_one_leaves_it_to_the_role() -> None:
    assert read("may = []")[0].may == ()
    assert read("")[0].may is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('mute = "offer"', "6 channel.mute is not a list of texts"),
        ('most = "many"', '6 channel.most "many" is not how many in how much time, like "20/day" or "1/month"'),
        ('until = "soon"', "6 channel.until Invalid isoformat string: 'soon'"),
        ('auto = "yes"', "6 channel.auto is not true or false"),
        ('permission = "offer"', "6 channel.permission is not a table"),
        ('permission = { offer = { most = "1/eon" } }', None),
    ],
)
def test_a_fault_is_named_by_its_key_and_nothing_is_let_in_on_it(text: str, problem: str | None) -> None:
    allowance, problems = read(text)
    assert not allowance.is_sound
    assert problem is None or problems == [problem]


def test_what_is_left_of_a_permission_permits_nothing() -> None:
    assert read("[channel.permission.offer]\n")[0] == Allowance()
    allowance, problems = read('[channel.permission.offer]\nmost = "2/day"\n')
    assert not allowance.is_sound
    assert problems == ["6 channel.permission.offer.given is missing"]


def test_of_two_machines_a_mute_here_and_a_permission_there_both_hold() -> None:
    def text(**channel: object) -> bytes:
        made = replace(PARTY, channel=Allowance(**channel))  # type: ignore[arg-type]
        return new_text(party_table(made))

    offer, link = Permission(DAY, Rate(1, "month")), Permission(DAY)
    base = text(permissions={"offer": offer})
    muted, allowed = text(mute=("offer",)), text(permissions={"offer": offer, "link": link})
    for ours, theirs in ((muted, allowed), (allowed, muted)):
        joined = join(Versions(ours=ours, theirs=theirs, base=base), {})
        assert joined.conflicts == ()
        found = read_party(joined.data, "p", "canon").value
        assert found
        assert found.channel == Allowance(mute=("offer",), permissions={"link": link})


def test_a_fault_elsewhere_in_the_record_leaves_it_sound() -> None:
    reading = read_party(b'format = 1\nname = "C"\nrole = "king"\nphone = 1\n[channel]\nauto = true\n', "p", "c")
    assert reading.problems
    assert reading.value is not None
    assert reading.value.channel == Allowance(auto=True)


def test_a_mistyped_kind_and_an_unknown_key_are_told_and_kept() -> None:
    allowance, problems = read('mute = ["mesage", "later-kind"]\ncolour = "red"')
    assert allowance.mute == ("mesage", "later-kind")
    assert allowance.is_sound
    assert problems == [
        '6 channel.mute "mesage" is no kind of entry; did you mean message?',
        "7 channel.colour is not a key talktag knows; it is kept",
    ]
