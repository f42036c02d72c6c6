"""The owner answers a finder: what leaves is what was shown, opens with the one-time key, and says nothing else."""

from __future__ import annotations

import base64
import email
import json
import subprocess
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.content import content_of
from talktag.errors import InvalidError, NotFoundError, TalktagError, UntrustedError, UsageError
from talktag.model.effects.of_talk import CarryMessages
from talktag.model.finder.finder_key import FinderKey, finder_key_values
from talktag.model.finder.hand import hand_slug
from talktag.model.finder.sticker_code import sticker_code
from talktag.model.settings.carrier import Carrier
from talktag.model.talk.new_entry import NewEntry
from talktag.model.toml.write import new_text
from talktag.ops.parties.change_party import set_party
from talktag.ops.parties.party import show_party
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.export import export
from talktag.ops.sharing.transfer_out import transfer
from talktag.ops.talk.compose import compose
from talktag.ops.talk.find_about import NOTHING
from talktag.ops.talk.finders.answer import LeavingAnswer
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.leaving.addressee import party_addressee
from talktag.ops.talk.leaving.parcels import find_unsent, parcel_of, unsent_ids
from talktag.ops.talk.leaving.to_say import ToSay
from talktag.ops.talk.leaving.way_out import WayOut
from talktag.ops.talk.permission.allow import mute
from talktag.ops.talk.receive import receive
from talktag.ops.talk.say import say
from talktag.ops.talk.talk import show_talk
from talktag.ops.talk.talk_request import TalkRequest
from talktag.ops.upkeep.doctor.beside import look_beside_history
from talktag.page.wording.finder_mail import finder_mail_wording
from talktag.seal import age
from talktag.store import layout
from tests.kit.from_finder import TAG, Finder, message_id, owners, seal
from tests.kit.from_shop import entries_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from talktag.ops.outcome import Outcome
    from tests.kit.bench import Bench

THERE = Believing(compare=lambda _: None)
TEXT = WayOut(by_file=True)
DRAFT = WayOut(by_file=True, path=Path("answer.eml"), as_mail=True)
CARRIED = WayOut()
SEED = bytes(range(32))
PAGE = "https://ana.example.org/t/"
WORDS = "¡Gracias! 🎉 Mañana a las diez."


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder()


@pytest.fixture
def bench(bench: Bench, finder: Finder) -> Bench:
    """The house; a finder wrote about the camera, and was taken in."""
    write(bench, finder, contact="zoe@example.org")
    return bench


def write(bench: Bench, finder: Finder, number: int = 1, **more: Any) -> None:
    path = bench.folder / f"{number}.age"
    path.write_bytes(seal(finder.said(number, **more), *owners(bench)))
    bench.do(receive, [path], THERE)


def build_page(bench: Bench) -> None:
    """As after the first build: the settings name the page, and the store has a seed."""
    bench.write("talktag.toml", f'{bench.text("talktag.toml")}finder = "{PAGE}"\n')
    key = FinderKey(SEED, bench.today, owners(bench), "ssh-ed25519 AAAA", "A" * 80)
    bench.write(layout.FINDER_KEY, new_text(finder_key_values(key)))


def ask(bench: Bench, words: str = WORDS, way: WayOut = TEXT, **more: Any) -> Outcome:
    outcome: Outcome = bench.ask(say, TalkRequest(more.pop("ref", "camera"), words, **more), way)
    assert isinstance(outcome.data, LeavingAnswer)
    return outcome


def made(outcome: Outcome) -> bytes:
    assert outcome.output
    return content_of(outcome.output.make()).whole()


def refused(bench: Bench, way: WayOut = TEXT, words: str = WORDS, **more: Any) -> TalktagError:
    with pytest.raises((UsageError, InvalidError, NotFoundError, UntrustedError)) as caught:
        ask(bench, words, way, **more)
    assert len(caught.value.hints) >= 1
    return caught.value


def mail_of(data: bytes) -> Any:
    return email.message_from_bytes(data, policy=default)


def text_of(mail: Any) -> str:
    return str(mail.get_body().get_content())


