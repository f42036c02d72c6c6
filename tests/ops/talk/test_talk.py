"""The conversation as it is told: bounded, by whom, with whom, and what is still in the outbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from talktag.ops.talk.say import TalkRequest, WayOut, say
from talktag.ops.talk.talk import LINES, show_talk
from tests.ops.talk.conftest import Opener
from tests.ops.talk.test_say import came

if TYPE_CHECKING:
    from tests.kit.bench import Bench

Refused = Callable[..., str]
FILE = WayOut(by_file=True)


def test_the_last_so_many_are_shown_and_how_many_more_there_are_is_said(bench: Bench) -> None:
    for number in range(1, LINES + 6):
        came(bench, number, title=f"Word {number}")
    outcome = bench.ask(show_talk, "camera", None)
    assert [each.title for each in outcome.data.shown] == [f"Word {number}" for number in range(6, LINES + 6)]
    assert outcome.notices == ("5 more were said before; see them with: --all",)
    whole = bench.ask(show_talk, "camera", None, whole=True)
    assert (len(whole.data.shown), whole.data.values()["before"], whole.notices) == (LINES + 5, 0, ())


def test_a_party_alone_is_its_part_of_it(bench: Bench) -> None:
    came(bench, 1, title="From the shop")
    came(bench, 2, title="From Bea", party="bea")
    both, one = bench.ask(show_talk, "camera", None).data, bench.ask(show_talk, "camera", "bea").data
    assert [both.who(each) for each in both.shown] == ["Fix-It Cameras", "Bea Lind"]
    assert [each.title for each in one.shown] == ["From Bea"]


def test_what_is_not_carried_yet_is_told(bench: Bench, shop: Opener) -> None:
    bench.do(say, TalkRequest("camera", "Hello", to="fix-it"), WayOut())
    (said,) = bench.ask(show_talk, "camera", None).data.values()["said"]
    assert said["unsent"]


def test_what_is_about_nothing_is_told_by_the_party(bench: Bench) -> None:
    bench.do(say, TalkRequest("fix-it", "Are you open?", in_the_clear=True), FILE)
    for words in (("fix-it", None), (None, "fix-it"), ("Fix-It Cameras", None)):
        assert [each.title for each in bench.ask(show_talk, *words).data.shown] == ["Are you open?"]


@pytest.mark.parametrize(
    ("ref", "to", "said"), [("nothing", None, "no product"), ("camera", "nobody", "no party"), (None, None, "not said")]
)
def test_what_names_nothing_is_refused(bench: Bench, refused: Refused, ref: str, to: str, said: str) -> None:
    assert said in refused(bench, show_talk, ref, to)


def test_what_a_card_says_stands_between_two(bench: Bench, shop: Opener) -> None:
    from talktag.ops.due.today import show_today
    from talktag.ops.products.show import show

    asked = came(bench, 1, "question", "When do you need it?")
    standing = bench.ask(show, "camera").data.values()["standing"]
    assert [each["id"] for each in standing["questions"]] == [asked]
    assert standing["last"]["by"] == "party"
    assert [each.entry for each in bench.ask(show_today).data.asked.items] == [asked]
    bench.do(say, TalkRequest("camera", "On Friday"), WayOut())
    standing = bench.ask(show, "camera").data.values()["standing"]
    assert "questions" not in standing
    assert bench.ask(show_today).data.asked.items == ()


def test_a_promise_about_nothing_is_due_like_any_other(bench: Bench, shop: Opener) -> None:
    from talktag.ops.due.due import list_due

    request = TalkRequest("fix-it", "I pay on Friday", kind="promise", due="2026-03-06")
    bench.do(say, request, WayOut())
    found = [each for each in bench.ask(list_due, (), "30d").data.due.items if each.party]
    assert [(str(each.date), each.title, each.party) for each in found] == [("2026-03-06", "I pay on Friday", "fix-it")]


def test_the_conversation_about_nothing_names_what_else_is_talked_about(bench: Bench, shop: Opener) -> None:
    assert bench.ask(show_talk, "fix-it", None).notices[0].startswith("nothing was said yet")
    bench.do(say, TalkRequest("camera", "Hello", to="fix-it"), WayOut())
    assert bench.ask(show_talk, "fix-it", None).notices[0].endswith("with them you also talk about: camera")
    assert bench.ask(show_talk, "camera", None).notices == ()
