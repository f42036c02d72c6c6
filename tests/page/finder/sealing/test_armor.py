"""A sealed answer found in what a finder pastes: however a mail or a messenger left it, and never a wrong one."""

from __future__ import annotations

import base64
import quopri
import re
import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.seal import age
from talktag.seal.age.identity import parse_identity
from tests.page.finder.sealing.conftest import Ask

IDENTITY = age.generate_identity()
SECRET = base64.b64encode(parse_identity(IDENTITY).secret).decode()
TEXT = "Merci ! Je suis à la gare jusqu'à 18 h 🙂"
OPEN = "openAge(fromBase64(each[0]), each[1]).then(textOf)"


def sealed(text: str = TEXT, identity: str = IDENTITY) -> str:
    return age.encrypt(text.encode(), recipients=[age.recipient_of(identity)] * 2, armor=True).decode()


def body(armor: str) -> str:
    """The base64 of it on one line."""
    return "".join(armor.splitlines()[1:-1])


def rewrapped(armor: str, width: int) -> str:
    first, *_, last = armor.splitlines()
    return f"{first}\n{wrapped(body(armor), width)}\n{last}"


def before_each(sign: str) -> Callable[[str], str]:
    return lambda armor: "".join(f"{sign}{line}\n" for line in armor.splitlines())


def wrapped(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, width))


def torn(text: str) -> str:
    """Wrapped once more at a shorter width, as programs do that do not join lines before."""
    return re.sub("(.{50})", r"\1\n", text)


def url_form(armor: str) -> str:
    return body(armor).rstrip("=").replace("+", "-").replace("/", "_")


# What becomes of a text form on its way, by name.
SHAPES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "quoted": before_each("> "),
    "quoted twice": before_each(">> "),
    "quoted thrice with blanks": before_each("> > > "),
    "quoted by name": before_each("Ana Köch> "),
    "quoted with bars": before_each("| "),
    "quoted in HTML": before_each("&gt; "),
    "indented": before_each("    "),
    "indented with a hard blank": before_each("\u00a0\u00a0"),
    "with CR LF": lambda armor: armor.replace("\n", "\r\n"),
    "with CR alone": lambda armor: armor.replace("\n", "\r"),
    "with blank lines between": lambda armor: armor.replace("\n", "\n\n"),
    "with blanks at the ends": lambda armor: armor.replace("\n", "  \n"),
    "joined by blanks": lambda armor: armor.replace("\n", " "),
    "joined by nothing": lambda armor: armor.replace("\n", ""),
    "wrapped at 40": lambda armor: rewrapped(armor, 40),
    "wrapped at 76": lambda armor: rewrapped(armor, 76),
    "wrapped in the middle": torn,
    "wrapped and quoted": lambda armor: before_each("> ")(torn(armor)),
    "with long dashes": lambda armor: armor.replace("-----", "\u2014\u2014-"),
    "without dashes": lambda armor: armor.replace("-----", ""),
    "with signs nobody sees": lambda armor: re.sub("(.{30})", "\\1\u200b\u00ad", "\ufeff" + armor),
    "in HTML": lambda armor: f"<div dir=ltr>{armor.replace(chr(10), '<br>')}</div>",
    "in HTML, a paragraph each line": lambda armor: "".join(f"<p class='x'>{line}</p>" for line in armor.splitlines()),
    "as mail is sent": lambda armor: quopri.encodestring(armor.replace("\n", "\r\n").encode()).decode(),
    "as mail is sent, in one line": lambda armor: quopri.encodestring(body(armor).encode()).decode(),
    "amid words": lambda armor: f"Hola:\n\n{armor}\nUn saludo\nAna <ana@example.org>\n",
    "amid words that quote": lambda armor: f"I <3 you!\n{armor}\n> On Monday you wrote:\n> hello\n",
    "amid words on the same lines": lambda armor: f"Here: {armor.strip()} Bye, Ana",
    "without its last line": lambda armor: armor.replace("-----END AGE ENCRYPTED FILE-----", ""),
    "without its first line": lambda armor: armor.replace("-----BEGIN AGE ENCRYPTED FILE-----", ""),
    "bare": body,
    "bare and padded no more": lambda armor: body(armor).rstrip("="),
    "bare, and words after a blank line": lambda armor: f"Hi\n\n{wrapped(body(armor), 60)}\n\nBest wishes Ana",
    "bare, torn, and words after a blank line": lambda armor: f"{torn(wrapped(body(armor), 64))}\n\nBest wishes Ana",
    "bare, and words on the next line": lambda armor: f"{wrapped(body(armor), 50)}\nBest wishes Ana",
    "bare, and words on the same line": lambda armor: f"Ana writes {body(armor)} Best wishes",
    "as in a link": lambda armor: f"https://a.example/t/#7K3M9QXAC&a={url_form(armor)}",
    "as in a link within brackets": lambda armor: f"see <https://a.example/t/#7K3M9QXAC&a={url_form(armor)}>.",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_an_answer_opens_in_every_shape(ask: Ask, shape: str) -> None:
    """Of several lengths, so that it ends in a full line, a short one, with padding and without."""
    texts = [TEXT + "x" * more for more in (0, 1, 2, 3, 17, 30)]
    assert ask(OPEN, [[SECRET, SHAPES[shape](sealed(text))] for text in texts]) == texts


