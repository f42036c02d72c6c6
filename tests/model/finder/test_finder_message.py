"""What a finder wrote is read within limits: every fault is a sentence, and no odd letter loses the words."""

from __future__ import annotations

import contextlib
import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.errors import UntrustedError
from talktag.model.finder.finder_message import SIZE_LIMIT, FinderMessage, read_finder_message
from talktag.model.finder.hand import free_slug, hand_slug
from talktag.model.finder.owner_answer import OwnerAnswer, answer_bytes
from tests.fuzz import mutations

TO = "age1" + "q" * 58
SAID: dict[str, Any] = {
    "format": "talktag-finder/1",
    "kind": "message",
    "id": "0123456789abcdefghjkmnpqrs",
    "tag": "7Y27T4WSS",
    "text": "He encontrado tu cámara 📷\nestá en el café",
    "recipient": TO,
    "language": "es",
    "sequence": 2,
    "name": "Zoë",
    "contact": "zoe@example.org",
    "in_reply_to": "zyxwvtsrqpnmkjhgfedcba9876",
}


def read(**changed: Any) -> FinderMessage:
    return read_finder_message(data(**changed))


def data(**changed: Any) -> bytes:
    said = {key: value for key, value in {**SAID, **changed}.items() if value is not None}
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")


def test_what_the_page_writes_is_read_and_is_the_same_written_once_more() -> None:
    assert read().values() == SAID


def test_what_is_not_needed_may_be_absent_and_what_is_unknown_is_passed_over() -> None:
    found = read(name=None, contact=None, in_reply_to=None, language=None, sequence=None, later={"a": [1]})
    assert (found.name, found.contact, found.in_reply_to, found.language, found.sequence) == (None,) * 4 + (1,)


@pytest.mark.parametrize("tag", ["7y27-t4wss", "TT-7Y27 T4WS S", "7Y27T4WSS"])
def test_a_tag_is_read_as_people_type_it(tag: str) -> None:
    assert read(tag=tag).tag == "7Y27T4WSS"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"format": "talktag-finder/2"}, "says another form than talktag-finder/1"),
        ({"format": None}, "says another form than talktag-finder/1"),
        ({"kind": "answer"}, "is of another kind than a message"),
        ({"id": "0123456789ABCDEFGHJKMNPQRS"}, 'has no "id" that is an id of 26 characters'),
        ({"id": "0123456789abcdefghjkmnpqrs\n"}, 'has no "id" that is an id of 26 characters'),
        ({"id": "../../etc/passwd"}, 'has no "id" that is an id of 26 characters'),
        ({"id": None}, 'has no "id" that is an id of 26 characters'),
        ({"tag": "7Y27T4WST"}, "names no tag, or one that was mistyped"),
        ({"tag": None}, "names no tag, or one that was mistyped"),
        ({"tag": ["7Y27T4WSS"]}, 'has a "tag" that is no text'),
        ({"tag": " " * 99}, 'has a "tag" of more than 40 characters'),
        ({"text": None}, "says nothing"),
        ({"text": " \u200b\n"}, "says nothing"),
        ({"text": "a" * 4001}, 'has a "text" of more than 4000 characters'),
        ({"text": 7}, 'has a "text" that is no text'),
        ({"name": "a" * 201}, 'has a "name" of more than 200 characters'),
        ({"contact": {"mail": "x"}}, 'has a "contact" that is no text'),
        ({"contact": "a" * 201}, 'has a "contact" of more than 200 characters'),
        ({"recipient": "age1" + "b" * 58}, 'has no "recipient" that is an age recipient to answer to'),
        ({"recipient": f"{TO}\n"}, 'has no "recipient" that is an age recipient to answer to'),
        ({"recipient": "ssh-ed25519 AAAA"}, 'has no "recipient" that is an age recipient to answer to'),
        ({"recipient": None}, 'has no "recipient" that is an age recipient to answer to'),
        ({"language": "e"}, 'has no "language" that is a language'),
        ({"language": "es; rm"}, 'has no "language" that is a language'),
        ({"sequence": 0}, 'has a "sequence" that is no number from 1 to 1000000'),
        ({"sequence": 10**7}, 'has a "sequence" that is no number from 1 to 1000000'),
        ({"sequence": True}, 'has a "sequence" that is no number from 1 to 1000000'),
        ({"sequence": "1"}, 'has a "sequence" that is no number from 1 to 1000000'),
        ({"sequence": 1.5}, 'has the number "1.5", and only whole ones are taken'),
        ({"sequence": 10**30}, "has a number of more than 20 characters"),
        ({"sequence": float("nan")}, 'has "NaN" for a number'),
        ({"sequence": float("inf")}, 'has "Infinity" for a number'),
        ({"in_reply_to": "x"}, 'has no "in_reply_to" that is the id of an answer'),
    ],
)
def test_each_fault_has_a_sentence(changed: dict[str, Any], fault: str) -> None:
    with pytest.raises(UntrustedError) as caught:
        read(**changed)
    assert caught.value.message == f"the finder's message {fault}"


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b"[]", "is not one object of JSON"),
        (b'"talktag-finder/1"', "is not one object of JSON"),
        (b"\xff", "is not UTF-8 text"),
        (data() + b"{}", "is not JSON"),
        (data().replace(b'{"format"', b'{"id": "x", "format"'), 'gives "id" twice'),
        (b"[" * 100_000, None),
        (b"[" * 60_000, "is nested more than 16 deep"),
        (b'{"a":' * 17 + b"1" + b"}" * 17, "is nested more than 16 deep"),
        (data() + b" " * SIZE_LIMIT, "has more than 64 KiB"),
        (b" " * 10_000_000, "has more than 64 KiB"),
    ],
)
def test_what_is_no_flat_json_is_refused_before_it_costs_anything(raw: bytes, fault: str | None) -> None:
    with pytest.raises(UntrustedError) as caught:
        read_finder_message(raw)
    assert fault is None or caught.value.message == f"the finder's message {fault}"


