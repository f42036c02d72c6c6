"""A finder's message at the command line: it waits, is shown, taken, answered; its words are never obeyed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from talktag.model.finder.hand import hand_slug
from talktag.seal.age.armor import armor
from talktag.seal.keys.key_folder import KeyFolder
from tests.cli.test_foreign_text import FORGED, HOSTILE, colourless
from tests.kit.from_finder import Finder, message_id, seal

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick
CANON = "canon-eos-5d-mark-iv"
FINDER = Finder()
HAND = hand_slug(FINDER.recipient)


class Lost:
    """The camera with a sticker, whose page seals to its owner."""

    def __init__(self, computer: Computer) -> None:
        self.computer = computer
        self.tag = str(computer.json("tag", "canon", "--new")["data"]["tags"][-1]["id"])
        public = KeyFolder(computer.folder / "config/keys").public()
        self.to = (public.owner_recipient, public.recovery_recipient)

    def written(self, number: int = 1, **more: Any) -> bytes:
        """What their page sealed, as text."""
        return armor(seal(FINDER.said(number, tag=more.pop("tag", self.tag), **more), *self.to))


@pytest.fixture
def lost(computer: Computer) -> Lost:
    return Lost(computer)


def test_piped_in_it_waits_is_shown_taken_and_answered(lost: Lost) -> None:
    run = lost.computer.run
    text = "¡Hola! Encontré tu cámara 📷\nEstá en el café."
    sealed = lost.written(text=text, name="Zoë", contact="zoe@example.org")
    letter = b"> On Sunday:\n> \n> " + sealed.replace(b"\n", b"\n> ")
    done = run("receive", "-", "--yes", stdin=letter)
    assert done.code == 12
    assert "it waits in the inbox: a finder wrote about Canon EOS 5D Mark IV; nobody knows who that is" in done.err
    card = run().out
    assert f"somebody found {CANON} (Canon EOS 5D Mark IV): talktag inbox" in card
    assert "finder's message" in run("inbox").out
    shown = run("inbox", "show", "1").out
    for said in ("  ¡Hola! Encontré tu cámara 📷\n", "  Está en el café.", "Zoë", "zoe@example.org", "nobody knows"):
        assert said in shown
    assert run("inbox", "take", "1").code == 2, "without a terminal it asks for --yes"
    done = run("inbox", "take", "1", "--yes")
    assert (done.code, f"answer with: talktag talk {CANON} TEXT --to {HAND}" in done.err) == (0, True)
    talked = run("talk", "canon").out
    assert "unsigned" in talked
    assert f"Zoë (finder {HAND[-6:]})" in talked
    done = run("talk", "canon", "¡Gracias!", "-o", "-", "--yes")
    assert FINDER.opens(done.stdout)["in_reply_to"] == message_id(1)
    assert run("doctor").code == 0
    again = run("receive", "-", "--yes", stdin=letter)
    assert (again.code, "taken in before" in again.err) == (0, True)


def test_it_is_one_commit_and_undo_takes_all_of_it_back(lost: Lost) -> None:
    computer = lost.computer
    computer.run("receive", "-", stdin=lost.written())
    before = computer.git("rev-parse", "HEAD")
    computer.ok("inbox", "take", "1", "--yes")
    names = computer.git("show", "--name-only", "--format=", "HEAD").decode().split()
    folder = f"products/c/{CANON}"
    assert sorted(names) == [
        f"parties/{HAND}.toml", f"{folder}/entries.toml", f"{folder}/received/{message_id(1)}.age"
    ]  # fmt: skip
    assert computer.git("rev-parse", "HEAD~1") == before
    undone = computer.run("undo", "--yes")
    assert f"talktag undo {computer.git('rev-parse', 'HEAD').decode()[:10]}\n" in undone.err
    assert not (computer.things / f"parties/{HAND}.toml").exists()
    assert "zoe" not in computer.ok("party", "list")
    (said,) = re.findall(r"hand it over once more with: talktag (git .+) \| talktag receive -", undone.err)
    assert computer.json("inbox")["data"]["waiting"] == []
    computer.run("receive", "-", stdin=computer.git(*said.split()[1:]))
    (waiting,) = computer.json("inbox")["data"]["waiting"]
    computer.ok("inbox", "take", waiting["id"], "--yes")
    taken = computer.git("rev-parse", "HEAD").decode().strip()
    computer.ok("add", "Pan")
    undone = computer.run("undo", taken, "--yes")
    assert "it is withdrawn, and comes back by taking back this undo" in undone.err
    computer.ok("undo", computer.git("rev-parse", "HEAD").decode().strip(), "--yes")
    assert HAND[-6:] in computer.ok("talk", "canon")


def test_at_a_terminal_it_is_shown_and_asked_about(lost: Lost) -> None:
    lost.computer.write("letter.txt", lost.written(text="Found it"))
    screen = lost.computer.terminal("receive", "letter.txt").until("[y/N]").type("y\n")
    done = screen.end()
    assert done.code == 0
    assert "  │ Found it" in done.out
    assert "nobody knows who wrote it" in done.out


def test_a_tag_of_nothing_says_what_to_type(lost: Lost) -> None:
    computer = lost.computer
    computer.run("receive", "-", stdin=lost.written(tag="7Y27T4WSS"))
    assert 'the tag "7Y27 T4WS S" is not one of this store' in computer.run("inbox").out
    done = computer.run("inbox", "take", "1", "--yes")
    assert (done.code, "talktag inbox drop" in done.err) == (4, True)
    computer.ok("inbox", "drop", "1", "--yes")
    assert json.loads(computer.ok("inbox", "--json"))["data"]["waiting"] == []


def test_what_does_not_fit_a_finder_is_refused_with_what_to_type(lost: Lost) -> None:
    computer = lost.computer
    computer.run("receive", "-", stdin=lost.written())
    computer.ok("inbox", "take", "1", "--yes")
    computer.write("photo.jpg", b"x")
    for words in (("--file", "photo.jpg"), ("--ask",), ("--qr", "-o", "code.png"), ("--in-the-clear", "-o", "x.zip")):
        done = computer.run("talk", "canon", "Thanks", *words, "--yes")
        assert (done.code, "hint: leave out --" in done.err) == (2, True), words
    done = computer.run("talk", "canon", "Thanks", "--yes")
    assert (done.code, "--mail" in done.err) == (2, True)


EVIL = "".join(letter for letter in HOSTILE if not "\ud800" <= letter <= "\udfff")
SHOWING = (
    (),
    ("inbox",),
    ("inbox", "show", "1"),
    ("inbox", "take", "1", "-n"),
    ("inbox", "drop", "1", "-n"),
    ("inbox", "fetch", "--via", "stick", "--again", "-n"),
    ("receive", "letter.txt", "-n"),
    ("receive", "letter.txt", "other.txt", "-n"),
    ("receive", "clear.json", "-n"),
    ("talk", "canon"),
    ("talk", "canon", "--all"),
    ("talk", HAND),
    ("talk", "canon", "Thanks", "-o", "a.age", "-n"),
    ("talk", "canon", "Thanks", "--mail", "-n"),
    ("talk", "canon", "Thanks", "-n"),
    ("party", "list"),
    ("party", "show", HAND),
    ("party", "show", "concealed"),
    ("party", "mute", HAND, "message", "-n"),
    ("party", "set", HAND, "contact=x", "-n"),
    ("show", "canon"),
    ("log", "canon"),
    ("log", "canon", "--as", "cloudevents"),
    ("log",),
    ("find", "concealed"),
    ("list",),
    ("due",),
    ("key", "show"),
    ("send", "-n"),
    ("shares",),
    ("doctor",),
    ("undo", "-n"),
)


@pytest.fixture
def evil(lost: Lost) -> Computer:
    """One hostile message was taken in, another waits, and both lie in files."""
    computer = lost.computer
    words = {"text": EVIL, "name": EVIL[:200], "contact": EVIL[-200:]}
    computer.write("letter.txt", lost.written(2, **words))
    computer.write("other.txt", lost.written(3, **words))
    computer.write("clear.json", json.dumps(FINDER.said(4, **words)))
    computer.run("receive", "-", stdin=lost.written(1, **words))
    computer.ok("inbox", "take", "1", "--yes")
    computer.run("receive", "letter.txt", "--yes")
    (computer.folder / "stick").mkdir()
    computer.write("stick/letter.txt", lost.written(5, **words))
    computer.ok("config", "carrier.stick.kind=folder", "carrier.stick.in=stick", "carrier.stick.out=stick")
    return computer


def trouble(unsafe: Callable[[str], list[str]], shown: str) -> list[str]:
    text = colourless(shown)
    return unsafe(text) + [line for line in text.split("\n") if line.startswith(FORGED)]


def test_no_verb_obeys_what_a_finder_wrote(evil: Computer, unsafe: Callable[[str], list[str]]) -> None:
    for line in SHOWING:
        done = evil.within(*line)
        assert trouble(unsafe, done.out) == [], line
        assert trouble(unsafe, done.err) == [], line
        assert "a bug in talktag" not in done.err, (line, done.err)
        machine = evil.within(*line, "--json")
        for stream in (machine.stdout, machine.stderr):
            assert re.fullmatch(rb"[\n\x20-\x7e]*", stream), line
        json.loads(machine.stdout or machine.stderr)
    assert "\\x1b" not in evil.within("inbox", "show", "1").out, "what steers is not even taken up"


@pytest.mark.parametrize("line", ["inbox show 1", "talk canon"])
def test_no_terminal_is_steered_by_it(evil: Computer, unsafe: Callable[[str], list[str]], line: str) -> None:
    shown = evil.terminal(*line.replace("HAND", HAND).split()).end().out
    assert trouble(unsafe, shown) == []


def test_the_question_before_taking_it_in_is_not_either(evil: Computer, unsafe: Callable[[str], list[str]]) -> None:
    screen = evil.terminal("receive", "letter.txt").until("[y/N]").type("n\n")
    assert trouble(unsafe, screen.end().out) == []


def test_a_mail_to_them_holds_none_of_it(evil: Computer) -> None:
    evil.ok("talk", "canon", "Thanks", "--mail", "--yes")
    mail = (evil.folder / "message.eml").read_bytes()
    assert b"evil.example" not in mail
    assert b"\x1b" not in mail
    assert mail.count(b"\r\nTo:") == 0


def test_an_answer_is_a_text_in_a_file_and_what_others_get_is_none(lost: Lost) -> None:
    computer = lost.computer
    computer.run("receive", "-", stdin=lost.written())
    computer.ok("inbox", "take", "1", "--yes")
    computer.ok("talk", "canon", "Thanks", "-o", "answer.txt", "--yes")
    text = (computer.folder / "answer.txt").read_bytes()
    assert (text.isascii(), FINDER.opens(text)["text"]) == (True, "Thanks")
    done = computer.run("talk", "fix-it", "Hello", "-o", "hello.txt", "--yes")
    assert (done.code, '"hello.txt" will be an age file, and no text' in done.err) == (2, True), done.err
    assert "hint: say: -o hello.txt.age" in done.err
