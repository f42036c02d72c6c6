"""Every block that a reader can be given has its place on a page and in a text, and nothing of it is lost."""

from __future__ import annotations

from typing import get_args

import pytest

from talktag.model.sharing.description import (
    Block,
    Description,
    Fact,
    FactList,
    FileList,
    FormField,
    FormFields,
    Happening,
    Happenings,
    Illustration,
    Illustrations,
    Insert,
    ListedFile,
    Person,
    Point,
    PointList,
    Quotation,
    Remark,
    Remarks,
    Section,
    Sentence,
    Subheading,
    Sums,
    Verbatim,
)
from talktag.page.html_page import html_page
from talktag.page.plain_text import plain_text

BLOCKS: tuple[Block, ...] = (
    Quotation("said-first"),
    FactList((Fact("label", ("value-one", "value-two")), Person("who", "name", "reached-at"))),
    PointList((Point("point", ("point-rest",)),)),
    Happenings((Happening("2026-01-02", "title", "happening-text", ("happening-rest",)),)),
    Remarks((Remark("remark", "2026-01-03"),)),
    Sentence("a sentence with {what} and {whose}", (Insert("what", "code", "code"), Insert("whose", "words", "words"))),
    Verbatim("letter-by-letter"),
    Subheading("subheading"),
    FileList(
        Sentence("note-on-files"), ("File", "Kind", "Size"), (ListedFile("file-name", "file-kind", "3 kB", "f0"),)
    ),
    FormFields((FormField("known-field", ("known-value",)), FormField("blank-field", blank=2))),
    Sums(("12.00 EUR",), "without-price"),
    Illustrations((Illustration(b"\xff\xd8\xff", "image/jpeg", "photo-1.jpg", "a photo"),)),
)
SAID = (
    *(
        "said-first",
        "label",
        "value-one",
        "value-two",
        "who",
        "name",
        "reached-at",
        "point",
        "point-rest",
        "2026-01-02",
    ),
    *("known-field", "known-value", "blank-field", "____"),
    *("title", "happening-text", "happening-rest", "remark", "2026-01-03", "a sentence with", "code", "words"),
    *(
        "letter-by-letter",
        "subheading",
        "note-on-files",
        "file-name",
        "file-kind",
        "3 kB",
        "12.00 EUR",
        "without-price",
    ),
)


def described(*, is_received: bool) -> Description:
    section = Section("part", "heading", BLOCKS)
    return Description("en", "name", "Title", (section,), kicker="kicker", is_received=is_received)


def test_the_blocks_here_are_all_that_there_are() -> None:
    assert {type(block) for block in BLOCKS} == set(get_args(Block))


@pytest.mark.parametrize("is_received", [True, False])
def test_a_page_and_a_text_say_every_block(is_received: bool) -> None:
    page = html_page(described(is_received=is_received)).decode()
    text = plain_text(described(is_received=is_received)).decode()
    for said in (*SAID, "Title", "kicker", "heading"):
        assert said in page
        assert said in text
    assert "photo-1.jpg" in page
    assert "photo-1.jpg" not in text


def test_what_is_received_never_stands_at_the_edge_of_a_text() -> None:
    lines = plain_text(described(is_received=True)).decode().splitlines()
    ours = {"kicker", "======", "heading", "-------", "subheading:", "note-on-files"}
    assert [line for line in lines if line and not line.startswith(" ") and line not in ours] == [
        "a sentence with code and words:"
    ]
