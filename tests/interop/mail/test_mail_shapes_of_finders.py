"""A finder's message in whatever mail, telephone or clipboard made of it: the same sealed bytes are found in it."""

from __future__ import annotations

import base64
import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.interop.mail.find_bundles import find_bundles
from talktag.seal import age
from tests.interop.mail.shapes import FOOTER, OF_TEXT, Shape, armored, mail
from tests.kit.from_finder import Finder, seal

FINDER = Finder()
OWNER = age.recipient_of(age.generate_identity())
LEAD = "Found: TT-7Y27 T4WS S\n\nPlease open this with talktag.\n\n"
# The page seals some hundred bytes; a body so short comes as few lines, the last of any length.
SEALED = {size: seal(FINDER.said(text="ñ" * size), OWNER, OWNER) for size in (1, 7, 200, 1000)}


def spaced(text: str) -> bytes:
    return (LEAD + text.replace("\n", " ")).encode()


def bare(data: bytes) -> str:
    return base64.b64encode(data).decode()


def lines(data: bytes, width: int) -> str:
    return "\n".join(textwrap.wrap(bare(data), width))


MADE: dict[str, Callable[[bytes], bytes]] = {
    "joined by blanks": lambda data: spaced(armored(data)),
    "joined by blanks in a mail": lambda data: mail(LEAD + armored(data).replace("\n", " ") + FOOTER).as_bytes(),
    "without any line ends": lambda data: (LEAD + armored(data).replace("\n", "")).encode(),
    "quoted and joined": lambda data: ("> " + LEAD + "> " + armored(data).replace("\n", " ")).encode(),
    "indented by fixed blanks": lambda data: textwrap.indent(armored(data), "\xa0\xa0 ").encode(),
    "fixed blanks for line ends": lambda data: (LEAD + armored(data).replace("\n", "\xa0")).encode(),
    "CRLF": lambda data: (LEAD + armored(data)).replace("\n", "\r\n").encode(),
    "CR alone": lambda data: (LEAD + armored(data)).replace("\n", "\r").encode(),
    "an empty line behind each": lambda data: (LEAD + armored(data).replace("\n", "\n\n")).encode(),
    "a signature right behind it": lambda data: (armored(data).rstrip("\n") + " Sent from my telephone").encode(),
    "words right before it": lambda data: ("here: " + armored(data)).encode(),
    "bare in one line": lambda data: (LEAD + bare(data) + FOOTER).encode(),
    "bare and nothing else": lambda data: bare(data).encode(),
    "bare in lines of 40": lambda data: (LEAD + lines(data, 40) + FOOTER).encode(),
    "bare and quoted": lambda data: textwrap.indent(LEAD + lines(data, 64) + FOOTER, "> ", lambda _: True).encode(),
    "bare and indented": lambda data: textwrap.indent(LEAD + lines(data, 64), "    ").encode(),
    "bare with CRLF": lambda data: (LEAD + lines(data, 64) + FOOTER).replace("\n", "\r\n").encode(),
    "bare and joined by blanks": lambda data: spaced(lines(data, 64)),
    "bare and joined by fixed blanks": lambda data: (LEAD + lines(data, 64).replace("\n", "\xa0")).encode(),
    "bare in a page": lambda data: mail("<p>" + lines(data, 64).replace("\n", "<br>") + "</p>", "html").as_bytes(),
    "bare in one line of a page": lambda data: mail(f"<div>{bare(data)}</div>", "html").as_bytes(),
}


@pytest.mark.parametrize("size", SEALED)
@pytest.mark.parametrize("name", MADE)
def test_it_is_found_as_it_was_sealed(name: str, size: int) -> None:
    (found,) = find_bundles(MADE[name](SEALED[size]), "letter")
    assert (found.fault, found.content.whole()) == ("", SEALED[size])


@pytest.mark.parametrize("shape", OF_TEXT, ids=[each.__qualname__ for each in OF_TEXT])
def test_every_shape_of_other_files_is_one_of_these_too(shape: Shape) -> None:
    for data in SEALED.values():
        (found,) = find_bundles(shape(data), "letter")
        assert (found.fault, found.content.whole()) == ("", data)


@given(
    st.integers(4, 200),
    st.sampled_from(["", "> ", ">>", "> > ", "| ", "\t", "\xa0", "AP> "]),
    st.sampled_from(["\n", "\r\n", " \n", "\xa0\n", "\n\n"]),
)
def test_any_width_mark_and_end_of_lines(width: int, mark: str, end: str) -> None:
    data = SEALED[200]
    text = end.join(
        mark + line
        for line in (
            "-----BEGIN AGE ENCRYPTED FILE-----", *textwrap.wrap(bare(data), width), "-----END AGE ENCRYPTED FILE-----"
        )
    )  # fmt: skip
    (found,) = find_bundles(text.encode(), "letter")
    assert (found.fault, found.content.whole()) == ("", data)


def test_several_in_one_mail_are_each_found_once() -> None:
    text = LEAD.join(armored(each) for each in SEALED.values())
    found = find_bundles(mail(text + textwrap.indent(text, "> ")).as_bytes(), "letter")
    assert [each.content.whole() for each in found] == [*SEALED.values()]


def test_what_was_cut_or_altered_is_told_as_such() -> None:
    text = armored(SEALED[200])
    (cut,) = find_bundles(text[: len(text) // 2].encode(), "letter")
    assert "cut short" in cut.fault
    (altered,) = find_bundles(text.replace("A", "!", 5).replace("BEGIN !GE", "BEGIN AGE").encode(), "letter")
    assert altered.fault or altered.content.whole() != SEALED[200]