def test_what_leaves_is_what_was_shown_and_opens_with_the_one_time_key_alone(bench: Bench, finder: Finder) -> None:
    outcome = ask(bench)
    text = made(outcome)
    assert text.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----\n")
    said = finder.opens(text)
    assert said == outcome.data.values()["leaves"]
    assert said == {
        "format": "talktag-finder/1",
        "kind": "answer",
        "id": said["id"],
        "tag": TAG,
        "text": WORDS,
        "in_reply_to": message_id(1),
    }
    with pytest.raises(Exception, match=r"no identity|open"):
        Finder().opens(text)
    assert age.decrypt(text, identities=bench.session().keys.identities)


def test_stock_age_seals_what_is_taken_in_and_opens_what_is_answered(
    bench: Bench, program: Callable[[str], str]
) -> None:
    other = Finder()
    said = json.dumps(other.said(7, text="de la gare, à Zürich")).encode()
    words = [word for each in owners(bench) for word in ("-r", each)]
    sealed = subprocess.run([program("age"), "-a", *words], input=said, capture_output=True, check=True).stdout
    bench.do(receive, [bench.write("../letter.txt", sealed)], THERE)
    assert entries_in(bench)[-1]["title"] == "de la gare, à Zürich"
    answer = made(ask(bench, to=hand_slug(other.recipient)))
    key = bench.write("../key.txt", other.secret)
    opened = subprocess.run([program("age"), "-d", "-i", str(key)], input=answer, capture_output=True, check=True)
    assert json.loads(opened.stdout)["text"] == WORDS


def test_it_is_kept_as_it_left_and_is_an_entry_to_them(bench: Bench, finder: Finder) -> None:
    outcome = ask(bench, f"{WORDS}\nAna")
    bench.finish(outcome)
    entry = entries_in(bench)[-1]
    answer = outcome.data.answer
    assert (entry["title"], entry["text"], entry["to"]) == (WORDS, "Ana", hand_slug(finder.recipient))
    assert (entry["cause"], entry["original"], entry["data"]) == (f"{message_id(1)}-1", answer.id, {"tag": TAG})
    kept = bench.files[f"products/c/camera/sent/{answer.id}.age"]
    assert finder.opens(kept)["text"] == f"{WORDS}\nAna"
    assert not unsent_ids(bench.store), "who takes it to them is the owner"


def test_the_thread_goes_on_both_ways(bench: Bench, finder: Finder) -> None:
    first = ask(bench)
    bench.finish(first)
    write(bench, finder, 2, sequence=2, text="OK!", in_reply_to=first.data.answer.id)
    assert entries_in(bench)[-1]["cause"] == f"{first.data.answer.id}-1"
    second = ask(bench, "Bis dann")
    assert second.data.answer.in_reply_to == message_id(2)
    bench.finish(second)
    talked = bench.ask(show_talk, "camera", None).data.values()
    assert [(each["by"], each["title"]) for each in talked["said"]][1:] == [
        ("owner", WORDS), ("party", "OK!"), ("owner", "Bis dann")
    ]  # fmt: skip
    assert "missing" not in talked["standing"]
    earlier = ask(bench, "to the first", answers=message_id(1)[:26])
    assert earlier.data.answer.in_reply_to == message_id(1)


def test_by_the_hand_alone_the_only_thing_they_wrote_about_is_meant(bench: Bench, finder: Finder) -> None:
    slug = hand_slug(finder.recipient)
    assert ask(bench, ref=slug).data.about == "products/c/camera"
    notices = bench.ask(show_talk, slug, None).notices
    assert "with them you also talk about: camera" in notices[0]


def test_the_name_that_finders_may_know_goes_along_and_the_owner_s_own_does_not(bench: Bench, finder: Finder) -> None:
    bench.write("talktag.toml", f'{bench.text("talktag.toml")}\n[finder]\nname = "A."\n')
    said = finder.opens(made(ask(bench)))
    assert said["name"] == "A."
    assert "Ana" not in json.dumps(said)


