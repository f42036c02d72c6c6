"""`talktag` alone: a card that fits the terminal; how to begin where there is no store; errors as of any command."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.kit.computer import TALKTAG

if TYPE_CHECKING:
    from tests.kit.computer import Computer

TASK = '  {{id = "e{0}", date = 2024-01-0{1}, kind = "due", title = "Clean number {0}", due = 2024-02-0{1}}},\n'


@pytest.fixture
def busy(computer: Computer) -> Computer:
    """A computer whose store has a great deal to do."""
    for number in range(9):
        slug = f"quite-a-long-name-of-a-thing-{number}"
        record = (
            f'format = 1\nid = "q00000000000{number}"\nname = "Quite a long name of a thing"\nplace = "home/attic"\n'
        )
        tasks = "".join(TASK.format(f"{number}{each}", each + 1) for each in range(8))
        computer.write(f"things/products/q/{slug}.toml", record)
        computer.write(f"things/products/q/{slug}/entries.toml", f"entry = [\n{tasks}]\n")
    return computer


@pytest.mark.parametrize(("lines", "columns"), [(24, 80), (16, 80), (24, 50), (12, 120), (50, 160), (8, 60)])
def test_the_card_is_at_most_a_screen(lines: int, columns: int, busy: Computer) -> None:
    size = {"LINES": str(lines), "COLUMNS": str(columns), "NO_COLOR": "1"}
    done = busy.terminal(env=size).end()
    assert done.code == 0
    shown = done.out.splitlines()
    assert len(shown) < lines
    assert max(map(len, shown)) <= columns
    assert "72 over or late" in shown[0]


def test_where_there_is_no_store_three_lines_say_how_to_begin(new_computer: Computer) -> None:
    done = new_computer.run(env={"TALKTAG_STORE": ""})
    assert (done.code, done.err) == (0, "")
    commands = [line.split("\t")[1] for line in done.out.splitlines()]
    assert len(commands) == 3
    environment = {**new_computer.environment, "TALKTAG_STORE": ""}
    for command in commands[:2]:  # what they say works
        keys = " --no-passphrase" if " init " in command else ""  # which a terminal asks for
        line = command.replace("talktag", " ".join(TALKTAG), 1) + keys
        subprocess.run(["sh", "-c", line], env=environment, cwd=new_computer.folder, check=True, capture_output=True)
    document = json.loads(new_computer.run("--json").out)
    assert (document["command"], document["data"]["products"]) == ("today", 1)


def test_no_store_is_data_for_a_script(new_computer: Computer) -> None:
    document = json.loads(new_computer.run("--json", env={"TALKTAG_STORE": ""}).out)
    assert (document["status"], document["data"]["store"], len(document["data"]["start"])) == ("ok", False, 3)


def test_a_store_that_was_named_and_is_not_there_is_an_error(new_computer: Computer) -> None:
    done = new_computer.run("--store", "nowhere")
    assert (done.code, done.out, "there is no store in" in done.err) == (7, "", True)
    document = json.loads(new_computer.run("--store", "nowhere", "--json").err)
    assert (document["command"], document["exit_code"]) == ("today", 7)


def test_a_broken_store_is_an_error_and_a_broken_record_a_problem(computer: Computer) -> None:
    computer.write("things/products/x/x.toml", "name =")
    done = computer.run("--json")
    assert (done.code, json.loads(done.out)["status"]) == (0, "partial")
    computer.write("things/talktag.toml", "owner =")
    done = computer.run()
    assert (done.code, '"talktag.toml" cannot be used' in done.err) == (6, True)


def test_an_unknown_option_is_still_named_and_the_help_still_there(computer: Computer) -> None:
    done = computer.run("--jsn")
    assert (done.code, done.out, "No such option: --jsn" in done.err) == (2, "", True)
    assert "Commands:" in computer.ok("--help")


def test_the_card_in_a_pipe_is_rows_and_changes_nothing(busy: Computer) -> None:
    before = busy.state
    rows = [line.split("\t") for line in busy.ok("--plain").splitlines()]
    assert [row[0] for row in rows[:5]] == ["2024-02-08"] * 5
    assert {row[0] for row in rows[5:]} <= {"more", "no proof", "next", "later", "lost"}
    assert busy.state == before


def test_a_store_of_lost_things_alone_is_not_called_empty(computer: Computer) -> None:
    record = 'format = 1\nid = "q000000000001"\nname = "Camera"\nstate = "lost"\n'
    shutil.rmtree(computer.folder / "things/products")
    computer.write("things/products/c/camera.toml", record)
    done = computer.terminal(env={"COLUMNS": "80", "NO_COLOR": "1"}).end()
    assert "lost  camera (Camera)" in done.out
    assert "no products yet" not in done.out
    assert "talktag add" not in done.out


def test_foreign_text_is_shown_and_not_obeyed(computer: Computer) -> None:
    computer.write(
        "things/products/x/x.toml", 'format = 1\nid = "x000000000000"\nname = "A\\u001b[2Jb"\nstate = "lost"\n'
    )
    assert os.linesep in computer.ok()
    assert "\x1b" not in computer.ok()
    assert "\\x1b[2J" in computer.ok()
