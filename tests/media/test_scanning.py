"""Pictures with codes: read by zxing-cpp what others drew, and no picture costs more than it may."""

from __future__ import annotations

import io
import os
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image

from talktag.errors import InvalidError
from talktag.media.scanning import read_codes
from talktag.paper.codes.symbol import make_byte_symbol, make_symbol
from talktag.paper.pages.code_page import code_png
from tests.media.material import TURNED, read_texts

TEXT = "mailto:ana+tags@example.org?subject=TT-R709WNXNW"


def drawn(text: str, scale: int = 6, dark: int = 0, light: int = 255) -> Image.Image:
    """A code as a grey picture with its quiet zone."""
    symbol = make_symbol(text)
    side = symbol.size + 2 * symbol.quiet
    picture = Image.new("L", (side, side), light)
    for y, row in enumerate(symbol.modules):
        for x, module in enumerate(row):
            if module:
                picture.putpixel((x + symbol.quiet, y + symbol.quiet), dark)
    return picture.resize((side * scale, side * scale), Image.Resampling.NEAREST)


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "JPEG2000", "AVIF"])
def test_a_code_is_read_from_every_form_of_picture(form: str) -> None:
    assert read_texts(saved(drawn(TEXT), form)) == (TEXT,)


def test_a_code_is_read_turned_and_inverted() -> None:
    assert read_texts(saved(drawn(TEXT).rotate(90), "PNG")) == (TEXT,)
    assert read_texts(saved(drawn(TEXT).rotate(33, expand=True, fillcolor=255), "PNG")) == (TEXT,)
    assert read_texts(saved(drawn(TEXT, dark=255, light=0), "PNG")) == (TEXT,)


def test_what_is_transparent_is_white_as_on_a_page() -> None:
    grey = drawn(TEXT)
    clear = Image.merge("RGBA", (*[Image.new("L", grey.size, 0)] * 3, grey.point(lambda value: 255 - value)))
    assert read_texts(saved(clear, "PNG")) == (TEXT,)


def test_several_codes_are_listed_from_the_top_each_once() -> None:
    texts = ["first", "second", "third", "first"]
    codes = [drawn(text) for text in texts]
    side = max(code.width for code in codes)
    shelf = Image.new("L", (side, 4 * side), 255)
    for number, code in enumerate(codes):
        shelf.paste(code, (0, number * side))
    assert read_texts(saved(shelf, "PNG")) == ("first", "second", "third")


def test_codes_on_the_pages_of_a_pdf_are_read_and_a_damaged_one_is_told() -> None:
    sheets = [drawn(text).resize((800, 800)) for text in ("first", "second")]
    pdf = saved(sheets[0], "PDF", save_all=True, append_images=sheets[1:])
    assert read_texts(pdf) == ("first", "second")
    with pytest.raises(InvalidError, match="unreadable PDF"):
        read_texts(pdf[:100])


def test_bytes_that_are_no_text_come_back_as_they_are() -> None:
    data = bytes(range(256))
    (code,) = read_codes(code_png(make_byte_symbol(data)))
    assert code.data == data


@pytest.mark.parametrize("seed", [51, 147, 308])
def test_no_bar_code_is_seen_among_the_modules_of_a_dense_code(seed: int) -> None:
    data = b"age-encryption.org/v1\n" + Random(seed).randbytes(2500)  # in which zxing-cpp sees one
    assert [each.data for each in read_codes(code_png(make_byte_symbol(data)))] == [data]


