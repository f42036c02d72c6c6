"""A person's printers: what `--printer` and `--print` do with settings that are right, wrong or hostile."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

SHEET = ("sheet", "canon", "--stock", "avery-l7120", "-o", "x.pdf", "--yes", "--printer", "office")
READ = ("--read", "A=0.5,0", "--read", "B=0.5,0", "--read", "C=0.5,0", "--read", "D=0.5,0")


def settings(computer: Computer, text: str) -> None:
    computer.write("config/printers.toml", text)


def test_each_file_is_printed_by_the_persons_own_command(computer: Computer) -> None:
    settings(computer, '[printers.office]\ncommand = ["cp", "{file}", "{file}.printed"]\n')
    words = ["x.png" if word == "x.pdf" else word for word in SHEET]
    computer.ok(*words, "--print", "--format", "png", "--copies", "40")
    for name in ("x-1.png", "x-2.png"):
        assert (computer.folder / f"{name}.printed").read_bytes() == (computer.folder / name).read_bytes()


def test_what_the_command_says_is_talk(computer: Computer) -> None:
    settings(computer, '[printers.office]\ncommand = ["printf", "%s \\u001b[31mred\\\\n", "{file}"]\n')
    found = computer.run(*SHEET, "--print", "--json")
    assert found.stdout.startswith(b"{")
    assert found.stdout.endswith(b"}\n")
    assert "printf: " in found.err
    assert "\x1b" not in found.err


def test_a_dry_run_prints_nothing(computer: Computer) -> None:
    settings(computer, '[printers.office]\ncommand = ["touch", "printed", "{file}"]\n')
    computer.ok(*SHEET, "--print", "--dry-run")
    assert not (computer.folder / "printed").exists()
    assert not (computer.folder / "x.pdf").exists()


def test_no_shell_reads_the_command(computer: Computer) -> None:
    settings(computer, '[printers.office]\ncommand = ["echo", "$(touch hacked); touch hacked", "{file}"]\n')
    computer.ok(*SHEET, "--print")
    assert not (computer.folder / "hacked").exists()


@pytest.mark.parametrize("text", ['command = ["false", "{file}"]', 'command = ["/nowhere/lp", "{file}"]'])
def test_a_command_that_fails_is_told_and_the_file_is_there(text: str, computer: Computer) -> None:
    settings(computer, f"[printers.office]\n{text}\n")
    done = computer.run(*SHEET, "--print")
    assert (done.code, "a bug" in done.err) == (1, False)
    assert (computer.folder / "x.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("text", ["[", "printers = 5", '[printers.office]\ncommand = "lp {file}"\n', "\0"])
def test_settings_that_do_not_hold_up_stop_everything_first(text: str, computer: Computer) -> None:
    settings(computer, text)
    before = computer.state
    done = computer.run(*SHEET)
    assert (done.code, "does not hold up" in done.err, "printers.toml" in done.err) == (6, True, True)
    again = computer.run("sheet", "calibrate", "--stock", "avery-l7120", "--printer", "office", *READ)
    assert again.code == 6
    assert computer.state == before
    assert (computer.folder / "config/printers.toml").read_text("utf-8") == text


def test_a_store_names_no_printer(computer: Computer) -> None:
    computer.write("things/printers.toml", '[printers.office]\ncommand = ["touch", "hacked", "{file}"]\n')
    assert computer.run(*SHEET, "--print").code == 4


def test_a_calibration_moves_what_is_drawn_by_the_opposite(computer: Computer) -> None:
    computer.ok("sheet", "calibrate", "--stock", "avery-l7120", "--printer", "office", *READ)
    computer.ok(*SHEET)
    moved = matrix((computer.folder / "x.pdf").read_bytes())
    computer.ok(*SHEET[:-2])
    exact = matrix((computer.folder / "x.pdf").read_bytes())
    # The corner is seen 0.5 mm right of the zero, so the zero was printed 0.5 mm too far left.
    assert moved[4] - exact[4] == pytest.approx(0.5 * 72 / 25.4, abs=0.01)
    assert moved[5] == pytest.approx(exact[5], abs=0.01)


def matrix(pdf: bytes) -> list[float]:
    """The first matrix a page's content sets."""
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            content = zlib.decompress(stream)
        except zlib.error:
            continue
        if found := re.search(rb"((?:[-0-9.]+ ){6})cm", content):
            return [float(number) for number in found[1].split()]
    raise AssertionError
