"""At a real pseudo-terminal: what is asked, what an answer does, and that nothing is asked where nobody sits."""

from __future__ import annotations

import subprocess
import tomllib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.kit.computer import Computer

EXPORT = ("export", "canon", "--to", "fix-it", "-o", "canon.zip")
QUESTION = "[y/N]"
ASKED = "Passphrase"


@pytest.mark.parametrize("answer", ["n\n", "\n", "no\n", "\4"], ids=["n", "Enter", "no", "Ctrl-D"])
def test_an_export_that_is_not_wanted_leaves_nothing_behind(answer: str, computer: Computer) -> None:
    before = computer.state
    screen = computer.terminal(*EXPORT).until(QUESTION).type(answer)
    done = screen.end()
    assert done.code == 3
    assert "talktag: nothing was done" in done.out
    assert computer.state == before
    assert not (computer.things / "shares").exists()


@pytest.mark.parametrize("answer", ["y\n", "YES\n"])
def test_an_export_that_is_wanted_is_made(answer: str, computer: Computer) -> None:
    done = computer.terminal(*EXPORT).until(QUESTION).type(answer).end()
    assert done.code == 0
    assert (computer.folder / "canon.zip").exists()
    assert len(list((computer.things / "shares").iterdir())) == 1


def test_what_leaves_is_shown_before_the_question(computer: Computer) -> None:
    screen = computer.terminal(*EXPORT, env={"NO_COLOR": "1"}).until(QUESTION)
    shown = screen.shown.decode()
    assert "032021001234" in shown
    assert shown.index("2499.00 EUR") < shown.index("Fix-It Cameras?") < shown.index(QUESTION)
    assert not (computer.folder / "canon.zip").exists()
    screen.type("n\n").end()


def test_an_answer_that_is_none_is_asked_for_again_and_then_is_a_no(computer: Computer) -> None:
    screen = computer.terminal(*EXPORT)
    for times in range(1, 4):
        screen.until(QUESTION, times).type("maybe\n")
    assert screen.end().code == 3


def test_yes_is_not_asked(computer: Computer) -> None:
    done = computer.terminal(*EXPORT, "--yes").end()
    assert done.code == 0
    assert QUESTION not in done.out


def test_no_question_without_a_terminal_or_with_no_input(computer: Computer) -> None:
    before = computer.state
    for done in (
        computer.run(*EXPORT),
        computer.run(*EXPORT, stdin=b"y\n"),
        computer.terminal(*EXPORT, "--no-input").end(),
    ):
        assert done.code == 2
        assert "--yes" in done.out + done.err
        assert QUESTION not in done.out + done.err
    assert computer.state == before


def test_a_file_that_is_there_is_replaced_only_after_a_yes(computer: Computer) -> None:
    computer.write("canon.zip", "mine")
    words = (*EXPORT, "--yes")
    assert computer.terminal(*EXPORT).until(QUESTION).type("y\n").until("Replace").type("n\n").end().code == 3
    assert (computer.folder / "canon.zip").read_text() == "mine"
    assert not (computer.things / "shares").exists()
    assert computer.run(*words).code == 0
    assert (computer.folder / "canon.zip").read_bytes().startswith(b"PK")


def test_what_init_needs_is_asked_for(new_computer: Computer) -> None:
    screen = new_computer.terminal("init", "things")
    screen.until("name").type("Ana Pérez\n").until("mail").type("ana@example.org\n").until("currency").type("eur\n")
    screen.until("label paper").type("L7160\n")
    screen.until("New passphrase").type("correct horse\n").until("once more").type("correct horse\n")
    done = screen.end()
    assert done.code == 0, done.out
    assert "correct horse" not in done.out
    assert 'name = "Ana Pérez"' in (new_computer.things / "talktag.toml").read_text()
    assert (new_computer.folder / "config/keys/identity.age").exists()


def test_an_answer_to_init_that_does_not_hold_up_is_asked_for_again(new_computer: Computer) -> None:
    """Giving up would hand what is typed next, a passphrase, to the shell."""
    new_computer.write("full/file", "mine")
    screen = new_computer.terminal("init", "--no-passphrase")
    screen.until("[~/things]").type("full\n").until("is not an empty folder").type("\n")
    screen.until("Your name").type("\n").until("that is empty").type("Ana\n")
    screen.until("mail").type("ana\n").until("is not a mail address").type("ana@example.org\n")
    screen.until("currency").type("euros\n").until('"euros" is not a currency').type("eur\n")
    screen.until("label paper").type("avery-l716\n").until("type one of these numbers").type("1\n")
    done = screen.end()
    assert done.code == 0, done.out
    settings = (new_computer.things / "talktag.toml").read_text()
    assert 'currency = "EUR"' in settings
    assert 'stock = "avery-l716' in settings


