"""The editor round trip at a real terminal: text is never lost, a bad record is never saved, nothing is left behind.

The editors are small shell scripts: what matters is what they do to the file and how they end.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.screen import Screen

QUESTION = "drop it?"


def record(computer: Computer) -> Path:
    return computer.things / "products/t/trek-domane-al-2.toml"


def edit(computer: Computer, script: str, **variables: str) -> Screen:
    """Start `talktag edit trek` with a script for an editor; `$1` is the file, `$HOME/seen` remembers what it saw."""
    editor = computer.write("editor", f'#!/bin/sh\ncp "$1" "$HOME/seen"\necho "$1" > "$HOME/place"\n{script}\n')
    editor.chmod(0o755)
    return computer.terminal("edit", "trek", env={"EDITOR": str(editor), **variables})


def drafts(computer: Computer) -> list[str]:
    return [path.read_text("utf-8") for path in computer.folder.joinpath("config").glob("drafts/*")]


APPEND = """echo 'place = "cellar"  # below the stairs' >> "$1" """
BREAK = """echo 'place = "cellar' >> "$1" """


def test_what_was_edited_is_saved_as_it_was_typed_in_one_commit(computer: Computer) -> None:
    before = record(computer).read_text()
    done = edit(computer, APPEND).end()
    assert done.code == 0, done.out
    assert record(computer).read_text() == f'{before}place = "cellar"  # below the stairs\n'
    assert "+place" in done.out
    assert "saved as" in done.out
    assert computer.git("status", "--porcelain") == b""
    assert computer.git("log", "-1", "--format=%s") == b"Edit Trek Domane AL 2\n"


@pytest.mark.parametrize(("price", "said"), [("80.00 XYZ", "is not a currency"), ("-5.00 EUR", "is less than nothing")])
def test_money_that_cannot_be_meant_is_not_saved(price: str, said: str, computer: Computer) -> None:
    before = record(computer).read_bytes()
    screen = edit(computer, f"""printf '\\n[purchase]\\nprice = "{price}"\\n' >> "$1" """).until(QUESTION)
    done = screen.type("d\n").end()
    assert said in done.out
    assert record(computer).read_bytes() == before


def test_the_editor_sees_the_record_under_remarks(computer: Computer) -> None:
    before = record(computer).read_text()
    edit(computer, APPEND).end()
    seen = (computer.folder / "seen").read_text()
    assert seen.endswith(before)
    head = seen.removesuffix(before).splitlines()
    assert head
    assert all(line.startswith("#") for line in head)
    assert not any(line in record(computer).read_text() for line in head)


def test_the_copy_is_private_and_gone_afterwards(computer: Computer) -> None:
    edit(computer, 'ls -ld "$(dirname "$1")" "$1" > "$HOME/modes"').until("press Enter").type("\n").end()
    modes = [line.split()[0] for line in (computer.folder / "modes").read_text().splitlines()]
    assert modes == ["drwx------", "-rw-------"]
    assert not Path((computer.folder / "place").read_text().strip()).parent.exists()


@pytest.mark.parametrize(("script", "code"), [("exit 1", 3), (f"{APPEND}; exit 1", 3), (":", 0)])
def test_a_failing_editor_or_no_change_changes_nothing(script: str, code: int, computer: Computer) -> None:
    before = record(computer).read_bytes(), computer.git("rev-parse", "HEAD")
    screen = edit(computer, script)
    done = (screen if code else screen.until("press Enter").type("\n")).end()
    assert done.code == code
    assert "nothing was changed" in done.out
    assert (record(computer).read_bytes(), computer.git("rev-parse", "HEAD")) == before


def test_a_record_that_does_not_hold_up_can_be_edited_again(computer: Computer) -> None:
    # The second time the editor takes the bad line out again and puts a good one in.
    script = f"""if grep -q cellar "$1"; then grep -v '^place' "$1" > "$1.new"; cat "$1.new" > "$1"
