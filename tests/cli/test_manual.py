"""The manual page: by `man` at a terminal, as readable text in a pipe, with the words that groff makes of it."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.cli.render.manual import manual_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.kit.computer import Computer

PAGE = Path(__file__).parents[2] / "docs/reference/talktag.1"


def words(text: str) -> list[str]:
    return text.replace("\u2010", "-").replace("\u2212", "-").split()


def test_the_text_has_the_words_of_groff_in_their_order(program: Callable[[str], str]) -> None:
    command = [program("groff"), "-man", "-Tutf8", "-P-cbou", "-rHY=0", "-rcR=1", str(PAGE)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    theirs = words(printed)
    ours = words(manual_text(PAGE.read_text("utf-8")))
    last = len(theirs) - theirs[::-1].index("unzip(1)")  # behind which is the foot of the page
    assert theirs[theirs.index("NAME") : last] == ours[ours.index("NAME") :]
    assert len(ours) > 1000


@pytest.mark.parametrize("width", [50, 80])
def test_lines_keep_to_the_width_but_for_what_is_copied_whole(width: int) -> None:
    lines = manual_text(PAGE.read_text("utf-8"), width).splitlines()
    examples = re.findall(r"(?ms)^\.RS\n(.*?)\n\.RE", PAGE.read_text("utf-8"))
    too_long = [line for line in lines if len(line) > width]
    assert len(examples) > 20
    assert all(re.match(r" +(talktag|echo|-|\[|cat|\S+$|\S.* \| )", line) for line in too_long), too_long


@pytest.mark.parametrize(
    ("roff", "text"),
    [
        ('.TH X 1 "" "y" "z"\n.SH NAME\nx \\- an \\(aqy\\(aq\n', "X(1)\n\nNAME\n    x - an 'y'\n"),
        ('.SH A\n.TP\n.B "\\-\\-at FILE"\nWhere.\nIt is.\n', "A\n\n    --at FILE\n        Where. It is.\n"),
        (".SH A\n.nf\n.RS\na  b \\(ti \\[u20AC] \\e\n.RE\n.fi\nc\n", "A\n        a  b ~ € \\\n    c\n"),
        (".SH A\n.BR age (1),\n.BR git (1)\n", "A\n    age(1), git(1)\n"),
        ('.\\" a remark\n.SH A\n\\&.b\n', "A\n    .b\n"),
    ],
)
def test_each_macro_is_read(roff: str, text: str) -> None:
    assert manual_text(roff) == text


def test_in_a_pipe_it_is_text_without_escapes(computer: Computer) -> None:
    shown = computer.ok("help", "man")
    assert shown.startswith("TALKTAG(1)\n\nNAME\n")
    assert "\x1b" not in shown
    assert "\b" not in shown
    assert computer.json("help", "man")["data"]["text"] == shown


def test_at_a_terminal_man_shows_it(computer: Computer, program: Callable[[str], str]) -> None:
    program("man")
    done = computer.terminal("help", "man", env={"MANPAGER": "cat", "MANROFFOPT": "-c", "COLUMNS": "80"}).end()
    assert (done.code, "TALKTAG(1)" in done.out) == (0, True), done.out
    assert "User Commands" in done.out, "which is man's own head of a page"


def test_at_a_terminal_without_man_the_text_is_shown(computer: Computer) -> None:
    empty = computer.folder / "empty"
    empty.mkdir()
    done = computer.terminal("help", "man", env={"PATH": str(empty), "PAGER": "cat"}).end()
    assert (done.code, "User Commands" in done.out) == (0, False)
    assert "SYNOPSIS" in done.out
    assert os.listdir(empty) == []  # noqa: PTH208