def test_an_answer_ends_where_it_does_whatever_its_last_line_is(ask: Ask) -> None:
    texts = [TEXT + "x" * more for more in range(60)]
    followed = SHAPES["bare, and words on the next line"]
    assert ask(OPEN, [[SECRET, followed(sealed(text))] for text in texts]) == texts


def test_an_answer_ends_where_the_next_file_begins(ask: Ask) -> None:
    """Also where neither has lines around it, and the last line of the first is full."""
    texts = [TEXT + "x" * more for more in range(48)]
    theirs = body(sealed("to the owner", age.generate_identity()))
    both = [f"{wrapped(body(sealed(text)), 64)}\n{wrapped(theirs, 64)}" for text in texts]
    assert ask(OPEN, [[SECRET, text] for text in both]) == texts


def test_of_a_text_full_of_files_no_more_are_tried_than_a_browser_does_at_once(ask: Ask) -> None:
    assert ask("filesIn(each).length", ["".join(sealed() for _ in range(30))]) == [20]


def test_an_answer_in_a_link_may_hold_dashes_side_by_side(ask: Ask) -> None:
    armors = []
    while len(armors) < 3:
        armor = sealed()
        armors += [armor] if "--" in url_form(armor) else []
    assert ask(OPEN, [[SECRET, SHAPES["as in a link"](armor)] for armor in armors]) == [TEXT] * 3


def test_an_answer_opens_beside_others_files(ask: Ask) -> None:
    """As in a mail that quotes what the finder wrote, which is sealed to the owner."""
    theirs = [sealed("to the owner", age.generate_identity()) for _ in range(4)]
    quoted = "\n".join(SHAPES["quoted"](each) for each in theirs)
    whole = [f"{sealed()}\nYou wrote:\n{quoted}", f"{quoted}\n\n{sealed()}", f"{quoted}\n{SHAPES['quoted'](sealed())}"]
    assert ask(OPEN, [[SECRET, text] for text in whole]) == [TEXT] * 3
    assert ask(OPEN, [[SECRET, quoted]]) == ["fault: other"]
    assert ask(OPEN, [[SECRET, f"{quoted}\n{sealed()[:-80]}"]]) == ["fault: damaged"]


def test_an_answer_that_was_cut_or_altered_is_never_opened(ask: Ask) -> None:
    armor = sealed()
    lines = armor.splitlines(keepends=True)
    cut = ["".join(lines[:count]) for count in range(2, len(lines) - 1)]
    missing = ["".join([*lines[:place], *lines[place + 1 :]]) for place in range(1, len(lines) - 1)]
    swapped = ["".join([*lines[:1], *(b + a for a, b in [(lines[1], lines[2])]), *lines[3:]])]
    letters = [
        armor[:place] + ("A" if armor[place] != "A" else "B") + armor[place + 1 :]
        for place in range(40, len(armor) - 42, 7)
    ]
    altered = [text for text in letters if text.count("\n") == armor.count("\n")]
    said = ask(OPEN, [[SECRET, text] for text in cut + missing + swapped + altered])
    assert {each for each in said if not each.startswith("fault: ")} == set()


@settings(max_examples=5)
@given(st.lists(st.text(max_size=60), min_size=20, max_size=30))
def test_no_text_at_all_breaks_it(ask: Ask, texts: list[str]) -> None:
    armor = sealed()
    torn = [armor[: len(text)] + text + armor[len(text) :] for text in texts]
    said = ask(OPEN, [[SECRET, text] for text in texts + torn])
    assert said[: len(texts)] == ["fault: none"] * len(texts)
    assert {each for each in said if not each.startswith("fault: ")} <= {TEXT}


def test_a_text_made_to_cost_time_is_read_as_fast_as_any(ask: Ask) -> None:
    """Two million characters: what took the square of that would never end."""
    size = 1_999_000
    mark = "YWdlLWVuY3J5cHRpb24ub3JnL3Yx"
    parts = [
        "<",
        "&",
        "=",
        "Y ",
        "YW ",
        "> ",
        "BEGIN ",
        "BEGIN AGE ",
        mark,
        f"{mark} ",
        f"{mark}\n",
        " ",
        "\n",
        "-",
        "A",
    ]
    said = ask(
        "openAge(fromBase64(each[0]), each[1].repeat(each[2]))", [[SECRET, part, size // len(part)] for part in parts]
    )
    assert set(said) <= {"fault: none", "fault: large", "fault: malformed"}


def test_what_the_page_writes_is_what_the_program_writes(ask: Ask) -> None:
    files = [bytes(range(size)) for size in (1, 47, 48, 49, 96, 97)]
    armored = ask("toArmor(fromBase64(each))", [base64.b64encode(file).decode() for file in files])
    assert armored == [age.to_text(file).decode() for file in files]
    assert ask("toBase64(binaryOf(each))", armored) == [base64.b64encode(file).decode() for file in files]
