"""Letters as PDF: every word is read back by others' programs, nothing is cut off, and forms have lines to write on."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from talktag.model.letters.kinds import LETTERS
from talktag.model.parties.party import LANGUAGES
from talktag.model.sharing.description import (
    Description,
    FormField,
    FormFields,
    Insert,
    Point,
    PointList,
    Section,
    Sentence,
)
from talktag.page.letters.describe_letter import describe_letter
from talktag.page.letters.wording import letter_wording
from talktag.paper.draw.marks import Stroke
from talktag.paper.pages.print_out import A4_MM, print_pdf, strips_of
from talktag.paper.pages.setter import Setter
from tests.page.test_letters import told

LETTER_MM = (215.9, 279.4)
EVERY = [(name, language) for name in LETTERS for language in LANGUAGES]


def joined(text: str) -> str:
    """The text without the places where lines end, and without hyphens that a reader of PDF may take away there."""
    return re.sub(r"[\s\u00ad-]+", "", text)


def read_pypdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_word_is_read_back(name: str, language: str, program: Callable[[str], str], tmp_path: Path) -> None:
    letter = told(name)
    laid = print_pdf(describe_letter(letter, language))
    assert laid.lacking == ()
    (tmp_path / "x.pdf").write_bytes(laid.pdf)
    poppler = subprocess.run(
        [program("pdftotext"), "-layout", "x.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    mupdf = subprocess.run(
        [program("mutool"), "draw", "-q", "-F", "txt", "x.pdf"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "error" not in mupdf.stderr
    words = letter_wording(language)
    for read in (joined(poppler), joined(mupdf.stdout), joined(read_pypdf(laid.pdf))):
        for said in (words.hello, *words.kinds[name].asks, words.regards, letter.answer_by.isoformat(), "0320"[:4]):
            assert joined(said) in read or (said == "0320" and "serial" not in letter.fields)
        for cite in letter.cites:
            assert joined(cite.act) in read


@pytest.mark.parametrize("size", [A4_MM, LETTER_MM])
@pytest.mark.parametrize("name", LETTERS)
def test_it_has_the_size_of_the_paper_and_keeps_to_its_margins(name: str, size: tuple[float, float]) -> None:
    laid = print_pdf(describe_letter(told(name), "en"), size)
    pages = pypdf.PdfReader(io.BytesIO(laid.pdf)).pages
    assert len(pages) == laid.pages
    for page in pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
            (size[0] * 72 / 25.4, size[1] * 72 / 25.4), abs=0.1
        )


def test_a_long_text_goes_on_on_the_next_page_and_loses_no_word() -> None:
    words = " ".join(f"word{number}" for number in range(2500))
    laid = print_pdf(describe_letter(told("guarantee", words=words), "en"))
    read = read_pypdf(laid.pdf)
    assert laid.pages > 3
    assert all(f"word{number}" in read for number in range(2500))


@pytest.mark.parametrize("words", ["ﺍﻟﻜﺎﻣﻴﺮﺍ ﻻ ﺗﻌﻤﻞ", "המצלמה לא עובדת", "カメラが動かない", "कैमरा काम नहीं करता"])
def test_words_in_any_script_are_set_or_told_to_have_no_letters_here(words: str) -> None:
    laid = print_pdf(describe_letter(told("repair", words=words), "en"))
    assert laid.pdf.startswith(b"%PDF-")
    assert all(each in words for each in "".join(laid.lacking))


def test_a_form_stands_on_one_page_with_a_line_for_each_field_that_is_blank() -> None:
    setter = Setter(170)
    fields = FormFields((FormField("Price"), FormField("Goods", ("Canon",)), FormField("Anything else", blank=3)))
    sections = (Section("form", "The form", (fields,)),)
    strips = [*strips_of(Description("en", "x", "x", sections), setter)]
    rules = [mark for strip in strips for mark in strip.marks if isinstance(mark, Stroke) and mark.x1 > 0]
    assert len(rules) == 4
    start = next(number for number, strip in enumerate(strips) if strip.tied)
    assert all(strip.tied for strip in strips[start:-1])
    laid = print_pdf(describe_letter(told("repair", words="x " * 400), "de"))
    form = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(laid.pdf)).pages][-1]
    names = letter_wording("de").form
    assert all(names[each].split()[0] in form for each in LETTERS["repair"].form)


def test_a_sentence_has_what_is_put_into_it_and_a_point_its_dash() -> None:
    blocks = (
        Sentence("{name} writes {name}.", (Insert("name", "Ana {x}", "words"),)),
        PointList((Point("One", ("two",)),)),
    )
    laid = print_pdf(Description("en", "x", "x", (Section("letter", "", blocks),)))
    read = read_pypdf(laid.pdf)
    assert "Ana {x} writes Ana {x}." in read
    assert "One · two" in read
    assert "–" in read


def test_the_readers_see_where_a_pdf_is_broken(program: Callable[[str], str], tmp_path: Path) -> None:
    pdf = print_pdf(describe_letter(told("recall"), "en")).pdf
    (tmp_path / "half.pdf").write_bytes(pdf[: len(pdf) // 3])
    command = [program("pdftotext"), "half.pdf", "-"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Dear Sir or Madam" not in done.stdout
    assert done.stderr
    with pytest.raises(pypdf.errors.PyPdfError):
        pypdf.PdfReader(io.BytesIO(pdf[: len(pdf) // 3]), strict=True)
