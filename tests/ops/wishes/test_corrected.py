"""A wish that was mistyped: corrected by one command, told as not sent yet, and clear to whom it is sent anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from talktag.cli.views.talk.conversation import show_conversation
from talktag.cli.views.view import Columns
from talktag.errors import UsageError
from talktag.model.talk.open_questions import open_questions
from talktag.model.worth.keeping import kept_words
from talktag.ops.due.today import show_today
from talktag.ops.talk.talk import show_talk
from talktag.ops.wishes.list import show_wish
from talktag.ops.wishes.send import send_wish
from talktag.ops.wishes.set import set_wish
from talktag.ops.wishes.typed_wish import WishRequest

from .conftest import LENS

if TYPE_CHECKING:
    from .conftest import Market

SLUG = "a-70-200-for-the-5d"
AGAIN = f"they know it as it was; send it anew with: talktag wish send {SLUG} --to foto"


def _change(market: Market, **typed: Any) -> Any:
    return market.ana.do(set_wish, SLUG, WishRequest(own_fields=False, **typed))


def _differing(market: Market) -> list[str]:
    return [str(each) for each in market.ana.ask(show_wish, SLUG).data.differing]


def test_what_was_mistyped_is_taken_out_by_an_empty_value(market: Market) -> None:
    market.wish(LENS._replace(quantity="7"))
    made = _change(market, most="", until=" ", text="", quantity="", fits=("",)).data.wish
    assert (made.most, made.until, made.text, made.quantity, made.fits) == (None, None, None, 1, ())
    again = market.ana.ask(show_wish, SLUG).data.listed.wish
    assert again == made


def test_what_was_corrected_after_it_was_sent_is_shown_until_it_is_sent_anew(market: Market) -> None:
    market.ask("foto")
    assert _differing(market) == []
    assert _change(market, most="950", must=("mount=RF",), until="").notices == (AGAIN,)
    assert sorted(_differing(market)) == [
        "most 950.00 EUR, was 900.00 EUR",
        "must mount=RF, was mount=EF",
        "until 2026-04-30, no longer",
    ]
    shown = market.ana.ask(show_wish, SLUG)
    assert shown.notices == (AGAIN,)
    assert {"party": "foto", "what": "most", "told": "900.00 EUR", "now": "950.00 EUR"} in shown.data.values()[
        "not_sent"
    ]
    with pytest.raises(UsageError) as refused:
        market.ana.ask(send_wish, SLUG, (), market.way("out"))
    assert refused.value.hints == (f"name them: talktag wish send {SLUG} --to foto",)
    (again,) = market.send("foto")
    market.take(market.shops["foto"], again)
    assert _differing(market) == []


def test_what_takes_the_place_of_what_they_had_is_said_before_it_leaves(market: Market) -> None:
    market.ask("foto")
    _change(market, most="950", text="Used is fine, if the glass is clear.")
    remarks = market.ana.ask(send_wish, SLUG, ("foto",), market.way("out")).data.remarks
    changed = "another text; most 950.00 EUR, was 900.00 EUR"
    assert f"Foto Ruiz had it before, and this takes its place: {changed}" in remarks
    market.send("foto")
    remarks = market.ana.ask(send_wish, SLUG, ("foto",), market.way("out")).data.remarks
    assert "Foto Ruiz had it before, and this takes its place: word for word the same" in remarks


def test_who_gets_it_anew_is_asked_once_by_the_last_words_of_it(market: Market) -> None:
    market.ask("foto")
    _change(market, most="950")
    market.later(days=2)
    (again,) = market.send("foto")
    shop = market.shops["foto"]
    market.take(shop, again)
    log = shop.store.entries_in(f"tables/{SLUG}").value or ()
    assert [each.data["most"] for each in open_questions(log)] == ["950.00 EUR"]
    assert len(shop.ask(show_today).data.asked.items) == 1
    talked = shop.ask(show_talk, SLUG, None).data
    assert talked.open == {log[-1].id}
    columns = next(each for each in show_conversation(talked) if isinstance(each, Columns))
    short = talked.short[log[0].id]
    assert [row[2] for row in columns.rows] == ["wish", f"wish, in place of {short}, open"]
    market.come(market.offer("foto", price="850"))
    own = market.ana.store.entries_in("parties/foto").value or ()
    (kept,) = kept_words(own)
    assert [each.answered is not None for each in kept.asked] == [True]
