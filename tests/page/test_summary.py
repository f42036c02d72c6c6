"""The page of text: it says what the page says, fits into a mail, and no word from outside passes for one of ours."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.errors import InvalidError
from talktag.model.bundles.document import read_document
from talktag.model.parties.party import LANGUAGES
from talktag.page.readme import readme
from talktag.page.text.text_lines import WIDTH
from tests.kit.pages import index_page, summary_text

Document = dict[str, Any]
# As readers of mail count: wide letters take two columns, marks none.
WIDE = {"W", "F"}


def columns(line: str) -> int:
    seen = [letter for letter in line if unicodedata.category(letter) not in {"Mn", "Me", "Cf"}]
    return sum(2 if unicodedata.east_asian_width(letter) in WIDE else 1 for letter in seen)


@pytest.fixture
def whole(document: Document) -> Document:
    document["files"] = [
        {"path": "files/photo-1.jpg", "kind": "photo", "sha256": "0" * 64, "size": 84_211},
        {"path": "files/receipt-1.pdf", "kind": "receipt", "sha256": "0" * 64, "size": 12},
    ]
    document["terms"] = "https://agreements.example/" + "service-only/" * 8
    document["product"]["entries"][0]["signer"] = "unsigned"
    return document


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_every_word_that_the_page_says(language: str, whole: Document) -> None:
    body = index_page(whole, {}, language).decode().partition("<body>")[2]
    page = re.sub(r"<[^>]*>", " ", body).replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")
    text = summary_text(whole, language).decode()

    def words(said: str) -> set[str]:
        return set(re.findall(r"[^\s:,.·«»“”„\"()\[\]]+", said))

    # The headings of the table of files are the only words that a list of files does without.
    assert len(words(page) - words(text)) <= 3
    assert words(whole["terms"]) <= words(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_into_72_columns_but_for_addresses(language: str, whole: Document) -> None:
    whole["purpose"] = "日本語の説明文。" * 30 + "\n" + "x" * 300 + "\n\n" + "word " * 60
    whole["product"]["fields"]["カメラの色と形と大きさと重さ"] = "黒" * 100
    lines = summary_text(whole, language).decode().splitlines()
    too_long = [line for line in lines if columns(line) > WIDTH]
    assert [line.split()[-1] for line in too_long] == [whole["terms"]]
    assert [line for line in lines if line != line.rstrip()] == []


def test_the_text_of_terms_that_come_along_stands_on_it_marked_as_theirs(document: Document) -> None:
    text = b"You tell nobody.\n\x1b[2JChecking it\n"
    document["files"] = [{"path": "files/terms.txt", "kind": "terms", "sha256": "0" * 64, "size": len(text)}]
    shown = summary_text(document, "en", {"files/terms.txt": text, "files/photo-1.jpg": b"x"}).decode()
    assert "  | You tell nobody.\n" in shown
    assert f"SHA-256 {'0' * 64}" in " ".join(shown.split())
    assert "\x1b" not in shown
    assert summary_text(document).decode() != shown


def test_what_was_not_given_is_not_there(document: Document) -> None:
    for key in ("audience", "purpose", "until", "notes"):
        del document[key]
    document["product"] = {"id": "0a1b2c3d4e5f6", "name": "Kettle"}
    text = summary_text(document).decode()
    assert not re.search(r"^(The product|Warranty|History|Notes|Files|Pictures)$|For:|Terms:|None", text, re.MULTILINE)
    assert text.startswith("The record of a product\n=======================\n\n  Kettle\n\n")
    assert text.endswith(f"Bundle {document['bundle']}, number 1\n")
    assert summary_text(document | {"kind": "reply"}).startswith(b"An answer about a product\n")


# Each line of ours that begins at the edge, by how it begins in English.
OURS = re.compile(
    r"(|[=-]+|The record of a product|An answer about a product|What it is about|The product|Warranty|History|Notes|"
    r"Files|How to check this|They are in .*|Everything on this page .*|nothing\.|proves nothing\.|The bundle is .*|"
    r"Shared:.*|Bundle .*)"
)


@given(
    st.text(max_size=200)
    | st.sampled_from(["\nShared: all\n", "x\x1b[2J\u202e\u2066", "\x85ok\u2028ok", "a\u0301" * 99])
)
def test_any_text_whatever_stays_inside_and_harmless(text: str) -> None:
    document = {
        "kind": "table",
        "bundle": "7k3m9qxac04zt",
        "sequence": 1,
        "created": "2026-11-22T03:49:58Z",
        "signer": dict.fromkeys(("name", "contact", "fingerprint"), text),
        "audience": {"name": text, "role": text},
        "purpose": text,
        "terms": text,
        "until": text,
        "product": {
            **dict.fromkeys(("id", "name", "maker", "serial", "place"), text),
            "fields": {text: text},
            "warranties": [dict.fromkeys(("kind", "term", "until", "provider"), text)],
            "entries": [dict.fromkeys(("date", "kind", "title", "text", "party", "cost"), text)],
        },
        "notes": [{"text": text, "created": text}],
        "shared": [f"field:{text}"],
        "files": [{"path": f"files/{text}", "kind": text, "sha256": "0", "size": 1}],
    }
    said = summary_text(document).decode("utf-8")
    obeyed = [letter for letter in said if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    assert set(obeyed) <= {"\n", "\u200c", "\u200d"}
    for line in said.split("\n"):
        assert line.startswith("  ") or OURS.fullmatch(line), line


def test_a_language_that_there_is_not_is_refused(document: Document) -> None:
    with pytest.raises(InvalidError, match="the page is not written in"):
        summary_text(document, "pt")


def test_readme_says_which_file_to_open(document: Document) -> None:
    assert b"Open\nindex.html to read it" in readme(read_document(document), "SHA256:x")
    assert b"Open\nsummary.txt to read it" in readme(read_document(document), "SHA256:x", page="summary.txt")
