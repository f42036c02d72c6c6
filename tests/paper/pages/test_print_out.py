"""A print-out on pages: nothing is cut off, nothing lies over anything or in a margin, and it is the same each time."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from talktag.model.sharing.description import (
    Block,
    Description,
    Fact,
    FactList,
    FileList,
    Happening,
    Happenings,
    Illustration,
    Illustrations,
    ListedFile,
    Section,
    Sentence,
    Subheading,
    Sums,
)
from talktag.paper.pages.paging import break_into_pages
from talktag.paper.pages.print_out import print_pdf, strips_of
from talktag.paper.pages.setter import Setter, Strip

ABOUT = (Fact("From", ("Ana", "ana@example.org")), Fact("For", ("Safe & Sound",)))
LETTER = (215.9, 279.4)
Text = Callable[[bytes], str]


Thing = tuple[str, tuple[Block, ...]]


def picture(width: int = 400, height: int = 300) -> Illustration:
    sink = io.BytesIO()
    Image.new("RGB", (width, height), "black").save(sink, "JPEG")
    return Illustration(sink.getvalue(), "image/jpeg", "photo-1.jpg", "photo photo-1.jpg", (width, height))


def thing(name: str, *facts: tuple[str, str]) -> Thing:
    return name, (FactList(tuple(Fact(label, (value,)) for label, value in facts)),) if facts else ()


def paper(*things: Thing, total: Sums | None = None, language: str = "en") -> Description:
    several = len(things) > 1
    return Description(
        language=language,
        name="The records" if several else things[0][0],
        title="The records",
        sections=(
            Section("about", "About", (FactList(ABOUT),)),
            *(
                Section("product", name, blocks, number if several else 0)
                for number, (name, blocks) in enumerate(things, 1)
            ),
            *((Section("total", "Total", (total,)),) if total else ()),
        ),
        page="Page {number} of {count}",
    )


@pytest.fixture
def text_of(program: Callable[[str], str], tmp_path: Path) -> Text:
    """The words of a PDF as poppler finds them, one space between."""

    def read(pdf: bytes) -> str:
        (tmp_path / "x.pdf").write_bytes(pdf)
        command = [program("pdftotext"), "-layout", "x.pdf", "-"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        return re.sub(r"\s+", " ", done.stdout)

    return read


def test_every_page_says_which_of_how_many_it_is(text_of: Text) -> None:
    laid = print_pdf(paper(*(thing(f"Thing {number:03}", ("Maker", f"m{number:03}")) for number in range(60))))
    assert laid.pages > 3
    text = text_of(laid.pdf)
    said = re.findall(r"Page (\d+) of (\d+)", text)
    assert said == [(str(number), str(laid.pages)) for number in range(1, laid.pages + 1)]
    assert re.findall(r"Thing (\d{3}) ", text) == [f"{number:03}" for number in range(60)]
    assert re.findall(r"m(\d{3})", text) == [f"{number:03}" for number in range(60)]


def test_a_value_longer_than_a_page_is_all_there(text_of: Text) -> None:
    words = [f"w{number}" for number in range(3000)]
    laid = print_pdf(paper(thing("Clock", ("Story", " ".join(words)), ("Maker", "Braun"))))
    found = re.findall(r"w\d+", text_of(laid.pdf))
    assert found == words
    assert laid.pages > 4


def test_a_name_is_said_again_where_a_product_goes_on_on_another_page(text_of: Text) -> None:
    facts = tuple((f"Field {number}", "value") for number in range(80))
    laid = print_pdf(paper(thing("Clock", *facts)))
    assert laid.pages > 1
    assert text_of(laid.pdf).count("Clock") == laid.pages
    assert text_of(print_pdf(paper(thing("Clock", *facts[:5]))).pdf).count("Clock") == 1


def test_a_word_without_an_end_is_broken_and_loses_nothing(text_of: Text) -> None:
    word = "".join(f"{number:04}" for number in range(500))
    text = text_of(print_pdf(paper(thing("Clock", ("Number", word), (word[:200], "value")))).pdf)
    digits = "".join(re.findall(r"\d+", text.partition("Number")[2].partition("value")[0]))
    assert digits.startswith(word)


def test_short_facts_are_not_parted() -> None:
    things = [thing(f"T{number}", *((f"F{row}", "v") for row in range(number % 9))) for number in range(40)]
    for strips in pages_of_strips(paper(*things)):
        assert not strips[0].within


def pages_of_strips(description: Description) -> list[list[Strip]]:
    setter = Setter(170)
    return break_into_pages(strips_of(description, setter), 255, setter.again)


@pytest.mark.parametrize("size", [(210.0, 297.0), LETTER])
def test_nothing_stands_in_the_margins(size: tuple[float, float], pages_of: Callable[..., list[Image.Image]]) -> None:
    long = "word " * 400 + "x" * 900
    blocks = (
        *thing("", (long[:150], long), ("Maker", "كاميرا قديمة جداً " * 40), ("Model", "任天堂スイッチ" * 60))[1],
        Subheading("History"),
        Happenings((Happening("2024-03-02", long, long, ("service", "45.00 EUR")),)),
        Illustrations((picture(), picture(100, 900), picture(3000, 40))),
        FileList(
            Sentence("They stay."),
            ("File", "Kind", "Size"),
            (ListedFile("receipt-1.pdf", "receipt", "1.2 kB", "0f" * 32),),
        ),
    )
    total = Sums(("12.00 EUR",), "Without a price: 1")
    laid = print_pdf(paper(*[("Name " * 60, blocks)] * 2, total=total), size)
    pages = pages_of(laid.pdf, 72)
    assert len(pages) == laid.pages > 2
    for page in pages:
        mm = page.width / size[0]
        assert page.height == pytest.approx(size[1] * mm, abs=1)
        rim = Image.new("L", page.size, 255)
        inside = tuple(round(edge * mm) for edge in (19.5, 19.0, size[0] - 19.0, size[1] - 10.5))
        rim.paste(page)
        rim.paste(255, inside)
        assert rim.getextrema() == (255, 255)


def test_pictures_keep_their_shape_and_lie_beside_each_other(pages_of: Callable[..., list[Image.Image]]) -> None:
    laid = print_pdf(paper(("Clock", (Illustrations((picture(400, 200), picture(400, 200))),))))
    (page,) = pages_of(laid.pdf, 72)
    dark = page.point(lambda value: 255 if value < 40 else 0)
    row = [x for x in range(page.width) if sum(dark.getpixel((x, y)) > 0 for y in range(page.height)) > 80]  # type: ignore[operator]
    half = 83.0 / 25.4 * 72
    assert len(row) == pytest.approx(2 * half, abs=6)
    column = [y for y in range(page.height) if dark.getpixel((row[10], y))]
    assert len(column) == pytest.approx(half / 2, abs=14)


def test_a_picture_that_is_set_twice_is_in_the_file_once() -> None:
    laid = print_pdf(paper(("One", (Illustrations((picture(),)),)), ("Two", (Illustrations((picture(),)),))))
    assert laid.pdf.count(b"/DCTDecode") == 1
    assert len(re.findall(rb"/Im[0-9a-f]{16} \d+ 0 R", laid.pdf)) == 1


def test_what_no_font_has_stands_there_by_its_number_and_is_told(text_of: Text) -> None:
    laid = print_pdf(paper(thing("Gothic \U00010330 letter", ("Maker", "a\U00010330b"))))
    assert laid.lacking == ("\U00010330",)
    assert "Gothic [U+10330] letter" in text_of(laid.pdf)
    assert "a[U+10330]b" in text_of(laid.pdf)


@pytest.mark.parametrize("name", ["任天堂 スイッチ", "Ελληνικά", "Фотоаппарат", "עברית", "ภาษาไทย", "Անուն"])
def test_a_name_of_any_script_can_be_found_in_the_file(name: str, text_of: Text) -> None:
    assert name in text_of(print_pdf(paper(thing(name, ("Maker", "x")))).pdf)


def test_letters_that_share_a_glyph_are_found_as_what_they_are(text_of: Text) -> None:
    """Arabic fonts draw one shape with different dots: the first letter met must not stand for all."""
    text = text_of(print_pdf(paper(thing("ببب تتت ننن ييي"))).pdf)
    letters = [letter for letter in text if letter in "بتني"]
    assert sorted(letters) == sorted("بببتتتنننييي")


def test_hidden_and_turning_characters_do_not_reach_the_page(text_of: Text) -> None:
    text = text_of(print_pdf(paper(thing("safe\u202egnp.exe\x1b[31m\u200b"))).pdf)
    assert "safegnp.exe [31m" in text


def test_the_same_values_give_the_same_bytes_and_say_nothing_of_the_machine() -> None:
    out = paper(("Clock", (*thing("", ("Maker", "Braun"))[1], Illustrations((picture(),)))), language="de")
    first = print_pdf(out).pdf
    assert first == print_pdf(out).pdf
    assert b"/Lang (de)" in first
    assert not re.search(rb"CreationDate|ModDate|/Author|/Metadata", first)
