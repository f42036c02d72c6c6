"""A text with control characters, as scanners send them, stays: the export names its field and what mends it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

RECORD = "products/c/canon-eos-5d-mark-iv.toml"


def put(computer: Computer, path: str, old: str, new: str) -> None:
    """Change a file as an editor does."""
    file = computer.things / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


# What is changed in which file; what is exported besides; the field as it is named; what the hint says.
CASES = {
    "serial": (RECORD, 'serial = "', r'serial = "\u0002', "", "serial of the product", "serial="),
    "name": (RECORD, 'name = "', r'name = "\u001d', "", "name of the product", "name='Canon EOS 5D Mark IV'"),
    "seller": (RECORD, 'from = "', r'from = "\u0007', "", "purchase.from of the product", "from="),
    "own field": (RECORD, "shutter", 'odd = "a\\u001bb"\nshutter', "field:odd", "fields.odd of the product",
                  "field.odd=ab"),
    "party": ("parties/fix-it-cameras.toml", 'name = "', r'name = "\u0003', "", "name of the audience",
              "party set fix-it-cameras name='Fix-It Cameras'"),
    "owner": ("talktag.toml", 'name = "', r'name = "\u0003', "", "name of the signer", '"talktag.toml"'),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_field_is_named_and_what_the_hint_says_mends_it(name: str, computer: Computer) -> None:
    path, old, new, include, field, hint = CASES[name]
    if name == "own field":
        computer.ok("set", "canon", "field.shutter=1")
    put(computer, path, old, new)
    computer.ok("save", "--yes")
    words = ("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes", *(("--include", include) * bool(include)))
    done = computer.run(*words)
    assert (done.code, done.out) == (6, "")
    assert f"this cannot be sent: the {field} holds a control character" in done.err
    assert "give away less" not in done.err
    said = next(line for line in done.err.splitlines() if line.startswith("hint: "))
    assert hint in said
    assert done.err.isprintable() or "\\x" in done.err or "\\u" in done.err
    if "talktag set" in said or "party set" in said:
        computer.ok(*shlex.split(said.partition("talktag ")[2]))
        computer.ok(*words)


def test_a_control_character_in_an_entry_names_the_file_and_in_a_purpose_the_flag(computer: Computer) -> None:
    words = ("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")
    done = computer.run(*words, "--purpose", "a\x02b")
    assert done.code == 6
    assert "hint: type --purpose anew\n" in done.err
    computer.ok("lend", "canon", "--to", "fix-it")
    entries = RECORD.removesuffix(".toml") + "/entries.toml"
    put(computer, entries, 'title = "', r'title = "\u0002')
    computer.ok("save", "--yes")
    done = computer.run(*words, "--include", "entries:loan")
    assert done.code == 6
    assert f'hint: mend "{entries}" in an editor, then: talktag save\n' in done.err
