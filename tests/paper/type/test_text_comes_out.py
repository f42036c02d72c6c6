"""The text of a PDF, taken out by five programs that share no code with ours: whole, in the order it was typed."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talktag.paper.draw.marks import Page, TextMark
from talktag.paper.draw.pdf import PdfWriter
from talktag.paper.type.font import regular
from talktag.paper.type.text import clean

NAMES = {
    "Latin": "Äpfel Œuvre İstanbul ß 24-70mm f/2.8",
    "Greek and Cyrillic": "Ελλάδα Тёплый їжак",
    "Thai": "กี กู ก้ กา น้ำปั่น",
    "Lao": "ລາວ ນ້ອງ ເຄື່ອງ",
    "Devanagari": "रा री रू हिन्दी कर्म क्षत्रिय",
    "Bengali": "বাংলা কোডি শ্রী",
    "Gurmukhi": "ਪੰਜਾਬੀ ਕਿਤਾਬ",
    "Gujarati": "ગુજરાતી ક્ષમા",
    "Odia": "ଓଡ଼ିଆ କିତାବ",
    "Tamil": "தமிழ் கொடி பௌர்ணமி",
    "Telugu": "తెలుగు క్షమ",
    "Kannada": "ಕನ್ನಡ ಕೊಡಿ",
    "Malayalam": "മലയാളം കൊടി",
    "Sinhala": "සිංහල කොඩි",
    "Khmer": "ខ្មែរ ស្រី កៅអី",
    "Myanmar": "မြန်မာ ကြောင်း",
    "Ethiopic": "ግዕዝ መጽሐፍ",
    "Georgian and Armenian": "საქართველო Հայերեն",
    "Han, kana and Hangul": "日本語テスト 相机 한국어",
    "two scripts in a line": "Canon กล้อง EOS कैमरा 5D",
    "Arabic": "مرحبا بالعالم",
    "Persian with a joiner": "کتاب‌خانه من",
    "Hebrew": "שלום עולם",
}
FROM_RIGHT = {"Arabic", "Persian with a joiner", "Hebrew"}
LETTERS = "".join(NAMES[name] for name in NAMES if name not in FROM_RIGHT).replace(" ", "")


def pdf_with(lines: list[str], path: Path) -> Path:
    marks = [TextMark(regular().runs(line), 12, 10, 12 + place * 12) for place, line in enumerate(lines)]
    with path.open("wb") as sink:
        writer = PdfWriter(sink, "text")
        writer.add(Page(190, 24 + 12 * len(lines), marks))
        writer.finish()
    return path


def lines_of(text: str) -> list[str]:
    """The lines as a person would compare them: composed, without signs that only order and join."""
    seen = re.sub("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", unicodedata.normalize("NFC", text))
    return [" ".join(line.split()) for line in re.split("[\n\r\x0c]+", seen) if line.strip()]


def pdfium(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return str(document[0].get_textpage().get_text_bounded())


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, program: Callable[[str], str]) -> dict[str, list[str]]:
    """The lines that each program finds on a page with all the names."""
    path = pdf_with(list(map(clean, NAMES.values())), tmp_path_factory.mktemp("text") / "x.pdf")

    def said(*command: str) -> str:
        return subprocess.run(command, capture_output=True, check=True).stdout.decode()

    texts = {
        "poppler": said(program("pdftotext"), "-enc", "UTF-8", str(path), "-"),
        "PDFium": pdfium(path),
        "pypdf": pypdf.PdfReader(path).pages[0].extract_text(),
        "MuPDF": said(program("mutool"), "draw", "-F", "txt", str(path)),
        "Ghostscript": said(program("gs"), "-q", "-sDEVICE=txtwrite", "-o", "-", str(path)),
    }
    return {name: lines_of(text) for name, text in texts.items()}


@pytest.mark.parametrize("reader", ["poppler", "PDFium", "pypdf", "MuPDF", "Ghostscript"])
@pytest.mark.parametrize("name", [name for name in NAMES if name not in FROM_RIGHT])
def test_text_comes_out_whole(reader: str, name: str, found: dict[str, list[str]]) -> None:
    assert lines_of(clean(NAMES[name])) == [each for each in found[reader] if each in lines_of(clean(NAMES[name]))]


# The other two print what stands on the left first, whatever the direction of the script.
@pytest.mark.parametrize("reader", ["poppler", "PDFium", "pypdf"])
@pytest.mark.parametrize("name", sorted(FROM_RIGHT))
def test_text_from_right_to_left_comes_out_whole(reader: str, name: str, found: dict[str, list[str]]) -> None:
    assert lines_of(clean(NAMES[name]))[0] in found[reader]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(text=st.lists(st.text(st.sampled_from(LETTERS), min_size=1, max_size=12), min_size=1, max_size=4).map(" ".join))
def test_no_letter_is_lost_or_becomes_another(text: str, tmp_path: Path) -> None:
    """Letters in any order, also such as no language has; marks that follow no letter of theirs are set on a circle."""
    line = clean(text)
    if regular().missing(line):
        return
    reader = pypdf.PdfReader(pdf_with([line], tmp_path / "x.pdf"))
    shown = "".join(lines_of(reader.pages[0].extract_text())).replace(" ", "").replace("\u25cc", "")
    assert sorted(shown) == sorted("".join(lines_of(line)).replace(" ", ""))
