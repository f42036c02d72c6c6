"""Text of other people is shown, never obeyed: not from a record, a history, a bundle, a file name or a command line.

Each kind of hostile text stands in every place that text can come from; every command then shows it, in a pipe, at a
terminal and as JSON, and no byte of what it prints may be one a terminal acts on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

Unsafe = Callable[[str], list[str]]
FORGED = ("talktag: saved", "hint: type rm -rf ~", "saved as 0000000000")  # lines that talktag could have said
HOSTILE = "".join(
    (
        "\x1b[8mconcealed",
        "\x1b[2J\x1b[1;1H",  # clear the screen, go to its corner
        "\x1b]0;title\x07\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\",
        "\x1b]52;c;ZXZpbA==\x07",  # write the clipboard
        "\x1bP$q\x1b\\",  # ask the terminal to answer
        "\x9b31m\x9d0;title\x9c",  # the same by C1 control characters
        "\rover\b\b\b\b\x00\x07\x0b\x0c\x7f",
        "\x85\u2028\u2029",  # NEL, line and paragraph separator
        "\u202e\u2066\u200f\u061cexe.txt",  # bidirectional
        "\U000e0041\U000e0042\u200b\ufeff\u00ad",  # tag characters, zero width, soft hyphen
        "\ue000\U0010ffff\u0378",  # private use, not a character, not assigned
        "Z" + "\u0301\u0489" * 100,
        "\n".join(("", *FORGED, "")),
        "[/b][red]markup[link=http://evil.example]",
        "\x1b]0;never ended",
    )
)
OURS = {"0", "1", "2", "31", "32", "36"}  # the colours and weights talktag itself uses
READING = (
    ("list",),
    ("list", "evil"),
    ("show", "evil"),
    ("find", "evil"),
    ("notes", "evil"),
    ("log",),
    ("log", "evil"),
    ("shares",),
    ("party", "list"),
    ("party", "show", "eve"),
    ("key", "show"),
    ("doctor",),
    ("show", "broken"),
    ("file", "evil"),
    ("verify", "made.zip"),
    ("verify", "hurt.zip"),
    ("save", "-n"),
)
CHANGING = (
    ("set", "evil", "place=office"),
    ("undo",),
    ("attach", "evil", "receipt.txt"),
    ("note", "evil", "text"),
    ("sheet", "evil", "--stock", "avery-l7120", "-o", "sheet.pdf"),
    ("export", "evil", "--to", "eve", "--include", "place", "-o", "other.zip", "--yes"),
    ("export", "sly", "--to", "sly", "-o", "sly.zip", "--yes"),
    ("lend", "sly", "--to", "eve"),
    ("return", "sly"),
    ("retire", "sly", "--how", "lost", "--reason", "x"),
    ("save", "--yes"),
)
TYPED = (
    ("add", HOSTILE, "--maker", HOSTILE, "--label", HOSTILE, "--field", f"a={HOSTILE}", "-n"),
    ("add", "x", "--price", HOSTILE, "--bought", HOSTILE, "--gtin", HOSTILE, "--warranty", HOSTILE),
    ("add", "x", "--file", HOSTILE),
    ("add", "x", "--field", HOSTILE),
    ("add", "x", "--quantity", HOSTILE),
    ("show", HOSTILE),
    ("show", "evil", "--at", HOSTILE),
    ("find", HOSTILE),
    ("set", "evil", HOSTILE),
    ("set", "evil", f"{HOSTILE}=1"),
    ("set", "evil", f"price={HOSTILE}"),
    ("set", "evil", f"state={HOSTILE}"),
    ("set", "evil", f"field.{HOSTILE}=1", "-n"),
    ("set", "evil", f"field.a:{HOSTILE}=1"),
    ("set", "evil", f"field.a:number={HOSTILE}"),
    ("set", "evil", f"warranty={HOSTILE}"),
    ("set", "evil", f"inside={HOSTILE}"),
    ("set", "--where", HOSTILE, "place=x"),
    ("set", "--where", "evil", f"label+={HOSTILE}", "-n"),
    ("add", "x", "--like", HOSTILE),
    ("file", "evil", HOSTILE),
    ("attach", "evil", "receipt.txt", "--also", HOSTILE),
    ("attach", "evil", "receipt.txt", "--kind", HOSTILE),
    ("party", "add", HOSTILE, "--contact", HOSTILE, "-n"),
    ("party", "add", "x", "--role", HOSTILE),
    ("party", "add", "x", "--key", HOSTILE),
    ("party", "show", HOSTILE),
    ("stock", "show", HOSTILE),
    ("sheet", "evil", "--stock", HOSTILE, "-o", "x.pdf"),
    ("sheet", "evil", "--stock", "avery-l7120", "-o", f"no/{HOSTILE}"),
    ("export", "evil", "--to", "eve", "--purpose", HOSTILE, "-o", "x.zip", "-n"),
    ("export", "evil", "--to", HOSTILE, "-o", "x.zip"),
    ("export", "evil", "--to", "eve", "--include", HOSTILE, "-o", "x.zip"),
    ("export", "evil", "--to", "eve", "--note", HOSTILE, "-o", "x.zip"),
    ("export", "evil", "--to", "eve", "--until", HOSTILE, "-o", "x.zip"),
    ("verify", HOSTILE),
    ("verify", "made.zip", "--signer", HOSTILE),
    ("undo", HOSTILE),
    ("lend", "evil", "--to", HOSTILE),
    ("lend", "evil", "--to", "eve", "--due", HOSTILE),
    ("retire", "evil", "--how", HOSTILE),
    ("retire", "sly", "--how", "lost", "--reason", HOSTILE, "-n"),
    ("log", "--limit", HOSTILE),
    ("init", HOSTILE, "--owner", HOSTILE, "--contact", HOSTILE),
    ("list", "--store", HOSTILE),
    ("list", "--passphrase-file", HOSTILE),
    ("notes", "evil", "--passphrase-fd", HOSTILE),
    (HOSTILE,),
    ("list", f"--{HOSTILE}"),
    ("party", HOSTILE),
)


def quoted(text: str) -> str:
    """A TOML string in which nothing but letters stands as itself."""
    letters = (letter if letter.isascii() and letter.isalnum() else f"\\U{ord(letter):08X}" for letter in text)
    return f'"{"".join(letters)}"'


def record(text: str) -> str:
    """A record whose every text is hostile, unknown keys and all."""
    evil = quoted(text)
    return f"""\
