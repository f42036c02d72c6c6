"""A message that leaves as a code: the receiver reads the same as by mail; it is small, and kept like any other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.content import content_of
from talktag.errors import InvalidError
from talktag.media.scanning import read_codes
from talktag.ops.talk.message_code import CODE_FORMS, MOST
from talktag.ops.talk.say import TalkRequest, WayOut, say
from tests.ops.talk.conftest import Opener

if TYPE_CHECKING:
    from tests.kit.bench import Bench

PDF = WayOut(by_file=True, path=Path("code.pdf"), code="pdf")
WORDS = "The eyepiece came loose on Friday. Is it in yet, and what would it cost with the rubber? " * 6


def about_camera(text: str = "Has it come in?") -> TalkRequest:
    return TalkRequest("camera", text, to="fix-it")


@pytest.mark.parametrize("form", [each for each in CODE_FORMS if each != "svg"])
def test_what_a_camera_reads_off_the_code_is_the_message_and_opens_with_the_shop_s_key(
    bench: Bench, shop: Opener, form: str
) -> None:
    outcome = bench.do(say, about_camera(), PDF._replace(code=form))
    (code,) = read_codes(content_of(outcome.output.make()).whole())
    told = shop.read(code.data)
    assert told["products"][0]["entries"][0]["title"] == "Has it come in?"
    assert told["bundle"] == outcome.data.made.document.bundle
    assert bench.text("parties/fix-it.toml")  # nothing of it waits to be carried
    assert not [path for path in bench.files if path.startswith("outbox/") and path.endswith(".toml")]


def test_it_is_sealed_to_the_receiver_alone_and_holds_no_words_for_people(bench: Bench, shop: Opener) -> None:
    made = bench.do(say, about_camera(), PDF).data.made
    assert len(made.recipients) == 1
    assert content_of(made.leaves).whole().count(b"-> X25519") == 1
    assert b"README" not in content_of(made.signed).whole()
    kept = bench.files[f"products/c/camera/sent/{made.document.bundle}.zip"]
    assert kept == content_of(made.signed).whole()


def test_half_a_page_of_words_fits_into_a_code(bench: Bench, shop: Opener) -> None:
    outcome = bench.ask(say, about_camera(WORDS), PDF)
    (code,) = read_codes(content_of(outcome.output.make()).whole())
    assert 2000 < len(code.data) <= MOST
    assert shop.read(code.data)["products"][0]["entries"]


def test_more_than_a_code_holds_is_told_before_anything_is_kept(bench: Bench, shop: Opener) -> None:
    outcome = bench.ask(say, about_camera(" ".join(f"word{number}" for number in range(900))), PDF)
    with pytest.raises(InvalidError, match=r"the message is [0-9,]+ bytes, and a code holds 2,953"):
        outcome.output.make()


def test_a_code_on_a_screen_that_is_too_narrow_is_told(bench: Bench, shop: Opener) -> None:
    outcome = bench.ask(say, about_camera(), WayOut(by_file=True, code="screen", columns=100))
    with pytest.raises(InvalidError, match="does not fit into this terminal of 100"):
        outcome.output.make()
    outcome = bench.ask(say, about_camera(), WayOut(by_file=True, code="screen", columns=200, coloured=True))
    lines = content_of(outcome.output.make()).whole().decode().splitlines()
    assert 75 < len(lines) < 95