def test_a_code_that_another_program_drew_is_read(program: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "code.png"
    subprocess.run([program("qrencode"), "-o", path, "-s", "6", TEXT], check=True)
    assert read_texts(path.read_bytes()) == (TEXT,)


def test_what_we_drew_is_read_by_another_program(program: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "code.png"
    path.write_bytes(saved(drawn(TEXT), "PNG"))
    done = subprocess.run([program("zbarimg"), "--quiet", "--raw", path], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == TEXT


def test_a_picture_without_a_code_has_none() -> None:
    assert read_texts(saved(Image.new("L", (200, 200), 255), "PNG")) == ()


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", os.urandom(300), b"<svg xmlns='http://www.w3.org/2000/svg'/>"],
    ids=["nothing", "text", "noise", "svg"],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidError, match=r'"shelf\.jpg" is not a picture'):
        read_texts(data, "shelf.jpg")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_a_damaged_picture_is_refused_or_read_and_never_a_bug(form: str) -> None:
    whole = saved(drawn(TEXT), form)
    refused = 0
    for step in range(40):
        cut = whole[: len(whole) * step // 40]
        place = len(whole) * step // 40
        turned = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        for data in (cut, turned):
            try:
                assert set(read_texts(data)) <= {TEXT}
            except InvalidError:
                refused += 1
    assert refused > 10


def bomb(width: int, height: int) -> bytes:
    """A PNG whose head claims a size; there is next to nothing behind it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 0, 0, 0, 0])
    packed = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [14_900, 65_000])
def test_a_picture_that_would_fill_the_memory_is_refused_by_its_head(side: int) -> None:
    with pytest.raises(InvalidError, match="at most 220 megapixels"):
        read_texts(bomb(side, side))


def test_a_code_is_found_in_as_many_pixels_as_a_phone_takes() -> None:
    photo = Image.new("L", (16_320, 12_240), 200)
    photo.paste(drawn(TEXT, 8), (9000, 4000))
    photo.paste(drawn("below", 8), (200, 12_240 - 400))
    assert read_texts(saved(photo, "JPEG")) == (TEXT, "below")


def test_a_code_too_fine_for_half_the_pixels_is_found_in_all() -> None:
    photo = Image.new("L", (9000, 8000), 200)
    photo.paste(drawn(TEXT, 2), (4001, 4001))
    assert read_texts(saved(photo, "PNG")) == (TEXT,)


@pytest.mark.parametrize("deepest", [0, 3000, 20_000])
def test_sixteen_bits_of_grey_are_read(deepest: int) -> None:
    grey = drawn(TEXT).convert("I").point(lambda value: value * (60_000 - deepest) / 255 + deepest)
    for form in ("PNG", "TIFF"):
        assert read_texts(saved(grey.convert("I;16"), form)) == (TEXT,)


@pytest.mark.parametrize("mode", ["LA", "RGBA", "PA", "P"])
@pytest.mark.parametrize("ink", [0, 255])
def test_a_code_on_a_transparent_ground_is_read_in_black_and_in_white(mode: str, ink: int) -> None:
    code = drawn(TEXT).point(lambda value: 255 - value)
    clear = Image.merge("LA", (Image.new("L", code.size, ink), code))
    if mode == "P":
        flat = Image.new("P", code.size, 0)
        flat.putpalette([ink, ink, ink] * 2)
        flat.paste(1, (0, 0, *code.size), code.convert("1"))
        sink = io.BytesIO()
        flat.save(sink, "PNG", transparency=0)
        assert read_texts(sink.getvalue()) == (TEXT,)
        return
    assert read_texts(
        saved(
            clear.convert(mode) if mode != "PA" else clear.convert("RGBA").convert("PA"),
            "TIFF" if mode == "PA" else "PNG",
        )
    ) == (TEXT,)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("way", range(1, 9))
def test_codes_are_listed_from_the_top_of_the_picture_as_it_is_shown(way: int, form: str) -> None:
    codes = [drawn(text) for text in ("first", "second", "third")]
    shelf = Image.new("L", (200, 3 * 200), 255)
    for number, code in enumerate(codes):
        shelf.paste(code, (0, number * 200))
    turned = TURNED.get(way)
    exif = Image.Exif()
    exif[0x0112] = way
    sink = io.BytesIO()
    (shelf.transpose(turned) if turned is not None else shelf).save(sink, form, exif=exif)
    assert read_texts(sink.getvalue()) == ("first", "second", "third")


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_is_read(form: str) -> None:
    sink = io.BytesIO()
    drawn("first").convert("RGB").save(sink, form, save_all=True, append_images=[drawn("other").convert("RGB")])
    assert read_texts(sink.getvalue()) == ("first",)