def test_init_asks_on_until_the_person_ends_it(new_computer: Computer) -> None:
    screen = new_computer.terminal("init", "things", "--owner", "Ana")
    for times in range(1, 8):
        screen.until("mail address finders write to: ", times).type("ana\n")
    done = screen.until("mail address finders write to: ", 8).type("\x04").end()
    assert (done.code, "no store was made" in done.out) == (3, True)
    assert not new_computer.things.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("--contact", "nowhere"),
        ("--currency", "EURO"),
        ("--stock", "avery-l716"),
        ("--contact", "nowhere", "--owner", "A"),
    ],
)
def test_a_flag_that_does_not_hold_up_is_told_before_anything_is_asked(
    words: tuple[str, ...], new_computer: Computer
) -> None:
    done = new_computer.terminal("init", *words).end()
    assert done.code in {4, 6}
    assert "folder for it" not in done.out


def test_all_that_init_needs_may_be_left_to_enter(new_computer: Computer) -> None:
    screen = new_computer.terminal("init", "--no-passphrase", "--owner", "Ana", "--contact", "ana@example.org")
    screen.until("[~/things]").type("\n").until("currency").type("\n").until("label paper").type("\n")
    done = screen.end()
    assert done.code == 0, done.out
    assert "[defaults]" not in (new_computer.things / "talktag.toml").read_text()
    assert new_computer.run("list", env={"TALKTAG_STORE": ""}).code == 0, "it is the store of this computer now"


@pytest.mark.parametrize(("answer", "kept"), [("", "SEK"), ("-", None), ("usd", "USD")])
def test_the_currency_of_where_one_is_is_offered_and_not_taken_unseen(
    answer: str, kept: str | None, new_computer: Computer, program: Callable[[str], str]
) -> None:
    """The system's own description of a country, built for the test from the one that every glibc brings."""
    folder = new_computer.folder / "locales"
    folder.mkdir()
    build = [program("localedef"), "-i", "sv_SE", "-f", "UTF-8", str(folder / "sv_SE.UTF-8")]
    subprocess.run(build, check=True, capture_output=True)
    env = {"LC_ALL": "", "LC_MONETARY": "sv_SE.UTF-8", "LOCPATH": str(folder)}
    words = ("init", "--no-passphrase", "--owner", "Ana", "--contact", "ana@example.org")
    screen = new_computer.terminal(*words, env=env)
    screen.until("[~/things]").type("\n").until("[SEK; - for none]").type(f"{answer}\n")
    done = screen.until("label paper").type("\n").end()
    assert done.code == 0, done.out
    settings = tomllib.loads((new_computer.things / "talktag.toml").read_text())
    assert settings.get("defaults", {}).get("currency") == kept


def test_several_papers_of_a_name_are_told_and_one_is_picked_by_its_number(new_computer: Computer) -> None:
    screen = new_computer.terminal("init", "things", "--no-passphrase", "--owner", "Ana")
    screen.until("mail").type("ana@example.org\n").until("currency").type("\n")
    screen.until("label paper").type("averyl7160\n").until("type one of these numbers").type("99\n")
    done = screen.until("label paper", 3).type("\n").end()
    assert done.code == 0, done.out


def test_two_new_passphrases_that_differ_are_asked_for_again(new_computer: Computer) -> None:
    screen = new_computer.terminal("init", "things", "--owner", "Ana", "--contact", "ana@example.org")
    screen.until("New passphrase").type("one\n").until("once more").type("two\n").until("differ")
    screen.interrupt()
    assert screen.end().code == 130
    assert not new_computer.things.exists()


def test_what_init_needs_is_named_where_nobody_can_be_asked(new_computer: Computer) -> None:
    whole = ["init", "things", "--owner", "Ana", "--contact", "ana@example.org"]
    for words, flag in ((whole[:2], "--owner"), (whole[:4], "--contact"), (whole, "--passphrase-file")):
        for done in (new_computer.run(*words), new_computer.terminal(*words, "--no-input").end()):
            assert done.code == 2, words
            assert flag in done.out + done.err, words
    assert not new_computer.things.exists()


def test_the_passphrase_is_asked_for_without_echo(sealed_computer: Computer) -> None:
    screen = sealed_computer.terminal("notes", "canon")
    assert screen.echoes()
    screen.until(ASKED)
    assert not screen.echoes()
    done = screen.type("correct horse\n").end()
    assert done.code == 0
    assert "hot pixel at 1024,768" in done.out
    assert "correct" not in done.out


