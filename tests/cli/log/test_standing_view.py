"""What stands of a thing, as a person reads it: nobody is named twice for the same."""

from __future__ import annotations

import datetime
from dataclasses import replace

from talktag.cli.views.log.standing import show_standing
from talktag.cli.views.view import Pairs
from talktag.model.log.standing import Standing
from talktag.model.products.product import Product
from talktag.model.sharing.share import Share
from talktag.model.talk.stands import Stands
from talktag.ops.log.standing import Stood

DAY = datetime.date(2026, 2, 1)
SHARE = Share("s000000000001", "c000000000001", "canon", DAY, ("identity",), None)


def test_who_was_given_several_is_named_once_and_apart_what_was_said_without_your_name() -> None:
    given = (SHARE, replace(SHARE, bundle="s000000000002"), replace(SHARE, anonymous=True), replace(SHARE, until=DAY))
    product = Product("c000000000001", "camera", "Camera")
    stood = Stood(product, Stands(DAY, "owned", Standing(), given=given), {"canon": "Canon"})
    pairs = [pair for block in show_standing(stood) if isinstance(block, Pairs) for pair in block.pairs]
    assert [value for name, value in pairs if name == "given to"] == [
        "Canon",
        "Canon, without your name",
        "Canon, until 2026-02-01",
    ]
