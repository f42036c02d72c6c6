"""Streams: data on standard output, all talk on standard error, nothing but text in a pipe."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytestmark = pytest.mark.anew

if TYPE_CHECKING:
    from tests.kit.computer import Computer

READING = {
    "list": ["list"],
    "show": ["show", "canon"],
    "find": ["find", "Ruiz"],
    "notes": ["notes", "canon"],
    "log": ["log"],
    "shares": ["shares"],
    "party list": ["party", "list"],
    "party show": ["party", "show", "fix-it"],
    "stock list": ["stock", "list"],
    "stock show": ["stock", "show", "avery-l7120"],
    "key show": ["key", "show"],
    "doctor": ["doctor"],
}


def test_what_was_saved_is_talk_and_the_product_is_data(computer: Computer) -> None:
    done = computer.run("add", "Kettle")
    (line,) = done.out.splitlines()
    assert line.split("\t")[::2] == ["kettle", "Kettle"]
    assert "saved as" in done.err
    assert "talktag undo" in done.err


def test_a_reading_command_has_nothing_to_say(computer: Computer) -> None:
    for line in (["list"], ["show", "canon"], ["notes", "canon"], ["log"]):
        assert computer.run(*line).err == "", line


def test_an_error_leaves_standard_output_empty(computer: Computer) -> None:
    for line in (["show", "nothing"], ["lsit"], ["set", "canon", "price=cheap"]):
        done = computer.run(*line)
        assert done.out == "", line
        assert done.err.startswith("talktag: "), line
        assert "\nhint: " in done.err, line


def test_a_missing_verb_is_answered_with_the_help_as_talk(computer: Computer) -> None:
    for line in (["party"], ["stock"], ["key"]):
        done = computer.run(*line)
        assert (done.code, done.out) == (2, ""), line
        assert done.err.lstrip().startswith(f"Usage: {' '.join(['talktag', *line])}"), line
        assert "\nCommands:\n" in done.err, line


def test_help_that_was_asked_for_is_data(computer: Computer) -> None:
    done = computer.run("show", "--help")
    assert done.out.startswith("Usage: talktag show")
    assert done.err == ""


@pytest.mark.parametrize("reader", ["true", "head -n 1"])
def test_a_reader_that_goes_away_is_no_failure(reader: str, computer: Computer) -> None:
    for number in range(40):  # more than a pipe's worth of listing
        record = f'format = 1\nid = "{number:013}"\nname = "{"x" * 4000}"\n'
        computer.write(f"things/products/x/x-{number}.toml", record)
    pipe = ("sh", "-c", f'{{ "$@"; echo $? >&2; }} | {reader} >/dev/null', "sh")
    for line in (["list"], ["list", "--json"], ["find", "xxx"], ["log"], ["show", "canon"], ["--help"]):
        assert computer.run(*line, by=pipe).err == "0\n", line


def test_a_bundle_to_standard_output_is_the_bundle_and_nothing_else(computer: Computer) -> None:
    done = computer.run("export", "canon", "--to", "fix-it", "-o", "-", "--yes")
    assert done.code == 0, done.err
    with zipfile.ZipFile(BytesIO(done.stdout)) as archive:
        assert archive.testzip() is None
    assert done.stdout.startswith(b"PK\3\4")
    assert "leaves\tserial" in done.err


def test_a_sheet_to_standard_output_is_the_sheet_and_nothing_else(computer: Computer) -> None:
    done = computer.run("sheet", "--all", "--stock", "avery-l7120", "-o", "-")
    assert done.stdout.startswith(b"%PDF-")
    assert done.stdout.rstrip().endswith(b"%%EOF")


def test_the_recovery_key_to_standard_output_is_a_line_under_remarks(computer: Computer) -> None:
    lines = computer.ok("key", "backup", "-o", "-").splitlines()
    assert [line[:2] for line in lines] == ["# ", "# ", "# ", "# ", "AG"]


@pytest.mark.parametrize("line", READING.values(), ids=READING)
def test_a_pipe_gets_no_colour_even_if_it_is_forced(line: list[str], computer: Computer) -> None:
    plain = computer.run(*line)
    assert b"\x1b" not in plain.stdout + plain.stderr
    assert computer.run(*line, env={"FORCE_COLOR": "1"}).stdout == plain.stdout


@pytest.mark.parametrize("line", READING.values(), ids=READING)
def test_plain_at_a_terminal_is_what_a_pipe_gets(line: list[str], computer: Computer) -> None:
    piped = computer.run(*line)
    shown = computer.terminal(*line, "--plain").end()
    assert shown.code == piped.code
    assert shown.stdout == piped.stdout + piped.stderr


@pytest.mark.parametrize("name", ["list", "show", "notes"])
def test_a_terminal_has_colour_unless_told_otherwise(
    name: str, computer: Computer, unsafe: Callable[[str], list[str]]
) -> None:
    def shown(**variables: str) -> bytes:
        return computer.terminal(*READING[name], env=variables).end().stdout

    coloured = shown()
    assert b"\x1b[" in coloured
    assert shown(NO_COLOR="") == coloured
    assert shown(TERM="dumb", FORCE_COLOR="1") == coloured
    without = shown(NO_COLOR="1", FORCE_COLOR="1")
    assert unsafe(without.decode()) == []
    assert shown(TERM="dumb") == without


def test_a_terminal_gets_columns_under_headings_and_a_pipe_gets_tabs(computer: Computer) -> None:
    shown = computer.terminal("list", env={"NO_COLOR": "1"}).end().out
    assert shown.splitlines()[0].split()[:3] == ["product", "name", "maker"]
    assert "\t" not in shown
    piped = computer.ok("list")
    assert "product\tname" not in piped
    assert all(line.count("\t") == 6 for line in piped.splitlines())


def test_columns_line_up_for_wide_letters_too(computer: Computer) -> None:
    computer.ok("add", "自転車", "--maker", "ブリヂストン")
    lines = computer.terminal("list", env={"NO_COLOR": "1"}).end().out.splitlines()
    wide = next(line for line in lines if "自転車" in line)
    cells = "".join(letter + ("·" if ord(letter) > 0x2FFF else "") for letter in wide)  # as many as the terminal's
    assert cells.index("ブ") == lines[0].index("maker")


def test_a_value_with_tabs_and_line_breaks_stays_one_cell(computer: Computer) -> None:
    computer.ok("add", "Kettle", "--maker", "a\tb\nc", "--place", "kitchen")
    (line,) = computer.ok("list", "kettle").splitlines()
    assert line.split("\t")[2:5] == ["a\\tb\\nc", "", "kitchen"]


def test_nothing_is_lost_where_the_locale_knows_only_ascii(computer: Computer) -> None:
    computer.ok("add", "Größe", "--maker", "自転車")
    done = computer.run("list", "gro", env={"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert done.code == 0
    assert "Größe\t自転車" in done.out


def test_the_program_and_the_module_are_the_same(computer: Computer) -> None:
    script = Path(sys.executable).with_name("talktag")
    done = subprocess.run([script, "list"], env=computer.environment, capture_output=True, check=True)
    assert done.stdout == computer.run("list").stdout
