"""What is said without a name: nothing of the owner leaves, the answer comes, and nothing joins it to her name."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from talktag.content import content_of
from talktag.errors import InvalidError, TalktagError, UntrustedError, UsageError
from talktag.model.log.entry import Entry
from talktag.model.settings.carrier import Carrier
from talktag.ops.keys.masks.find_mask import mask_of, secrets_of
from talktag.ops.keys.new_keys import rotate
from talktag.ops.keys.reseal import reseal
from talktag.ops.sharing.reply_document import ReplyRequest
from talktag.ops.sharing.reply_out import reply
from talktag.ops.sharing.revoke import revoke
from talktag.ops.talk.leaving.way_out import WayOut, name_on_code
from talktag.ops.talk.say import say
from talktag.ops.talk.tables import forget_table
from talktag.ops.talk.talk import show_talk
from talktag.ops.talk.talk_request import TalkRequest
from talktag.seal import age
from talktag.store import layout
from tests.kit.bench import Bench
from tests.ops.talk.conftest import table_of, unzipped
from tests.ops.talk.masks.conftest import OWNER, Sides

Refused = Callable[..., str]
TABLE = "canon-eos-5d"


def opened(sides: Sides, file: Path) -> bytes:
    """The archive in it, as stock age opens it with the maker's identity."""
    keyfile = sides.canon.folder / "identity.txt"
    keyfile.write_text(sides.canon.session().keys.identity + "\n")
    return subprocess.run(["age", "-d", "-i", str(keyfile), str(file)], check=True, capture_output=True).stdout


def files_of(sides: Sides, file: Path) -> dict[str, bytes]:
    bare = sides.post.parent / "bare.zip"
    bare.write_bytes(opened(sides, file))
    return unzipped(bare)


def log(bench: Bench, about: str = "products/c/camera") -> tuple[Entry, ...]:
    return bench.store.entries_in(about).value or ()


def channels(bench: Bench) -> list[str]:
    return [each.channel or "" for each in log(bench) if each.to]


def answer(sides: Sides, file: Path, text: str = "For 200,000 shots") -> Path:
    """The maker takes it in and answers."""
    sides.take(sides.canon, file)
    return sides.say(sides.canon, TABLE, text)


def test_nothing_of_the_owner_is_in_what_leaves(sides: Sides) -> None:
    file = sides.ask()
    archive, files = opened(sides, file), files_of(sides, file)
    keys = sides.keys(sides.ana).public()
    secret = [*OWNER, keys.signing_line.split()[1], keys.owner_recipient, keys.recovery_recipient, "q123456789abc"]
    blob = base64.b64decode(keys.signing_line.split()[1])[-32:]
    fingerprint = tomllib.loads(sides.ana.text("talktag.toml")) and _fingerprint(keys.signing_line)
    for name, data in {"archive": archive, "sealed": file.read_bytes(), **files}.items():
        for word in (*secret, fingerprint):
            assert word.lower().encode() not in data.lower(), f"{word} is in {name}"
        assert blob not in data
        unwrapped = re.sub(rb"\s", b"", data)
        assert blob not in _decoded(unwrapped), f"the key is in {name}"
    table = table_of(files)
    assert table["signer"].keys() == {"name", "fingerprint", "age"}
    assert table["signer"]["name"] == "anonymous customer"
    assert (table["products"][0]["name"], table["audience"]["name"]) == ("Canon EOS 5D", "maker")
    assert table["created"] == "2026-03-02T00:00:00Z"
    assert table["products"][0]["entries"][0]["time"] == "2026-03-02T00:00:00Z"
    assert [line for line in file.read_bytes().split(b"\n") if line.startswith(b"-> X25519")].__len__() == 2


def _fingerprint(line: str) -> str:
    from talktag.seal.ssh.key import PublicKey

    return PublicKey.from_line(line).fingerprint