echo 'place = "attic"' >> "$1"; else {BREAK}; fi"""
    screen = edit(computer, script).until(QUESTION)
    line = len(record(computer).read_text().splitlines()) + 1
    assert f"trek-domane-al-2.toml:{line}: ".encode() in screen.shown
    done = screen.type("e\n").end()
    assert done.code == 0, done.out
    assert 'place = "attic"' in record(computer).read_text()
    seen = (computer.folder / "seen").read_text().splitlines()
    place = next(number for number, line in enumerate(seen, 1) if "cellar" in line and "WRONG" not in line)
    (wrong,) = (line for line in seen if "WRONG: line" in line)
    assert f"WRONG: line {place}: " in wrong
    assert "WRONG" not in record(computer).read_text()


def test_a_draft_is_kept_and_taken_up_next_time(computer: Computer) -> None:
    before = record(computer).read_bytes()
    done = edit(computer, BREAK).until(QUESTION).type("k\n").end()
    assert done.code == 3
    assert record(computer).read_bytes() == before
    (draft,) = drafts(computer)
    assert draft.endswith('place = "cellar\n')

    done = edit(computer, 'sed -i \'s/cellar/cellar"/\' "$1"').until("draft").until("[t").type("t\n").end()
    assert done.code == 0, done.out
    assert record(computer).read_text().endswith('place = "cellar"\n')
    assert drafts(computer) == []


def test_a_draft_is_dropped_only_when_that_is_said(computer: Computer) -> None:
    edit(computer, BREAK).until(QUESTION).type("d\n").end()
    assert drafts(computer) == []
    for answer in ("\n", "what?\n", "\4", "\3"):
        edit(computer, BREAK).until(QUESTION).type(answer).end()
        (draft,) = drafts(computer)
        assert draft.endswith('place = "cellar\n'), answer
        for path in computer.folder.joinpath("config").glob("drafts/*"):
            path.unlink()


def test_text_that_could_not_be_saved_stays_as_a_draft(computer: Computer, program: Callable[[str], str]) -> None:
    before = record(computer).read_bytes()
    failing = f'#!/bin/sh\nfor word; do [ "$word" = commit-tree ] && exit 1; done\nexec {program("git")} "$@"\n'
    git = computer.write("bin/git", failing)
    git.chmod(0o755)
    done = edit(computer, APPEND, PATH=f"{git.parent}:{computer.environment['PATH']}").end()
    assert done.code == 11, done.out
    assert record(computer).read_bytes() == before
    (draft,) = drafts(computer)
    assert "below the stairs" in draft


def test_a_record_that_changed_meanwhile_loses_neither_text(computer: Computer) -> None:
    other = f"echo '# from elsewhere' >> '{record(computer)}'"
    screen = edit(computer, f'[ -e "$HOME/once" ] && exit 1; touch "$HOME/once"; {other}; {APPEND}')
    done = screen.end()
    assert done.code != 0
    assert "# from elsewhere" in record(computer).read_text()
    (draft,) = drafts(computer)
    assert "below the stairs" in draft


def test_a_comment_of_the_owner_is_never_taken_away(computer: Computer) -> None:
    edit(computer, "echo '#: my own remark' >> \"$1\"").end()
    assert "#: my own remark" in record(computer).read_text()


def test_foreign_text_in_a_problem_cannot_slip_into_the_record(computer: Computer) -> None:
    """What is wrong is told in remarks on top; a line break in it must not end the remark."""
    evil = '"x\\nmaker = \\"forged\\"\\n" = 1'
    script = """if grep -q WRONG "$1"; then sed -i '/^quantity/d' "$1"; else
