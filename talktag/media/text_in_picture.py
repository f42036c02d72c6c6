"""Text in a picture, within bounds of time and memory, whichever way up. It writes and fetches nothing.

What it gives was read by a machine and may be wrong.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from talktag.errors import InvalidError
from talktag.media.opening import UnknownPictureError, decoding, open_picture
from talktag.media.photo import on_ground, upright
from talktag.media.text_places import cut_out, length, lies_on_its_side, upright_boxes
from talktag.media.text_reader import Corners, TextReader, give_memory_back, text_reader
from talktag.model.intake.text_line import TextLine, rows_of

if TYPE_CHECKING:
    from PIL import Image

# Pixels of the longer side. Where text is, is looked for in a small picture, since that is what takes memory and time;
# what it says is read in pieces of a larger one.
LOOKED_AT, READ_IN = 960, 2400
_NARROWEST = 1 / 8  # a strip is set on a ground, since the network wants some height
_MOST_PIECES = 300  # of one picture; a page of a book has fifty
_TRIED_BOTH_WAYS = 8  # the longest pieces tell which way up all are
_POOR = 0.6  # below this a piece is tried the other way up, too
_LEAST = 0.4  # what was read with less trust is noise


def read_text(data: bytes, name: str = "the picture") -> tuple[TextLine, ...]:
    """The lines of text in the first picture of a file in reading order, with boxes as if it lay straight and upright.

    Raises InvalidError, speaking of `name`, for what is no picture, a damaged one and one that is too large; and with
    what to type where what reads text is not installed.
    """
    from PIL import Image

    reader = text_reader()
    try:
        opened = open_picture(data, name)
    except UnknownPictureError as error:
        hint = "use JPEG, PNG, WebP, HEIC, AVIF, TIFF, JPEG 2000, GIF or BMP"
        raise InvalidError(str(error), hints=[hint]) from error
    with decoding(name), opened:
        opened.draft("RGB", (READ_IN, READ_IN))  # a large JPEG need not be decoded whole
        if opened.mode in {"RGB", "L"}:  # made small before anything copies it: 12 megapixels take 36 MB each time
            opened.thumbnail((READ_IN, READ_IN), Image.Resampling.LANCZOS)
        lines = _lines(reader, _within_bounds(on_ground(upright(opened), "RGB", "white")))
    give_memory_back()
    return lines


def read_text_of(picture: Image.Image) -> tuple[TextLine, ...]:
    """The lines of text in a picture that is decoded already, in RGB and upright, such as a page of a PDF."""
    reader = text_reader()
    with decoding("the picture"):
        return _lines(reader, _within_bounds(picture.copy()))


def _within_bounds(picture: Image.Image) -> Image.Image:
    """No larger than it is read in, and no strip."""
    from PIL import Image

    picture.thumbnail((READ_IN, READ_IN), Image.Resampling.LANCZOS)
    least = max(32, math.ceil(max(picture.size) * _NARROWEST))
    size = max(picture.width, least), max(picture.height, least)
    if size == picture.size:
        return picture
    ground = Image.new("RGB", size, picture.getpixel((0, 0)))
    ground.paste(picture, ((size[0] - picture.width) // 2, (size[1] - picture.height) // 2))
    return ground


def _lines(reader: TextReader, picture: Image.Image) -> tuple[TextLine, ...]:
    places = sorted(_places(reader, picture), key=length, reverse=True)[:_MOST_PIECES]
    if not places:
        return ()
    pieces = [cut_out(picture, each) for each in places]
    upside_down, texts = _read_right_way_up(reader, pieces)
    on_side = lies_on_its_side(places)
    boxes = upright_boxes(places, picture.size, on_side=on_side, upside_down=upside_down)
    lines = [TextLine(text, score, box) for (text, score), box in zip(texts, boxes, strict=True) if score >= _LEAST]
    return tuple(line for row in rows_of(lines) for line in row)


def _places(reader: TextReader, picture: Image.Image) -> list[Corners]:
    """The pieces of text, looked for in a small copy, in the pixels of the picture."""
    small = picture.copy()
    small.thumbnail((LOOKED_AT, LOOKED_AT))
    scale = picture.width / small.width, picture.height / small.height
    return [tuple((x * scale[0], y * scale[1]) for x, y in each) for each in reader.places(small)]


def _read_right_way_up(reader: TextReader, pieces: Sequence[Image.Image]) -> tuple[bool, list[tuple[str, float]]]:
    """Whether the text is upside down, and what each piece says; the longest come first and tell."""
    tried = pieces[:_TRIED_BOTH_WAYS]
    as_is, turned = reader.texts(tried), reader.texts([_upside_down(each) for each in tried])
    upside_down = _trust(turned) > _trust(as_is)
    rest = [_upside_down(each) if upside_down else each for each in pieces[len(tried) :]]
    texts = [*(turned if upside_down else as_is), *reader.texts(rest)]
    poor = [at for at, (_, score) in enumerate(texts) if score < _POOR and at >= len(tried)]
    again = reader.texts([_upside_down(rest[at - len(tried)]) for at in poor])
    for at, other in zip(poor, again, strict=True):
        texts[at] = max(texts[at], other, key=lambda each: each[1])
    return upside_down, texts


def _upside_down(piece: Image.Image) -> Image.Image:
    from PIL import Image

    return piece.transpose(Image.Transpose.ROTATE_180)


def _trust(texts: Sequence[tuple[str, float]]) -> float:
    return sum(score * math.sqrt(len(text)) for text, score in texts)
