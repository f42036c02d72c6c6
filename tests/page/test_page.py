"""The page a person reads: it says what was given, and no word from outside can make it do or load anything."""

from __future__ import annotations

import base64
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.page.describe_bundle import PICTURES_LIMIT
from tests.kit.pages import index_page

Document = dict[str, Any]
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
FRAME = {"html", "head", "meta", "title", "style", "body", "main", "header", "section", "footer", "div"}
WORDS = {"h1", "h2", "p", "dl", "dt", "dd", "ul", "ol", "li", "strong", "span", "bdi", "code"}
ELEMENTS = FRAME | WORDS | {"table", "thead", "tbody", "tr", "th", "td", "figure", "img", "figcaption"}
ATTRIBUTES = {
    "meta": {"charset", "http-equiv", "content", "name"},
    "html": {"lang"},
    "img": {"src", "alt"},
    **{tag: {"class", "dir"} for tag in ("h1", "p", "dt", "dd", "li")},
    **{tag: {"class"} for tag in ("section", "span", "div", "ul", "ol", "td", "th")},
}
EMPTY = {"meta", "img"}


class Page(HTMLParser):
    """Every element, attribute and text of a page, and whether the elements close as they open."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.others: list[str] = []
        self.open: list[str] = []
        self.feed(page.decode("utf-8"))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    handle_pi = unknown_decl = handle_comment

    @property
    def text(self) -> str:
        return "".join(self.texts)


def check_harmless(page: bytes) -> Page:
    parsed = Page(page)
    assert parsed.others == []
    for tag, attributes in parsed.elements:
        assert tag in ELEMENTS
        assert set(attributes) <= ATTRIBUTES.get(tag, set())
        if tag == "img":
            assert re.fullmatch(r"data:image/(jpeg|png|webp);base64,[A-Za-z0-9+/=]+", attributes["src"] or "")
    heads = [(tag, attributes) for tag, attributes in parsed.elements if tag == "meta"]
    assert heads[:2] == [
        ("meta", {"charset": "utf-8"}),
        ("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}),
    ]
    assert [attributes.get("http-equiv") for _, attributes in heads[2:]] == [None, None]
    assert b"<head>\n<meta charset" in page
    style = page.split(b"<style>")[1].split(b"</style>")[0]
    assert b"url(" not in style
    assert b"@import" not in style
    return parsed


def test_everything_that_was_given_stands_on_the_page(document: Document, photo: bytes) -> None:
    document["files"] = [
        {"path": "files/photo-1.jpg", "kind": "photo", "sha256": "0" * 64, "size": len(photo)},
        {"path": "files/receipt-1.pdf", "kind": "receipt", "sha256": "0" * 64, "size": 84_211},
    ]
    page = index_page(document, {"files/photo-1.jpg": photo})
    parsed = check_harmless(page)

    def texts(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [text for item in value.values() for text in texts(item)]
        return [text for item in value for text in texts(item)] if isinstance(value, list) else [str(value)]

    spelled = {"7K3M9QXAC": "7K3M 9QXA C", "2026-11-22T03:49:58Z": "2026-11-22 03:49 UTC", "all": "lifetime"}
    unsaid = {"format", "shared", "kind", "files"}
    for value in texts({key: part for key, part in document.items() if key not in unsaid}):
        if value not in {document["product"]["id"], "n1"}:
            assert spelled.get(value, value) in parsed.text
    assert "photo-1.jpg" in parsed.text
    assert "84.2 kB" in parsed.text
    assert "Shared: maker and model, serial number, photo. Nothing else was." in parsed.text


def test_nothing_stands_on_the_page_that_was_not_given(document: Document) -> None:
    for key in ("audience", "purpose", "until", "notes"):
        del document[key]
    document["product"] = {"id": "0a1b2c3d4e5f6", "name": "Kettle"}
    parsed = check_harmless(index_page(document, {}))
    headings = [text for text in parsed.texts if text in {"Warranty", "History", "Notes", "Files", "Pictures"}]
    assert headings == []
    assert not {"For", "What it is about", "To be used until", "Serial number"} & set(parsed.texts)
    assert "None" not in parsed.text.replace("None left", "")


def test_a_reply_and_a_table_are_headed_as_what_they_are(document: Document) -> None:
    assert "The record of a product" in Page(index_page(document, {})).texts
    assert "An answer about a product" in Page(index_page(document | {"kind": "reply"}, {})).texts


def test_the_pictures_are_inside_the_page(document: Document, photo: bytes) -> None:
    document["files"] = [
        {"path": f"files/photo-{n}.jpg", "kind": "photo", "sha256": "0" * 64, "size": 1} for n in (1, 2)
    ]
    pictures = {"files/photo-1.jpg": photo, "files/photo-2.jpg": b"<svg onload=alert(1)>", "files/photo-3.jpg": photo}
    parsed = check_harmless(index_page(document, pictures))
    [image] = [attributes for tag, attributes in parsed.elements if tag == "img"]
    assert base64.b64decode((image["src"] or "").partition(",")[2]) == photo
    assert image["alt"] == "photo photo-1.jpg"


def test_more_pictures_than_a_page_should_weigh_are_only_listed(document: Document, photo: bytes) -> None:
    document["files"] = [
        {"path": f"files/photo-{n}.jpg", "kind": "photo", "sha256": "0" * 64, "size": 1} for n in (1, 2, 3)
    ]
    large = photo + bytes(PICTURES_LIMIT // 2)
    page = index_page(document, {"files/photo-1.jpg": large, "files/photo-2.jpg": large, "files/photo-3.jpg": photo})
    assert [attributes["alt"] for tag, attributes in check_harmless(page).elements if tag == "img"] == [
        "photo photo-1.jpg",
        "photo photo-3.jpg",
    ]
    assert b"photo-2.jpg</td>" in page


def test_it_never_says_that_anything_was_verified(document: Document) -> None:
    text = check_harmless(index_page(document, {})).text.lower()
    assert "verified" not in text
    assert "the page itself proves nothing" in text


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><script>document.title='owned'</script>",
    "</style><script>document.title='owned'</script>",
    '<meta http-equiv="refresh" content="0;url=http://evil.example/">',
    '<a href="javascript:alert(1)">x</a>',
    '<base href="http://evil.example/">',
    "<iframe src=http://evil.example/></iframe>",
    "<form action=http://evil.example/><input name=x>",
    "<link rel=stylesheet href=http://evil.example/x.css>",
    "<style>@import 'http://evil.example/x.css';</style>",
    "<!-- --><script>alert(1)</script><!--",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\x1b]0;owned\x07\x9b2J\u202egpj.exe\u2066\u2028\U000e0041\ufeff",
    "a" + "\u0301" * 200,
    "\ud83d",
    "<" * 300,
]


def poisoned(value: Any, poison: str) -> Any:
    """The same value with the poison in every text and every free name."""
    if isinstance(value, dict):
        return {key: poisoned(item, poison) for key, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item, poison) for item in value]
    return poison if isinstance(value, str) else value


@pytest.fixture
def poison_all(document: Document) -> Callable[[str], Document]:
    def poison_with(poison: str) -> Document:
        kept = {key: document[key] for key in ("kind", "created", "bundle")}
        whole: Document = poisoned(document, poison) | kept
        whole["product"]["fields"] = {poison: poison, "list": [poison]}
        whole["product"]["value"] = {poison: poison}
        whole["files"] = [{"path": "files/" + poison, "kind": poison, "sha256": "0" * 64, "size": 1}]
        return whole

    return poison_with


@pytest.mark.parametrize("poison", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_in_every_field_stays_text(
    poison: str, poison_all: Callable[[str], Document], photo: bytes
) -> None:
    page = index_page(poison_all(poison), {"files/" + poison: photo})
    parsed = check_harmless(page)
    assert [tag for tag, _ in parsed.elements].count("style") == 1
    unseen = [letter for letter in page.decode() if not letter.isprintable() and letter != "\n"]
    assert unseen == []
    if poison.isprintable() and "\u0301" not in poison:
        assert parsed.text.count(poison) > 20


def test_what_cannot_be_seen_is_shown_escaped(document: Document) -> None:
    document["product"]["name"] = "camera\u202egpj.exe\x1b[2J" + "\u0301" * 9
    page = index_page(document, {}).decode()
    assert r"camera\u202egpj.exe\x1b[2J" + "\u0301" * 4 + r"\u0301" * 5 in page
    assert "👩\u200d🔧 نمی\u200cخواهم" in index_page(document | {"purpose": "👩\u200d🔧 نمی\u200cخواهم"}, {}).decode()


@given(st.text(max_size=60))
def test_any_text_whatever_stays_text(text: str) -> None:
    document = {
        "kind": "table",
        "bundle": "7k3m9qxac04zt",
        "sequence": 1,
        "created": "2026-11-22T03:49:58Z",
        "signer": {"name": text, "contact": text, "fingerprint": text},
        "purpose": text,
        "product": {"id": "x", "name": text, "fields": {text: text}, "entries": [{"title": text, "text": text}]},
        "shared": [text],
        "files": [],
    }
    before = [tag for tag, _ in check_harmless(index_page(poisoned(document, "x"), {})).elements]
    after = [tag for tag, _ in check_harmless(index_page(document, {})).elements]
    assert len(after) <= len(before)


def test_a_browser_keeps_the_title_and_runs_nothing(
    poison_all: Callable[[str], Document], photo: bytes, program: Callable[[str], str], tmp_path: Path
) -> None:
    browser = program("chromium")
    page = index_page(poison_all("".join(text for text in HOSTILE if text.isprintable())), {"files/x": photo})
    (tmp_path / "index.html").write_bytes(page)
    seen = dump(browser, tmp_path / "index.html", tmp_path)
    assert "<title>&lt;script&gt;alert(1)" in seen
    assert "<title>owned" not in seen
    # Even where escaping failed, the policy would hold; without the policy this very script does run.
    attack = b"<script>document.title='owned'</script></head>"
    (tmp_path / "unescaped.html").write_bytes(page.replace(b"</head>", attack, 1))
    assert "<title>owned" not in dump(browser, tmp_path / "unescaped.html", tmp_path)
    without = re.sub(rb'<meta http-equiv="Content-Security-Policy"[^>]*>', b"", page, count=1)
    (tmp_path / "no-policy.html").write_bytes(without.replace(b"</head>", attack, 1))
    assert "<title>owned" in dump(browser, tmp_path / "no-policy.html", tmp_path)


def dump(browser: str, path: Path, folder: Path) -> str:
    """The document as the browser has it after loading."""
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    more = "--disable-component-update --disable-sync --dump-dom"
    command = [browser, *flags.split(), *more.split(), f"--user-data-dir={folder / 'profile'}", path.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
