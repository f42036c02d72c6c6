"""A photo as a terminal draws it: upright, small, in the form of the terminal. Never larger than it is asked for."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InvalidError
from talktag.media.opening import UnknownPictureError, decoding, open_picture
from talktag.media.photo import in_plain_colours, upright

if TYPE_CHECKING:
    from PIL import Image

PNG, SIXEL = "png", "sixel"
_COLOURS = 128
_BAND = 6  # rows of pixels that one row of sixels stands for
_REPEATED = re.compile(rb"(.)\1{3,254}", re.DOTALL)


class ScreenPicture(NamedTuple):
    """The bytes of it in the form that was asked for, and how many pixels it is wide and high."""

    data: bytes
    width: int
    height: int


def screen_picture(data: bytes, name: str, width: int, height: int, form: str) -> ScreenPicture | None:
    """The first picture in `data`, within so many pixels, as PNG or SIXEL; None for what cannot be decoded here."""
    from PIL import Image

    try:
        opened = open_picture(data, name)
        with decoding(name), opened:
            opened.draft("RGB", (2 * width, 2 * height))  # a large JPEG need not be decoded whole
            upright(opened).thumbnail((width, height), Image.Resampling.LANCZOS)
            plain = in_plain_colours(opened, opened.info.get("icc_profile"))
            drawn = _sixels(plain) if form == SIXEL else _png(plain)
    except (UnknownPictureError, InvalidError):
        return None
    return ScreenPicture(drawn, plain.width, plain.height)


def _png(image: Image.Image) -> bytes:
    sink = io.BytesIO()
    image.save(sink, "PNG", compress_level=1)
    return sink.getvalue()


def _sixels(image: Image.Image) -> bytes:
    """The picture in the sixel form of DEC's VT340: a palette, then band by band a row of sixels for each colour."""
    few = image.quantize(_COLOURS)
    palette, pixels, (width, height) = few.getpalette() or [], few.tobytes(), few.size
    shares = [value * 100 // 255 for value in palette]  # of red, green and blue, in hundredths
    parts = [b'\x1bP0;1q"1;1;%d;%d' % (width, height)]
    parts += [b"#%d;2;%d;%d;%d" % (at // 3, *shares[at : at + 3]) for at in range(0, len(shares), 3)]
    for top in range(0, height, _BAND):
        rows = [pixels[width * row : width * (row + 1)] for row in range(top, min(top + _BAND, height))]
        parts += [b"#%d%s$" % (colour, _row(rows, colour)) for colour in sorted(set(b"".join(rows)))]
        parts.append(b"-")
    return b"".join((*parts, b"\x1b\\"))


def _row(rows: list[bytes], colour: int) -> bytes:
    """The sixels of one colour in a band: each is six pixels, one below the other, as bits; runs are shortened."""
    is_it = bytes(int(value == colour) for value in range(256))
    # A byte stands for a column, and no sum of six bits is more than a byte: all columns are added at once.
    bits = sum(int.from_bytes(row.translate(is_it)) << place for place, row in enumerate(rows))
    sixels = bits.to_bytes(len(rows[0])).translate(bytes((value + 63) % 256 for value in range(256)))
    return _REPEATED.sub(lambda found: b"!%d%s" % (len(found[0]), found[1]), sixels)
