"""What is said: to whom, on which channel, in answer to what, what becomes of it; and it opens without talktag."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.bundle.reading import open_archive
from talktag.model.settings.carrier import Carrier
from talktag.ops.parties.change_party import set_party
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.export import export
from talktag.ops.sharing.revoke import revoke
from talktag.ops.talk.say import TalkRequest, WayOut, say
from talktag.ops.talk.talk import show_talk
from tests.kit.bench import SHOP
from tests.kit.bundles import entry, reply, signed
from tests.ops.talk.conftest import Opener

if TYPE_CHECKING:
    from tests.kit.bench import Bench

Refused = Callable[..., str]
CARRIED = WayOut()
FILE = WayOut(by_file=True, path=Path("out.zip.age"))


def about_camera(text: str = "Has it come in?", **more: Any) -> TalkRequest:
    return TalkRequest("camera", text, **{"to": "fix-it", **more})


def came(bench: Bench, number: int, kind: str = "message", title: str = "Yes", **more: Any) -> str:
    """Something that the shop said on the camera's channel, as it is kept once it was taken in; its id."""
    ident = f"b{number:012d}"
    values = {"id": f"{ident}-1", "kind": kind, "title": title, "party": "fix-it", "original": ident}
    values |= {"signer": SHOP.public.fingerprint, "channel": "c000000000009", **more}
    texts = ", ".join(f'{key} = "{value}"' for key, value in values.items())
    line = f"  {{ {texts}, date = 2026-03-01, time = 2026-03-01T10:00:{number:02d}Z, sequence = {number} }},\n"
    path = "products/c/camera/entries.toml"
    held = bench.text(path) or "entry = [\n]\n"
    bench.write(path, held.removesuffix("]\n") + line + "]\n")
    kept = reply(entry("message", title), bundle=ident, in_reply_to={"bundle": ident, "sha256": "0" * 64})
    bench.write(f"products/c/camera/received/{ident}.zip", signed(kept))
    return f"{ident}-1"


def entries(bench: Bench, path: str = "products/c/camera/entries.toml") -> list[dict[str, Any]]:
    return list(tomllib.loads(bench.text(path))["entry"])


def test_the_first_message_opens_a_channel_that_the_ledger_tells_of(bench: Bench, shop: Opener) -> None:
    outcome = bench.do(say, about_camera(kind="question"), CARRIED)
    (entry,) = entries(bench)
    bundle = entry["original"]
    assert outcome.data.values()["opens_channel"]
    assert (entry["to"], entry["channel"], entry["sequence"]) == ("fix-it", bundle, 1)
    assert entry["id"] == f"{bundle}-1"
    share = tomllib.loads(bench.text(f"shares/2026-03-02-camera-{bundle}.toml"))
    assert (share["party"], share["sections"]) == ("fix-it", ["entries:question"])
    assert {"owner.name", "owner.contact", "owner.age", "id", "name"} == {*share["fields"]}
    told = shop.read((bench.things / f"outbox/{bundle}.zip.age").read_bytes())
    assert "channel" not in told
    assert told["products"][0]["entries"][0]["title"] == "Has it come in?"


def test_what_follows_goes_on_there_numbered_and_tied_to_the_one_before(bench: Bench, shop: Opener) -> None:
    first = bench.do(say, about_camera("One"), CARRIED).data.made
    second = bench.do(say, about_camera("Two", to=None), CARRIED).data.made
    told = shop.read(second.leaves)
    assert (told["channel"], told["sequence"]) == (first.document.bundle, 2)
    assert told["previous"] == first.identity
    assert len([path for path in bench.files if path.startswith("shares/")]) == 1


def test_a_bundle_that_was_given_is_the_channel(bench: Bench, shop: Opener) -> None:
    share = bench.do(export, ShareRequest("camera", "fix-it"), None).data.share
    told = shop.read(bench.ask(say, about_camera(), CARRIED).data.made.leaves)
    assert (told["channel"], told["sequence"], told["previous"]) == (share.bundle, 1, share.signed)


