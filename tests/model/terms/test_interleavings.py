"""Whatever order things come in, twice, late, on two machines: all come to what a small model of its own comes to."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.log.entry import Entry, in_order
from talktag.model.terms.agreement import agreements_with
from talktag.model.terms.said_terms import Act
from tests.model.terms.said import DAY, KEYS, ONE, OTHER, as_it_came, said_by

TODAY = 5
_ACTS = st.sampled_from(list(Act))


@st.composite
def scripts(draw: Any) -> list[tuple[Entry, dict[str, Any]]]:
    """What the two say, by rule and against it; each with the same in the words of the model."""
    made: list[tuple[Entry, dict[str, Any]]] = []
    for number in range(draw(st.integers(1, 9))):
        writer, act = draw(st.sampled_from(["ana", "shop"])), draw(_ACTS) if number else Act.OFFERED
        cause = draw(st.integers(0, number - 1)) if number and act is not Act.OFFERED else None
        terms, day = draw(st.sampled_from([ONE, OTHER])), draw(st.integers(0, 6))
        until = draw(st.sampled_from([None, 2, 4]))
        ident = f"e{number}"
        entry = said_by(writer, ident, act, terms, cause=f"e{cause}" if cause is not None else None, day=day)
        if until is not None:
            entry = entry._replace(data={**entry.data, "until": str(DAY + datetime.timedelta(until))})
        told = {"n": number, "by": writer, "act": act.value, "terms": terms, "of": cause, "day": day, "until": until}
        made.append((entry, told))
    return made


def model(script: Sequence[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    """For each offer its status and the text in question, written as questions to a list, apart from the program."""

    def find(act: str, of: dict[str, Any], by: str | None = None) -> list[dict[str, Any]]:
        met = [e for e in script if e["act"] == act and e["of"] == of["n"] and by in {None, e["by"]}]
        return sorted(met, key=lambda e: (e["day"], f"e{e['n']}-1"))

    def signed(of: dict[str, Any], by: str) -> list[dict[str, Any]]:
        last = 99 if of["until"] is None else of["until"]
        return [e for e in find("accepted", of, by) if e["terms"] == of["terms"] and e["day"] <= last]

    answers = {}
    for offer in (e for e in script if e["act"] == "offered"):
        one, two = offer["by"], {"ana": "shop", "shop": "ana"}[offer["by"]]
        counters = [e for e in find("countered", offer, two) if e["terms"] != offer["terms"]]
        taken = [e for e in counters if signed(e, one)]
        counter = (taken or counters or [None])[0]
        yes = (signed(taken[0], one) if taken else signed(offer, two))[:1]
        named = [e for e in (offer, counter, *yes) if e]
        gone = [e for each in named for e in find("withdrawn", each) if e["by"] in {x["by"] for x in named}]
        gone.sort(key=lambda e: (e["day"], f"e{e['n']}-1"))
        early = bool(yes and gone) and (gone[0]["day"], gone[0]["n"]) < (yes[0]["day"], yes[0]["n"])
        about = offer if not yes or early else taken[0] if taken else offer
        if not yes or early:
            about = counter or offer
        no = find("refused", offer, two) + (find("refused", counter, one) if counter else [])
        broken = [e for each in named for e in find("breach", each)]
        if gone:
            status = "withdrawn"
        elif yes:
            status = "breached" if broken else "agreed"
        elif no:
            status = "refused"
        elif about["until"] is not None and about["until"] < TODAY:
            status = "expired"
        else:
            status = "countered" if counter else "offered"
        answers[f"e{offer['n']}-1"] = (status, about["terms"])
    return answers


def seen_by(owner: str, entries: Sequence[Entry]) -> dict[str, tuple[str, str]]:
    other = "shop" if owner == "ana" else "ana"
    log = [each if each.to == other else as_it_came(each) for each in entries]
    found = agreements_with(log, other, {KEYS[other]}, DAY + datetime.timedelta(TODAY))
    return {each.offer.entry.id: (each.status.value, each.terms) for each in found}


@settings(max_examples=100, deadline=None)
@given(scripts(), st.randoms(use_true_random=False))
def test_both_sides_come_to_what_the_model_does_whatever_order_things_come_in(
    script: list[tuple[Entry, dict[str, Any]]], chance: Random
) -> None:
    entries, told = [each for each, _ in script], [each for _, each in script]
    expected = model(told)
    for owner in ("ana", "shop"):
        doubled = [*entries, *chance.choices(entries, k=3)]
        chance.shuffle(doubled)
        assert seen_by(owner, doubled) == expected


@settings(max_examples=80, deadline=None)
@given(scripts(), st.randoms(use_true_random=False))
def test_two_machines_come_to_the_same_once_both_have_all(
    script: list[tuple[Entry, dict[str, Any]]], chance: Random
) -> None:
    entries = [each for each, _ in script]
    here, there = entries[:], [each._replace(recorded=each.time) for each in entries]
    chance.shuffle(here), chance.shuffle(there)
    cut = chance.randint(0, len(entries))
    merged = [*here[:cut], *there, *here[cut:]]
    assert seen_by("ana", merged) == seen_by("ana", in_order(merged)) == seen_by("ana", entries)


@settings(max_examples=100, deadline=None)
@given(scripts(), st.randoms(use_true_random=False))
def test_it_is_never_called_agreed_before_both_signed_that_text(
    script: list[tuple[Entry, dict[str, Any]]], chance: Random
) -> None:
    came: list[tuple[Entry, dict[str, Any]]] = []
    waiting = script[:]
    chance.shuffle(waiting)
    for each in waiting:
        came.append(each)
        for status, terms in seen_by("ana", [entry for entry, _ in came]).values():
            if status in {"agreed", "breached"}:
                signed = {e["by"] for _, e in came if e["terms"] == terms and e["act"] in _SIGNS}
                assert signed == {"ana", "shop"}


_SIGNS = ("offered", "accepted", "countered")
