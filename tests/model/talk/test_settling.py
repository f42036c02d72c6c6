"""Who can answer a question, keep a promise and do what is due: those who have to do with it, and nobody else."""

from __future__ import annotations

import datetime

import pytest

from talktag.model.log.entry import Entry
from talktag.model.log.kinds import KINDS, written_by
from talktag.model.log.schedule import dues_of
from talktag.model.log.settling import can_settle
from talktag.model.parties.roles import ROLES
from talktag.model.talk.open_questions import open_questions, promises_of

DAY = datetime.date(2026, 3, 2)


def sent(ident: str, kind: str, to: str = "fix-it", **more: object) -> Entry:
    return Entry(ident, DAY, kind, ident, original="b", to=to)._replace(**more)


def came(ident: str, kind: str, party: str = "fix-it", **more: object) -> Entry:
    return Entry(ident, DAY, kind, ident, party=party, original="c", signer=f"SHA256:{party}")._replace(**more)


def noted(ident: str, kind: str, **more: object) -> Entry:
    return Entry(ident, DAY, kind, ident)._replace(**more)


@pytest.mark.parametrize(
    ("answer", "question", "is_open"),
    [
        (came("a", "message", cause="q"), sent("q", "question"), False),
        (came("a", "message", "canon", cause="q"), sent("q", "question"), True),
        (came("a", "done", "canon", cause="q"), sent("q", "question"), True),
        (came("a", "done", cause="q"), sent("q", "question"), False),
        (came("a", "message", cause="q"), came("q", "question"), True),
        (came("a", "done", "canon", cause="q"), came("q", "question"), True),
        (sent("a", "message", cause="q"), came("q", "question"), False),
        (sent("a", "message", "canon", cause="q"), came("q", "question"), True),
        (noted("a", "done", cause="q"), came("q", "question"), False),
        (noted("a", "done", cause="q"), sent("q", "question"), False),
    ],
)
def test_a_question_is_settled_by_the_two_it_is_between(answer: Entry, question: Entry, is_open: bool) -> None:
    assert open_questions([question, answer]) == ((question,) if is_open else ())


@pytest.mark.parametrize(
    ("done", "promise", "is_kept"),
    [
        (came("d", "done", cause="p"), came("p", "promise"), True),
        (sent("d", "done", cause="p"), came("p", "promise"), True),
        (noted("d", "done", cause="p"), came("p", "promise"), True),
        (came("d", "done", "canon", cause="p"), came("p", "promise"), False),
        (came("d", "done", "canon", cause="p"), sent("p", "promise"), False),
        (came("d", "message", cause="p"), came("p", "promise"), False),
    ],
)
def test_a_promise_is_kept_by_the_word_of_the_two_it_is_between(done: Entry, promise: Entry, is_kept: bool) -> None:
    (found,) = promises_of([promise, done])
    assert (found.kept == done) is is_kept


@pytest.mark.parametrize(
    ("answer", "is_due"),
    [
        (noted("d", "done", cause="x"), False),
        (came("d", "done", cause="x"), True),
        (came("d", "message", cause="x"), True),
        (sent("d", "message", cause="x"), False),
    ],
)
def test_what_the_owner_has_to_do_is_done_by_the_owners_word_alone(answer: Entry, is_due: bool) -> None:
    due = noted("x", "due", due=DAY)
    assert bool([each for each in dues_of([due, answer]) if each.entry == "x"]) is is_due


def test_what_a_party_said_would_come_again_is_done_by_that_party() -> None:
    service = came("s", "service", due=DAY)
    assert dues_of([service])
    assert not dues_of([service, came("d", "done", cause="s")])
    assert dues_of([service, came("d", "done", "canon", cause="s")])


def test_whoever_may_promise_may_say_that_it_was_done() -> None:
    assert all("done" in written_by(role) for role in ROLES)
    assert KINDS["done"].by_message


def test_an_entry_that_names_itself_settles_nothing() -> None:
    question = came("q", "question", cause="q")
    assert can_settle(question, question)
    assert open_questions([question]) == (question,)
