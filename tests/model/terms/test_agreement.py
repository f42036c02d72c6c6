"""What two said of terms: nothing is agreed before both signed the same text, and what counts can be told."""

from __future__ import annotations

import datetime
from itertools import permutations

import pytest

from talktag.model.log.entry import UNSIGNED, Entry
from talktag.model.terms.agreement import Agreement, Status, agreements_with
from talktag.model.terms.said_terms import Act, SaidTerms, read_said_terms
from tests.model.terms.said import DAY, KEYS, ONE, OTHER, as_it_came, said_by

OFFER = said_by("ana", "offer", Act.OFFERED)
YES = said_by("shop", "yes", Act.ACCEPTED, cause="offer", day=1)
COUNTER = said_by("shop", "counter", Act.COUNTERED, OTHER, cause="offer", day=1)


def fold(*entries: Entry, today: int = 3) -> Agreement:
    """As Ana's computer sees the one offer."""
    log = (each if each.to == "shop" or each.signer else as_it_came(each) for each in entries)
    (found,) = agreements_with(log, "shop", {KEYS["shop"]}, DAY + datetime.timedelta(today))
    return found


def test_an_offer_is_no_agreement() -> None:
    found = fold(OFFER)
    assert (found.status, found.is_agreed, found.waits_for_owner) == (Status.OFFERED, False, False)


def test_what_both_signed_is_agreed() -> None:
    found = fold(OFFER, YES)
    assert (found.status, found.is_agreed, found.terms) == (Status.AGREED, True, ONE)
    assert [each.said.act for each in found.history] == [Act.OFFERED, Act.ACCEPTED]


def test_an_offer_of_theirs_waits_for_the_owner() -> None:
    theirs = said_by("shop", "offer", Act.OFFERED)
    assert fold(theirs).waits_for_owner
    assert fold(theirs, said_by("ana", "yes", Act.ACCEPTED, cause="offer")).status is Status.AGREED


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(YES._replace(data=SaidTerms(Act.ACCEPTED, OTHER).data()), id="another text"),
        pytest.param(as_it_came(YES, "SHA256:stranger"), id="another key"),
        pytest.param(as_it_came(YES, UNSIGNED), id="no signature"),
        pytest.param(YES._replace(cause="another-1"), id="another offer"),
        pytest.param(YES._replace(cause=None), id="no offer"),
        pytest.param(said_by("ana", "yes", Act.ACCEPTED, cause="offer"), id="by who offered it"),
        pytest.param(as_it_came(YES)._replace(party="bea"), id="by a third one"),
        pytest.param(YES._replace(data={"terms": ONE, "act": "agreed"}), id="an act that there is not"),
        pytest.param(YES._replace(data={"terms": ONE[:63], "act": "accepted"}), id="a hash that is none"),
        pytest.param(YES._replace(kind="message"), id="another kind of entry"),
        pytest.param(as_it_came(YES)._replace(original=None), id="of no bundle"),
    ],
)
def test_no_other_answer_makes_it_agreed(answer: Entry) -> None:
    assert fold(OFFER, answer).status is Status.OFFERED


@pytest.mark.parametrize("ids", list(permutations(("a", "b", "c", "d"))))
def test_what_was_said_within_one_second_is_told_as_it_followed_whatever_ids_were_drawn(ids: tuple[str, ...]) -> None:
    offer, counter, accepted, ended = ids
    found = fold(
        said_by("ana", offer, Act.OFFERED),
        said_by("shop", counter, Act.COUNTERED, OTHER, cause=offer),
        said_by("ana", accepted, Act.ACCEPTED, OTHER, cause=counter),
        said_by("shop", ended, Act.WITHDRAWN, OTHER, cause=accepted),
    )
    assert [each.said.act for each in found.history] == [Act.OFFERED, Act.COUNTERED, Act.ACCEPTED, Act.WITHDRAWN]
    assert (found.status, found.terms) == (Status.WITHDRAWN, OTHER)
    assert found.accepted


