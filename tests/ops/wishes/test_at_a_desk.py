"""A shop's desk offers by a rule to a wish of somebody it does not know, without a person on either side."""

from __future__ import annotations

import datetime
from pathlib import Path

from talktag.ops.wishes.offers import wish_offers
from talktag.seal.keys.key_folder import KeyFolder
from tests.kit.desk import DeskBench
from tests.kit.two_sides import know, settle
from tests.ops.wishes.conftest import OWNER, Market

SLUG = "a-70-200-for-the-5d"
RULE = """\
format = 1
on = ["wish"]
by = ["customer"]
match = ["data.fits"]

[[do]]
send = "them"
kind = "offer"
title = "A lens for {data.fits}"

[do.data]
price = "820.00 EUR"
mount = "EF"
weight = "1310 g"
"""


def test_a_desk_offers_by_a_rule_and_the_offer_stands_beside_the_others(market: Market, tmp_path: Path) -> None:
    desk = DeskBench(tmp_path / "desk", now=market.ana.now).make()
    desk.rule(RULE)
    know(market.ana, "optik", "Optik", "seller", KeyFolder(tmp_path / "desk" / "keys").public())
    settle(market.ana)
    market.wish()
    (file,) = market.send("optik")
    market.later()
    desk.now = market.ana.now + datetime.timedelta(seconds=1)
    desk.put(file.read_bytes())
    assert desk.run() == 1
    assert desk.refusals() == []
    (answer,) = (desk.folder / "out" / "new").iterdir()
    came = market.post / "answer.zip.age"
    came.write_bytes(answer.read_bytes())
    market.come(came)
    (found,) = market.ana.ask(wish_offers, SLUG).data.offers
    assert (str(found.offer.price), found.offer.entry.title) == ("820.00 EUR", "A lens for Canon EOS 5D")
    assert [each.met.value for each in found.points] == ["meets", "not said", "meets", "not said"]
    told = b"".join(path.read_bytes() for path in desk.folder.rglob("*") if path.is_file() and "keys" not in path.parts)
    assert not [word for word in OWNER if word.lower().encode() in told.lower()]


def test_a_desk_sends_no_offer_to_who_asked_for_none(market: Market, tmp_path: Path) -> None:
    from talktag.model.log.entry import Entry
    from talktag.model.talk.permission import unwelcome

    day = datetime.date(2026, 3, 2)
    wish, question = (Entry("a-1", day, kind, "x", signer="s", original="a") for kind in ("wish", "question"))
    assert unwelcome({}, "offer", day) is not None
    assert unwelcome({}, "offer", day, question) is not None
    assert unwelcome({}, "offer", day, wish) is None