@pytest.mark.parametrize("end", ["revoked", "over"])
def test_a_channel_that_is_closed_is_not_gone_on_with(bench: Bench, shop: Opener, end: str) -> None:
    if end == "over":
        bench.do(export, ShareRequest("camera", "fix-it", until="2026-03-05"), None)
        bench.do(say, about_camera("One"), CARRIED)
        bench.now = bench.now.replace(day=9)
    else:
        first = bench.do(say, about_camera("One"), CARRIED).data.made
        bench.do(revoke, first.document.bundle, None, None)
    second = bench.do(say, about_camera("Two"), CARRIED).data
    assert second.made.opens
    assert shop.read(second.made.leaves)["sequence"] == 1


def test_a_channel_outlives_the_day_until_which_its_first_message_was_to_be_read(bench: Bench, shop: Opener) -> None:
    first = bench.do(say, about_camera("One", until="2026-03-05"), CARRIED).data.made
    bench.now = bench.now.replace(day=9)
    second = bench.do(say, about_camera("Two"), CARRIED).data.made
    assert second.channel == first.document.bundle
    assert first.share.until is None
    assert shop.read(first.leaves)["until"] == "2026-03-05"


def test_what_is_about_no_product_lies_with_the_party_and_names_none(bench: Bench, shop: Opener) -> None:
    for text in ("Are you open?", "And on Sunday?"):
        outcome = bench.do(say, TalkRequest("fix-it", text), CARRIED)
    told = shop.read(outcome.data.made.leaves)
    assert told["products"] == []
    assert [each["title"] for each in told["entries"]] == ["And on Sunday?"]
    assert told["sequence"] == 2
    assert [each["title"] for each in entries(bench, "parties/fix-it/entries.toml")] == [
        "Are you open?",
        "And on Sunday?",
    ]
    assert not any(path.startswith("shares/") for path in bench.files)


def test_what_was_sent_is_kept_as_it_was_signed(bench: Bench, shop: Opener) -> None:
    made = bench.do(say, about_camera(), CARRIED).data.made
    kept = bench.things / f"products/c/camera/sent/{made.document.bundle}.zip"
    shop.open(made.leaves)
    assert kept.read_bytes() == (bench.folder / "came.zip").read_bytes()


def test_a_hardware_key_signs_once_whatever_is_written(bench: Bench, shop: Opener) -> None:
    made = bench.ask(say, about_camera(), CARRIED).data.made
    assert not made.signed.is_made
    assert made.signed.made is made.signed.made
    assert hashlib.sha256(made.leaves.whole()).digest() == hashlib.sha256(made.leaves.whole()).digest()


@pytest.mark.parametrize("clear", [False, True])
def test_it_is_sealed_unless_a_person_says_otherwise_and_the_preview_says_which(
    bench: Bench, shop: Opener, clear: bool
) -> None:
    outcome = bench.ask(say, about_camera(in_the_clear=clear), CARRIED)
    assert outcome.data.values()["sealed"] is not clear
    assert any("not encrypted" in each for each in outcome.notices) is clear
    paths = [each.path for each in outcome.plan.changes]
    assert any(path.startswith("outbox/") and path.endswith(".age") for path in paths) is not clear
    assert outcome.data.made.leaves.read(0, 4) == (b"PK\3\4" if clear else b"age-")


def test_nobody_is_written_to_in_the_clear_for_lack_of_a_recipient(bench: Bench, refused: Refused) -> None:
    bench.carriers = (Carrier("stick", "folder", str(bench.folder)),)
    assert "no age recipient" in refused(bench, say, about_camera(), CARRIED)
    assert bench.ask(say, about_camera(in_the_clear=True), CARRIED).plan


