"""A promise is due on a day of its own, whatever it answers, and is only kept by what says so."""

from __future__ import annotations

import datetime
from typing import Any

from talktag.model.log.entry import Entry
from talktag.model.log.schedule import dues_of

DAY = datetime.date(2026, 3, 6)


def theirs(ident: str, kind: str, **more: Any) -> Entry:
    made = Entry(ident, datetime.date(2026, 3, 1), kind, ident, party="fix-it", original=ident, signer="SHA256:shop")
    return made._replace(**more)


def test_a_promise_that_answers_a_question_has_its_own_day() -> None:
    asked = Entry("a", datetime.date(2026, 3, 1), "question", "a", original="a", to="fix-it")
    log = [asked, theirs("b", "promise", due=DAY, cause="a"), theirs("c", "message", cause="a")]
    assert [(each.kind, each.date) for each in dues_of(log)] == [("promise", DAY)]


def test_a_word_about_a_promise_does_not_keep_it() -> None:
    promised = theirs("b", "promise", due=DAY)
    assert [each.entry for each in dues_of([promised, theirs("c", "message", cause="b")])] == ["b"]
    assert dues_of([promised, theirs("c", "message", cause="b"), theirs("d", "done", cause="b")]) == ()
