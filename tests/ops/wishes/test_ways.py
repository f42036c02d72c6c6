"""By which way a wish leaves: a ready mail for each shop, and what to type where nothing carries it."""

from __future__ import annotations

from email import policy
from email.parser import BytesParser

import pytest

from talktag.errors import InvalidError, UsageError
from talktag.ops.parties.change_party import NewParty, add_party
from talktag.ops.talk.leaving.way_out import WayOut
from talktag.ops.wishes.choose import choose
from talktag.ops.wishes.send import send_wish
from tests.ops.wishes.conftest import LENS, OWNER, Market, written

SLUG = "a-70-200-for-the-5d"
SHOPS = ("foto", "linsen")


def test_a_wish_leaves_as_a_mail_to_each_shop_alone_and_says_of_nobody_whose_it_is(market: Market) -> None:
    market.wish()
    way = WayOut(by_file=True, path=market.post / "mails", as_mail=True)
    files = written(market.ana.do(send_wish, SLUG, SHOPS, way))
    assert [each.name for each in files] == ["foto.eml", "linsen.eml"]
    for shop, file in zip(SHOPS, files, strict=True):
        mail = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
        assert (mail["From"], str(mail["To"]), mail["X-Unsent"]) == (None, f"{shop}@example.org", "1")
        assert not [each for each in OWNER if each in file.read_text()]
        market.take(market.shops[shop], file)
        assert market.shops[shop].store.entries_in(f"tables/{SLUG}").value


def test_the_shop_that_was_chosen_is_told_by_a_mail_with_her_name(market: Market) -> None:
    market.ask("foto")
    market.come(market.offer("foto", "mount=EF", price="850 EUR"))
    way = WayOut(by_file=True, path=market.post / "yes.eml", as_mail=True)
    (file,) = written(market.ana.do(choose, SLUG, "foto", way, by_name=True))
    mail = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    assert (mail["X-Unsent"], str(mail["To"])) == ("1", "foto@example.org")
    market.take(market.shops["foto"], file)
    entries = market.shops["foto"].store.entries_in(f"tables/{SLUG}").value or ()
    assert [each for each in entries if OWNER[0] in repr(each)]


def test_where_nothing_carries_it_the_ways_that_are_left_are_said(market: Market) -> None:
    market.wish()
    with pytest.raises(UsageError, match="nothing carries messages to Foto Ruiz") as raised:
        market.ana.ask(send_wish, SLUG, ["foto"], WayOut(), by_name=True)
    assert "--mail" in raised.value.hints[0]
    assert not [each for each in raised.value.hints if "page" in each]
    market.ana.save(add_party, NewParty("Alt & Gut", contact="alt@example.com"))
    page = f"talktag wish page {SLUG} --to alt-gut -o wish.html --mail wish.eml"
    for by_name in (True, False):
        with pytest.raises(UsageError) as raised:
            market.ana.ask(send_wish, SLUG, ["alt-gut"], WayOut(), by_name=by_name)
        assert [each for each in raised.value.hints if each.endswith(page)]
    with pytest.raises(InvalidError, match="no age recipient of Alt & Gut") as sealed:
        market.ana.ask(send_wish, SLUG, ["alt-gut"], WayOut(by_file=True, path=market.post / "x.zip.age"))
    assert sealed.value.hints[-1].endswith(page)


def test_a_day_that_has_passed_is_told_with_one_that_is_still_to_come(market: Market) -> None:
    for years in (0, 30):
        market.ana.now = market.ana.now.replace(year=market.ana.now.year + years)
        with pytest.raises(InvalidError, match="has passed") as raised:
            market.wish(LENS._replace(until="2026-01-01"))
        assert raised.value.hints[0].rpartition(" ")[2] > market.ana.today.isoformat()