def test_there_are_three_tries_for_the_passphrase(sealed_computer: Computer) -> None:
    screen = sealed_computer.terminal("notes", "canon")
    for times in range(1, 4):
        screen.until(ASKED, times).type("not the words\n")
    done = screen.end()
    assert done.code == 9
    assert done.out.count(ASKED) == 3
    assert "hot pixel" not in done.out


def test_the_third_try_may_be_the_right_one(sealed_computer: Computer) -> None:
    screen = sealed_computer.terminal("notes", "canon")
    for times, words in enumerate(("wrong", "wrong again", "correct horse"), 1):
        screen.until(ASKED, times).type(f"{words}\n")
    done = screen.end()
    assert done.code == 0
    assert "hot pixel at 1024,768" in done.out


def test_the_passphrase_is_asked_for_where_output_goes_to_a_file(sealed_computer: Computer) -> None:
    to_file = ("sh", "-c", 'exec "$@" > notes.out', "sh")
    screen = sealed_computer.terminal("notes", "canon", by=to_file).until(ASKED).type("correct horse\n")
    assert screen.end().code == 0
    text = (sealed_computer.folder / "notes.out").read_text()
    assert "hot pixel" in text
    assert ASKED not in text


def test_no_passphrase_is_asked_for_without_a_terminal_or_with_no_input(sealed_computer: Computer) -> None:
    piped = sealed_computer.run("notes", "canon", stdin=b"correct horse\n")
    for done in (piped, sealed_computer.terminal("notes", "canon", "--no-input").end()):
        assert done.code == 9
        assert "--passphrase-file" in done.out + done.err
        assert f"{ASKED} for" not in done.out + done.err


def test_a_passphrase_from_a_file_is_not_asked_for(sealed_computer: Computer) -> None:
    done = sealed_computer.terminal("notes", "canon", "--passphrase-file", "words").end()
    assert done.code == 0
    assert f"{ASKED} for" not in done.out


@pytest.mark.parametrize("words", [("notes", "canon"), ("key", "backup", "-o", "recovery.txt"), (*EXPORT, "--yes")])
def test_ctrl_c_at_the_passphrase_ends_with_130_and_the_terminal_echoes_again(
    words: tuple[str, ...], sealed_computer: Computer
) -> None:
    before = sealed_computer.state
    screen = sealed_computer.terminal(*words).until(ASKED)
    assert not screen.echoes()
    done = screen.type("\3").end()
    assert done.code == 130
    assert screen.left_echoing
    assert "Traceback" not in done.out
    assert sealed_computer.state == before


def test_ctrl_c_at_a_question_ends_with_130_and_writes_nothing(computer: Computer) -> None:
    before = computer.state
    done = computer.terminal(*EXPORT).until(QUESTION).type("\3").end()
    assert done.code == 130
    assert "Traceback" not in done.out
    assert computer.state == before


def test_a_note_is_typed_until_ctrl_d(computer: Computer) -> None:
    done = computer.terminal("note", "trek", "-").until("Ctrl-D").type("the lock\nis 4711\n\4").end()
    assert done.code == 0, done.out
    assert [each["text"] for each in computer.json("notes", "trek")["data"]["notes"]] == ["the lock\nis 4711"]


def test_a_note_that_is_not_typed_is_not_waited_for_with_no_input(computer: Computer) -> None:
    done = computer.terminal("note", "trek", "--no-input").end()
    assert done.code == 2
    assert "hint: " in done.out


def test_accepting_recipients_asks_and_shows_them_first(computer: Computer) -> None:
    screen = computer.terminal("key", "accept").until(QUESTION)
    assert screen.shown.count(b"age1") == 2
    assert screen.type("y\n").end().code == 0


def test_columns_are_folded_at_blanks_where_the_terminal_is_too_narrow(computer: Computer) -> None:
    computer.ok("add", "A lamp of many words that goes on and on", "--place", "house/a-place-of-one-long-word")
    wide = computer.terminal("list", "lamp", env={"COLUMNS": "160", "NO_COLOR": "1"}).end().out.splitlines()
    narrow = computer.terminal("list", "lamp", env={"COLUMNS": "100", "NO_COLOR": "1"}).end().out.splitlines()
    assert len(wide) == len(narrow) - 1
    assert max(map(len, wide)) > 100 >= max(map(len, narrow))
    assert " ".join("".join(wide).split()).count("A lamp of many words that goes on and on") == 1
    assert "house/a-place-of-one-long-word" in narrow[1]
    start = narrow[0].index("name")
    assert narrow[2][:start].isspace()
    said = f"{narrow[1][start:].split('  ')[0]} {narrow[2].strip()}"
    assert said == "A lamp of many words that goes on and on"
