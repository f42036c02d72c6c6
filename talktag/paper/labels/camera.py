"""What a phone's camera makes of a printed code, simulated: ink, tilt, blur, light, noise, JPEG. It never decodes.

Every picture follows from a seed. The model is of one camera: 1,080 lines, 66 degrees wide, a single frame; it is no
test with a phone. `MODEL` is raised whenever a picture changes.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Iterable, Iterator
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageFilter

MODEL = 1
_WIDE_PIXELS, _WIDE_DEGREES = 1920, 66.0
_TILT = math.radians(20)
_INK_GAIN = 0.12  # of a module, on either side of each edge
_INK_BLUR = 1.5  # pixels of the print, from which ink spreads
_BLUR, _NOISE, _JPEG = 0.9, 7.0, 70
_LIGHT = 0.3  # how much darker the far side may be
_FINER = 2


def pixels_per_mm(distance_mm: float) -> float:
    """How many of the camera's pixels a millimetre has at that distance."""
    focal = _WIDE_PIXELS / 2 / math.tan(math.radians(_WIDE_DEGREES / 2))
    return focal / distance_mm


def photographs(
    printed: Image.Image, dpi: float, module_mm: float, distance_mm: float, seeds: Iterable[int]
) -> Iterator[Image.Image]:
    """The printed label, in greys at `dpi`, as the camera sees it from that distance, once for each seed."""
    from PIL import ImageFilter

    wet = printed.filter(ImageFilter.GaussianBlur(_INK_BLUR))
    for seed in seeds:
        chance = random.Random(seed)  # noqa: S311 - the same seed must give the same picture
        inked = _spread_ink(wet, chance.uniform(-_INK_GAIN, _INK_GAIN) * module_mm * dpi / 25.4)
        tilted = _tilt(inked, dpi / 25.4, distance_mm, chance)
        blurred = tilted.filter(ImageFilter.GaussianBlur(_BLUR)).filter(_motion(chance))
        yield _jpeg(_noisy(_lit(blurred, chance), chance))


def _spread_ink(wet: Image.Image, gain: float) -> Image.Image:
    """Every edge moved outward by `gain` pixels: what is blurred is cut at the grey that lies there."""
    level = 255 * NormalDist(0, _INK_BLUR).cdf(gain)
    return wet.point(lambda grey: 255 if grey > level else 0)


def _tilt(image: Image.Image, scale: float, distance: float, chance: random.Random) -> Image.Image:
    """The label turned and tilted at random before the camera, on a white table."""
    from PIL import Image

    turn, lean, roll = chance.uniform(-math.pi, math.pi), chance.uniform(-_TILT, _TILT), chance.uniform(-_TILT, _TILT)
    zoom = pixels_per_mm(distance) * _FINER
    width, height = image.width / scale, image.height / scale
    side = math.ceil(math.hypot(width, height) * zoom * 1.1)
    corners = [(x, y) for y in (-height / 2, height / 2) for x in (-width / 2, width / 2)]
    shown = [_project(corner, turn, lean, roll, distance) for corner in corners]
    ends = [(side / 2 + x * zoom, side / 2 + y * zoom) for x, y in shown]
    starts = [((x + width / 2) * scale, (y + height / 2) * scale) for x, y in corners]
    found = image.transform(
        (side, side), Image.Transform.PERSPECTIVE, _perspective(ends, starts), Image.Resampling.BICUBIC, fillcolor=255
    )
    return found.reduce(_FINER)


def _project(point: tuple[float, float], turn: float, lean: float, roll: float, distance: float) -> tuple[float, float]:
    """A point of the label, in mm from its middle, on the plane through that middle that faces the camera."""
    x = point[0] * math.cos(turn) - point[1] * math.sin(turn)
    y = point[0] * math.sin(turn) + point[1] * math.cos(turn)
    depth = x * math.sin(lean) + y * math.sin(roll)
    near = distance / (distance + depth)
    return x * math.cos(lean) * near, y * math.cos(roll) * near


def _perspective(ends: list[tuple[float, float]], starts: list[tuple[float, float]]) -> list[float]:
    """The eight numbers by which Pillow finds for each point of the result where it comes from."""
    table = []
    for (x, y), (u, v) in zip(ends, starts, strict=True):
        table.append([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u])
        table.append([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v])
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(table[row][column]))
        table[column], table[pivot] = table[pivot], table[column]
        for row in range(8):
            if row != column:
                factor = table[row][column] / table[column][column]
                pairs = zip(table[row], table[column], strict=True)
                table[row] = [value - factor * other for value, other in pairs]
    return [table[row][8] / table[row][row] for row in range(8)]


def _motion(chance: random.Random) -> ImageFilter.Kernel:
    """A filter that smears about a pixel and a half along one axis."""
    from PIL import ImageFilter

    along = chance.random() < 0.5
    weights = [0, 0, 0, 1, 2, 1, 0, 0, 0] if along else [0, 1, 0, 0, 2, 0, 0, 1, 0]
    return ImageFilter.Kernel((3, 3), weights)


def _lit(image: Image.Image, chance: random.Random) -> Image.Image:
    from PIL import Image, ImageChops

    light = Image.linear_gradient("L").resize(image.size).rotate(chance.choice((0, 90, 180, 270)))
    depth = chance.uniform(0, _LIGHT)
    return ImageChops.multiply(image, light.point(lambda grey: round(255 - depth * grey)))


def _noisy(image: Image.Image, chance: random.Random) -> Image.Image:
    from PIL import Image, ImageChops

    count = image.width * image.height
    layers = [Image.frombytes("L", image.size, chance.randbytes(count)) for _ in range(4)]
    mean = Image.blend(Image.blend(layers[0], layers[1], 0.5), Image.blend(layers[2], layers[3], 0.5), 0.5)
    # The mean of four even bytes is nearly normal, with a deviation of half of 256 / sqrt(12).
    factor = _NOISE / (256 / math.sqrt(12) / 2)
    return ImageChops.add(image, mean.point(lambda grey: round(128 + (grey - 128) * factor)), 1, -128)


def _jpeg(image: Image.Image) -> Image.Image:
    from PIL import Image

    sink = io.BytesIO()
    image.save(sink, "JPEG", quality=_JPEG)
    return Image.open(io.BytesIO(sink.getvalue())).convert("L")