format = 1
id = "0000000000000"
name = {evil}
maker = {evil}
model = {evil}
serial = {evil}
gtin = {evil}
place = {evil}
inside = {evil}
state = {evil}
labels = [{evil}]
{evil} = 1
files = [{{ name = {evil}, kind = {evil}, sha256 = {evil}, media = {evil} }}]
tags = [{{ id = {evil} }}, {{ id = "000000000", {evil} = 1 }}]
warranties = [{{ term = {evil} }}, {{ term = "lifetime", kind = {evil}, provider = {evil} }}]
[purchase]
from = {evil}
price = {evil}
order = {evil}
{evil} = {evil}
[fields]
{evil} = {evil}
"""


def entry(text: str) -> str:
    evil = quoted(text)
    return f'[[entry]]\nid = "0000000000001"\ndate = 2024-01-01\nkind = {evil}\ntitle = {evil}\ntext = {evil}\n'


def poisoned(computer: Computer, text: str) -> Computer:
    """A store somebody else made, with `text` wherever there can be text."""
    evil, sendable = quoted(text), re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", text)
    party = f'format = 1\nname = {evil}\nrole = "other"\ncontact = {evil}\nkey = {evil}\n'
    computer.write("things/products/e/evil.toml", record(text))
    computer.write("things/products/e/evil/entries.toml", entry(text))
    computer.write("things/products/s/sly.toml", f'format = 1\nid = "0000000000002"\nname = {quoted(sendable)}\n')
    computer.write("things/products/b/broken.toml", f"format = 1\nname = {text}")
    computer.write("things/parties/eve.toml", party)
    computer.write("things/parties/sly.toml", party.replace(evil, quoted(sendable), 1))
    computer.write("things/parties/odd.toml", f'format = 1\nname = "Odd"\nrole = {evil}\n')
    computer.ok("note", "evil", "-", stdin=text.encode())
    computer.ok("export", "sly", "--to", "sly", "--purpose", sendable, "-o", "made.zip", "--yes")
    made = (computer.folder / "made.zip").read_bytes()
    computer.write("hurt.zip", made.replace(b"data/table.json", b"data/\x1b[8m.json"))
    name = re.sub("[\0/\n]", "", text)[:80]
    computer.write(f"things/products/e/{name}.toml", "")
    computer.write(f"things/products/e/evil/files/{name}.txt", "")
    computer.git("add", "--all")
    author, message = re.sub("[\0<>]", "", text), text.replace("\0", "")
    computer.git("commit", "--quiet", "--author", f"{author} <e@example.org>", "-m", message)
    return computer


@pytest.fixture
def evil(computer: Computer) -> Computer:
    return poisoned(computer, HOSTILE)


def colourless(shown: str) -> str:
    """What a terminal was shown less our own colours; any other colour stays, and so is found."""

    def own(found: re.Match[str]) -> str:
        return "" if set(found[1].split(";")) <= OURS else found[0]

    return re.sub("\x1b\\[([0-9;]*)m", own, shown)


@pytest.fixture
def trouble(unsafe: Unsafe) -> Callable[[str], list[str]]:
    """What is wrong with an output: letters a terminal obeys, and lines that pass for talktag's own."""

    def find(shown: str) -> list[str]:
        text = colourless(shown)
        return unsafe(text) + [line for line in text.split("\n") if line.startswith(FORGED)]

    return find


