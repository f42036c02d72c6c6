"""A card of keys drawn: two readers of codes give back its very bytes, off the picture, the page and the poster."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from talktag.errors import InvalidError
from talktag.model.parties.party import LANGUAGES
from talktag.page.keys.describe_card import describe_card
from talktag.paper.codes.symbol import MOST_BYTES, make_byte_symbol
from talktag.paper.pages.code_page import code_pdf, code_png, code_svg
from talktag.paper.pages.poster import poster_pdf
from tests.kit.bench import SHOP
from tests.kit.cards import signed_card

DIGITS = ("70471", "19715", "77296", "91341", "45294", "79946")
CARD = signed_card(
    SHOP,
    name="Óptica Peña, Hijos y Compañía, Talleres de Fotografía",
    mail="taller.de.fotografia@optica-pena.example",
    url="https://optica-pena.example/taller",
)
DATA = CARD.vcard().encode()
SYMBOL = make_byte_symbol(DATA, "M")


def _read(picture: Image.Image) -> list[bytes]:
    return [bytes(each.bytes) for each in zxingcpp.read_barcodes(picture)]


def _zbar(path: Path) -> bytes:
    return subprocess.run(["zbarimg", "-q", "--raw", "-Sbinary", str(path)], check=True, capture_output=True).stdout


def test_a_long_card_is_no_denser_than_a_phone_reads(tmp_path: Path) -> None:
    assert SYMBOL.version <= 22
    assert SYMBOL.error_correction in "MQH"
    path = tmp_path / "card.png"
    path.write_bytes(code_png(SYMBOL, CARD.name))
    assert _read(Image.open(path)) == [DATA]
    assert _zbar(path) == DATA


def test_a_card_printed_as_small_as_a_business_card_is_read(tmp_path: Path) -> None:
    page = Image.open(io.BytesIO(code_png(SYMBOL)))
    small = page.resize((round(45 / 25.4 * 300),) * 2, Image.Resampling.BOX).convert("L")  # 45 mm at 300 dpi
    small.save(tmp_path / "small.png")
    assert _read(small) == [DATA]
    assert _zbar(tmp_path / "small.png") == DATA


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_poster_is_one_sheet_with_the_words_and_a_code_that_is_read(language: str) -> None:
    with pypdfium2.PdfDocument(poster_pdf(describe_card(CARD, DIGITS, b"", language), SYMBOL)) as document:
        assert len(document) == 1
        page = document[0]
        text = " ".join(page.get_textpage().get_text_range().split())
        assert " ".join(DIGITS) in text
        assert "Óptica Peña, Hijos" in text
        assert "talktag party add --card" in text
        assert _read(page.render(scale=150 / 72).to_pil()) == [DATA]


def test_the_longest_name_is_not_cut_off_the_poster() -> None:
    card = CARD._replace(name="Fix " * 49 + "It")
    pdf = poster_pdf(describe_card(card, DIGITS, b"", "de"), make_byte_symbol(card.vcard().encode(), "M"))
    with pypdfium2.PdfDocument(pdf) as document:
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    assert card.name in text
    assert " ".join(DIGITS) in text


def test_the_svg_names_the_card_and_escapes_it() -> None:
    svg = code_svg(SYMBOL, "<script>&").decode()
    assert "<title>&lt;script&gt;&amp;</title>" in svg
    assert svg.count("<path") >= 1


@settings(max_examples=15, deadline=None)
@given(st.binary(min_size=1, max_size=1200))
def test_any_bytes_come_back_as_they_were(data: bytes) -> None:
    assert _read(Image.open(io.BytesIO(code_png(make_byte_symbol(data))))) == [data]


@pytest.mark.parametrize("level", list(MOST_BYTES))
def test_the_largest_code_of_each_level_is_read_and_a_byte_more_is_refused(level: str) -> None:
    data = bytes(number * 7 % 251 for number in range(MOST_BYTES[level]))
    symbol = make_byte_symbol(data, level)
    assert (symbol.version, symbol.error_correction) == (40, level)
    with pypdfium2.PdfDocument(code_pdf(symbol, "A message", "Photograph it.")) as document:
        assert _read(document[0].render(scale=300 / 72).to_pil()) == [data]
    with pytest.raises(InvalidError, match="bytes are no QR code"):
        make_byte_symbol(data + b"x", level)
    with pytest.raises(InvalidError):
        make_byte_symbol(b"", level)
