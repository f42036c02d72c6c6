"""`intake` as a person types it: the look at each group, the editor, a yes for all, and what goes wrong."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.model.values.ident import printed_tag
from tests.kit.killing import killed_steps

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.screen import Screen

Shoot = Callable[..., Path]
NAME = "Name: "


def sums(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def products(computer: Computer) -> dict[str, list[str]]:
    """The files of each product that an intake made, by its name."""
    listed = computer.json("list", "state:any")["data"]["products"]
    return {each["name"]: [file["name"] for file in each["files"]] for each in listed if each["files"]}


@pytest.fixture
def three(shoot: Shoot, blank: tuple[str, ...]) -> tuple[str, ...]:
    """Three things, two pictures each."""
    for tag in blank:
        shoot(tag)
        shoot()
    return blank


def test_a_person_names_merges_and_skips(three: tuple[str, ...], computer: Computer) -> None:
    before = sums(computer.folder / "pictures")
    screen = computer.terminal("intake", "pictures").until(NAME).type("Desk lamp\n")
    screen.until(NAME, 2).type("m\n").until(NAME, 3).type("s\n").until("Take in 1 product? [y/N]").type("y\n")
    done = screen.end()
    assert done.code == 0, done.out
    assert "saved as" in done.out
    assert products(computer)["Desk lamp"] == [f"img-000{number}.jpg" for number in (1, 2, 3, 4)]
    assert sums(computer.folder / "pictures") == before
    again = computer.terminal("intake", "pictures").until(NAME).type("?\n").until("q  quit").type("Radio\n")
    done = again.until("[y/N]").type("y\n").end()
    assert done.code == 0, done.out
    assert products(computer)["Radio"] == ["img-0005.jpg", "img-0006.jpg"]


def test_enter_names_later_back_goes_back_and_rest_takes_the_rest(three: tuple[str, ...], computer: Computer) -> None:
    screen = computer.terminal("intake", "pictures").until(NAME).type("\n").until(NAME, 2).type("b\n")
    screen.until(NAME, 3).type("Lamp\n").until(NAME, 4).type("r\n").until("Take in 3 products?").type("y\n")
    done = screen.end()
    assert done.code == 0, done.out
    assert sorted(products(computer)) == sorted(
        ["Canon EOS 5D Mark IV", "Lamp", *(f"Unnamed {tag[:4]}" for tag in three[1:])]
    )
    assert "state:unnamed" in done.out


@pytest.mark.parametrize("keys", ["q\n", "\4", "Lamp\nRadio\n\nn\n"], ids=["quit", "the input ends", "no"])
def test_who_stops_takes_in_nothing(keys: str, three: tuple[str, ...], computer: Computer) -> None:
    before = computer.state
    screen = computer.terminal("intake", "pictures")
    for number, line in enumerate(keys.splitlines(keepends=True)):
        screen.until(NAME if number < 3 else "[y/N]", min(number + 1, 3) if number < 3 else 1).type(line)
    done = screen.end()
    assert done.code == 3, done.out
    assert computer.state == before


def test_ctrl_c_takes_in_nothing_and_leaves_nobody_behind(three: tuple[str, ...], computer: Computer) -> None:
    before = computer.state
    done = computer.terminal("intake", "pictures").until(NAME).interrupt().end()
    assert done.code == 130, done.out
    assert "Traceback" not in done.out
    assert computer.state == before


def test_what_a_machine_read_takes_a_letter_of_its_own(
    blank: tuple[str, ...], shoot: Shoot, computer: Computer
) -> None:
    shoot(blank[0])
    shoot(camera=("Canon", "Canon EOS R5", "9876543210"), name="ABC_1.jpg")
    computer.ok("intake", "pictures", "--dry-run")
    screen = computer.terminal("intake", "pictures").until("read by machine: serial 9876543210").until("Name")
    done = screen.type("t\n").until("[y/N]").type("y\n").end()
    assert done.code == 0, done.out
    (product,) = computer.json("list", "serial:9876543210")["data"]["products"]
    assert (product["name"], product["maker"], product["model"]) == ("Canon EOS R5", "Canon", "Canon EOS R5")


def test_a_name_behind_the_letter_counts_for_more(blank: tuple[str, ...], shoot: Shoot, computer: Computer) -> None:
    shoot(blank[0])
    shoot(camera=("Canon", "Canon EOS R5", "9876543210"), name="ABC_1.jpg")
    screen = computer.terminal("intake", "pictures").until("Name [t").type("t My camera\n")
    done = screen.until("[y/N]").type("y\n").end()
    assert done.code == 0, done.out
    (product,) = computer.json("list", "serial:9876543210")["data"]["products"]
    assert product["name"] == "My camera"


def test_a_yes_for_all_takes_nothing_that_a_machine_read(
    blank: tuple[str, ...], shoot: Shoot, computer: Computer
) -> None:
    shoot(blank[0])
    shoot(camera=("Canon", "Canon EOS R5", "9876543210"), name="ABC_1.jpg")
    computer.ok("intake", "pictures", "--yes")
    (product,) = computer.json("list", "state:unnamed")["data"]["products"]
    assert "serial" not in product
    assert "maker" not in product


def edit(computer: Computer, script: str, *more: str) -> Screen:
    """Start the intake with a script for an editor; `$HOME/seen` remembers what it saw."""
    editor = computer.write("editor", f'#!/bin/sh\ncp "$1" "$HOME/seen"\n{script}\n')
    editor.chmod(0o755)
    return computer.terminal("intake", "pictures", "--edit", *more, env={"EDITOR": str(editor)})


def test_all_groups_in_the_editor(three: tuple[str, ...], computer: Computer) -> None:
    script = """sed -i '0,/name = ""/s//name = "Desk lamp"/; $!{/IMG_0006/d}' "$1" """
    done = edit(computer, script).until("Take in 3 products? [y/N]").type("y\n").end()
    assert done.code == 0, done.out
    assert products(computer)["Desk lamp"] == ["img-0001.jpg", "img-0002.jpg"]
    assert products(computer)[f"Unnamed {three[2][:4]}"] == ["img-0005.jpg"]
    seen = (computer.folder / "seen").read_text()
    assert all(printed_tag(tag) in seen for tag in three)


def test_what_does_not_hold_up_in_the_editor_is_said_and_kept(three: tuple[str, ...], computer: Computer) -> None:
    before = computer.state
    script = """sed -i '0,/name = ""/s//name = "Lamp"\\nbought = "someday"/' "$1" """
    done = edit(computer, script).until("or drop it?").type("k\n").end()
    assert done.code == 3
    assert "bought" in done.out
    assert computer.state[:2] == before[:2]
    done = (
        edit(computer, """sed -i '/someday/d' "$1" """).until("Take it up").type("t\n").until("[y/N]").type("y\n").end()
    )
    assert done.code == 0, done.out
    assert "Lamp" in products(computer)


def test_an_editor_that_fails_takes_in_nothing(three: tuple[str, ...], computer: Computer) -> None:
    before = computer.state
    assert edit(computer, "exit 1").end().code == 3
    assert computer.state[:2] == before[:2]


def test_killed_anywhere_the_same_folder_goes_on_where_it_was(
    blank: tuple[str, ...], shoot: Shoot, computer: Computer
) -> None:
    shoot(blank[0])
    shoot(blank[1])
    steps = 0
    for came_through in killed_steps(computer, ["intake", "pictures", "--yes"]):
        steps += 1
        if not came_through:
            made = products(computer)
            assert len(made) in {1, 3}, made  # nothing or all of it
            assert computer.within("intake", "pictures", "--yes").code == 0
        assert sorted(products(computer)) == [
            "Canon EOS 5D Mark IV",
            *sorted(f"Unnamed {tag[:4]}" for tag in blank[:2]),
        ]
        assert computer.within("doctor").code == 0
    assert steps > 10


FULL = """
set -e
mount -t tmpfs -o size=3m none "$1/disk"
cp -a "$1/things" "$1/disk/things"
dd if=/dev/zero of="$1/disk/filler" bs=4k 2>/dev/null || true
truncate -s -150000 "$1/disk/filler"
code=0
TALKTAG_STORE="$1/disk/things" "$2" -P -m talktag intake "$1/pictures" --yes || code=$?
git -C "$1/disk/things" status --porcelain
rm "$1/disk/filler"
TALKTAG_STORE="$1/disk/things" "$2" -P -m talktag intake "$1/pictures" --yes
TALKTAG_STORE="$1/disk/things" "$2" -P -m talktag doctor
exit $code
"""


def test_a_full_disk_takes_in_nothing_and_with_room_it_goes_on(
    blank: tuple[str, ...], shoot: Shoot, computer: Computer
) -> None:
    for tag in (*blank, "", "", ""):
        shoot(*([tag] if tag else []), noise=60.0)
    (computer.folder / "disk").mkdir()
    own = [] if os.geteuid() == 0 else ["-r"]
    command = ["unshare", *own, "-m", "sh", "-c", FULL, "sh", str(computer.folder), sys.executable]
    done = subprocess.run(command, env=computer.environment, capture_output=True, text=True, check=False)
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip(f"needs a file system of its own: {done.stderr}")
    assert done.returncode == 1, done.stderr
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.count("img") == 0
    assert "saved as" in done.stderr


def test_a_file_that_breaks_the_decoder_down_is_named_and_the_rest_taken(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import os\nfrom talktag.ops.intake.crew import share_out, usable_cores\n"
        "def work(number):\n"
        "    if number in (5, 6): os.kill(os.getpid(), 11)\n"
        "    return number * 2\n"
        "if __name__ == '__main__':\n"
        "    told = []\n"
        "    print(share_out(work, range(12), str, 2, lambda *each: told.append(each)))\n"
        "    print(told[-1], usable_cores() >= 1)\n"
    )
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, check=True)
    assert done.stdout == "(0, 2, 4, 6, 8, '5', '6', 14, 16, 18, 20, 22)\n(12, 12) True\n"
    assert done.stderr == ""


def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import os, signal\nfrom talktag.ops.intake.crew import share_out\n"
        "def work(number):\n"
        "    os.write(1, b'%d\\n' % os.getpid())\n"
        "    if number == 3: os.kill(os.getppid(), signal.SIGKILL)\n"
        "    return number\n"
        "if __name__ == '__main__':\n"
        "    share_out(work, range(100), str, 2)\n"
    )
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, check=False)  # until all let go
    assert done.returncode == -9
    assert len(set(done.stdout.split())) == 2
    assert "Traceback" not in done.stderr


def test_a_name_that_steers_the_terminal_is_spelled_out(
    shoot: Shoot, blank: tuple[str, ...], computer: Computer
) -> None:
    shoot(name="\x1b[2Jevil\nlines.jpg")
    done = computer.terminal("intake", "pictures", "--yes").end()
    assert "\\x1b[2Jevil\\nlines.jpg" in done.out
    assert "\x1b[2J" not in done.out


def test_the_store_itself_is_never_taken_in(shoot: Shoot, blank: tuple[str, ...], computer: Computer) -> None:
    shoot(blank[0])
    computer.ok("intake", "pictures", "--yes")
    shutil.rmtree(computer.folder / "pictures")
    done = computer.run("intake", ".", "--yes")
    assert done.code == 0, done.err
    assert "files/img" not in done.out