@given(st.text(max_size=400), st.text(max_size=200), st.text(max_size=200))
def test_of_any_words_what_is_kept_can_be_kept(text: str, name: str, contact: str) -> None:
    try:
        found = read(text=f"x{text}", name=name, contact=contact)
    except UntrustedError:
        assert max(text + name + contact) >= "\ud800" or len(text) > 3999
        return
    for kept in (found.text, found.name or "", found.contact or ""):
        kept.encode("utf-8")
        assert not any((letter < " " and letter not in "\n\t") or "\x7f" <= letter <= "\x9f" for letter in kept)
    assert "\n" not in (found.name or "") + (found.contact or "")
    assert read_finder_message(json.dumps(found.values()).encode()) == found


def test_half_an_emoji_and_a_bell_lose_no_message() -> None:
    raw = json.dumps({**SAID, "text": "cut \ud83d", "name": "a\x07\r\nb"}).encode()
    found = read_finder_message(raw)
    assert (found.text, found.name) == ("cut \ufffd", "a b")


def test_whatever_is_changed_in_one_is_read_or_refused_in_words() -> None:
    chance, ways = Random(15), (mutations.flip, mutations.overwrite, mutations.truncate, mutations.insert)
    for _ in range(mutations.how_many(500)):
        with contextlib.suppress(UntrustedError):
            assert read_finder_message(chance.choice(ways)(chance, data())).tag.isalnum()


def test_a_hand_is_called_alike_each_time_and_unlike_another() -> None:
    other = "age1" + "p" * 58
    assert hand_slug(TO) == hand_slug(TO) != hand_slug(other)
    assert free_slug(TO, {hand_slug(TO)}.__contains__) == f"{hand_slug(TO)}-2"


def test_an_answer_holds_what_was_said_and_nothing_of_its_owner() -> None:
    answer = OwnerAnswer(id=SAID["id"], tag="7Y27T4WSS", text="¡Gracias! 🎉", in_reply_to=SAID["in_reply_to"])
    assert json.loads(answer_bytes(answer)) == {
        "format": "talktag-finder/1",
        "kind": "answer",
        "id": SAID["id"],
        "tag": "7Y27T4WSS",
        "text": "¡Gracias! 🎉",
        "in_reply_to": SAID["in_reply_to"],
    }
