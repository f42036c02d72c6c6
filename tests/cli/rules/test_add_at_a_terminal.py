"""A rule from elsewhere, taken in by a person: what they read before they say yes, and that no is no."""

from __future__ import annotations

import pytest

from tests.kit.computer import Computer

# What could move the cursor, turn letters around or end a line, in every text of it.
FOUL = "\\u001b[2J\\u202eon\\u2066\\u0007"
RULE = f"""format = 1
means = "Ask {FOUL}"
on = ["scan"]

[[do]]
send = "repairer"
title = "Help {FOUL} {{product.place}}"
data = {{ area = "{FOUL}" }}

[[do]]
notice = "{FOUL}"
"""


@pytest.fixture
def computer(computer: Computer) -> Computer:
    computer.write("theirs.toml", RULE)
    return computer


def test_a_person_reads_what_it_may_send_before_the_yes(computer: Computer) -> None:
    screen = computer.terminal("rule", "add", "theirs.toml", "--from", "fix-it")
    screen.until("may send").until("product.place").until("Take this rule in?").type("y\n")
    done = screen.end()
    assert done.code == 0, done.out
    assert "\\x1b[2J\\u202eon" in done.out
    for sign in ("\x1b[2J", "\u202e", "\u2066", "\x07"):
        assert sign not in done.out
    assert 'from = "fix-it' in (computer.folder / "things/rules/theirs.toml").read_text("utf-8")


def test_no_is_no_and_an_empty_line_is_no_yes(computer: Computer) -> None:
    screen = computer.terminal("rule", "add", "theirs.toml", "--from", "fix-it")
    screen.until("Take this rule in?").type("\n")
    assert screen.end().code == 3
    assert not (computer.folder / "things/rules").exists()


@pytest.mark.parametrize("more", [["--yes"], ["--no-input"], ["--json", "--yes"]])
def test_nobody_says_yes_for_a_person(computer: Computer, more: list[str]) -> None:
    done = computer.run("rule", "add", "theirs.toml", "--from", "fix-it", *more)
    assert done.code == 10
    assert "\x1b[2J" not in done.out + done.err
    assert not (computer.folder / "things/rules").exists()


def test_the_foul_text_stays_words_wherever_rules_are_shown(computer: Computer) -> None:
    quiet = RULE.replace('send = "repairer"', 'kind = "case"')
    computer.write("quiet.toml", quiet)
    computer.ok("rule", "add", "quiet.toml", "--from", "fix-it", "--yes")
    for words in (("rule", "list"), ("rule", "show", "quiet"), ("rule", "try", "quiet"), ("log",), ("doctor",)):
        shown = computer.run(*words)
        assert not {"\x1b", "\u202e", "\u2066", "\x07"} & {*shown.out, *shown.err}, words