def _decoded(data: bytes) -> bytes:
    """What stands in it as base64, once more as bytes, wherever that begins."""
    runs = re.findall(rb"[A-Za-z0-9+/]{40,}", data)
    return b"|".join(base64.b64decode(run[at : at + (len(run) - at) // 4 * 4]) for run in runs for at in range(4))


def test_stock_ssh_keygen_takes_the_one_time_signature(sides: Sides, tmp_path: Path) -> None:
    files = files_of(sides, sides.ask())
    (name,) = [each for each in files if each.endswith(".sig")]
    mask = mask_of(sides.ana.store, channels(sides.ana)[0])
    assert mask is not None
    (tmp_path / "allowed").write_text(f"them {mask.key}\n")
    (tmp_path / "sig").write_bytes(files[name])
    subprocess.run(
        [*("ssh-keygen", "-Y", "verify", "-f", str(tmp_path / "allowed"), "-I", "them"),
         *("-n", "message@talktag", "-s", str(tmp_path / "sig"))],
        input=files[name.removesuffix(".sig")], check=True, capture_output=True,
    )  # fmt: skip


def test_two_conversations_about_one_thing_share_nothing_that_tells_them_to_be_of_one(sides: Sides) -> None:
    one, other = files_of(sides, sides.ask("a")), files_of(sides, sides.ask("b"))
    theirs = {_fingerprint(sides.keys(sides.canon).public().signing_line), "talktag-bundle/1"}
    common = _texts(table_of(one)) & _texts(table_of(other)) - theirs
    # What two customers of that maker who ask on one day have in common, and nothing else.
    assert common == {
        *("message", "question", "maker", "Canon EOS 5D", "anonymous customer", "entries:question"),
        *("2026-03-02", "2026-03-02T00:00:00Z"),
    }
    # Files that are alike in every bundle, such as the one that says of which form it is, hash alike.
    alike = {hashlib.sha256(data).hexdigest() for data in {*one.values()} & {*other.values()}}
    words = {each.decode() for each in _tokens(one) & _tokens(other) if not _is_word(each)} - alike
    assert [each for each in words if each not in " ".join(theirs)] == []
    assert len(set(channels(sides.ana))) == 2


def _texts(value: Any) -> set[str]:
    """Every text of a document, at whatever depth."""
    if isinstance(value, dict | list):
        return {text for each in (value.values() if isinstance(value, dict) else value) for text in _texts(each)}
    return {value} if isinstance(value, str) else set()


def _tokens(files: dict[str, bytes]) -> set[bytes]:
    """Whatever in any of the files is long enough for an id, a key or a hash."""
    return {each for data in files.values() for each in re.findall(rb"[A-Za-z0-9+/=]{13,}", data)}


def _is_word(token: bytes) -> bool:
    """Whether it is of the words that every bundle has: chance makes no such thing."""
    return token.isalpha() or b"/" in token


def test_the_answer_comes_back_and_stands_in_that_conversation(sides: Sides) -> None:
    came = answer(sides, sides.ask())
    sides.take(sides.ana, came)
    said = log(sides.ana)
    assert [(each.title, each.anonymous, each.party) for each in said] == [
        ("Does it last?", True, None),
        ("For 200,000 shots", True, "canon"),
    ]
    assert {each.channel for each in said} == {said[0].channel}
    assert said[1].cause == said[0].id
    assert sides.ana.ask(show_talk, "camera", "canon").data.talked.questions == ()
    taken = sides.take(sides.ana, came)
    assert taken.data.taken


def test_what_the_maker_has_is_a_customer_without_a_name(sides: Sides) -> None:
    sides.take(sides.canon, sides.ask())
    record = tomllib.loads(sides.canon.text(f"tables/{TABLE}.toml"))
    assert (record["name"], record["owner"]) == ("Canon EOS 5D", "anonymous customer")
    everything = b"\n".join(sides.canon.files.values()).lower()
    assert not [word for word in OWNER if word.lower().encode() in everything]
    sides.canon.do(forget_table, TABLE)
    assert not [path for path in sides.canon.files if path.startswith("tables/") and not path.endswith(".gitignore")]


def test_what_answers_them_is_anonymous_too_without_a_word_of_it(sides: Sides) -> None:
    sides.take(sides.canon, sides.ask())
    sides.take(sides.ana, sides.say(sides.canon, TABLE, "Which lens?", kind="question"))
    theirs = log(sides.ana)[-1]
    file = sides.say(sides.ana, "camera", "The 50 mm", to="canon")
    table = table_of(files_of(sides, file))
    assert (table["signer"]["name"], table["channel"], table["sequence"]) == ("anonymous customer", theirs.channel, 2)
    assert table["in_reply_to"]["bundle"] == theirs.original
    assert "previous" in table
    assert table["created"] >= "2026-03-02T00:00:00Z"
    sides.take(sides.canon, file)
    assert [each.title for each in log(sides.canon, f"tables/{TABLE}")][-1] == "The 50 mm"


def test_what_has_a_name_and_what_has_none_never_meet_on_a_channel(sides: Sides) -> None:
    sides.ask()
    named = table_of(files_of(sides, sides.say(sides.ana, "camera", "Hello from Ana", to="canon")))
    assert (named["signer"]["name"], named["sequence"]) == ("Qana", 1)
    assert not {"channel", "in_reply_to", "previous"} & named.keys()
    again = table_of(files_of(sides, sides.ask("And its battery?")))
    assert not {"channel", "in_reply_to", "previous"} & again.keys()
    more = table_of(files_of(sides, sides.say(sides.ana, "camera", "Ana again", to="canon")))
    assert (more["channel"], more["sequence"]) == (named["bundle"], 2)


def test_it_answers_nothing_that_was_said_to_the_owner_by_name(sides: Sides, refused: Refused) -> None:
    sides.canon.write("parties/ana.toml", "")
    named = sides.say(sides.ana, "camera", "Hello", to="canon", kind="question")
    sides.take(sides.canon, named)
    back = sides.say(sides.canon, "qcamera", "Which lens?", kind="question")
    sides.take(sides.ana, back)
    table = table_of(files_of(sides, sides.ask("Something else")))
    assert "in_reply_to" not in table
    theirs = next(each for each in log(sides.ana) if each.title == "Which lens?")
    words = TalkRequest("camera", "x", to="canon", anonymous=True, answers=theirs.id)
    assert "nothing that could be meant" in refused(sides.ana, say, words, WayOut(by_file=True))


@pytest.mark.parametrize(
    ("more", "way", "error", "said"),
    [
        ({}, WayOut(), UsageError, "a carrier may tell who you are"),
        ({"in_the_clear": True}, WayOut(by_file=True, in_the_clear=True), UsageError, "an anonymous message is sealed"),
        ({"ref": "canon", "to": None}, WayOut(by_file=True), UsageError, "is about a product of yours"),
        ({"files": [Path(__file__)]}, WayOut(by_file=True), UsageError, "a file may tell whose it is"),
    ],
)
def test_what_could_tell_is_refused(
    sides: Sides, more: dict[str, Any], way: WayOut, error: type[TalktagError], said: str
) -> None:
    request = TalkRequest("camera", "Hello", to="canon", anonymous=True)._replace(**more)
    sides.ana.carriers = (Carrier("stick", "folder", str(sides.post)),)
    with pytest.raises(error, match=said):
        sides.ana.ask(say, request, way)


def test_whoever_guesses_whose_it_is_learns_nothing_by_asking_her_by_another_way(sides: Sides) -> None:
    came = answer(sides, sides.ask())
    bare = sides.ana.session()
    mask = mask_of(sides.ana.store, channels(sides.ana)[0])
    assert mask is not None
    plain = age.decrypt(came.read_bytes(), identities=[secrets_of(bare, mask).identity])
    known = sides.keys(sides.ana).public().owner_recipient
    for sealed, why in (
        (plain, "did not come sealed"),
        (age.encrypt(plain, recipients=[known]), "sealed to your own key"),
        (age.encrypt(plain, recipients=[mask.age, known]), "sealed to your own key"),
    ):
        came.write_bytes(sealed)
        with pytest.raises(UntrustedError, match=why):
            sides.take(sides.ana, came)
    assert len(log(sides.ana)) == 1


def test_an_answer_that_is_addressed_by_name_does_not_come_on_it(sides: Sides) -> None:
    sides.ask()
    channel = channels(sides.ana)[0]
    named = sides.say(sides.ana, "camera", "Hello", to="canon", kind="question")
    sides.take(sides.canon, named)
    path = "tables/qcamera.toml"
    record = sides.canon.text(path)
    (own,) = re.findall(r'\nchannel = "(\w+)"', record)
    sides.canon.write(path, record.replace(own, channel))
    sides.canon.write(
        "tables/qcamera/entries.toml", sides.canon.text("tables/qcamera/entries.toml").replace(own, channel)
    )
    with pytest.raises(UntrustedError, match="comes on an anonymous conversation"):
        sides.take(sides.ana, sides.say(sides.canon, "qcamera", "Is it you?", answers="none"))


def test_an_answer_is_not_answered_by_reply_which_signs_with_the_owners_key(sides: Sides) -> None:
    came = answer(sides, sides.ask())
    with pytest.raises(UsageError, match="tells who you are"):
        reply(sides.ana.session(), ReplyRequest(came, said={"message": ["It is me"]}), None, lambda _: "")


def test_the_keys_are_sealed_in_the_store_and_sealed_anew_with_it(sides: Sides) -> None:
    came = answer(sides, sides.ask())
    path = layout.mask(channels(sides.ana)[0])
    held = tomllib.loads(sides.ana.text(path))
    assert "AGE-SECRET" not in sides.ana.text(path)
    assert "OPENSSH PRIVATE" not in sides.ana.text(path)
    sides.ana.do(rotate, encryption=True, signing=True)
    assert tomllib.loads(sides.ana.text(path))["sealed"] != held["sealed"]
    sides.take(sides.ana, came)
    assert len(log(sides.ana)) == 2
    assert sides.ana.ask(reseal).plan is not None


def test_ending_it_deletes_the_keys_and_no_answer_is_said_under_the_name_instead(sides: Sides) -> None:
    sides.take(sides.ana, answer(sides, sides.ask()))
    channel, theirs = channels(sides.ana)[0], log(sides.ana)[-1]
    outcome = sides.ana.do(revoke, channel, None, None)
    assert layout.mask(channel) not in sides.ana.files
    letter = content_of(outcome.output.make()).whole().decode()
    assert not [word for word in OWNER if word in letter]
    with pytest.raises(InvalidError, match="keys were deleted"):
        sides.say(sides.ana, "camera", "Thanks", to="canon", answers=theirs.id)
    with pytest.raises(TalktagError):
        sides.take(sides.ana, sides.say(sides.canon, TABLE, "One more thing"))


def test_a_draft_of_a_mail_names_nobody(sides: Sides) -> None:
    way = WayOut(by_file=True, path=sides.post / "m.eml", as_mail=True)
    outcome = sides.ana.do(say, TalkRequest("camera", "Hi", to="canon", anonymous=True), way)
    mail = content_of(outcome.output.make()).whole().decode()
    assert not [word for word in OWNER if word.lower() in mail.lower()]
    assert "\nFrom:" not in mail
    assert "\nTo: canon@example.org" in mail


def test_a_code_to_be_photographed_says_for_whom_it_is_by_no_name_of_the_owners(sides: Sides) -> None:
    way = WayOut(by_file=True, path=sides.post / "code.svg", code="svg")
    made = sides.ana.ask(say, TalkRequest("camera", "Hi", to="canon", anonymous=True), way).data.made
    assert name_on_code(made) == "maker"
    assert len(made.recipients) == 1
    named = sides.ana.ask(say, TalkRequest("camera", "Hi", to="canon"), way).data.made
    assert name_on_code(named) == "Quncle"


def test_what_was_said_without_a_name_is_in_no_table_for_others(sides: Sides) -> None:
    from talktag.model.sharing.entries_leaving import in_sections  # the rows of every table, hand-over and print-out

    sides.ask()
    assert [*in_sections(log(sides.ana), ())] == []
    assert [*in_sections([log(sides.ana)[0]._replace(anonymous=False)], ())] != []
