"""-m: a person's own words stand first in what a command saves, and talktag still knows its own commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from talktag.errors import UsageError
from talktag.model.plan import Plan
from talktag.ops.commit_message import in_own_words, plan

if TYPE_CHECKING:
    from tests.kit.computer import Computer


def test_the_words_are_first_and_what_talktag_says_follows(computer: Computer) -> None:
    computer.ok("set", "trek", "place=attic", "-m", "moved for the winter\nwith Bea's help")
    message = computer.git("log", "-1", "--format=%B").decode().rstrip()
    assert message == ("moved for the winter\nwith Bea's help\n\nSet place of Trek Domane AL 2\n\nTalktag-Command: set")
    (first, second) = computer.json("log", "--limit", "2")["data"]["commits"]
    assert (first["subject"], first["command"]) == ("moved for the winter", "set")
    assert first["message"] == "moved for the winter\nwith Bea's help\n\nSet place of Trek Domane AL 2"
    assert "message" not in second
    assert "moved for the winter" in computer.ok("log")
    assert "undone: moved for the winter" in computer.ok("undo", "--yes")


@pytest.mark.parametrize(
    "words",
    [
        ("-m", "mine", "set", "trek", "place=attic"),
        ("move", "home/office", "attic", "--commit-message", "mine"),
        ("note", "trek", "-", "-m", "mine"),
        ("party", "add", "Bea", "-m", "mine"),
        ("config", "currency=USD", "-m", "mine"),
        ("lend", "trek", "--to", "fix-it", "-m", "mine"),
        ("add", "Lamp", "-m", "mine"),
    ],
)
def test_every_command_that_saves_takes_them(words: tuple[str, ...], computer: Computer) -> None:
    assert computer.run(*words, stdin=b"hello").code == 0
    assert computer.git("log", "-1", "--format=%s") == b"mine\n"


def test_a_change_by_hand_is_saved_under_them(computer: Computer) -> None:
    computer.write("things/shelf.txt", "x\n")
    computer.ok("save", "-m", "the shelf is up", "--yes")
    assert computer.git("log", "-1", "--format=%s") == b"the shelf is up\n"


def test_a_dry_run_tells_them(computer: Computer) -> None:
    document = computer.json("set", "trek", "place=attic", "-n", "-m", "winter")
    assert document["plan"]["message"] == "winter"


def test_where_nothing_is_saved_that_is_said(computer: Computer) -> None:
    for words in (("list",), ("set", "trek", "name=Trek Domane AL 2")):
        done = computer.run(*words, "-m", "mine")
        assert done.code == 0
        assert "notice: nothing is saved by this, so your words are kept nowhere" in done.err


MADE = Plan((), plan("set", "Set place of Trek").message)


@pytest.mark.parametrize("words", ["", "  \n ", "\x00\x07", "\ufeff", "half \ud800"])
def test_no_words_are_refused(words: str) -> None:
    with pytest.raises(UsageError):
        in_own_words(MADE, words)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("red \x1b[31m alert\x07", "red [31m alert"),
        ("one\r\ntwo  \n", "one\ntwo"),
        ("Talktag-Command: undo", "Talktag-Command: undo"),
        ("# not a remark", "# not a remark"),
    ],
)
def test_control_characters_are_left_out_and_the_last_lines_are_talktags(words: str, kept: str) -> None:
    assert in_own_words(MADE, words).message == f"{kept}\n\nSet place of Trek\n\nTalktag-Command: set\n"