def test_a_recipient_that_nobody_accepted_here_gets_nothing(bench: Bench, shop: Opener, refused: Refused) -> None:
    other = shop.recipient
    bench.write("parties/bea.toml", f'format = 1\nname = "Bea"\nrole = "buyer"\nage = "{other}"\n')
    assert "not accepted on this computer" in refused(bench, say, about_camera(to="bea"), CARRIED)


def test_without_a_party_it_goes_to_the_only_one_there_is_a_conversation_with(
    bench: Bench, shop: Opener, refused: Refused
) -> None:
    said = refused(bench, say, about_camera(to=None), CARRIED)
    assert "nobody is in a conversation" in said
    assert "fix-it  Fix-It Cameras" in said
    came(bench, 1)
    assert bench.ask(say, about_camera(to=None), CARRIED).data.made.what.to.slug == "fix-it"
    came(bench, 2, party="bea")
    assert "bea  Bea Lind" in refused(bench, say, about_camera(to=None), CARRIED)


def test_the_only_open_question_of_theirs_is_answered_unless_none_is_said(bench: Bench, shop: Opener) -> None:
    asked = came(bench, 1, "question", "When do you need it?")
    answer = bench.ask(say, about_camera("On Friday"), CARRIED).data
    assert answer.answers.id == asked
    assert shop.read(answer.made.leaves)["products"][0]["entries"][0]["cause"] == asked
    assert bench.ask(say, about_camera("On Friday", answers="none"), CARRIED).data.answers is None
    assert bench.ask(say, about_camera("Why?", kind="question"), CARRIED).data.answers is None


def test_of_two_open_questions_none_is_answered_by_a_guess(bench: Bench, shop: Opener) -> None:
    asked = [came(bench, number, "question", f"Question {number}?") for number in (1, 2)]
    outcome = bench.ask(say, about_camera("Yes"), CARRIED)
    assert outcome.data.answers is None
    assert any("--answers ID" in each for each in outcome.notices)
    assert bench.ask(say, about_camera("Yes", answers=asked[0]), CARRIED).data.answers.id == asked[0]


def test_an_answer_names_the_bundle_that_asked(bench: Bench, shop: Opener) -> None:
    asked = came(bench, 1, "question", "When?")
    came(bench, 2)
    told = shop.read(bench.ask(say, about_camera("Now", answers=asked), CARRIED).data.made.leaves)
    assert told["in_reply_to"]["bundle"] == asked.removesuffix("-1")
    kept = open_archive(bench.store.content(f"products/c/camera/received/{told['in_reply_to']['bundle']}.zip"))
    assert told["in_reply_to"]["sha256"] == kept.identity


def test_a_promise_has_a_day_and_is_kept_by_saying_so(bench: Bench, shop: Opener, refused: Refused) -> None:
    assert "a promise has a day" in refused(bench, say, about_camera("Ready", kind="promise"), CARRIED)
    bench.do(say, about_camera("I bring it", kind="promise", due="2026-03-06"), CARRIED)
    done = bench.do(say, about_camera("Brought it", kind="done"), CARRIED)
    (promise,) = bench.ask(show_talk, "camera", None).data.talked.promises
    assert done.data.answers.title == "I bring it"
    assert (str(promise.due), promise.kept.title) == ("2026-03-06", "Brought it")


def test_it_leaves_by_the_carrier_of_the_party_or_by_none(bench: Bench, shop: Opener, refused: Refused) -> None:
    (effect,) = bench.ask(say, about_camera(), CARRIED).effects
    assert [each.carrier for each in effect.messages] == ["stick"]
    bench.carriers = ()
    assert "nothing carries messages" in refused(bench, say, about_camera(), CARRIED)
    assert not bench.ask(say, about_camera(), FILE).effects


