"""What a conversation adds up to: open questions, promises, gaps, the last word; no order of lines changes it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from talktag.model.log.entry import Entry, in_order
from talktag.model.talk.conversation import MissingNumbers, days_late, fold_talk, standing_values
from talktag.model.talk.open_questions import open_questions, promises_of
from talktag.model.talk.thread import Thread, last_channel, parties_in, thread_on

START = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
SHOP, CHANNEL = "SHA256:shop", "c000000000009"


@dataclass
class Talk:
    """What two say, a minute apart."""

    entries: list[Entry] = field(default_factory=list)

    def _add(self, entry: Entry, **more: Any) -> str:
        moment = START + datetime.timedelta(minutes=len(self.entries))
        made = entry._replace(date=moment.date(), time=moment, recorded=moment, channel=CHANNEL)
        self.entries.append(made._replace(**more))
        return made.id

    def ours(self, kind: str = "message", title: str = "x", to: str = "fix-it", **more: Any) -> str:
        number = 1 + sum(bool(each.to) for each in self.entries)
        return self._add(Entry(f"own{number}-1", START.date(), kind, title, original=f"own{number}", to=to,
                               sequence=number), **more)  # fmt: skip

    def theirs(self, kind: str = "message", title: str = "x", by: str = "fix-it", **more: Any) -> str:
        number = 1 + sum(each.party == by and bool(each.signer) for each in self.entries)
        ident = f"{by}{number}"
        return self._add(Entry(f"{ident}-1", START.date(), kind, title, party=by, original=ident, signer=SHOP,
                               sequence=number), **more)  # fmt: skip

    def noted(self, kind: str, cause: str) -> str:
        """What the owner writes on the log, for nobody."""
        made = Entry(f"note{len(self.entries)}", START.date(), kind, "x", cause=cause)
        return self._add(made, channel=None, time=None)

    @property
    def open(self) -> list[str]:
        return [each.id for each in open_questions(in_order(self.entries))]


def test_a_question_is_open_until_the_other_side_answers_it() -> None:
    talk = Talk()
    asked, wanted = talk.ours("question"), talk.theirs("question")
    assert talk.open == [asked, wanted]
    talk.ours(cause=asked)
    talk.theirs(cause=wanted)
    assert talk.open == [asked, wanted]
    talk.theirs(cause=asked)
    assert talk.open == [wanted]
    talk.ours(cause=wanted)
    assert talk.open == []


@pytest.mark.parametrize("side", ["own", "theirs"])
@pytest.mark.parametrize("way", ["done", "withdrawn"])
def test_a_question_that_is_settled_or_taken_back_is_not_open(side: str, way: str) -> None:
    talk = Talk()
    asked = talk.ours("question") if side == "own" else talk.theirs("question")
    talk.noted(way, asked)
    assert talk.open == []


def test_nobody_takes_back_what_somebody_else_said() -> None:
    talk = Talk()
    asked = talk.ours("question")
    talk.theirs("withdrawn", cause=asked)
    assert asked in [each.id for each in fold_talk(in_order(talk.entries)).said]
    assert fold_talk(in_order(talk.entries)).gone == frozenset()


@pytest.mark.parametrize(("day", "state"), [("2026-03-01", "late"), ("2026-03-02", "open"), ("2026-04-01", "open")])
def test_a_promise_is_late_after_its_day_unless_it_was_kept(day: str, state: str) -> None:
    talk = Talk()
    promised = talk.theirs("promise", due=datetime.date.fromisoformat(day))
    found = standing_values(fold_talk(talk.entries), START.date())["promises"]
    assert [each["state"] for each in found] == [state]
    talk.theirs("done", cause=promised)
    found = standing_values(fold_talk(talk.entries), START.date())["promises"]
    assert [(each["state"], each["kept"]) for each in found] == [("kept", "2026-03-02")]
    assert [each.kept is not None for each in promises_of(talk.entries)] == [True]


@pytest.mark.parametrize(
    ("came", "missing"),
    [([1, 2, 3], []), ([1, 3], [(2, 2)]), ([3], [(1, 2)]), ([1, 4, 7], [(2, 3), (5, 6)]), ([2, 1], []), ([1, 1], [])],
)
def test_a_number_that_did_not_come_is_missed(came: list[int], missing: list[tuple[int, int]]) -> None:
    talk = Talk()
    for number in came:
        talk.theirs(sequence=number)
    found = fold_talk(in_order(talk.entries)).missing
    assert found == tuple(MissingNumbers("fix-it", CHANNEL, *each) for each in missing)


def test_of_several_parties_each_has_a_count_and_a_conversation_of_its_own() -> None:
    talk = Talk()
    talk.theirs(by="fix-it")
    talk.theirs("question", by="bea")
    talk.ours("question", to="bea")
    assert tuple(parties_in(talk.entries)) == ("fix-it", "bea")
    assert fold_talk(talk.entries).missing == ()
    assert [each.party for each in fold_talk(talk.entries, "fix-it").said] == ["fix-it"]
    assert len(fold_talk(talk.entries, "bea").questions) == 2


def test_the_last_word_is_none_that_was_taken_back() -> None:
    talk = Talk()
    first, second = talk.ours(title="First"), talk.ours(title="Second")
    talk.noted("withdrawn", second)
    found = fold_talk(in_order(talk.entries))
    assert (found.last and found.last.id, found.gone) == (first, frozenset([second]))


def test_what_stands_is_the_same_in_whatever_order_the_lines_are_and_however_often() -> None:
    talk = Talk()
    asked = [talk.ours("question", title=f"Q{number}") for number in range(5)]
    for each in asked[:3]:
        talk.theirs(cause=each)
    talk.theirs("promise", due=START.date())
    whole = standing_values(fold_talk(in_order(talk.entries)), START.date())
    for seed in range(50):
        shuffled = [*talk.entries, *talk.entries]
        Random(seed).shuffle(shuffled)
        assert standing_values(fold_talk(in_order(shuffled)), START.date()) == whole


def test_a_clock_of_theirs_that_is_ahead_moves_nothing_behind_what_was_here_already() -> None:
    talk = Talk()
    ahead = talk.theirs(time=START + datetime.timedelta(days=900))
    later = talk.ours()
    assert [each.id for each in in_order(talk.entries)] == [ahead, later]


def test_what_came_days_after_it_was_said_is_told_and_stands_where_it_belongs() -> None:
    talk = Talk()
    talk.ours()
    late = talk.theirs(time=START - datetime.timedelta(days=3))
    found = fold_talk(in_order(talk.entries)).said
    assert found[0].id == late
    assert [days_late(each) for each in found] == [3, 0]


def test_the_next_message_follows_the_last_of_ones_own_and_answers_the_last_of_theirs() -> None:
    talk = Talk()
    assert thread_on(talk.entries, "fix-it", None) == Thread()
    talk.ours()
    talk.ours()
    talk.theirs()
    assert thread_on(talk.entries, "fix-it", CHANNEL) == Thread(CHANNEL, 3, "own2", "fix-it1")
    assert thread_on(talk.entries, "fix-it", "0ther00000000") == Thread("0ther00000000", 1, None, None)
    assert thread_on(talk.entries, "bea", CHANNEL) == Thread(CHANNEL, 1, None, None)
    assert last_channel(talk.entries, "fix-it", ()) == CHANNEL
    assert last_channel(talk.entries, "fix-it", {CHANNEL}) is None