class TestLink:
    def test_it_is_the_address_of_the_sticker_with_the_sealed_answer_in_it(self, bench: Bench, finder: Finder) -> None:
        build_page(bench)
        link = ask(bench).data.link
        before, _, after = link.partition("&a=")
        assert before == f"{PAGE}#{TAG}{sticker_code(SEED, TAG)}"
        assert len(link) <= 1900
        assert finder.opens(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))["text"] == WORDS

    def test_there_is_none_where_it_would_be_too_long_or_no_page_is_known(self, bench: Bench) -> None:
        assert ask(bench).data.link is None
        build_page(bench)
        assert ask(bench, "a" * 600).data.link
        long = ask(bench, "a" * 3000, DRAFT)
        assert long.data.link is None
        assert "too long for an address" in long.notices[0]
        assert f"{PAGE}#{TAG}{sticker_code(SEED, TAG)}" in text_of(mail_of(made(long))).splitlines()


class TestMail:
    def test_a_draft_goes_to_what_they_left_in_their_language(self, bench: Bench, finder: Finder) -> None:
        build_page(bench)
        outcome = ask(bench, way=DRAFT)
        mail = mail_of(made(outcome))
        assert (str(mail["To"]), str(mail["From"]), mail["X-Unsent"]) == ("zoe@example.org", "ana@example.org", "1")
        assert str(mail["Subject"]) == "Respuesta a su hallazgo"
        text = text_of(mail)
        assert outcome.data.link in text.splitlines()
        start = text.index("-----BEGIN AGE")
        armored = text[start : text.index("-----END AGE") + 35]
        assert finder.opens(armored.encode())["text"] == WORDS
        for secret in ("Ana", "Canon", "camera", WORDS, "0320", hand_slug(finder.recipient)):
            assert secret not in text + str(mail["Subject"])

    @pytest.mark.parametrize("language", ["en", "es", "it", "sv", "de", "fr", "pt-BR", "ar", "zh-Hans", "ja", "xx"])
    def test_there_is_one_in_every_language_of_the_page(self, bench: Bench, finder: Finder, language: str) -> None:
        write(bench, finder, 2, language=language)
        mail = mail_of(made(ask(bench, way=DRAFT)))
        words = finder_mail_wording(language)
        assert str(mail["Subject"]) == words.subject
        assert words.hello in text_of(mail)
        assert (words is finder_mail_wording("en")) is (language in {"en", "xx"})

    @pytest.mark.parametrize("contact", [None, "+34 600 111 222", "at the kiosk <x@y>", "a@b.example c@d.example"])
    def test_what_is_no_mail_address_is_a_text_and_the_mail_names_none(
        self, bench: Bench, finder: Finder, contact: str | None
    ) -> None:
        other = Finder()
        write(bench, other, 2, contact=contact)
        outcome = ask(bench, way=DRAFT, to=hand_slug(other.recipient))
        assert mail_of(made(outcome))["To"] is None
        assert "they left no mail address, so the mail names none; put it in yourself" in outcome.notices


class TestCarrier:
    @pytest.fixture(autouse=True)
    def post(self, bench: Bench) -> None:
        bench.carriers = (Carrier("post", "mail", program=("msmtp", "-t")),)

    def test_it_waits_in_the_outbox_and_leaves_as_a_mail(self, bench: Bench, finder: Finder) -> None:
        outcome = ask(bench, way=CARRIED)
        assert any(isinstance(each, CarryMessages) for each in outcome.effects)
        bench.finish(outcome)
        (ident,) = unsent_ids(bench.store)
        unsent = find_unsent(bench.store, ident)
        assert unsent
        parcel = parcel_of(bench.store, unsent.message)
        assert parcel.file_name == f"{ident}.age"
        assert parcel.mail
        mail = mail_of(content_of(parcel.mail).whole())
        assert (str(mail["To"]), mail["X-Unsent"]) == ("zoe@example.org", None)
        assert finder.opens(content_of(parcel.content).whole())["text"] == WORDS
        assert [*look_beside_history(bench.store)] == []

    def test_without_an_address_the_other_ways_are_said(self, bench: Bench) -> None:
        other = Finder()
        write(bench, other, 2, contact="kiosk")
        error = refused(bench, CARRIED, to=hand_slug(other.recipient))
        assert "left no mail address" in error.message
        assert "-o -" in error.hints[0]
        bench.carriers = ()
        error = refused(bench, CARRIED, to=hand_slug(other.recipient))
        assert "nothing carries messages to" in error.message
        assert "--mail" in error.hints[0]


