"""What a command does not need is not loaded: help, list, show and completion pay for no library but the parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Computer

HEAVY = {
    "git",
    "gitdb",
    "qrcode",
    "PIL",
    "uharfbuzz",
    "cryptography",
    "tomlkit",
    "pydantic",
    "rich",
    "zipfile",
    "zxingcpp",
}
COMPLETION = {"_TALKTAG_COMPLETE": "complete_bash", "COMP_WORDS": "talktag show ", "COMP_CWORD": "2"}


def loaded(computer: Computer, *words: str, **variables: str) -> set[str]:
    """The libraries that a command loaded, by their first names; its whole import log is read."""
    done = computer.run(*words, env={"PYTHONPROFILEIMPORTTIME": "1", **variables})
    names = re.findall(r"^import time: +\d+ \| +\d+ \| +(\S+)$", done.err, re.MULTILINE)
    assert "talktag.cli.main" in names
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize(
    "line",
    [
        ["--help"],
        ["--version"],
        ["show", "--help"],
        ["list"],
        ["list", "canon"],
        ["list", "--json"],
        ["find", "Ruiz"],
        ["show", "canon-eos-5d-mark-iv"],
        ["show", "canon", "--json"],
        ["show", "nothing"],
        ["party", "list"],
        ["shares"],
    ],
    ids=" ".join,
)
def test_reading_loads_nothing_heavy(line: list[str], computer: Computer) -> None:
    assert loaded(computer, *line) & HEAVY == set()


def test_completion_loads_nothing_heavy_and_gives_the_slugs(computer: Computer) -> None:
    assert loaded(computer, **COMPLETION) & HEAVY == set()
    done = computer.run(env=COMPLETION)
    assert done.out.split() == ["canon-eos-5d-mark-iv", "trek-domane-al-2"]


def test_completion_looks_into_the_store_named_on_the_line(computer: Computer) -> None:
    for line in ("talktag --store {} show c", "talktag show --store {} c"):
        typed = {**COMPLETION, "COMP_WORDS": line.format(computer.things), "COMP_CWORD": "4"}
        assert computer.run(env={**typed, "TALKTAG_STORE": "/nowhere"}).out.split() == ["canon-eos-5d-mark-iv"], line


def test_completion_is_silent_where_there_is_no_store(new_computer: Computer) -> None:
    done = new_computer.run(env=COMPLETION)
    assert (done.out.strip(), done.err) == ("", "")


def test_saving_loads_neither_the_history_nor_pictures(computer: Computer) -> None:
    assert loaded(computer, "add", "Kettle") & (HEAVY - {"tomlkit"}) == set()
    assert loaded(computer, "set", "trek", "place=cellar") & (HEAVY - {"tomlkit"}) == set()


@pytest.mark.parametrize(
    ("line", "library"),
    [
        (["log"], "git"),
        (["note", "trek", "x"], "cryptography"),
        (["set", "trek", "place=cellar"], "tomlkit"),
        (["sheet", "trek", "--stock", "avery-l7120", "-o", "sheet.pdf"], "uharfbuzz"),
    ],
    ids=["log", "note", "set", "sheet"],
)
def test_a_library_that_is_loaded_is_seen(line: list[str], library: str, computer: Computer) -> None:
    assert library in loaded(computer, *line)
