"""Killed at any step, a message is neither lost nor doubled: kept and carried, or kept and still to be carried."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.kit.killing import CHANGING, RENAMES, killed_steps

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick
TALK = ("talk", "canon", "Has the eyepiece come in?", "--to", "fix-it", "--yes")


def with_stick(computer: Computer) -> Computer:
    """The computer, with a folder that goes to the shop, whose recipient it has: its own will do."""
    stick = computer.folder / "stick"
    stick.mkdir()
    recipients = (computer.things / "keys/recipients.txt").read_text().splitlines()
    recipient = next(line for line in recipients if line.startswith("age1"))
    computer.ok("party", "set", "fix-it", f"age={recipient}")
    computer.ok("config", "carrier.stick.kind=folder", f"carrier.stick.out={stick}")
    return computer


def said(computer: Computer) -> list[str]:
    """The ids of the bundles that the log of the camera tells of."""
    path = next(computer.things.glob("products/c/*/entries.toml"), None)
    entries = tomllib.loads(path.read_text())["entry"] if path else []
    return [each["original"] for each in entries if "to" in each]


def on_stick(computer: Computer) -> list[str]:
    found = (computer.folder / "stick").iterdir()
    return sorted(path.name.partition(".")[0] for path in found if not path.name.endswith(".tmp"))


def outbox(computer: Computer) -> list[str]:
    return sorted(path.name for path in computer.things.glob("outbox/*") if path.name != ".gitignore")


@pytest.mark.parametrize("in_the_clear", [False, True])
def test_what_is_kept_is_carried_in_the_end_and_nothing_else_ever_is(computer: Computer, in_the_clear: bool) -> None:
    with_stick(computer)
    words = (*TALK, "--in-the-clear") if in_the_clear else TALK
    found = set()
    for _ in killed_steps(computer, words, CHANGING if in_the_clear else RENAMES):
        waited = bool([name for name in outbox(computer) if name.endswith(".toml")])
        sent_before = on_stick(computer)
        computer.ok("send")
        kept = said(computer)
        assert on_stick(computer) == kept
        assert set(sent_before) <= set(kept)
        assert outbox(computer) == []
        assert computer.run("doctor").code == 0
        found.add((len(kept), waited, bool(sent_before)))
    assert {(0, False, False), (1, True, False), (1, True, True), (1, False, True)} <= found


def test_sending_that_was_cut_short_is_gone_on_with(computer: Computer) -> None:
    with_stick(computer)
    (computer.folder / "stick").rmdir()
    for text in ("One", "Two"):
        assert computer.run("talk", "canon", text, "--to", "fix-it", "--yes").code == 1
    (computer.folder / "stick").mkdir()
    for _ in killed_steps(computer, ("send",), CHANGING):
        computer.ok("send")
        assert on_stick(computer) == sorted(said(computer))
        assert outbox(computer) == []


def test_a_message_that_was_not_carried_is_told_and_is_not_said_twice(computer: Computer) -> None:
    with_stick(computer)
    (computer.folder / "stick").rmdir()
    done = computer.run(*TALK)
    assert done.code == 1
    assert "the message is saved, and was not carried" in done.err
    assert "talktag send" in done.err
    assert "not sent yet" in computer.ok("talk", "canon")
    (computer.folder / "stick").mkdir()
    assert "carried 1 message" in computer.run("send").err
    assert on_stick(computer) == said(computer)
    assert "nothing waits to be sent" in computer.run("send").err
