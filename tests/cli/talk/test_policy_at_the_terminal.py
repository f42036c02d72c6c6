"""Each step of the policy refuses or holds one message of its own, by exit code and by what is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.cli.talk.conftest import Shop
from tests.kit.bench import SHOP, STRANGER
from tests.kit.from_shop import said

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.quick
REFUSED, WAITS, TAKEN = 10, 12, 0
Make = Callable[[Shop], "Path"]


def form(shop: Shop) -> Path:
    return shop.write("came.zip", shop.message(1, *[said()] * 51))


def late(shop: Shop) -> Path:
    return shop.write("came.zip", shop.message(until="2020-01-01"))


def signature(shop: Shop) -> Path:
    path = shop.write("came.zip", shop.message())
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    return path


def key(shop: Shop) -> Path:
    return shop.write("came.zip", shop.message(key=STRANGER), STRANGER)


def stranger(shop: Shop) -> Path:
    return shop.write("came.zip", shop.message(key=STRANGER, channel="1message00001", product=None), STRANGER)


def channel(shop: Shop) -> Path:
    shop.computer.ok("revoke", shop.channel, "-o", "letter.txt")
    return shop.write("came.zip", shop.message())


def no_channel(shop: Shop) -> Path:
    return shop.write("came.zip", shop.message(channel="1message00001", product=None))


def mute(shop: Shop) -> Path:
    shop.computer.ok("party", "mute", "fix-it", "message", "--yes")
    return shop.write("came.zip", shop.message())


def may(shop: Shop) -> Path:
    return shop.write("came.zip", shop.message(1, said("offer", "a new lens")))


def most(shop: Shop) -> Path:
    shop.computer.ok("party", "set", "fix-it", "channel.most=1/year")
    shop.computer.ok("receive", str(shop.write("first.zip", shop.message(1))), "--yes")
    return shop.write("came.zip", shop.message(2))


def ask(shop: Shop) -> Path:
    return shop.write("came.zip", shop.message())


STEPS: dict[str, tuple[Make, int, str]] = {
    "1 form": (form, REFUSED, "the message has 51 entries, and at most 50 are taken"),
    "1 its day is past": (late, REFUSED, "it was meant to be read until 2020-01-01"),
    "2 signature": (signature, REFUSED, "does not hold up"),
    "3 another key": (key, REFUSED, "it is not signed with the key that you have of Fix-It Cameras"),
    "3 nobody's key": (stranger, WAITS, "it is from somebody that you do not know"),
    "4 taken back": (channel, REFUSED, "you took back on"),
    "4 no channel": (no_channel, WAITS, "nothing stands open with Fix-It Cameras about that"),
    "5 mute": (mute, REFUSED, 'you muted "message" from Fix-It Cameras'),
    "6 may": (may, REFUSED, 'a repairer may not write an entry of the kind "offer"'),
    "7 most": (most, WAITS, "1 message came from Fix-It Cameras; at most 1/year are let in"),
    "8 ask": (ask, WAITS, "what comes from Fix-It Cameras is asked about"),
}


@pytest.mark.parametrize(("make", "code", "words"), STEPS.values(), ids=STEPS)
def test_a_step_speaks_by_exit_code_and_in_words(make: Make, code: int, words: str, shop: Shop) -> None:
    path = make(shop)
    before, waiting = shop.titles(), shop.waiting()
    done = shop.computer.run("receive", str(path))
    assert done.code == code
    assert words in done.out + done.err
    assert shop.titles() == before
    assert len(shop.waiting()) == len(waiting) + (2 if code == WAITS else 0)


@pytest.mark.parametrize(("make", "code", "words"), STEPS.values(), ids=STEPS)
def test_a_yes_beforehand_answers_the_last_one_alone(make: Make, code: int, words: str, shop: Shop) -> None:
    done = shop.computer.run("receive", str(make(shop)), "--yes")
    assert done.code == (TAKEN if make is ask else code)


def test_json_tells_the_step(shop: Shop) -> None:
    done = shop.computer.run("receive", str(stranger(shop)), "--json")
    document = json.loads(done.out)
    assert (document["status"], document["commit"]) == ("ok", None)
    assert document["data"]["waits"]["step"] == "key"


def test_a_yes_beforehand_accepts_no_key(shop: Shop) -> None:
    shop.computer.ok("party", "set", "fix-it", "key=")
    path = shop.write("came.zip", shop.message())
    assert shop.computer.run("receive", str(path), "--yes").code == WAITS
    done = shop.computer.run("inbox", "take", "1", "--yes")
    assert done.code == REFUSED
    assert "the key of Fix-It Cameras is new on this computer" in done.err
    assert shop.titles() == []
    keyfile = shop.computer.write("shop.pub", SHOP.public.line("fix-it"))
    shop.computer.ok("inbox", "take", "1", "--yes", "--signer", str(keyfile))
    assert shop.titles() == ["message 1"]
    assert shop.waiting() == []


def test_of_several_things_the_answer_is_partial_where_some_failed(shop: Shop) -> None:
    shop.write("mailed/one.zip", shop.message(1))
    shop.write("mailed/two.zip", shop.message(2, said("loan", "give it to us")))
    done = shop.computer.run("receive", "mailed", "--yes", "--json")
    document = json.loads(done.out)
    assert (done.code, document["status"]) == (REFUSED, "partial")
    assert [each["path"] for each in document["problems"]] == ["mailed/two.zip"]
    assert document["data"]["counts"] == {"taken": 1, "known": 0, "waits": 0, "declined": 0, "refused": 1}
    assert document["commit"] == next(each["commit"] for each in document["data"]["things"] if each["what"] == "taken")


def test_what_a_person_is_shown_obeys_nothing_of_it(shop: Shop) -> None:
    document = shop.message(1, said(title="\u202eevil\u2066", text="\u202e\u200b\n\u2029x"))
    path = shop.write("post/\x1b[2J\u202e.zip", document)
    take = ("inbox", "take", "1", "--yes")
    lines = (("receive", str(path)), ("inbox", "fetch"), ("inbox",), ("inbox", "show", "1"), take, ("talk", "canon"))
    for words in (*lines, ("receive", str(path), "post", "--yes")):
        done = shop.computer.run(*words)
        assert done.code in {0, 12}, done.err
        assert not {"\x1b", "\x07", "\u202e", "\u2066", "\u200b", "\u2029"} & {*done.out, *done.err}, words
