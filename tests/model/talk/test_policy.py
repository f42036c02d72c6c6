"""The policy of what comes in: each of its eight steps refuses or holds a message of its own, and deny wins."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import UntrustedError
from talktag.model.parties.allowance import Allowance, Permission
from talktag.model.parties.party import Party
from talktag.model.parties.rate import Rate
from talktag.model.talk.channel import Channel
from talktag.model.talk.facts import AnsweredWish, Earlier, KeyIs, MessageFacts, SaidEntry
from talktag.model.talk.policy import judge
from talktag.model.talk.verdict import Fate
from talktag.model.talk.verdict import PolicyStep as Step

NOW = datetime.datetime(2027, 3, 31, 12, 0, tzinfo=datetime.UTC)
TODAY, YESTERDAY = NOW.date(), NOW.date() - datetime.timedelta(days=1)
PARTY = Party("canon", "Canon", "maker", channel=Allowance(auto=True))
CHANNEL = Channel("c0000000000a1", "canon", "products/c/camera", YESTERDAY)
MESSAGE = SaidEntry("message", "camera")
# A message about which nothing is to be said: every test below changes one thing of it.
GOOD = MessageFacts(
    now=NOW,
    can_ask=False,
    key=KeyIs.ACCEPTED,
    party=PARTY,
    channel=CHANNEL,
    entries=(MESSAGE,),
    products=("camera",),
    given=frozenset({"camera"}),
)
OFFER = SaidEntry("offer", "camera")


def facts(**changed: Any) -> MessageFacts:
    return replace(GOOD, **changed)


def allowing(entries: tuple[SaidEntry, ...] = (MESSAGE,), **channel: Any) -> MessageFacts:
    """The same message, or that of some entries, where the record of the party says something else."""
    return replace(GOOD, party=replace(PARTY, channel=replace(PARTY.channel, **channel)), entries=entries)


def came(count: int, *kinds: str, hours: int = 1) -> tuple[Earlier, ...]:
    return (Earlier(NOW - datetime.timedelta(hours=hours), frozenset(kinds or ("message",))),) * count


REFUSED, WAITS = 10, 12
STEPS: dict[str, tuple[MessageFacts, Step, int, str]] = {
    "a broken bag": (facts(form_fault="it is no bag"), Step.FORM, REFUSED, "it is no bag"),
    "nothing in it": (facts(entries=()), Step.FORM, REFUSED, "it is empty: it has no entry and no file"),
    "too much in it": (
        facts(entries=(MESSAGE,) * 51),
        Step.FORM,
        REFUSED,
        "it has 51 entries, and at most 50 are taken",
    ),
    "too late": (facts(until=YESTERDAY), Step.FORM, REFUSED, f"it was meant to be read until {YESTERDAY}"),
    "a signature that does not hold": (
        facts(signature_fault="it was changed"),
        Step.SIGNATURE,
        REFUSED,
        "it was changed",
    ),
    "a stranger": (
        facts(key=KeyIs.UNKNOWN, party=None, channel=None),
        Step.KEY,
        WAITS,
        "it is from somebody that you do not know",
    ),
    "a key that nobody accepted here": (
        facts(key=KeyIs.NEW),
        Step.KEY,
        WAITS,
        "the key of Canon is new on this computer",
    ),
    "another key": (
        facts(key=KeyIs.CHANGED),
        Step.KEY,
        REFUSED,
        "it is not signed with the key that you have of Canon",
    ),
    "no channel": (facts(channel=None), Step.CHANNEL, WAITS, "nothing stands open with Canon about that"),
    "a channel with another": (
        facts(channel=CHANNEL._replace(party="bea")),
        Step.CHANNEL,
        REFUSED,
        'it comes on a channel that is not with Canon, "c0000000000a1"',
    ),
    "a channel that was closed": (
        facts(channel=CHANNEL._replace(closed=YESTERDAY)),
        Step.CHANNEL,
        REFUSED,
        f"you took back on {YESTERDAY} what was open with Canon",
    ),
    "a channel that ended": (
        facts(channel=CHANNEL._replace(until=YESTERDAY)),
        Step.CHANNEL,
        REFUSED,
        f"what was open with Canon ended on {YESTERDAY}",
    ),
    "a party whose time is over": (
        allowing(until=YESTERDAY),
        Step.CHANNEL,
        REFUSED,
        f"nothing may come from Canon after {YESTERDAY}",
    ),
    "another product": (
        facts(entries=(SaidEntry("message", "bicycle"),)),
        Step.CHANNEL,
        REFUSED,
        'Canon may not say anything about "bicycle"',
    ),
    "a product that it only names": (
        facts(products=("camera", "bicycle")),
        Step.CHANNEL,
        REFUSED,
        'Canon may not say anything about "bicycle"',
    ),
    "a product not among those of the record": (
        allowing(products=("lens",)),
        Step.CHANNEL,
        REFUSED,
        'Canon may not say anything about "camera"',
    ),
    "a record that cannot be read": (
        allowing(is_sound=False),
        Step.CHANNEL,
        WAITS,
        "what may come from Canon cannot be read",
    ),
    "a muted kind": (allowing(mute=("message",)), Step.MUTE, REFUSED, 'you muted "message" from Canon'),
    "a muted kind that is allowed": (
        allowing(mute=("message",), may=("message",), permissions={"message": Permission()}),
        Step.MUTE,
        REFUSED,
        'you muted "message" from Canon',
    ),
    "an offer": (
        facts(entries=(OFFER,)),
        Step.MAY,
        REFUSED,
        'a maker may not write an entry of the kind "offer"',
    ),
    "a kind that the record leaves out": (
        allowing(may=("service",)),
        Step.MAY,
        REFUSED,
        'Canon may not write an entry of the kind "message"',
    ),
    "a kind that nobody knows": (
        facts(entries=(SaidEntry("$(reboot)", "camera"),)),
        Step.MAY,
        REFUSED,
        'a maker may not write an entry of the kind "$(reboot)"',
    ),
    "a permission that ended": (
        allowing((OFFER,), permissions={"offer": Permission(until=YESTERDAY)}),
        Step.MAY,
        REFUSED,
        f'your permission to Canon for "offer" ended on {YESTERDAY}',
    ),
    "a permission for another product": (
        allowing((OFFER,), permissions={"offer": Permission(products=("lens",))}),
        Step.MAY,
        REFUSED,
        'Canon may send "offer" about nothing but lens',
    ),
    "a file that its role may not bring": (
        facts(files=("original",)),
        Step.MAY,
        REFUSED,
        'a maker may not bring a file of the kind "original"',
    ),
    "one too many": (
        replace(allowing(most=Rate(2, "day")), earlier=came(2)),
        Step.MOST,
        WAITS,
        "2 messages came from Canon; at most 2/day are let in",
    ),
    "one offer too many": (
        replace(allowing((OFFER,), permissions={"offer": Permission(most=Rate(1, "month"))}), earlier=came(1, "offer")),
        Step.MOST,
        WAITS,
        '1 message with "offer" came from Canon; at most 1/month are let in',
    ),
    "what is asked about": (allowing(auto=False), Step.ASK, WAITS, "what comes from Canon is asked about"),
    "files": (facts(files=("photo",)), Step.ASK, WAITS, "it brings 1 file, which is always asked about"),
    "a cost": (
        facts(entries=(MESSAGE._replace(has_cost=True),)),
        Step.ASK,
        WAITS,
        "it names a cost, which is always asked about",
    ),
}
# Offers to the owner's own wish, by who was sent it.
WANTED = AnsweredWish("lens", "a lens", most=3, until=TODAY)
TO_WISH = SaidEntry("offer", wish=WANTED)
LATE = SaidEntry("offer", wish=WANTED._replace(until=YESTERDAY))
OVER = SaidEntry("offer", wish=WANTED._replace(is_over=True))


def test_who_was_sent_an_open_wish_offers_without_a_permission_and_without_a_question() -> None:
    verdict = judge(replace(allowing((TO_WISH,), auto=False), products=()))
    assert verdict.fate is Fate.TAKE
    assert judge(replace(allowing((SaidEntry("offer"),), auto=False), products=())).fate is Fate.REFUSE


@pytest.mark.parametrize(
    ("entries", "step", "reason"),
    [
        ((LATE,), Step.MAY, f'offers for "a lens" were to come until {YESTERDAY}'),
        ((OVER,), Step.MAY, 'your wish "a lens" is over'),
        ((TO_WISH,) * 4, Step.MOST, '4 offers for "a lens" come from Canon; at most 3 are let in'),
        (
            (SaidEntry("offer", wish=WANTED._replace(came=3)),),
            Step.MOST,
            '4 offers for "a lens" come from Canon; at most 3 are let in',
        ),
    ],
)
def test_what_is_late_or_too_much_waits_and_is_lost_by_nobody(
    entries: tuple[SaidEntry, ...], step: Step, reason: str
) -> None:
    verdict = judge(replace(allowing(entries), products=()))
    assert (verdict.fate, verdict.step, verdict.reason) == (Fate.WAIT, step, reason)


def test_a_muted_party_offers_nothing_whatever_it_was_sent() -> None:
    assert judge(replace(allowing((TO_WISH,), mute=("offer",)), products=())).fate is Fate.REFUSE
    assert judge(replace(allowing((TO_WISH,)), products=(), key=KeyIs.NEW)).fate is Fate.WAIT


def test_what_comes_along_with_an_offer_is_asked_about_as_ever() -> None:
    assert judge(replace(allowing((TO_WISH, MESSAGE), auto=False))).step is Step.ASK
    assert judge(replace(allowing((TO_WISH,), auto=False), products=(), files=("photo",))).step is Step.ASK


ASKED = {"what is asked about", "files", "a cost", "a key that nobody accepted here", "another key"}


@pytest.mark.parametrize("name", STEPS)
def test_each_step_refuses_or_holds_a_message_of_its_own(name: str) -> None:
    case, step, code, reason = STEPS[name]
    verdict = judge(case)
    assert (verdict.step, verdict.exit_code, verdict.reason) == (step, code, reason)
    assert verdict.fate is (Fate.REFUSE if code == REFUSED else Fate.WAIT)


def test_every_step_is_in_the_table() -> None:
    assert {step for _, step, *_ in STEPS.values()} == set(Step)


def test_a_message_with_nothing_wrong_is_taken_in_without_a_question() -> None:
    verdict = judge(GOOD)
    assert (verdict.fate, verdict.exit_code) == (Fate.TAKE, 0)


@pytest.mark.parametrize("name", STEPS)
def test_where_somebody_is_there_only_what_is_asked_about_is_asked(name: str) -> None:
    case, step, _, reason = STEPS[name]
    verdict = judge(replace(case, can_ask=True))
    assert (verdict.step, verdict.reason) == (step, reason)
    assert (verdict.fate is Fate.ASK) == (name in ASKED)


@pytest.mark.parametrize("name", STEPS)
def test_what_is_refused_is_an_error_with_the_same_words(name: str) -> None:
    verdict = judge(STEPS[name][0])
    if verdict.fate is Fate.REFUSE:
        with pytest.raises(UntrustedError) as caught:
            verdict.check()
        assert caught.value.message == verdict.reason
    else:
        verdict.check()


def test_no_word_of_somebody_else_stands_in_what_is_to_be_typed() -> None:
    verdict = judge(STEPS["a kind that nobody knows"][0])
    assert not any("reboot" in hint for hint in verdict.hints)
    assert any("talktag party allow canon offer" in hint for hint in judge(STEPS["an offer"][0]).hints)


@pytest.mark.parametrize("until", [TODAY, None])
def test_a_permission_lets_an_offer_in_up_to_its_last_day(until: datetime.date | None) -> None:
    permission = Permission(until=until, most=Rate(1, "month"), products=("camera",))
    case = replace(allowing((OFFER,), permissions={"offer": permission}), earlier=came(1, "offer", hours=24 * 40))
    assert judge(case).fate is Fate.TAKE


def test_an_offer_about_nothing_needs_a_permission_for_anything() -> None:
    offer = (SaidEntry("offer"),)
    narrow, wide = Permission(products=("camera",)), Permission()
    assert judge(replace(allowing(offer, permissions={"offer": narrow}), products=())).step is Step.MAY
    assert judge(replace(allowing(offer, permissions={"offer": wide}), products=())).fate is Fate.TAKE


def test_what_is_permitted_by_name_opens_a_channel_of_its_own() -> None:
    permissions = {"offer": Permission(products=("lens",))}
    offer = SaidEntry("offer", "lens")
    first = replace(allowing((offer,), permissions=permissions), channel=None, products=("lens",))
    assert judge(first).fate is Fate.TAKE
    assert judge(replace(first, entries=(offer, MESSAGE))).reason == "nothing stands open with Canon about that"
    assert judge(replace(first, entries=(SaidEntry("message", "lens"),))).step is Step.CHANNEL
    assert judge(replace(first, entries=(), files=("photo",))).step is Step.CHANNEL


def test_what_is_unasked_by_permission_leaves_the_rest_asked_about() -> None:
    permissions = {"offer": Permission(auto=True)}
    assert judge(allowing((OFFER,), auto=False, permissions=permissions)).fate is Fate.TAKE
    assert judge(allowing((OFFER, MESSAGE), auto=False, permissions=permissions)).fate is Fate.WAIT


def test_only_messages_within_the_time_count_and_only_those_of_the_kind() -> None:
    most = Rate(2, "day")
    assert judge(replace(allowing(most=most), earlier=(*came(1), *came(9, hours=24)))).fate is Fate.TAKE
    permissions = {"offer": Permission(most=Rate(1, "day"))}
    assert judge(replace(allowing((OFFER,), permissions=permissions), earlier=came(9))).fate is Fate.TAKE


@pytest.mark.parametrize("first", [name for name, case in STEPS.items() if case[2] == WAITS])
@pytest.mark.parametrize("change", [{"form_fault": "no"}, {"signature_fault": "no"}, {"files": ("original",)}])
def test_a_refusal_wins_over_waiting_wherever_it_stands(first: str, change: dict[str, Any]) -> None:
    case = STEPS[first][0]
    if case.party is None and "files" in change:
        return  # of a stranger nothing is known that could refuse a file
    assert judge(replace(case, **change)).fate is Fate.REFUSE


# Anything that can be known of a message, in any combination.
KINDS = ("message", "service", "offer", "permission", "new-kind")
PRODUCTS = ("camera", "lens", "tables/bike")
days = st.one_of(st.none(), st.sampled_from([YESTERDAY, TODAY, TODAY + datetime.timedelta(days=1)]))
rates = st.one_of(st.none(), st.builds(Rate, st.integers(1, 3), st.sampled_from(["hour", "day", "month"])))
kinds = st.lists(st.sampled_from(KINDS), max_size=3).map(tuple)
products = st.lists(st.sampled_from(PRODUCTS), max_size=2).map(tuple)
permissions = st.builds(Permission, most=rates, until=days, products=products, auto=st.booleans())
allowances = st.builds(
    Allowance,
    may=st.one_of(st.none(), kinds),
    mute=kinds,
    most=rates,
    until=days,
    products=st.one_of(st.none(), products),
    auto=st.booleans(),
    permissions=st.dictionaries(st.sampled_from(KINDS), permissions, max_size=3),
    is_sound=st.sampled_from([True, True, True, False]),
)
parties = st.builds(
    lambda role, channel: Party("canon", "Canon", role, channel=channel),
    st.sampled_from(["maker", "customer", "other"]),
    allowances,
)
channels = st.builds(
    lambda party, until, closed: Channel("c1", party, "products/c/camera", YESTERDAY, until, closed),
    st.sampled_from(["canon", "canon", "bea"]),
    days,
    st.one_of(st.none(), st.none(), st.just(YESTERDAY)),
)
said = st.builds(SaidEntry, st.sampled_from(KINDS), st.one_of(st.none(), st.sampled_from(PRODUCTS)), st.booleans())
earlier = st.lists(st.integers(1, 60).map(lambda hours: came(1, *KINDS, hours=hours)[0]), max_size=4).map(tuple)
anything = st.builds(
    MessageFacts,
    now=st.just(NOW),
    can_ask=st.booleans(),
    key=st.sampled_from(KeyIs),
    party=st.one_of(st.none(), parties, parties, parties),
    channel=st.one_of(st.none(), channels, channels),
    entries=st.lists(said, max_size=3).map(tuple),
    products=products,
    files=st.lists(st.sampled_from(["photo", "report", "original"]), max_size=1).map(tuple),
    given=st.frozensets(st.sampled_from(PRODUCTS)),
    earlier=earlier,
    until=days,
    form_fault=st.sampled_from([None, None, None, "bad"]),
    signature_fault=st.sampled_from([None, None, None, "bad"]),
)


def is_denied(case: MessageFacts) -> bool:
    """Whether something forbids it, or nothing allows it: said once more than in the program, in other words."""
    if case.form_fault or case.signature_fault or case.party is None or not case.party.channel.is_sound:
        return True
    if case.key is KeyIs.UNKNOWN or (case.key is KeyIs.CHANGED and not case.can_ask):
        return True
    return is_closed(case, case.party) or is_about_others(case, case.party) or is_of_another_kind(case, case.party)


def is_closed(case: MessageFacts, party: Party) -> bool:
    channel, rights = case.channel, party.channel
    if (rights.until or TODAY) < TODAY:
        return True
    if channel is None:
        return not case.entries or any(each.kind not in rights.permissions for each in case.entries)
    return channel.party != "canon" or channel.closed is not None or (channel.until or TODAY) < TODAY


def is_about_others(case: MessageFacts, party: Party) -> bool:
    rights = party.channel
    allowed = {*(case.given if rights.products is None else rights.products)}
    for each in case.entries:
        if each.kind in rights.permissions:
            allowed |= {*rights.permissions[each.kind].products}
    return not {each.product for each in case.entries if each.product} | {*case.products} <= allowed


def is_of_another_kind(case: MessageFacts, party: Party) -> bool:
    rights = party.channel
    of_role = {"question", "promise", "message", "permission", "terms", "done"}
    of_role |= {"service"} if party.role == "maker" else set()
    for each in case.entries:
        own = rights.permissions.get(each.kind)
        allowed = each.kind in (of_role if rights.may is None else rights.may)
        if own:
            allowed = (own.until or TODAY) >= TODAY and (not own.products or each.product in own.products)
        if each.kind in rights.mute or not allowed:
            return True
    return False


@given(anything)
def test_nothing_is_taken_in_that_is_denied(case: MessageFacts) -> None:
    verdict = judge(case)
    if is_denied(case):
        assert verdict.fate in {Fate.REFUSE, Fate.WAIT}
    elif case.can_ask and case.entries and not case.files and (case.until or TODAY) >= TODAY:
        assert verdict.fate in {Fate.ASK, Fate.TAKE} or verdict.step is Step.MOST
    if verdict.fate is Fate.TAKE:
        assert case.key is KeyIs.ACCEPTED
        assert not case.files
        assert not any(each.has_cost for each in case.entries)


@settings(max_examples=50)
@given(anything)
def test_unattended_nothing_is_asked_and_no_key_but_an_accepted_one_passes(case: MessageFacts) -> None:
    verdict = judge(replace(case, can_ask=False))
    assert verdict.fate is not Fate.ASK
    if case.key is not KeyIs.ACCEPTED:
        assert verdict.fate in {Fate.REFUSE, Fate.WAIT}
    if case.key is KeyIs.CHANGED and case.party:
        assert verdict.fate is Fate.REFUSE


@given(anything, st.sampled_from(KINDS))
def test_mute_wins_over_whatever_allows(case: MessageFacts, kind: str) -> None:
    if case.party is None or kind not in case.kinds:
        return
    channel = replace(case.party.channel, mute=(kind,))
    assert judge(replace(case, party=replace(case.party, channel=channel))).fate is Fate.REFUSE


@given(anything)
def test_a_verdict_says_why_in_one_line(case: MessageFacts) -> None:
    verdict = judge(case)
    assert verdict.reason
    assert "\n" not in verdict.reason