def test_what_leaves_as_a_file_does_not_wait_in_the_outbox(bench: Bench, shop: Opener) -> None:
    outcome = bench.ask(say, about_camera(), FILE)
    assert not any(each.path.startswith("outbox/") for each in outcome.plan.changes)
    assert shop.read(outcome.output.make())["products"][0]["name"] == "Canon EOS 5D"
    text = bench.ask(say, about_camera(), WayOut(by_file=True)).output.make()
    assert text.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----")
    assert shop.read(text)["kind"] == "message"


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("Hello", "Hello", None),
        ("Hello\n\nTwo lines\n", "Hello", "Two lines"),
        ("a" * 201, "a" * 199 + "…", "a" * 201),
        ("  spaced   out ", "spaced out", None),
    ],
)
def test_a_text_is_a_title_and_what_does_not_fit_into_one(
    bench: Bench, shop: Opener, text: str, title: str, rest: str | None
) -> None:
    told = shop.read(bench.ask(say, about_camera(text), CARRIED).data.made.leaves)["products"][0]["entries"][0]
    assert (told["title"], told.get("text")) == (title, rest)


@pytest.mark.parametrize("text", ["", "  \n ", "bell \x07", "half \ud800", "a" * 10_001])
def test_words_that_no_message_may_hold_are_refused(bench: Bench, shop: Opener, refused: Refused, text: str) -> None:
    assert refused(bench, say, about_camera(text), CARRIED)


def test_a_photo_goes_along_without_what_the_camera_wrote_into_it(bench: Bench, shop: Opener) -> None:
    from tests.kit.photographs import Shot, take

    path = bench.folder / "shelf.jpg"
    path.write_bytes(take(Shot(bench.now, size=(320, 240))))
    files = shop.open(bench.ask(say, about_camera(files=[path]), CARRIED).data.made.leaves)
    assert b"Exif" not in files["data/files/photo-1.jpg"]


def test_an_answer_goes_on_the_channel_of_what_it_answers(bench: Bench, shop: Opener) -> None:
    asked = came(bench, 1, "question", "When?", channel="c000000000001")
    came(bench, 2, channel="c000000000002")
    told = shop.read(bench.ask(say, about_camera("Now", answers=asked), CARRIED).data.made.leaves)
    assert told["channel"] == "c000000000001"
    told = shop.read(bench.ask(say, about_camera("Anything else?", answers="none"), CARRIED).data.made.leaves)
    assert told["channel"] == "c000000000002"


def test_a_page_is_in_it_where_one_is_asked_for_in_the_partys_language(bench: Bench, shop: Opener) -> None:
    bench.do(set_party, "fix-it", ["language=de"])
    plain = shop.open(bench.ask(say, about_camera(), CARRIED).data.made.leaves)
    assert "EINE SIGNIERTE NACHRICHT" in plain["data/README.txt"].decode()
    assert "data/index.html" not in plain
    for page, name in (("html", "index.html"), ("text", "summary.txt")):
        opened = shop.open(bench.ask(say, about_camera(page=page), CARRIED).data.made.leaves)
        words = opened[f"data/{name}"].decode()
        assert "Eine Nachricht" in words
        assert "Has it come in?" in words


def test_a_name_that_no_message_may_hold_is_told_with_what_mends_it(bench: Bench, shop: Opener) -> None:
    from talktag.errors import InvalidError

    bench.write("products/o/odd.toml", 'format = 1\nid = "0000000000008"\nname = "Odd \\u0007 thing"\n')
    with pytest.raises(InvalidError, match="the name of the product holds a control character") as caught:
        bench.ask(say, TalkRequest("odd", "Hello", to="fix-it"), FILE)
    assert caught.value.hints == ("type it anew: talktag set odd name='Odd  thing'",)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"answers": "zzz"}, "nothing that could be meant has the id"),
        ({"kind": "nothing"}, "no kind of thing to say"),
        ({"kind": "promise", "due": "2026-03-01"}, "has passed"),
        ({"until": "2026-03-01"}, "has passed"),
        ({"kind": "done"}, "not said what was done"),
    ],
)
def test_what_cannot_be_said_so_is_refused_in_words(
    bench: Bench, shop: Opener, refused: Refused, more: dict[str, Any], said: str
) -> None:
    assert said in refused(bench, say, about_camera("Hello", **more), FILE)