@pytest.mark.parametrize(
    ("more", "way", "flag"),
    [
        ({"files": (Path("photo.jpg"),)}, TEXT, "--file"),
        ({"kind": "question"}, TEXT, "--ask"),
        ({"kind": "promise", "due": "friday"}, TEXT, "--promise"),
        ({"due": "friday"}, TEXT, "--due"),
        ({"until": "2027-01-01"}, TEXT, "--until"),
        ({"page": "read"}, TEXT, "--page"),
        ({"in_the_clear": True}, TEXT, "--in-the-clear"),
        ({}, WayOut(by_file=True, code="screen", columns=80), "--qr"),
    ],
)
def test_what_the_page_cannot_show_is_refused_in_one_line(
    bench: Bench, more: dict[str, Any], way: WayOut, flag: str
) -> None:
    error = refused(bench, way, **more)
    assert error.message.startswith("the finder's page ")
    assert error.hints[0].startswith("leave out --")
    assert flag in error.hints[0]


def test_words_that_are_none_or_too_many_are_refused(bench: Bench) -> None:
    with pytest.raises(InvalidError, match="TEXT: is empty"):
        ask(bench, " ")
    assert "more than 4000 characters" in refused(bench, words="a" * 4001).message


def test_with_two_hands_it_is_asked_which(bench: Bench) -> None:
    other = Finder()
    write(bench, other, 2)
    with pytest.raises(TalktagError, match="2 parties are in the conversation"):
        ask(bench)
    assert ask(bench, to=hand_slug(other.recipient)).data.to.age == other.recipient


def test_a_hand_that_wrote_about_something_else_cannot_be_answered_about_this(bench: Bench, finder: Finder) -> None:
    error = refused(bench, ref="drill", to=hand_slug(finder.recipient))
    assert error.message.endswith("wrote nothing about this")


def test_a_recipient_that_somebody_changed_in_the_store_is_not_answered(bench: Bench, finder: Finder) -> None:
    path = f"parties/{hand_slug(finder.recipient)}.toml"
    bench.write(path, bench.text(path).replace(finder.recipient, Finder().recipient))
    assert "was not accepted on this computer" in refused(bench).message


def test_what_signed_messages_tell_of_the_owner_never_goes_to_a_finder(bench: Bench, finder: Finder) -> None:
    bench.do(set_party, hand_slug(finder.recipient), ["phone=+34 600 111 222"])
    outcome = bench.ask(mute, hand_slug(finder.recipient), ["message"], DRAFT, telling=True)
    assert outcome.output is None
    assert "is not told" in " ".join(outcome.notices)
    party = bench.ask(show_party, hand_slug(finder.recipient)).data.party
    with pytest.raises(UsageError, match="reads answers, and nothing else of yours"):
        compose(bench.session(), ToSay(NOTHING, party_addressee(party), (NewEntry("message", "Hello"),)))


@pytest.mark.parametrize(("verb", "more"), [(export, ()), (transfer, (None, None))], ids=["a table", "a hand-over"])
def test_no_bundle_is_made_for_a_finder_whom_nobody_knows(
    bench: Bench, finder: Finder, verb: Any, more: tuple[None, ...]
) -> None:
    request = ShareRequest("camera", hand_slug(finder.recipient), encrypt=True)
    with pytest.raises(UsageError, match="the page behind a sticker reads answers") as caught:
        bench.ask(verb, request, *more, bench.folder / "camera.zip")
    assert "talktag talk PRODUCT TEXT --to finder-" in caught.value.hints[0]
