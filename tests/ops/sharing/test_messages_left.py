"""The ledger of one product or party tells what left in messages, too, by what is kept of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from talktag.ops.sharing.shares import list_shares
from talktag.ops.talk.say import TalkRequest, WayOut, say

if TYPE_CHECKING:
    from tests.kit.bench import Bench

FILE = WayOut(by_file=True)


@pytest.fixture
def talking(bench: Bench) -> Bench:
    """Two messages about the camera, one with a report, and one about nothing."""
    report = bench.folder / "report.txt"
    report.write_text("mended\n")
    bench.do(say, TalkRequest("camera", "One", to="fix-it", in_the_clear=True), FILE)
    bench.do(say, TalkRequest("camera", "Two", kind="question", files=[report], in_the_clear=True), FILE)
    bench.do(say, TalkRequest("fix-it", "Three", in_the_clear=True), FILE)
    return bench


def test_what_left_about_a_product_is_told_with_its_files(talking: Bench) -> None:
    shares = talking.ask(list_shares, "camera").data
    told = [(each.party, each.sequence, each.sections, each.files) for each in shares.messages]
    assert told == [
        ("fix-it", 1, ("entries:message",), ()),
        ("fix-it", 2, ("entries:question", "files:report"), ("report-1.txt",)),
    ]
    assert {each.channel for each in shares.messages} == {talking.ask(list_shares, None).data.shares[-1].bundle}


def test_what_left_to_a_party_is_told_whatever_it_was_about(talking: Bench) -> None:
    assert [each.slug for each in talking.ask(list_shares, "fix-it").data.messages] == ["camera", "camera", ""]
    assert talking.ask(list_shares, "bea").data.messages == ()
