"""Terms under which a bundle is given, or that go along with a message: their text is in it, and they are offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from talktag.content import content_of
from talktag.errors import UsageError
from talktag.model.terms.said_terms import Act
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.export import export
from talktag.ops.sharing.shares import list_shares
from talktag.ops.talk.leaving.way_out import WayOut
from talktag.ops.talk.say import say
from talktag.ops.talk.talk_request import TalkRequest
from tests.ops.terms.conftest import TEXT, Sides


def give(sides: Sides, **asked: object) -> Path:
    path = sides.post / "bundle.zip"
    outcome = sides.ana.do(export, ShareRequest("camera", "fix-it", **asked), path)  # type: ignore[arg-type]
    assert outcome.output is not None
    path.write_bytes(content_of(outcome.output.make()).whole())
    return path


@pytest.mark.parametrize("is_known", [True, False])
def test_a_bundle_is_given_under_terms_and_whoever_got_it_accepts_them(sides: Sides, is_known: bool) -> None:
    sha256 = sides.keep(sides.ana, roster="https://roster.example", id="SD-BASE", title="Repair only")
    if not is_known:
        (sides.shop.things / "parties/ana.toml").unlink()
    sides.take(sides.shop, give(sides, terms="SD-BASE"))
    assert sides.both() == [("offered", sha256)]
    assert sides.shop.files[f"terms/{sha256}.md"] == TEXT
    assert 'id = "SD-BASE"' in sides.shop.text(f"terms/{sha256}.toml")
    sides.take(sides.ana, sides.answer(sides.shop, Act.ACCEPTED, "repair"))
    assert sides.both() == [("agreed", sha256)]
    (share,) = sides.ana.ask(list_shares, "camera").data.shares
    assert share.terms == sha256


def test_what_goes_on_after_it_follows_the_bundle(sides: Sides) -> None:
    sides.keep(sides.ana)
    sides.take(sides.shop, give(sides, terms="base"))
    said = sides.leave(sides.ana, say, TalkRequest("camera", "And the eyepiece.", to="fix-it"))
    assert sides.take(sides.shop, said).data.remarks == ()


def test_another_reference_to_terms_is_what_it_was(sides: Sides) -> None:
    sides.keep(sides.ana)
    sides.take(sides.shop, give(sides, terms="https://example.org/terms"))
    assert sides.both() == []


def test_terms_go_along_with_what_is_said(sides: Sides) -> None:
    sha256 = sides.keep(sides.ana)
    file = sides.leave(sides.ana, say, TalkRequest("camera", "Can you repair it?", to="fix-it", terms="base"))
    sides.take(sides.shop, file)
    assert sides.both() == [("offered", sha256)]


def test_nobody_agrees_without_a_name(sides: Sides) -> None:
    sides.keep(sides.ana)
    request = TalkRequest("camera", "Does it last?", to="fix-it", terms="base", anonymous=True)
    with pytest.raises(UsageError, match="signed by name"):
        sides.ana.ask(say, request, WayOut(by_file=True, path=Path("x.zip.age")))
