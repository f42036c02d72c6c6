"""`hand` at a terminal: what is asked and in which order, what is seen before the yes, and what a no leaves behind."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.screen import Screen

CALLED, ROLE, MAIL = "called? [Velo Nord]: ", "to you? [repairer]: ", "Enter for none: "
PURPOSE, MORE, YES = "Enter for nothing: ", "is given? Enter for nothing: ", "Hand this to Velo Nord? [y/N] "


def begun(computer: Computer, *words: str, **variables: str) -> Screen:
    return computer.terminal("hand", "canon", "Velo Nord", *words, env={"NO_COLOR": "1", **variables})


def asked(screen: Screen) -> Screen:
    """The questions of a new party, answered up to the yes."""
    screen.until(CALLED).type("\n").until(ROLE).type("\n").until(MAIL).type("w@velo.example\n")
    return screen.until(PURPOSE).type("crack in it\n").until(MORE).type("value, files:receipt\n").until(YES)


@pytest.mark.parametrize("columns", [80, 50])
def test_the_whole_talk_fits_the_terminal_and_does_all_on_one_yes(columns: int, computer: Computer) -> None:
    done = asked(begun(computer, COLUMNS=str(columns))).type("y\n").end()
    assert done.code == 0, done.out
    shown, _, after = done.out.partition(YES)
    told = shown[shown.index("Velo Nord is added") :].splitlines()
    assert [line for line in told if len(line) > columns and max(map(len, line.split())) <= columns - 8] == []
    joined = " ".join(shown.replace("│", "").split())
    for said in ("for Velo Nord (repairer)", "leaves: --include", "purchase.price 2499.00 EUR", "stays: private note"):
        assert said in joined, said
    for said in ("to w@velo.example", "subject Canon EOS 5D Mark IV: crack in it", "I read its digits out to you."):
        assert said in joined, said
    folder = computer.folder / "canon-eos-5d-mark-iv-velo-nord"
    assert sorted(path.name for path in folder.iterdir()) == [
        "canon-eos-5d-mark-iv-answer.html",
        "canon-eos-5d-mark-iv.zip",
        "mail.eml",
    ]
    assert f'next: open "{folder.name}/mail.eml" with your mail program' in after
    assert "saved as " in after.splitlines()[-1]
    assert computer.json("party", "show", "velo")["data"]["mail"] == "w@velo.example"
    (share,) = computer.json("shares")["data"]["shares"]
    assert (share["party"], share["purpose"]) == ("velo-nord", "crack in it")
    assert {"value", "files:receipt"} <= {*share["sections"]}
    assert f"receive answer-{share['bundle']}.json --unsigned" in after


@pytest.mark.parametrize("end", ["n\n", "\n", "\4"])
def test_a_no_at_the_end_leaves_nothing_not_even_the_party(end: str, computer: Computer) -> None:
    before = computer.state
    done = asked(begun(computer)).type(end).end()
    assert done.code == 3
    assert computer.state == before


@pytest.mark.parametrize("question", [CALLED, ROLE, MAIL, PURPOSE, MORE])
def test_who_ends_the_input_at_any_question_has_done_nothing(question: str, computer: Computer) -> None:
    before = computer.state
    screen = begun(computer)
    for each in (CALLED, ROLE, MAIL, PURPOSE, MORE):
        screen.until(each)
        if each == question:
            break
        screen.type("\n")
    done = screen.end()
    assert done.code == 3
    assert computer.state == before


def test_what_was_said_is_not_asked_for(computer: Computer) -> None:
    words = ("--role", "insurer", "--mail", "", "--purpose", "", "--include", "value")
    done = begun(computer, *words).until(YES).type("y\n").end()
    assert done.code == 0, done.out
    for question in (CALLED, ROLE, MAIL, PURPOSE, MORE):
        assert question not in done.out
    assert "no mail address of Velo Nord is known" in done.out


def test_a_party_that_is_kept_is_not_asked_about(computer: Computer) -> None:
    screen = computer.terminal("hand", "canon", "fix-it", env={"NO_COLOR": "1"})
    done = screen.until(PURPOSE).type("\n").until(MORE).type("\n").until("Fix-It Cameras? [y/N] ").type("y\n").end()
    assert done.code == 0, done.out
    assert "called?" not in done.out
    assert "to       bench@fixit.example" in done.out


def test_a_wrong_answer_is_asked_again_and_three_are_enough(computer: Computer) -> None:
    before = computer.state
    screen = begun(computer).until(CALLED).type("\n").until(ROLE).type("shop\n").until("is not a role")
    screen.until(ROLE, 2).type("repairer\n").until(MAIL)
    for number in (1, 2, 3):
        screen.until(MAIL, number).type("velo\n")
    done = screen.end()
    assert done.code == 6
    assert done.out.count("is not a mail address") == 3
    assert computer.state == before


def test_a_name_that_is_nearly_one_that_is_kept_is_said_to_be_before_anybody_is_added(computer: Computer) -> None:
    screen = computer.terminal("hand", "canon", "fxi-it-cameras", env={"NO_COLOR": "1"})
    done = screen.until("did you mean fix-it-cameras?").until("[fxi-it-cameras]: ").end()
    assert done.code == 3


def test_one_of_several_is_picked_before_anything_is_asked(computer: Computer) -> None:
    computer.ok("party", "add", "Fix-It Bikes", "--role", "repairer")
    screen = computer.terminal("hand", "canon", "fix-it", env={"NO_COLOR": "1"})
    done = screen.until("Which one?").type("2\n").until(PURPOSE).type("\n").until(MORE).type("\n").until("[y/N] ").end()
    assert done.code == 3
    assert ("Hand this to Fix-It Cameras?" in done.out) != ("Hand this to Fix-It Bikes?" in done.out)


def test_without_a_terminal_all_flags_that_are_missing_are_named(computer: Computer) -> None:
    before = computer.state
    done = computer.run("hand", "canon", "Velo Nord", "--yes")
    assert done.code == 2
    assert "add: --role ROLE --mail ADDRESS --purpose TEXT" in done.err
    done = computer.run("hand", "canon", "Velo Nord", "--mail", "", "--no-input", "--yes", "--json")
    assert done.code == 2
    assert "add: --role ROLE --purpose TEXT" in json.loads(done.err)["problems"][0]["hints"]
    done = computer.run("hand", "canon", "fix-it", "--yes")
    assert done.code == 2
    assert "add: --purpose TEXT" in done.err
    done = computer.run("hand", "canon", "fix-it", "--purpose", "")
    assert (done.code, "this needs a yes" in done.err) == (2, True)
    assert computer.state == before


def test_a_program_gets_all_of_it_as_json(computer: Computer) -> None:
    words = ("hand", "canon", "fix-it", "--purpose", "crack", "-o", "packet")
    planned = json.loads(computer.ok(*words, "--dry-run", "--json"))
    assert not (computer.folder / "packet").exists()
    assert [each["path"] for each in planned["effects"]] == [
        "packet/canon-eos-5d-mark-iv.zip",
        "packet/canon-eos-5d-mark-iv-answer.html",
        "packet/mail.eml",
    ]
    data = json.loads(computer.ok(*words, "--yes", "--json"))["data"]
    assert data["folder"] == "packet"
    assert data["mail"]["to"] == "bench@fixit.example"
    assert data["mail"]["subject"] == "Canon EOS 5D Mark IV: crack"
    assert len(data["digits"]) == 6
    assert "".join(data["digits"]) in computer.ok("key", "show").replace(" ", "")
    assert {each["field"] for each in data["leaves"]} > {"serial", "owner.name"}


def test_what_lies_there_already_is_replaced_only_with_a_yes(computer: Computer) -> None:
    computer.write("packet/mail.eml", "my own")
    words = ("hand", "canon", "fix-it", "--purpose", "", "--include", "value", "-o", "packet")
    screen = computer.terminal(*words, env={"NO_COLOR": "1"}).until("[y/N] ").type("y\n")
    done = screen.until('Replace "packet/mail.eml"? [y/N] ').type("n\n").end()
    assert done.code == 3
    assert [path.name for path in (computer.folder / "packet").iterdir()] == ["mail.eml"]
    assert (computer.folder / "packet/mail.eml").read_text() == "my own"
    assert computer.json("shares")["data"]["shares"] == []


@pytest.mark.parametrize(
    ("name", "why"), [("-", "several files"), ("receipt.txt", "is no folder"), ("a/b", "no folder")]
)
def test_what_cannot_be_the_folder_is_refused(name: str, why: str, computer: Computer) -> None:
    before = computer.state
    done = computer.run("hand", "canon", "fix-it", "--purpose", "", "-o", name, "--yes")
    assert done.code == 2
    assert why in done.err
    assert computer.state == before


def test_the_mail_leads_there_and_back(computer: Computer) -> None:
    """What the shop takes out of the mail it can check and answer, and the answer is taken in."""
    import email
    from dataclasses import replace

    computer.ok("hand", "canon", "fix-it", "--purpose", "crack", "-o", "packet", "--yes")
    mail = email.message_from_bytes((computer.folder / "packet/mail.eml").read_bytes())
    (bundle,) = [each for each in mail.walk() if each.get_content_type() == "application/zip"]
    data = bundle.get_payload(decode=True)
    assert isinstance(data, bytes)
    computer.write("shop/came.zip", data)
    shop = replace(computer, variables={"TALKTAG_CONFIG_DIR": str(computer.folder / "shop/keys"), "TALKTAG_STORE": ""})
    shop.ok("key", "new", "Fix-It", "--no-passphrase")
    digits = json.loads(computer.ok("hand", "canon", "fix-it", "--purpose", "x", "-o", "again", "--json", "--dry-run"))
    assert " ".join(digits["data"]["digits"]) in shop.run("verify", "shop/came.zip").err
    shop.ok("reply", "shop/came.zip", "--service", "new shutter", "-o", "reply.zip", "--yes")
    computer.ok("receive", "reply.zip", "--signer", "shop/keys/keys/signing_key.pub", "--yes")
    assert "new shutter" in computer.ok("show", "canon")


def test_a_party_that_is_left_out_is_picked_from_those_that_are_kept(computer: Computer) -> None:
    before = computer.state
    screen = computer.terminal("hand", "canon", env={"NO_COLOR": "1"}).until("Which party:").until("Enter for none: ")
    done = screen.type("1\n").until(PURPOSE).type("\n").until(MORE).type("\n").until("Fix-It Cameras? [y/N] ").end()
    assert done.code == 3
    done = computer.run("hand", "canon", "--yes")
    assert (done.code, "Which" in done.err) == (2, False)
    assert computer.state == before
