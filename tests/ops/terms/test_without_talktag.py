"""Who has no talktag: page and form show the text; what the form says counts nothing, what a signed reply says does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from talktag.content import content_of
from talktag.errors import UsageError
from talktag.ops.bundles.open_foreign import open_signed
from talktag.ops.keys.key_file import Asks
from talktag.ops.parties.agreements import find_agreements
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.export import export
from talktag.ops.sharing.reply_document import ReplyRequest
from talktag.ops.sharing.reply_out import reply
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.receive import receive
from tests.ops.terms.conftest import PERSON, TEXT, Sides

UNSIGNED = Believing(compare=lambda _: None, decided=True, unsigned=True)
ASK: Asks = lambda _: None  # type: ignore[assignment,return-value]  # noqa: E731 - nobody is asked


def give_with_form(sides: Sides, **asked: Any) -> tuple[Path, str]:
    """The bundle, and the page of the form beside it."""
    path = sides.post / "camera.zip"
    made = sides.ana.do(export, ShareRequest("camera", "fix-it", form=True, **asked), path)
    bundle, form = (content_of(each.make()).whole() for each in made.outputs)
    path.write_bytes(bundle)
    return path, form.decode()


def answer_of(form: str, *, accepts: bool) -> dict[str, Any]:
    """What the form gives where nothing but its box was ticked, as its script makes it."""
    values = json.loads(form.split('<script type="application/json" id="values">')[1].split("</script>", maxsplit=1)[0])
    said = {"date": "2026-03-02", **values["accepting"]} if accepts else {"date": "2026-03-02", "kind": "message"}
    answer = {**values["answer"], "bundle": "f00000000000z", "created": "2026-03-02T12:00:00Z"}
    answer["product"] = {**answer["product"], "entries": [said]}
    return {**answer, "shared": ["entries:terms"], "signer": {"name": "Fix-It"}}


def test_the_page_and_the_form_show_the_text_and_its_hash(sides: Sides) -> None:
    sha256 = sides.keep(sides.ana, TEXT + b"<script>alert(1)</script> & more\n", "base.html")
    path, form = give_with_form(sides, terms="base")
    page = open_signed(sides.ana.session(), path).contents.payload["index.html"].whole().decode()
    for shown in (page, form):
        assert "Keep it to repair my camera." in shown
        assert sha256 in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in shown
        assert "<script>alert(1)" not in shown


def test_what_the_form_says_is_kept_as_said_and_is_no_agreement(sides: Sides) -> None:
    sides.keep(sides.ana)
    _, form = give_with_form(sides, terms="base")
    file = sides.post / "answer.json"
    file.write_text(json.dumps(answer_of(form, accepts=True)), encoding="utf-8")
    sides.ana.do(receive, [file], UNSIGNED)
    (standing,) = sides.ana.ask(find_agreements)
    assert standing.agreement.status.value == "offered"
    assert [each.said.act.value for each in standing.agreement.unsigned] == ["accepted"]


def test_a_signed_reply_accepts_the_terms_that_a_bundle_is_given_under(sides: Sides) -> None:
    sha256 = sides.keep(sides.ana)
    path, _ = give_with_form(sides, terms="base")
    out = sides.post / "reply.zip"
    request = ReplyRequest(path, {}, name="Fix-It", accept_terms=True)
    made = sides.shop.ask(reply, request, out, ASK)
    out.write_bytes(content_of(made.output.make()).whole())
    sides.ana.do(receive, [out], PERSON)
    assert sides.stands(sides.ana) == [("agreed", sha256)]


def test_nothing_is_accepted_where_nothing_was_offered(sides: Sides) -> None:
    path, form = give_with_form(sides)
    assert 'id="accept"' not in form
    with pytest.raises(UsageError, match="offers no terms"):
        sides.shop.ask(reply, ReplyRequest(path, {}, name="Fix-It", accept_terms=True), None, ASK)
