"""No text in any field makes the page another one: its elements are those of the same page with harmless words.

Two judges read the page: one as lenient as a browser, and one that takes nothing but well-formed markup.
"""

from __future__ import annotations

import copy
import functools
import itertools
import os
import random
import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from talktag.model.parties.party import LANGUAGES
from talktag.page.markup import Html
from tests.bundle.conftest import DOCUMENT
from tests.kit.pages import index_page
from tests.page.test_page import Page, check_harmless

Document = dict[str, Any]
PIECES = (
    *("<", ">", '"', "'", "&", "/", "=", ";", "#", "!", "`", " ", "\n", "\t", "\r", "{", "}", "%", "\\"),
    *("<script>", "</script>", "</style>", "</title>", "</main>", "<!--", "-->", "--!>", "<![CDATA[", "]]>", "<?"),
    *("<svg onload=alert(1)>", "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>", "<base href=//x>"),
    *("<meta http-equiv=refresh content=0>", "<iframe srcdoc=x>", "<math><mi//xlink:href=data:x>", "<form><input>"),
    *("javascript:alert(1)", "data:text/html,x", "onload=", "style=", "url(x)", "@import", "expression(1)"),
    *("&lt;", "&#60;", "&#x3c;", "&LT", "&amp;lt;", "&", "&quot", "%3Cscript%3E", "+ADw-", "\\u003c", "\\x3c"),
    *("{name}", "{readme}", "{sender}", "{bundle}", "{sections}", "{moment}", "{}", "{0}", "{x.y}"),
    *("\0", "\x1b[31m", "\x9b", "\u202e", "\u2028", "\ufeff", "\ufffe", "\U000e0041", "\ud83d", "é", "ſ", "＜", "﹤"),
)
KEPT = {"format", "kind", "bundle", "created", "sequence"}  # what the shape of a table leaves no room in
VOID = re.compile(r"<(meta|img)((?: [a-z-]+=\"[^\"<>]*\")*)>")


def hostile(chance: random.Random) -> str:
    """A text that begins with plain letters, so that there is something to show, and no other like it."""
    start = f"x{chance.getrandbits(40):x}"
    if chance.random() < 0.2:
        return start + "".join(
            chr(chance.choice((chance.randrange(0x300), chance.randrange(0x110000)))) for _ in "12345"
        )
    return start + "".join(chance.choices(PIECES, k=chance.randrange(1, 7)))


def filled_with(chance: random.Random, value: Any) -> Any:
    """The same value with another text in place of every text and of every free name."""
    if isinstance(value, dict):
        return {key: filled_with(chance, each) for key, each in value.items()}
    if isinstance(value, list):
        return [filled_with(chance, each) for each in value]
    return hostile(chance) if isinstance(value, str) else value


def poisoned(chance: random.Random) -> Document:
    """A table that says everything it can say, each time in another hostile text."""
    document = copy.deepcopy(DOCUMENT)
    whole: Document = filled_with(chance, document) | {key: document[key] for key in KEPT}
    whole["kind"] = chance.choice(("table", "reply", "transfer"))
    text = functools.partial(hostile, chance)
    whole["product"]["fields"] = {text(): text(), text(): [text(), {text(): 1}]}
    whole["product"]["value"] = {text(): text()}
    whole["files"] = [{"path": "files/" + text(), "kind": text(), "media": text(), "sha256": "0" * 64, "size": 1}]
    return whole


def harmless(value: Any, numbers: Iterator[int]) -> Any:
    """The same value with a plain word in place of every hostile text, each another."""
    if isinstance(value, dict):
        return {_plain(key, numbers): harmless(each, numbers) for key, each in value.items()}
    if isinstance(value, list):
        return [harmless(each, numbers) for each in value]
    return _plain(value, numbers) if isinstance(value, str) else value


def _plain(text: str, numbers: Iterator[int]) -> str:
    return f"x{next(numbers)}" if text.startswith("x") else text


def elements(page: Page) -> list[tuple[str, list[str]]]:
    return [(tag, sorted(attributes)) for tag, attributes in page.elements]


def strictly(page: bytes) -> list[str]:
    """The elements as an XML reader finds them, which stops at whatever is not well-formed."""
    text = VOID.sub(r"<\1\2/>", page.decode().removeprefix("<!doctype html>"))
    # Two numbers that stand for no character are no markup to a browser, and no XML.
    return [element.tag for element in ET.fromstring(re.sub("[\ufffe\uffff]", "?", text)).iter()]  # noqa: S314 - made here


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_in_every_field_leaves_the_page_as_it_is(language: str, photo: bytes) -> None:
    chance = random.Random(language)
    for _ in range(int(os.environ.get("TALKTAG_FUZZ_CASES", "25"))):
        check_page(poisoned(chance), language, photo)


def check_page(document: Document, language: str, photo: bytes) -> None:
    path = document["files"][0]["path"]
    page = index_page(document, {path: photo}, language)
    plain = harmless(document, itertools.count())
    plain["files"][0]["path"] = "files/x"
    expected = check_harmless(index_page(plain, {"files/x": photo}, language))
    found = check_harmless(page)
    assert elements(found) == elements(expected)
    assert strictly(page) == [tag for tag, _ in found.elements]
    assert page.index(b"Content-Security-Policy") < page.index(b"<title>") < page.index(b"x")  # before any of it
    unseen = {letter for letter in page.decode() if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert unseen <= {"\n", "\t", "\u200c", "\u200d"}


def test_these_judges_would_notice(document: Document) -> None:
    good = index_page(document | {"purpose": "MARK"}, {}).decode()
    check_harmless(good.encode())
    for piece in ("<b>", "<script>1</script>", "<img src=x onerror=1>", "</main>", "&", "<!-- -->", "<x"):
        bad = good.replace("MARK", Html(piece)).encode()
        with pytest.raises((AssertionError, ET.ParseError)):
            assert strictly(bad) == [tag for tag, _ in check_harmless(bad).elements]
