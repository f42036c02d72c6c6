"""`undo` says what it takes back and from when, and asks where that is not the last thing done at this terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.screen import Screen


def in_one_shell(computer: Computer, script: str, *words: str) -> Screen:
    """A shell that runs talktag with those words, and then `script`, where `again` is talktag."""
    start = 'again() { "$PYTHON" -P -m talktag "$@"; }; PYTHON=$1; "$@"; '
    return computer.terminal(*words, by=("sh", "-c", start + script, "sh"))


def place(computer: Computer) -> str | None:
    found: str | None = computer.json("show", "trek")["data"].get("place")
    return found


def test_what_this_terminal_did_last_is_taken_back_without_a_question(computer: Computer) -> None:
    before = place(computer)
    done = in_one_shell(computer, "again undo", "set", "trek", "place=attic").end()
    assert "[y/N]" not in done.out
    assert "undone: Set place of Trek" in done.out
    assert place(computer) == before


def test_what_another_terminal_did_is_asked_about_with_its_day(computer: Computer) -> None:
    computer.ok("set", "trek", "place=attic")
    done = computer.terminal("undo").until("[y/N] ").type("n\n").end()
    assert done.code == 3
    assert 'Take back "Set place of Trek Domane AL 2", made 20' in done.out
    assert ", today? [y/N]" in done.out
    assert place(computer) == "attic"
    assert computer.terminal("undo").until("[y/N] ").type("y\n").end().code == 0
    assert place(computer) != "attic"


def test_what_came_before_the_last_command_is_asked_about(computer: Computer) -> None:
    computer.ok("set", "trek", "place=attic")
    shell = in_one_shell(computer, "again undo; again undo", "set", "trek", "place=cellar")
    done = shell.until("[y/N] ").type("n\n").end()
    assert done.out.count("[y/N]") == 1
    assert place(computer) == "attic"


def test_a_command_elsewhere_since_then_makes_it_ask(computer: Computer) -> None:
    elsewhere = f"setsid {'$PYTHON'} -P -m talktag set trek place=cellar </dev/null >/dev/null 2>&1; again undo"
    done = in_one_shell(computer, elsewhere, "set", "trek", "place=attic").until("[y/N] ").type("n\n").end()
    assert place(computer) == "cellar", done.out


def test_a_command_that_failed_leaves_the_one_before_to_be_asked_about(computer: Computer) -> None:
    computer.ok("set", "trek", "place=attic")
    done = in_one_shell(computer, "again undo", "add", "").until("[y/N] ").type("\n").end()
    assert place(computer) == "attic", done.out


def test_yes_a_named_commit_and_pipes_are_not_asked(computer: Computer) -> None:
    for number, undo in enumerate((["undo", "--yes"], ["undo", "HEAD"])):
        computer.ok("set", "trek", f"place=attic-{number}")
        commit = computer.git("rev-parse", "HEAD").decode().strip()
        done = computer.terminal(*[commit if word == "HEAD" else word for word in undo]).end()
        assert (done.code, "[y/N]" in done.out) == (0, False)
    computer.ok("set", "trek", "place=cellar")
    assert computer.run("undo").code == 0


def test_a_dry_run_asks_nothing(computer: Computer) -> None:
    computer.ok("set", "trek", "place=attic")
    done = computer.terminal("undo", "--dry-run").end()
    assert (done.code, "[y/N]" in done.out) == (0, False)
    assert place(computer) == "attic"
