"""A message as a code: the same bytes come back off a print and off a photograph, and one that is too large is told."""

from __future__ import annotations

import functools
import io
import math
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from talktag.errors import InvalidError, NotFoundError, UsageError
from talktag.media.scanning import read_codes
from talktag.model.parties.party import LANGUAGES
from talktag.ops.keys.key_card import CardRequest, key_card, symbol_of_card
from talktag.ops.labels.scan import Action, scan
from talktag.ops.talk.message_code import MOST, write_code, write_for_screen
from talktag.paper.codes.symbol import make_byte_symbol, make_symbol
from talktag.paper.pages.code_page import code_png
from talktag.seal import age
from tests.kit.bench import Bench

DOTS_AN_INCH = 300


def _sealed(size: int) -> bytes:
    """An age file of that size; its bytes are as good as random."""
    return b"age-encryption.org/v1\n" + Random(size).randbytes(size - 22)


def _photograph(png: bytes, share: float) -> bytes:
    """A picture of 12 megapixels in which the code takes that share of the height: aslant, soft, grainy, a JPEG."""
    wide, high = 4032, 3024
    side = round(high * share)
    table = Image.new("L", (wide, high), 190)
    table.paste(Image.open(io.BytesIO(png)).convert("L").resize((side, side)), ((wide - side) // 2, (high - side) // 2))
    corners = ((0.02, 0.02), (0, 0.98), (1, 1), (0.98, 0))
    aslant = [each for x, y in corners for each in _turned(x * wide - wide / 2, y * high - high / 2)]
    seen = [at + middle for at, middle in zip(aslant, [wide / 2, high / 2] * 4, strict=True)]
    table = table.transform((wide, high), Image.Transform.QUAD, seen, Image.Resampling.BICUBIC, fillcolor=190)
    soft = table.filter(ImageFilter.GaussianBlur(1.5))
    sink = io.BytesIO()
    Image.blend(soft, _grain((wide, high)), 0.1).save(sink, "JPEG", quality=80)
    return sink.getvalue()


def _turned(x: float, y: float) -> tuple[float, float]:
    """A point turned by four degrees."""
    turn = math.radians(4)
    return x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)


@functools.cache
def _grain(size: tuple[int, int]) -> Image.Image:
    return Image.effect_noise(size, 24)


@pytest.mark.parametrize("size", [1000, 2451, MOST])
def test_a_print_at_300_dpi_is_read_by_two_programs(size: int, program: Callable[[str], str], tmp_path: Path) -> None:
    data = _sealed(size)
    symbol = make_byte_symbol(data)
    for module_mm in (0.5, 0.34):
        side = round((symbol.size + 8) * module_mm / 25.4 * DOTS_AN_INCH)
        path = tmp_path / "code.png"
        Image.open(io.BytesIO(code_png(symbol))).convert("L").resize((side, side)).save(path)
        assert [each.data for each in read_codes(path.read_bytes())] == [data]
        said = subprocess.run([program("zbarimg"), "-q", "--raw", "-Sbinary", path], check=True, capture_output=True)
        assert said.stdout == data


@pytest.mark.parametrize("share", [0.9, 0.5, 0.35])
def test_a_photograph_of_the_largest_code_is_read(share: float) -> None:
    data = _sealed(MOST)
    assert [each.data for each in read_codes(_photograph(code_png(make_byte_symbol(data)), share))] == [data]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_whom_it_is_for_and_what_to_do_and_holds_the_code(language: str) -> None:
    data = _sealed(2451)
    pdf = write_code(data, "pdf", "Óptica Peña", language=language)
    assert [each.data for each in read_codes(pdf)] == [data]
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        text = " ".join(document[0].get_textpage().get_text_range().split())
    assert text.count("Óptica Peña") == 2
    assert "talktag scan PHOTO.jpg" in text
    clear = write_code(data, "pdf", "Óptica Peña", language=language, is_sealed=False)
    with pypdfium2.PdfDocument(clear) as document:
        assert document[0].get_textpage().get_text_range().count("Óptica Peña") == 1


def test_a_code_on_the_screen_is_the_message() -> None:
    data = _sealed(800)
    lines = write_for_screen(data, 120, coloured=False).decode().splitlines()
    halves = {" ": (255, 255), "█": (0, 0), "▀": (0, 255), "▄": (255, 0)}
    picture = Image.new("L", (len(lines[0]), 2 * len(lines)))
    for y, line in enumerate(lines):
        for x, letter in enumerate(line):
            for half in (0, 1):
                picture.putpixel((x, 2 * y + half), 255 - halves[letter][half])  # blocks are light on a dark screen
    sink = io.BytesIO()
    picture.resize((picture.width * 6, picture.height * 6), Image.Resampling.NEAREST).save(sink, "PNG")
    assert [each.data for each in read_codes(sink.getvalue())] == [data]


def test_what_is_too_large_is_told_with_what_to_do() -> None:
    with pytest.raises(InvalidError, match="the message is 2,954 bytes, and a code holds 2,953") as caught:
        write_code(_sealed(MOST + 1), "png", "Ana")
    assert caught.value.hints == ("write it shorter, without files, or send it as a mail: --mail",)
    with pytest.raises(InvalidError, match="does not fit into this terminal of 80"):
        write_for_screen(_sealed(2451), 80, coloured=True)


def test_scan_tells_a_message_in_a_code_and_not_a_foreign_text(bench: Bench) -> None:
    data = age.encrypt(b"hello", recipients=[age.recipient_of(age.generate_identity())])
    outcome = bench.ask(scan, [write_code(data, "png", "Ana")], Action())
    assert [each.data for each in outcome.data.bundles] == [data]
    assert outcome.plan is None
    outcome = bench.ask(scan, [write_code(data, "pdf", "Ana")], Action())
    assert [each.data for each in outcome.data.bundles] == [data]


def test_a_message_beside_tags_or_with_something_to_do_is_told(bench: Bench) -> None:
    code = write_code(_sealed(700), "png", "Ana")
    for given, action in (([code, "7Y27T4WSS"], Action()), ([code], Action("lend", to="bruno"))):
        with pytest.raises(UsageError, match="a message among what was scanned"):
            bench.ask(scan, given, action)


def test_a_card_of_keys_that_is_scanned_is_told_how_to_take_in(bench: Bench) -> None:
    card = bench.ask(key_card, CardRequest()).data.card
    with pytest.raises(NotFoundError, match="a card of keys, and no tag") as caught:
        bench.ask(scan, [code_png(symbol_of_card(card))], Action())
    assert caught.value.hints == ("talktag party add --card FILE",)


def test_a_code_that_only_begins_like_a_message_is_still_foreign(bench: Bench) -> None:
    with pytest.raises(NotFoundError, match="is not the code of a tag"):
        bench.ask(scan, [code_png(make_symbol("age-encryption.example"))], Action())