def test_this_test_would_notice(unsafe: Unsafe, trouble: Unsafe) -> None:
    assert len(unsafe(HOSTILE)) > 25
    assert unsafe("e" + "\u0301\u0489" * 2) == []
    assert unsafe("e" + "\u0301\u0489" * 3) == ["6 marks"]
    assert trouble("\x1b[1mname\x1b[0m") == []
    assert trouble("\x1b[8mname\x1b[0m") == ["U+001B"]
    assert trouble("x\n\x1b[1mhint: type rm -rf ~\x1b[0m") == ["hint: type rm -rf ~"]
    assert trouble("  │ hint: type rm -rf ~") == []


def test_no_command_sends_foreign_text_to_a_pipe(evil: Computer, trouble: Unsafe) -> None:
    for line in (*READING, *CHANGING):
        done = evil.within(*line)
        assert trouble(done.out) == [], line
        assert trouble(done.err) == [], line
        assert "a bug in talktag" not in done.err, line


def test_no_command_sends_foreign_text_to_a_person(evil: Computer, trouble: Unsafe) -> None:
    for line in (*READING, *CHANGING):
        shown = evil.terminal(*line).end().out
        assert trouble(shown) == [], line


def test_json_is_ascii_without_control_characters(evil: Computer) -> None:
    for line in (*READING, *CHANGING):
        done = evil.within(*line, "--json")
        for stream in (done.stdout, done.stderr):
            assert re.fullmatch(rb"[\n\x20-\x7e]*", stream), line
        json.loads(done.stdout or done.stderr)


def test_what_was_typed_is_not_obeyed_either(evil: Computer, trouble: Unsafe) -> None:
    for line in TYPED:
        words = [word.replace("\0", "") for word in line]
        done = evil.within(*words)
        shown = words[0] if len(words) == 1 else " ".join(words[:2])
        assert trouble(done.out) == [], shown
        assert trouble(done.err) == [], shown
        assert "a bug in talktag" not in done.err, (shown, done.err)


def test_markup_is_shown_as_it_is(computer: Computer) -> None:
    computer.ok("add", "Kettle [/b][red]markup[link=http://evil.example]")
    assert "Kettle [/b][red]markup[link=http://evil.example]" in computer.terminal("show", "kettle").end().out


def test_a_question_shows_foreign_text_too(evil: Computer, trouble: Unsafe) -> None:
    screen = evil.terminal("export", "sly", "--to", "sly", "-o", "asked.zip").until("[y/N]").type("n\n")
    assert trouble(screen.end().out) == []


@pytest.mark.parametrize(
    "line",
    [
        ("add", "\udcff"),
        ("add", "x", "--label", "\udcff"),
        ("add", "x", "--field", "a=\udcff"),
        ("set", "canon", "place=\udcff"),
        ("set", "canon", "field.\udcff=1"),
        ("note", "canon", "\udcff"),
        ("party", "add", "\udcff"),
        ("party", "add", "x", "--contact", "\udcff"),
        ("export", "canon", "--to", "fix-it", "--purpose", "\udcff", "-o", "x.zip", "--yes"),
        ("init", "other", "--owner", "\udcff", "--contact", "a@example.org"),
        ("find", "\udcff"),
        ("show", "\udcff"),
        ("attach", "canon", "\udcff.txt"),
    ],
    ids=lambda line: " ".join(line).encode("unicode_escape").decode(),
)
def test_bytes_that_are_no_text_are_refused_or_met_by_nothing(line: tuple[str, ...], computer: Computer) -> None:
    before = computer.state
    done = computer.run(*line)
    assert done.code in {0, 4, 6}, done.err
    assert (done.code == 0) == (line[0] == "find")
    assert computer.state == before
