"""Permission as it is said: read as it was written, the last word counts, and nothing unreadable permits."""

from __future__ import annotations

import datetime

import pytest

from talktag.model.log.entry import Entry
from talktag.model.parties.rate import Rate
from talktag.model.talk.permission import (
    Consent,
    SaidPermission,
    may_be_told,
    permissions_from,
    permissions_to,
    read_permission,
    unwelcome,
)

DAY = datetime.date(2027, 3, 31)
GIVEN = SaidPermission(Consent.GIVEN, ("offer", "link"), Rate(1, "month"), DAY, "lenses", ("c000000000001",))
WITHDRAWN = SaidPermission(Consent.WITHDRAWN, ("offer",))
DENIED = SaidPermission(Consent.DENIED, ("offer",))


def entry(said: SaidPermission, number: int = 1, **changed: object) -> Entry:
    """An entry as it came from a party."""
    made = Entry(f"b-{number}", DAY, "permission", said.title(), party="canon", signer="SHA256:x", data=said.data())
    return made._replace(**changed)


def own(said: SaidPermission, number: int = 1) -> Entry:
    return entry(said, number, party=None, signer=None, to="canon")


@pytest.mark.parametrize("said", [GIVEN, WITHDRAWN, DENIED, SaidPermission(Consent.GIVEN, ("offer",))])
def test_what_is_said_is_read_as_it_was_meant(said: SaidPermission) -> None:
    assert read_permission(entry(said)) == said
    assert all(isinstance(each, str) and each for each in said.data().values())


def test_a_line_says_it_to_both_sides() -> None:
    assert [each.title() for each in (GIVEN, WITHDRAWN, DENIED)] == [
        "Permission given: offer and link, at most 1/month, until 2027-03-31",
        "Permission withdrawn: offer",
        "Not permitted: offer",
    ]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"consent": "given"},
        {"consent": "given", "kinds": " , "},
        {"consent": "maybe", "kinds": "offer"},
        {"kinds": "offer"},
        {"consent": "given", "kinds": "offer", "until": "for ever"},
        {"consent": "given", "kinds": "offer", "most": "many"},
    ],
)
def test_what_cannot_be_read_permits_nothing(data: dict[str, str]) -> None:
    said = entry(GIVEN)._replace(data=data)
    assert read_permission(said) is None
    assert permissions_from([said], "canon") == {}


def test_another_kind_of_entry_permits_nothing() -> None:
    assert read_permission(entry(GIVEN)._replace(kind="message")) is None


def test_the_last_word_counts_kind_by_kind() -> None:
    said = permissions_from([entry(GIVEN), entry(WITHDRAWN, 2)], "canon")
    assert {kind: each.consent for kind, each in said.items()} == {"offer": Consent.WITHDRAWN, "link": Consent.GIVEN}


def test_only_what_they_signed_counts_as_theirs() -> None:
    others = [entry(GIVEN, 1, party="bea"), entry(GIVEN, 2, signer=None), own(GIVEN, 3)]
    assert permissions_from(others, "canon") == {}
    assert permissions_to(others, "canon").keys() == {"offer", "link"}


def test_a_permission_that_was_taken_back_as_an_entry_is_none() -> None:
    gone = Entry("b-2", DAY, "withdrawn", "Withdrawn", party="canon", signer="SHA256:x", cause="b-1")
    assert permissions_from([entry(GIVEN), gone], "canon") == {}


def test_an_offer_is_unwelcome_until_it_was_permitted_and_after_its_last_day() -> None:
    late = DAY + datetime.timedelta(days=1)
    said = permissions_from([entry(GIVEN)], "canon")
    assert unwelcome({}, "offer", DAY) == 'they have not permitted "offer"'
    assert unwelcome({}, "message", DAY) is None
    assert unwelcome(said, "offer", DAY) is None
    assert unwelcome(said, "offer", late) == 'their permission for "offer" ended on 2027-03-31'
    assert unwelcome(permissions_from([entry(DENIED)], "canon"), "offer", DAY) == 'they do not want "offer"'


def test_a_party_is_told_once_until_it_was_permitted_again() -> None:
    assert may_be_told([], "canon", "offer")
    assert not may_be_told([own(DENIED)], "canon", "offer")
    assert not may_be_told([own(WITHDRAWN)], "canon", "offer")
    assert may_be_told([own(DENIED), own(GIVEN, 2)], "canon", "offer")
    assert may_be_told([own(DENIED)], "canon", "link")
    assert may_be_told([own(WITHDRAWN)._replace(to=None, party="canon")], "canon", "offer")
