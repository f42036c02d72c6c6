"""What is longer than the screen goes through the person's pager, as git has it; nothing else does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kit.computer import Computer

_ROWS = 50  # of the terminal of these tests
_MANY = 60


@pytest.fixture
def full(computer: Computer) -> Computer:
    """A computer with more products than a screen has rows, and nothing set about pagers."""
    computer.write("many.csv", "name,place\n" + "".join(f"Box {each:03},shelf\n" for each in range(_MANY)))
    computer.ok("import", "many.csv", "--yes")
    return computer


def a_pager(computer: Computer, script: str = "cat") -> str:
    """A pager that tells that it was run, and with which LESS, and then does as the script says."""
    path = computer.write("my pager", f'#!/bin/sh\necho "<pager $LESS $*>"\n{script}\necho "<end>"\n')
    path.chmod(0o755)
    return f"'{path}' -x"


@pytest.mark.parametrize(
    "words",
    [("list",), ("list", "--plain"), ("find", "box"), ("help", "query"), ("list", "--columns", "name"), ("log",)],
)
def test_a_long_answer_goes_through_the_pager(words: tuple[str, ...], full: Computer) -> None:
    if words == ("log",):
        for number in range(_ROWS):
            full.ok("set", "trek", f"place=shelf/{number}")
    env = {"TALKTAG_PAGER": a_pager(full), "LINES": "20"}
    done = full.terminal(*words, env=env).end()
    plain = full.terminal(*words, env={"LINES": "20"}).end()
    assert done.code == 0
    assert done.out == f"<pager FRX -x>\n{plain.out}<end>\n"
    assert len(plain.out.splitlines()) > 20


def test_what_fits_on_the_screen_is_written_as_ever(full: Computer) -> None:
    env = {"TALKTAG_PAGER": a_pager(full)}
    assert "<pager" not in full.terminal("show", "trek", env=env).end().out
    assert "<pager" in full.terminal("show", "trek", env={**env, "LINES": "3"}).end().out


def test_a_line_that_is_wider_than_the_screen_takes_rows(full: Computer) -> None:
    full.ok("set", "trek", f"field.words={'word ' * 100}")
    env = {"TALKTAG_PAGER": a_pager(full), "LINES": "12"}
    assert "<pager" not in full.terminal("list", "trek", "--plain", env=env).end().out
    words = ("list", "trek", "--plain", "--columns", "name,field.words")
    assert "<pager" in full.terminal(*words, env={**env, "COLUMNS": "40"}).end().out


def test_colours_are_those_of_a_terminal(full: Computer) -> None:
    shown = full.terminal("list", env={"TALKTAG_PAGER": a_pager(full)}).end().out
    assert "\x1b[2m" in shown
    assert "\x1b" not in full.terminal("list", env={"TALKTAG_PAGER": a_pager(full), "NO_COLOR": "1"}).end().out


def test_the_first_that_is_set_says_which(full: Computer) -> None:
    full.write("config/config.toml", f'pager = ["{full.folder}/my pager", "own"]\n')
    pager = a_pager(full)
    unset = ["env", "-u", "TALKTAG_PAGER", "-u", "PAGER"]
    assert "<pager FRX own>" in full.terminal("list", by=unset).end().out
    assert "<pager FRX of all>" in full.terminal("list", env={"PAGER": f"{pager[:-3]} of all"}, by=unset[:3]).end().out
    both = {"PAGER": "false", "TALKTAG_PAGER": pager}
    assert "<pager FRX -x>" in full.terminal("list", env=both).end().out
    assert "<pager R -x>" in full.terminal("list", env={"TALKTAG_PAGER": pager, "LESS": "R"}).end().out


@pytest.mark.parametrize(
    "env",
    [
        {"TALKTAG_PAGER": ""},
        {"TALKTAG_PAGER": "cat"},
        {"TALKTAG_PAGER": "/nowhere/pager"},
        {"TALKTAG_PAGER": "'a quote that does not end"},
        {"TALKTAG_PAGER": "false"},
        {"TALKTAG_PAGER": "sh -c 'exit 3'"},
    ],
    ids=lambda env: env["TALKTAG_PAGER"],
)
def test_without_a_pager_that_works_all_is_written_plainly(env: dict[str, str], full: Computer) -> None:
    done = full.terminal("list", env=env).end()
    assert done.code == 0
    assert done.out.count("Box ") == _MANY


def test_a_pager_that_cannot_be_run_does_not_matter(full: Computer) -> None:
    full.write("no-program", "")
    done = full.terminal("list", env={"TALKTAG_PAGER": str(full.folder / "no-program")}).end()
    assert (done.code, done.out.count("Box ")) == (0, _MANY)


def test_there_is_none_where_nobody_reads_or_it_is_not_wanted(full: Computer, tmp_path: Path) -> None:
    env = {"TALKTAG_PAGER": a_pager(full)}
    assert "<pager" not in full.terminal("list", "--no-pager", env=env).end().out
    assert "<pager" not in full.terminal("--no-pager", "list", env=env).end().out
    assert "<pager" not in full.terminal("list", "--json", env=env).end().out
    assert "<pager" not in full.terminal("list", env={**env, "TERM": "dumb"}).end().out
    assert "<pager" not in full.terminal("list", env=env, by=["sh", "-c", '"$@" </dev/null', "sh"]).end().out
    taken = tmp_path / "taken"
    assert "<pager" not in full.terminal("list", env=env, by=["sh", "-c", f'"$@" >{taken}', "sh"]).end().out
    assert "<pager" not in taken.read_text()
    assert "<pager" not in full.run("list", env=env).out


def test_what_changes_or_asks_is_never_behind_a_pager(full: Computer) -> None:
    env = {"TALKTAG_PAGER": a_pager(full)}
    words = ("set", "--where", "box", "place=attic")
    done = full.terminal(*words, env=env).until("[y/N] ").type("y\n").end()
    assert done.code == 0
    assert "<pager" not in done.out
    assert "<pager" not in full.terminal("set", "--where", "box", "place=loft", "--yes", env=env).end().out
    assert "<pager" in full.terminal("set", "--where", "box", "place=cellar", "--dry-run", env=env).end().out


def test_private_notes_go_to_no_pager(full: Computer) -> None:
    full.ok("note", "trek", "-", stdin=b"line\n" * 70)
    done = full.terminal("notes", "trek", env={"TALKTAG_PAGER": a_pager(full)}).end()
    assert done.out.count("line") == 70
    assert "<pager" not in done.out


def test_leaving_the_pager_early_is_a_success_and_the_terminal_is_as_it_was(full: Computer) -> None:
    env = {"TALKTAG_PAGER": a_pager(full, "head -n 1")}
    for words in (("list",), ("log",)):
        done = full.terminal(*words, env={**env, "LINES": "4"}).end()
        assert done.code == 0
        assert done.out.endswith("<end>\n")
        assert "talktag:" not in done.out


def test_a_log_comes_as_git_finds_it_and_ends_when_nobody_reads_on(computer: Computer) -> None:
    lines = "".join(
        f"commit refs/heads/main\ncommitter A <a@example.org> {1_700_000_000 + number} +0000\ndata 3\nxyz\n"
        f"{f'from :{number - 1}' if number > 1 else 'from refs/heads/main^0'}\n".replace(
            "\ncommitter", f"\nmark :{number}\ncommitter", 1
        )
        for number in range(1, 3001)
    )
    branch = computer.git("symbolic-ref", "HEAD").decode().strip()
    computer.git("fast-import", "--quiet", stdin=lines.replace("refs/heads/main", branch).encode())
    script = "head -n 3; exec 0<&-; sleep 1"
    done = computer.terminal("log", env={"TALKTAG_PAGER": a_pager(computer, script)}).end()
    assert done.code == 0
    assert done.out.count("xyz") == 2
    assert done.out.endswith("<end>\n")


def test_ctrl_c_is_for_the_pager_and_no_text_is_poured_out_after_it(full: Computer) -> None:
    script = "trap 'echo heard; exit 2' INT; cat >/dev/null; echo reading; while :; do sleep 0.1; done"
    screen = full.terminal("list", env={"TALKTAG_PAGER": a_pager(full, script)}).until("reading")
    done = screen.interrupt().until("heard").end()
    assert done.code == 0
    assert "Box" not in done.out


def test_the_real_less_pages_and_q_leaves_it(full: Computer, program: Callable[[str], str]) -> None:
    program("less")
    by = ["env", "-u", "TALKTAG_PAGER", "-u", "PAGER", "-u", "LESS"]
    screen = full.terminal("list", by=by).until("Box 010")
    assert b"Box 059" not in screen.shown
    screen.type("G").until("Box 059")
    done = screen.type("q").end()
    assert done.code == 0
    assert "\x1b[?1049h" not in done.out, "what was read stays on the screen"
    assert re.search(r"\x1b\[2m\S", done.out), "colours are shown, not spelled out"
