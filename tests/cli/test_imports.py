"""What a command does not need is not loaded: help, list, show and completion pay for no library but the parser."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

pytestmark = pytest.mark.anew

if TYPE_CHECKING:
    from tests.kit.computer import Computer

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
    "icalendar",
}
SCRIPT = "from talktag.__main__ import main; main()"  # as the script does that pip makes
COMPLETION = {"_TALKTAG_COMPLETE": "zsh"}


def loaded(computer: Computer, *words: str, **variables: str) -> set[str]:
    """The libraries that a command loaded, by their first names."""
    return {name.split(".")[0] for name in loaded_modules(computer, *words, **variables)}


def loaded_modules(computer: Computer, *words: str, **variables: str) -> set[str]:
    """The modules that a command loaded; its whole import log is read."""
    done = computer.run(*words, env={"PYTHONPROFILEIMPORTTIME": "1", **variables})
    names = names_in(done.err)
    assert "talktag.cli" in names
    return names


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
        ["log"],
        ["log", "canon"],
        ["show", "canon", "--at", "2038-01-01"],
        ["notes", "canon", "--list"],
        ["undo", "--dry-run"],
        [],
        ["due"],
        ["due", "--run"],
    ],
    ids=" ".join,
)
def test_reading_loads_nothing_heavy(line: list[str], computer: Computer) -> None:
    assert loaded(computer, *line) & HEAVY == set()


def test_completion_loads_neither_the_parser_nor_what_reads_records(computer: Computer) -> None:
    parts = loaded_modules(computer, "show", "", **COMPLETION)
    assert {name.split(".")[0] for name in parts} & {*HEAVY, "typer", "sqlite3", "tomllib"} == set()
    assert {"talktag.cli.main", "talktag.model.products.record", "talktag.store.store"} & parts == set()


@pytest.mark.parametrize(
    "typed", [["show", "c"], ["lend", "trek", "--to", ""], ["note", "trek", ""], ["se"]], ids=" ".join
)
def test_an_ordinary_completion_loads_nothing_that_bare_python_does_not(typed: list[str], computer: Computer) -> None:
    more = modules_of(computer, SCRIPT, *typed, **COMPLETION) - modules_of(computer, "pass")
    assert "talktag.cli.completion.answer" in more
    assert {each for each in more if not each.startswith("talktag")} <= {"gc", "__future__"}


def modules_of(computer: Computer, code: str, *words: str, **variables: str) -> set[str]:
    """The modules that a line of Python loads on that computer; `python -m` by itself loads many."""
    line = (sys.executable, "-P", "-X", "importtime", "-c", code, *words)
    environment = {**computer.environment, **variables}
    return names_in(subprocess.run(line, env=environment, capture_output=True, text=True, check=True).stderr)


def names_in(log: str) -> set[str]:
    """The modules of an import log."""
    return set(re.findall(r"^import time: +\d+ \| +\d+ \| +(\S+)$", log, re.MULTILINE))


def test_completion_is_silent_where_there_is_no_store(new_computer: Computer) -> None:
    done = new_computer.run("show", "", env=COMPLETION)
    assert (done.out, done.err) == ("words\n", "")


@pytest.mark.parametrize(
    ("lines", "needed"),
    [
        (["add Kettle"], set()),
        (["set trek labels+=cellar", "set trek place=cellar", "undo --yes", "log trek"], {"tomlkit"}),
        (["set trek place=cellar", "lend trek --to fix"], set()),
        (["tag trek --new", "attach trek receipt.pdf"], {"tomlkit"}),
        (["note trek Hello", "notes trek"], {"cryptography"}),
        (["export trek --to fix --yes -o b.zip", "verify b.zip"], {"cryptography"}),
        (["due --ics a.ics", "due --done-from a.ics"], {"icalendar"}),
    ],
    ids=["add", "set", "lend", "tag", "note", "export", "due"],
)
def test_a_verb_loads_no_library_but_those_it_needs(lines: list[str], needed: set[str], computer: Computer) -> None:
    (computer.folder / "receipt.pdf").write_bytes(b"%PDF-1.4 a receipt")
    found = [loaded(computer, *line.split()) & HEAVY for line in lines]
    assert found[0] == needed  # those it needs are seen, so that the others would be
    assert all(each <= needed for each in found)


@pytest.mark.parametrize(
    ("line", "spared"),
    [
        ("proposals", "talktag.ops.proposals.prepare"),
        ("export --as csv -o all.csv", "talktag.ops.switching.packet"),
        ("export trek --to fix --dry-run -o b.zip", "talktag.ops.switching.packet"),
        ("due --run", "talktag.ops.talk.compose"),
    ],
    ids=["proposals", "export --as", "export", "due --run"],
)
def test_what_leaves_otherwise_or_not_now_is_not_loaded(line: str, spared: str, computer: Computer) -> None:
    computer.ok("rule", "new", "warranty", "--from", "warranty-ending")
    assert spared not in loaded_modules(computer, *line.split())


def test_a_library_that_is_loaded_is_seen(computer: Computer) -> None:
    assert "uharfbuzz" in loaded(computer, "sheet", "trek", "--stock", "avery-l7120", "-o", "sheet.pdf")


def test_what_describes_the_commands_is_loaded_for_that_alone(computer: Computer) -> None:
    for words in (["list"], ["show", "canon", "--json"], ["help", "query"], ["help", "list"]):
        assert not {name for name in loaded_modules(computer, *words) if name.startswith("talktag.cli.describing")}
    assert "talktag.cli.describing.document" in loaded_modules(computer, "help", "json", "list")