def test_what_was_said_unsigned_is_told_and_counts_nothing() -> None:
    found = fold(OFFER, as_it_came(YES, UNSIGNED))
    assert [each.said.act for each in found.unsigned] == [Act.ACCEPTED]
    assert not found.is_agreed


def test_a_note_of_the_owners_own_is_no_offer() -> None:
    assert not agreements_with([OFFER._replace(to=None, original=None)], "shop", {KEYS["shop"]}, DAY)


def test_a_counter_offer_waits_for_who_made_the_offer_and_is_agreed_by_their_signature() -> None:
    assert fold(OFFER, COUNTER).status is Status.COUNTERED
    assert fold(OFFER, COUNTER).waits_for_owner
    done = fold(OFFER, COUNTER, said_by("ana", "yes", Act.ACCEPTED, OTHER, cause="counter", day=2))
    assert (done.status, done.terms) == (Status.AGREED, OTHER)


def test_there_is_one_counter_offer_and_no_other() -> None:
    second = said_by("shop", "second", Act.COUNTERED, "c" * 64, cause="offer", day=2)
    back = said_by("ana", "back", Act.COUNTERED, "c" * 64, cause="counter", day=2)
    found = fold(OFFER, second, COUNTER, back)
    assert (found.status, found.terms) == (Status.COUNTERED, OTHER)


def test_a_counter_offer_of_the_same_text_is_none() -> None:
    assert fold(OFFER, COUNTER._replace(data=SaidTerms(Act.COUNTERED, ONE).data())).status is Status.OFFERED


def test_a_refusal_ends_it_and_a_signature_after_all_does_not_come_undone_by_it() -> None:
    no = said_by("shop", "no", Act.REFUSED, cause="offer", day=1)
    assert fold(OFFER, no).status is Status.REFUSED
    assert fold(OFFER, no, YES).status is Status.AGREED


@pytest.mark.parametrize("writer", ["ana", "shop"])
def test_whoever_signed_can_withdraw(writer: str) -> None:
    gone = said_by(writer, "gone", Act.WITHDRAWN, cause="offer", day=2)
    found = fold(OFFER, YES, gone)
    assert (found.status, found.is_agreed) == (Status.WITHDRAWN, False)
    assert found.accepted  # it was agreed for a day


def test_who_signed_nothing_withdraws_nothing() -> None:
    assert fold(OFFER, said_by("shop", "gone", Act.WITHDRAWN, cause="offer")).status is Status.OFFERED


def test_what_was_withdrawn_before_cannot_be_accepted() -> None:
    found = fold(OFFER, said_by("ana", "gone", Act.WITHDRAWN, cause="offer"), YES)
    assert (found.status, found.accepted) == (Status.WITHDRAWN, None)


def test_a_breach_is_of_what_was_agreed() -> None:
    broken = said_by("ana", "broken", Act.BREACH, cause="offer", day=2)
    assert fold(OFFER, broken).status is Status.OFFERED
    assert fold(OFFER, YES, broken).status is Status.BREACHED
    assert fold(OFFER, YES, broken).is_agreed


def test_an_offer_ends_with_its_last_day_and_a_signature_of_that_day_counts_whenever_it_comes() -> None:
    offer = said_by("ana", "offer", Act.OFFERED, until=1)
    assert fold(offer, today=1).status is Status.OFFERED
    assert fold(offer, today=2).status is Status.EXPIRED
    assert fold(offer, YES, today=9).status is Status.AGREED
    late = said_by("shop", "yes", Act.ACCEPTED, cause="offer", day=2)
    assert fold(offer, late, today=9).status is Status.EXPIRED


@pytest.mark.parametrize("act", list(Act))
def test_what_is_said_is_read_as_it_was_meant(act: Act) -> None:
    said = SaidTerms(act, ONE, "https://roster.example", "SD-BASE", "Base", "en", "md", DAY)
    entry = OFFER._replace(data=said.data())
    assert read_said_terms(entry) == said
    assert said.line().endswith(f": Base ({ONE[:12]})")


def test_a_last_day_that_is_none_makes_it_nothing() -> None:
    assert read_said_terms(OFFER._replace(data={**OFFER.data, "until": "soon"})) is None
