"""The mail that a message goes in: the file comes out of it, it is told in the party's language, and no more."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.content import content_of
from talktag.interop.mail.find_bundles import find_bundles
from talktag.model.settings.carrier import Carrier
from talktag.ops.parties.change_party import set_party
from talktag.ops.talk.leaving.parcels import find_unsent, parcel_of
from talktag.ops.talk.say import TalkRequest, WayOut, say
from tests.ops.talk.conftest import Opener

if TYPE_CHECKING:
    from tests.kit.bench import Bench

DRAFT = WayOut(by_file=True, path=Path("mail.eml"), as_mail=True)


def about_camera(text: str, **more: Any) -> TalkRequest:
    return TalkRequest("camera", text, **{"to": "fix-it", **more})


def read(mail: Any) -> EmailMessage:
    found = email.message_from_bytes(content_of(mail).whole(), policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    assert not [fault for part in found.walk() for fault in part.defects]
    return found


def words_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def carried(bench: Bench, text: str, **more: Any) -> Any:
    """The mail of a message as a carrier gets it."""
    made = bench.do(say, about_camera(text, **more), WayOut()).data.made
    unsent = find_unsent(bench.store, made.document.bundle)
    assert unsent is not None
    return parcel_of(bench.store, unsent.message).mail


def test_the_sealed_file_comes_out_once_and_no_word_of_it_stands_beside(bench: Bench, shop: Opener) -> None:
    bench.do(set_party, "fix-it", ["contact=bench@fixit.example", "language=de"])
    mail = carried(bench, "Has the eyepiece come in?")
    (found,) = find_bundles(mail, "mail")
    assert shop.read(found.content)["products"][0]["entries"][0]["title"] == "Has the eyepiece come in?"
    shown = read(mail)
    assert shown["Subject"] == "Eine verschlüsselte Nachricht für Sie"
    assert "BEGIN AGE" in words_of(shown)
    assert "eyepiece" not in words_of(shown)
    assert "Canon" not in words_of(shown)
    assert shown["X-Unsent"] is None


def test_what_is_not_sealed_is_told_in_words(bench: Bench, shop: Opener) -> None:
    bench.do(set_party, "fix-it", ["contact=bench@fixit.example"])
    shown = read(carried(bench, "Has it come in?", in_the_clear=True))
    assert "    Has it come in?" in words_of(shown).splitlines()
    (file,) = shown.iter_attachments()
    assert file.get_content_type() == "application/zip"


def test_a_thread_is_one_to_mail_programs(bench: Bench, shop: Opener) -> None:
    bench.do(set_party, "fix-it", ["contact=bench@fixit.example"])
    first, second = (read(carried(bench, text)) for text in ("One", "Two"))
    assert second["In-Reply-To"] == first["Message-ID"]


def test_a_large_file_goes_once_and_a_draft_opens_as_one(bench: Bench, shop: Opener) -> None:
    bench.do(set_party, "fix-it", ["contact=bench@fixit.example"])
    bench.carriers = (Carrier("stick", "folder", str(bench.folder)),)
    photo = bench.write("../large.bin", bytes(range(256)) * 400)
    outcome = bench.ask(say, about_camera("See", files=(photo,)), DRAFT)
    shown = read(outcome.outputs[0].make())
    assert "BEGIN AGE" not in words_of(shown)
    assert shown["X-Unsent"] == "1"
    (found,) = find_bundles(shown.as_bytes(), "mail")
    assert photo.read_bytes() in shop.open(found.content).values()
