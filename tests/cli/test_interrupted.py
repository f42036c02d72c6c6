"""Ctrl-C at every question and in every editor: code 130, the terminal as it was, and nothing half made anywhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

EXPORT = ("export", "canon", "--to", "fix-it", "-o", "canon.zip")
WORDS = ("--passphrase-file", "words")
# What is typed, what is shown before Ctrl-C, and what is answered before that.
QUESTIONS: dict[str, tuple[tuple[str, ...], str, tuple[tuple[str, str], ...]]] = {
    "a yes to leave": ((*EXPORT, *WORDS), "[y/N]", ()),
    "a yes to replace": (
        ("export", "canon", "--to", "fix-it", "-o", "words2", *WORDS),
        "Replace",
        (("[y/N]", "y\n"),),
    ),
    "a yes to a sheet": (("sheet", "--all", "--stock", "avery-l7120", "-o", "words2"), "Replace", ()),
    "a yes to an import": (("import", "rows.csv"), "[y/N]", ()),
    "a yes to save": (("save",), "[y/N]", ()),
    "a yes to recipients": (("key", "accept"), "[y/N]", ()),
    "a yes to new keys": (("key", "rotate", *WORDS), "[y/N]", ()),
    "a passphrase": (("notes", "canon"), "Passphrase", ()),
    "a passphrase in an export": ((*EXPORT, "--yes"), "Passphrase", ()),
    "a new passphrase": (("key", "passphrase", *WORDS), "New passphrase", ()),
    "a new passphrase again": (("key", "passphrase", *WORDS), "once more", (("New passphrase", "one\n"),)),
    "a recovery key": (("key", "restore"), "Recovery key", ()),
    "the name of what is added": (("add",), "Name", ()),
    "a later question of add": (("add",), "Maker", (("Name", "Kettle\n"),)),
    "a measure of a paper": (("stock", "add"), ":", ()),
    "a code": (("scan",), "scan: ", ()),
    "a note on what was scanned": (("scan", "TAG", "--do", "note"), "Note", ()),
    "the digits of a party": (("party", "check", "fix-it"), "reads out", ()),
    "the text of a note": (("note", "canon", "-"), "Ctrl-D", ()),
    "the owner of a new store": (("init", "new"), "Your name", ()),
    "the contact of a new store": (("init", "new"), "mail", (("Your name", "Ana\n"),)),
}


@pytest.fixture
def busy(sealed_computer: Computer) -> Computer:
    """A computer with something to ask about everywhere."""
    sealed_computer.write("words2", "mine\n")
    sealed_computer.write("rows.csv", "name,maker\nKettle,Acme\n")
    key = (Path(__file__).parents[1] / "conformance/keys/stranger.pub").read_text("utf-8").strip()
    sealed_computer.ok("party", "set", "fix-it", f"key={key}")
    record = sealed_computer.things / "products/t/trek-domane-al-2.toml"
    record.write_bytes(record.read_bytes() + b'place = "attic"\n')
    return sealed_computer


def everything(computer: Computer) -> dict[str, bytes]:
    """Every file of the home and what is in it, but the cache, locks, and what a compiler leaves."""
    files = (path for path in sorted(computer.folder.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(computer.folder)): path.read_bytes()
        for path in files
        if not {"cache", "__pycache__", "seen"} & set(path.parts)
        and path.name.removesuffix(".next") not in {"lock", "keys.lock"}
    }


@pytest.mark.parametrize("question", QUESTIONS)
def test_ctrl_c_at_a_question_leaves_nothing_behind(question: str, busy: Computer) -> None:
    words, shown, before = QUESTIONS[question]
    tag = busy.json("show", "canon")["data"]["tags"][0]["id"]
    kept = everything(busy)
    screen = busy.terminal(*(tag if word == "TAG" else word for word in words))
    for asked, answer in before:
        screen.until(asked).type(answer)
    done = screen.until(shown).type("\3").end()
    assert done.code == 130, done.out
    assert "talktag: interrupted" in done.out
    assert "Traceback" not in done.out
    assert screen.left_echoing
    assert everything(busy) == kept


pytestmark = pytest.mark.anew

IN_EXEC = """
import talktag.cli.main as program
program._invoke = lambda *_: exec("raise KeyboardInterrupt")
program.main()
"""


def test_an_interrupt_while_a_class_is_being_made_of_text_ends_with_130_as_any_other(tmp_path: Path) -> None:
    """Python remembers one that passed through exec, as dataclasses use it, and `python -m` ends by the signal."""
    (tmp_path / "interrupted.py").write_text(IN_EXEC, "utf-8")
    command = [sys.executable, "-m", "interrupted"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "talktag: interrupted\n")


@pytest.mark.parametrize(
    "words", [("edit", "canon"), ("note", "canon", "--edit", "NOTE", *WORDS)], ids=["record", "note"]
)
def test_ctrl_c_in_an_editor_leaves_nothing_behind(words: tuple[str, ...], busy: Computer) -> None:
    (note,) = busy.things.glob("products/c/*/notes/*.age")
    editor = busy.write("editor", '#!/bin/sh\nstty -echo\necho "$1" > "$HOME/place"\necho ready\nsleep 100\n')
    editor.chmod(0o755)
    kept = everything(busy)
    typed = [note.stem if word == "NOTE" else word for word in words]
    screen = busy.terminal(*typed, env={"EDITOR": str(editor)}).until("ready")
    done = screen.interrupt().end()
    assert done.code == 130, done.out
    assert "Traceback" not in done.out
    assert screen.left_echoing, "the editor took it away"
    place = busy.folder / "place"
    assert not type(place)(place.read_text().strip()).exists()
    place.unlink()
    assert everything(busy) == kept
