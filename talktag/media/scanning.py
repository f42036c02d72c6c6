"""Codes in a picture, read by zxing-cpp, within bounds of memory. It opens nothing that a code names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError
from talktag.media.opening import UnknownPictureError, decoding, open_picture
from talktag.media.photo import on_ground, upright

if TYPE_CHECKING:
    from PIL import Image

_AT_ONCE = 64_000_000  # pixels; of a larger picture half the width and height show every code in a fourth of the time


def read_codes(data: bytes, name: str = "the picture") -> tuple[str, ...]:
    """The texts of all codes in the first picture of a file, the topmost first, each once; none where none can be read.

    Raises InvalidError, speaking of `name`, for what is no picture, a damaged one, and one that is too large.
    """
    import zxingcpp

    for picture in _greys(data, name):
        found = zxingcpp.read_barcodes(picture, text_mode=zxingcpp.TextMode.Plain)
        texts = tuple(dict.fromkeys(each.text for each in sorted(found, key=_place) if each.text))
        if texts:
            return texts
    return ()


def _place(found: Any) -> tuple[int, int]:
    corner = found.position.top_left
    return corner.y, corner.x


def _greys(data: bytes, name: str) -> Iterator[Image.Image]:
    """The picture in grey and upright, in the order of trying; what is clear as on a page, then as in the dark."""
    try:
        opened = open_picture(data, name)
    except UnknownPictureError as error:
        hint = "use JPEG, PNG, WebP, HEIC, AVIF, TIFF, JPEG 2000, GIF or BMP"
        raise InvalidError(str(error), hints=[hint]) from error
    with decoding(name), opened:
        opened.draft("L", None)  # of a JPEG only the brightness is decoded
        is_clear = upright(opened).has_transparency_data
        grey = on_ground(opened, "L", "white")
    if grey.width * grey.height > _AT_ONCE:
        yield grey.reduce(2)
    yield grey
    if is_clear:
        yield on_ground(opened, "L", "black")