cat "$HOME/evil" >> "$1"; echo 'quantity = "many"' >> "$1"; fi"""
    computer.write("evil", f'{evil}\nstate = "x\\nmaker = \\"forged\\"\\n"\n')
    screen = edit(computer, script).until(QUESTION).type("e\n").until(QUESTION).type("d\n")
    screen.end()
    seen = (computer.folder / "seen").read_text().splitlines()
    assert not [line for line in seen if line.startswith("maker")]


def test_an_editor_that_comes_back_at_once_is_waited_for(computer: Computer) -> None:
    """One that hands its file to a window, such as `code` without --wait; the window saves when it likes."""
    late = f'#!/bin/sh\nwhile ! [ -e "$HOME/go" ]; do sleep 0.02; done\n{APPEND}\ntouch "$HOME/saved"\n'
    computer.write("late", late).chmod(0o755)
    screen = edit(computer, 'setsid "$HOME/late" "$1" >/dev/null 2>&1 </dev/null &')
    screen.until("nothing was saved yet").until("press Enter")
    (computer.folder / "go").touch()
    while not (computer.folder / "saved").exists():
        pass
    done = screen.type("\n").end()
    assert done.code == 0, done.out
    assert 'place = "cellar"' in record(computer).read_text()


def test_a_script_by_the_name_of_an_editor_in_the_terminal_is_waited_for_too(computer: Computer) -> None:
    computer.write("bin/vim", "#!/bin/sh\ntrue\n").chmod(0o755)
    path = f"{computer.folder}/bin:{computer.environment['PATH']}"
    for name in ("vim", f"{computer.folder}/bin/vim"):
        screen = computer.terminal("edit", "trek", env={"EDITOR": name, "PATH": path})
        assert screen.until("press Enter").type("\n").end().code == 0


def test_an_editor_that_is_known_to_need_a_flag_is_told_which(computer: Computer) -> None:
    computer.write("bin/code", "#!/bin/sh\ntrue\n").chmod(0o755)
    path = f"{computer.folder}/bin:{computer.environment['PATH']}"
    screen = computer.terminal("edit", "trek", env={"EDITOR": "code", "PATH": path})
    done = screen.until("press Enter").type("\n").end()
    assert "EDITOR='code --wait'" in done.out
    done = (
        computer.terminal("edit", "trek", env={"EDITOR": "code --wait", "PATH": path}).until("Enter").type("\n").end()
    )
    assert "EDITOR=" not in done.out


@pytest.mark.parametrize("ending", ["\\r", " ", "\\t\\r"])
def test_remarks_are_taken_off_however_the_editor_ends_lines(ending: str, computer: Computer) -> None:
    done = edit(computer, f"sed -i 's/attic/loft/; s/$/{ending}/' \"$1\"; {APPEND}").end()
    assert done.code == 0, done.out
    assert "#:" not in record(computer).read_text()
    assert 'place = "cellar"' in record(computer).read_text()


def test_remarks_are_taken_off_behind_the_mark_that_some_editors_write_first(computer: Computer) -> None:
    done = edit(computer, f"sed -i '1s/^/\\xef\\xbb\\xbf/' \"$1\"; {APPEND}").end()
    assert done.code == 0, done.out
    assert record(computer).read_text("utf-8")[0] != "\ufeff"
    assert "#:" not in record(computer).read_text()


def test_a_remark_in_which_a_word_was_replaced_is_taken_off_and_an_own_one_stays(computer: Computer) -> None:
    record(computer).write_text(f"#: mine\n{record(computer).read_text()}")
    computer.ok("save", "--yes")
    done = edit(computer, "sed -i 's/Trek/Trekking/g' \"$1\"").end()
    assert done.code == 0, done.out
    assert record(computer).read_text().startswith("#: mine\nformat = 1\n")
    assert 'name = "Trekking Domane AL 2"' in record(computer).read_text()
    edit(computer, "sed -i '1d; s/Trekking/Trek/' \"$1\"").end()
    assert record(computer).read_text().startswith("#: mine\nformat = 1\n")


@pytest.mark.parametrize("name", ["~/my bin/ed", "~/bin/ed", "$HOME/bin/ed", "${HOME}/bin/ed", "'~'", "HOME/my bin/ed"])
def test_the_editor_is_found_as_a_shell_would_find_it(name: str, computer: Computer) -> None:
    script = f"#!/bin/sh\n{APPEND}\n"
    computer.write("bin/ed", script).chmod(0o755)
    computer.write("my bin/ed", script).chmod(0o755)
    value = name.replace("HOME/my", f"{computer.folder}/my") if name.startswith("HOME") else name
    if name == "~/my bin/ed":
        value = "'" + value.replace("~", str(computer.folder)) + "'"
    done = computer.terminal("edit", "trek", env={"EDITOR": value, "HOME": str(computer.folder)}).end()
    if name == "'~'":  # the home folder is no program
        assert done.code == 2, done.out
        assert "your editor" in done.out
    else:
        assert done.code == 0, done.out
        assert 'place = "cellar"' in record(computer).read_text()
