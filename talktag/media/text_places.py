"""Places of text in a picture, turned with it: which way up the text is, how far askew, and where that puts each piece.

It reads nothing and changes no pixel but by cutting.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from talktag.media.text_reader import Corners
from talktag.model.intake.text_line import Box

if TYPE_CHECKING:
    from PIL import Image

_TALL = 1.5  # times as high as wide, and it is text on its side


def cut_out(picture: Image.Image, corners: Corners) -> Image.Image:
    """The piece of the picture within four corners as a rectangle; a tall one turned left, so that text lies flat."""
    from PIL import Image

    width, height = (max(4, round(each)) for each in _size(corners))
    top_left, top_right, bottom_right, bottom_left = corners
    quad = (*top_left, *bottom_left, *bottom_right, *top_right)
    piece = picture.transform((width, height), Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)
    return piece.transpose(Image.Transpose.ROTATE_90) if is_tall(corners) else piece


def is_tall(corners: Corners) -> bool:
    """Whether a piece is text on its side."""
    width, height = _size(corners)
    return height > _TALL * width


def length(corners: Corners) -> float:
    """Pixels along the text."""
    return max(_size(corners))


def lies_on_its_side(pieces: Sequence[Corners]) -> bool:
    """Whether most of the text of a picture is on its side."""
    tall = sum(length(each) for each in pieces if is_tall(each))
    return tall > 0.5 * sum(length(each) for each in pieces)


def upright_boxes(pieces: Sequence[Corners], size: tuple[int, int], *, on_side: bool, upside_down: bool) -> list[Box]:
    """Where each piece stands once the picture of that size is turned upright and what is askew is straightened.

    `on_side` turns it left by a quarter, `upside_down` by a half after that.
    """
    width, height = size
    turned = [list(each) for each in pieces]
    if on_side:
        turned = [[(y, width - x) for x, y in (each[1], each[2], each[3], each[0])] for each in turned]
        width, height = height, width
    if upside_down:
        turned = [[(width - x, height - y) for x, y in (each[2], each[3], each[0], each[1])] for each in turned]
    angle = median([_angle(each) for each in turned if _is_long(each)] or [0.0])
    cos, sin = math.cos(-angle), math.sin(-angle)
    straight = [[(x * cos - y * sin, x * sin + y * cos) for x, y in each] for each in turned]
    return [_box(each) for each in straight]


def _size(corners: Sequence[tuple[float, float]]) -> tuple[float, float]:
    top_left, top_right, bottom_right, bottom_left = corners
    width = max(math.dist(top_left, top_right), math.dist(bottom_left, bottom_right))
    return width, max(math.dist(top_left, bottom_left), math.dist(top_right, bottom_right))


def _is_long(corners: Sequence[tuple[float, float]]) -> bool:
    width, height = _size(corners)
    return width > 2 * height


def _angle(corners: Sequence[tuple[float, float]]) -> float:
    """How far the text is askew, in radians, clockwise."""
    top_left, top_right, bottom_right, bottom_left = corners
    across = top_right[0] - top_left[0] + bottom_right[0] - bottom_left[0]
    return math.atan2(top_right[1] - top_left[1] + bottom_right[1] - bottom_left[1], across)


def _box(corners: Sequence[tuple[float, float]]) -> Box:
    top_left, top_right, bottom_right, bottom_left = corners
    left, right = (top_left[0] + bottom_left[0]) / 2, (top_right[0] + bottom_right[0]) / 2
    top, bottom = (top_left[1] + top_right[1]) / 2, (bottom_left[1] + bottom_right[1]) / 2
    return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))
