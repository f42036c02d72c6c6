"""The exit codes: each comes from a real command, and none ever changes its meaning."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag import errors

pytestmark = pytest.mark.anew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.kit.computer import Computer

# Fixed for ever. A new kind of failure gets a new number; no number is ever given to something else.
FROZEN = {
    "internal": 1,
    "disk": 1,
    "usage": 2,
    "declined": 3,
    "not-found": 4,
    "ambiguous": 5,
    "invalid": 6,
    "no-store": 7,
    "busy": 8,
    "sealed": 9,
    "untrusted": 10,
    "sync": 11,
    "findings": 12,
}


def all_errors(kind: type[errors.TalktagError] = errors.TalktagError) -> Iterator[type[errors.TalktagError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from all_errors(each)


def test_every_name_has_its_number_for_ever() -> None:
    assert {each.name: each.exit_code for each in all_errors()} == FROZEN


def test_the_help_tells_every_number(computer: Computer) -> None:
    told = " ".join(computer.ok("--help").split())
    assert all(f"{code} {name}" in told for name, code in FROZEN.items() if code > 1)
    assert "0 ok" in told
    assert "130 interrupted" in told


def test_0_it_was_done(computer: Computer) -> None:
    assert computer.run("list").code == 0


def test_0_for_a_search_that_finds_nothing(computer: Computer) -> None:
    assert computer.run("find", "submarine").code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full, which this system has not")
def test_1_standard_output_that_cannot_be_written(computer: Computer) -> None:
    for line in (["list"], ["list", "--json"], ["log"], ["--help"], ["--version"], ["key", "backup", "-o", "-"]):
        done = computer.run(*line, by=("sh", "-c", 'exec "$@" > /dev/full', "sh"))
        assert done.code == 1, (line, done.err)
        assert "No space left on device" in done.err
        assert "bug" not in done.err


def test_1_standard_output_that_is_closed(computer: Computer) -> None:
    done = computer.run("list", by=("sh", "-c", 'exec "$@" >&-', "sh"))
    assert done.code in {0, 1}
    assert "Traceback" not in done.err


def test_1_a_disk_that_takes_no_more_leaves_the_store_as_it_was(computer: Computer) -> None:
    computer.write("large.bin", bytes(range(256)) * 4096)
    before = computer.state
    limit = ("sh", "-c", 'ulimit -f 512; exec "$@"', "sh")  # no file may grow beyond 512 blocks
    done = computer.run("attach", "canon", "large.bin", by=limit)
    assert done.code == 1
    assert "File too large" in done.err
    assert computer.state == before


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs the folder /proc, in which nobody may write")
def test_1_a_place_where_nobody_may_write(computer: Computer) -> None:
    before = computer.state
    done = computer.run("sheet", "--all", "--stock", "avery-l7120", "-o", "/proc/sheet.pdf")
    assert done.code == 1
    assert 'could not write in "/proc"' in done.err
    assert computer.state == before


def test_2_a_command_line_that_does_not_fit(computer: Computer) -> None:
    for line in (["show"], ["lsit"], ["list", "--jsno"], ["sheet", "-o", "x.pdf"], ["party"], ["--jsno"]):
        assert computer.run(*line).code == 2, line


def test_2_a_question_that_nobody_can_answer(computer: Computer) -> None:
    before = computer.state
    assert computer.run("export", "canon", "--to", "fix-it", "-o", "canon.zip").code == 2
    assert computer.state == before


def test_3_the_person_said_no(computer: Computer) -> None:
    screen = computer.terminal("key", "accept").until("[y/N]").type("n\n")
    assert screen.end().code == 3


def test_4_no_such_thing(computer: Computer) -> None:
    for line in (
        ["show", "nothing"],
        ["party", "show", "nobody"],
        ["stock", "show", "none"],
        ["attach", "canon", "nowhere.pdf"],
        ["verify", "nowhere.zip"],
        ["undo", "0000000"],
    ):
        assert computer.run(*line).code == 4, line


def test_5_several_things(computer: Computer) -> None:
    computer.ok("add", "Trek Marlin")
    assert computer.run("show", "trek").code == 5


def test_6_a_value_or_file_that_does_not_hold_up(computer: Computer) -> None:
    (computer.folder / "folder").mkdir()
    for line in (
        ["set", "canon", "price=cheap"],
        ["add", ""],
        ["note", "canon", ""],
        ["add", "Kettle", "--file", "folder"],
        ["verify", "folder"],
    ):
        done = computer.run(*line)
        assert done.code == 6, (line, done.err)


def test_6_a_passphrase_file_that_is_none(sealed_computer: Computer) -> None:
    (sealed_computer.folder / "folder").mkdir()
    sealed_computer.write("latin", b"corr\xe9ct horse\n")
    assert sealed_computer.run("notes", "canon", "--passphrase-file", "folder").code == 6
    assert sealed_computer.run("notes", "canon", "--passphrase-file", "latin").code == 6


def test_7_no_store(new_computer: Computer) -> None:
    assert new_computer.run("list").code == 7


def test_8_another_talktag_is_writing(computer: Computer) -> None:
    computer.ok("set", "trek", "place=cellar")
    before = computer.state
    lock = computer.things / ".git/talktag/lock"
    with lock.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert computer.run("list").code == 0  # readers never wait
        done = computer.run("set", "trek", "place=attic")
    assert done.code == 8
    assert "another talktag is writing" in done.err
    assert computer.state == before
    computer.ok("set", "trek", "place=attic")


def test_9_keys_that_stay_shut(sealed_computer: Computer) -> None:
    sealed_computer.write("wrong", "not the words\n")
    assert sealed_computer.run("notes", "canon").code == 9
    assert sealed_computer.run("notes", "canon", "--passphrase-file", "wrong").code == 9
    assert sealed_computer.run("notes", "canon", "--passphrase-file", "words").code == 0


def test_9_no_keys(computer: Computer) -> None:
    shutil.rmtree(computer.folder / "config")
    assert computer.run("notes", "canon").code == 9
    assert computer.run("key", "show").code == 9


def test_10_a_bundle_that_was_changed(computer: Computer) -> None:
    computer.ok("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    bundle = computer.folder / "canon.zip"
    whole = bundle.read_bytes()
    for place in (10, len(whole) // 2, len(whole) - 10):
        bundle.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert computer.run("verify", "canon.zip").code == 10, place


def test_11_git_is_missing(computer: Computer) -> None:
    before = computer.state
    done = computer.run("set", "trek", "place=cellar", env={"PATH": "/nowhere"})
    assert done.code == 11
    assert "git is not installed" in done.err
    assert computer.state == before


def test_12_doctor_found_something(computer: Computer) -> None:
    assert computer.run("doctor").code == 0
    computer.write("things/products/t/trek-domane-al-2.toml", "name = ")
    assert computer.run("doctor").code == 12


def test_130_interrupted_at_a_question(computer: Computer) -> None:
    screen = computer.terminal("key", "accept").until("[y/N]").interrupt()
    assert screen.end().code == 130


def test_130_interrupted_while_a_note_is_typed(computer: Computer) -> None:
    before = computer.state
    screen = computer.terminal("note", "canon").until("Ctrl-D").type("half a tho").interrupt()
    assert screen.end().code == 130
    assert computer.state == before
