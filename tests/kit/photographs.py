"""Photographs as a camera takes them: labels, bar codes and plates at angles, in bad light. Judges nothing.

Everything is drawn: the label by talktag's own encoder, the bar code by zxing-cpp, the letters by Pillow; what makes it
a photograph is perspective, uneven light, blur, noise, JPEG, and the EXIF that cameras write.
"""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from talktag.paper.codes.symbol import make_symbol

PHONE = ("samsung", "SM-S911B", "")
CAMERA = ("Canon", "Canon EOS 5D Mark IV", "032021001234")
_TABLE = (188, 170, 148)


@dataclass(frozen=True)
class Shot:
    """One photograph to take: what is in it, when and with what, and how badly."""

    at: datetime.datetime | None = None  # on the wall; None for a file without EXIF
    offset: str = "+01:00"  # from UTC; empty where the camera does not tell
    parts: str = "000"  # of a second
    tags: Sequence[str] = ()  # texts of codes on labels
    bar_code: str = ""  # the digits of an EAN
    lines: Sequence[str] = ()  # printed on a plate or a receipt
    camera: tuple[str, str, str] = PHONE
    size: tuple[int, int] = (1600, 1200)
    turned: float = 12.0  # degrees in the plane
    tilt: float = 0.18  # how much narrower the far side is
    blur: float = 1.0
    noise: float = 12.0
    seed: int = 0


def take(shot: Shot, form: str = "JPEG") -> bytes:
    """The photograph as a file: JPEG, PNG or HEIF."""
    picture = _scene(shot)
    exif = _exif(shot)
    sink = io.BytesIO()
    if form == "HEIF":
        import pillow_heif

        pillow_heif.from_pillow(picture).save(sink, quality=70, exif=exif or None)
    else:
        picture.save(sink, form, quality=85, **({"exif": exif} if exif else {}))
    return sink.getvalue()


def pdf_of(picture: bytes) -> bytes:
    """A page with that picture, as a scanner's program makes it."""
    sink = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").save(sink, "PDF", resolution=150)
    return sink.getvalue()


def _scene(shot: Shot) -> Image.Image:
    chance = Random(f"{shot.seed} {shot.tags} {shot.at} {shot.parts}")
    width, height = shot.size
    scene = _light(shot.size, chance)
    colour = tuple(chance.randrange(40, 200) for _ in range(3))
    ImageDraw.Draw(scene).rounded_rectangle((width // 8, height // 8, width * 7 // 8, height * 7 // 8), 40, fill=colour)
    pieces = [_label(tag) for tag in shot.tags]
    pieces += [_bar_code(shot.bar_code)] if shot.bar_code else []
    pieces += [_plate(shot.lines)] if shot.lines else []
    room = width // max(1, len(pieces))
    for number, piece in enumerate(pieces):
        side = min(room, height) * (5 if len(pieces) > 1 else 4) // 8
        _put(scene, piece, (room * number + room // 2, height // 2), side, shot)
    scene = scene.filter(ImageFilter.GaussianBlur(shot.blur * width / 4000))
    grain = Image.effect_noise(shot.size, shot.noise).convert("RGB")
    return Image.blend(scene, grain, 0.08)


def _light(size: tuple[int, int], chance: Random) -> Image.Image:
    """A table under a lamp that stands on one side."""
    shade = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize(size)
    return Image.composite(Image.new("RGB", size, _TABLE), Image.new("RGB", size, (120, 105, 90)), shade)


def _label(text: str) -> Image.Image:
    """A printed label, ten dots a module."""
    symbol = make_symbol(text)
    side = symbol.size + 2 * symbol.quiet
    label = Image.new("L", (side, side), 250)
    for y, row in enumerate(symbol.modules):
        for x, module in enumerate(row):
            if module:
                label.putpixel((x + symbol.quiet, y + symbol.quiet), 20)
    return label.resize((side * 10, side * 10), Image.Resampling.NEAREST).convert("RGB")


def _bar_code(digits: str) -> Image.Image:
    import zxingcpp

    made = zxingcpp.create_barcode(digits, zxingcpp.BarcodeFormat.EAN13).to_image(scale=4)
    code = Image.fromarray(made) if not isinstance(made, Image.Image) else made
    framed = Image.new("L", (code.width + 80, code.height + 60), 250)
    framed.paste(code.convert("L"), (40, 30))
    return framed.convert("RGB")


def _plate(lines: Sequence[str]) -> Image.Image:
    """Lines of print on silver."""
    font = ImageFont.load_default(44)
    width = max(int(font.getlength(line)) for line in lines) + 60
    plate = Image.new("RGB", (width, 64 * len(lines) + 40), (222, 222, 226))
    for number, line in enumerate(lines):
        ImageDraw.Draw(plate).text((30, 20 + 64 * number), line, font=font, fill=(15, 15, 20))
    return plate


def _put(scene: Image.Image, piece: Image.Image, middle: tuple[int, int], side: int, shot: Shot) -> None:
    """Paste a flat piece as it looks turned and tilted away, its longer side so many pixels."""
    scale = side / max(piece.size)
    half_x, half_y = piece.width * scale / 2, piece.height * scale / 2
    turn, far = math.radians(shot.turned), 1 - shot.tilt
    corners = [(-half_x * far, -half_y * far), (half_x * far, -half_y * far), (half_x, half_y), (-half_x, half_y)]
    there = [
        (middle[0] + x * math.cos(turn) - y * math.sin(turn), middle[1] + x * math.sin(turn) + y * math.cos(turn))
        for x, y in corners
    ]
    flat = [(0, 0), (piece.width, 0), (piece.width, piece.height), (0, piece.height)]
    left, top = (int(min(point[axis] for point in there)) for axis in (0, 1))
    right, bottom = (int(max(point[axis] for point in there)) + 1 for axis in (0, 1))
    moved = [(x - left, y - top) for x, y in there]
    how = _perspective(moved, flat)
    seen = piece.transform((right - left, bottom - top), Image.Transform.PERSPECTIVE, how, Image.Resampling.BICUBIC)
    mask = Image.new("L", seen.size, 0)
    ImageDraw.Draw(mask).polygon(moved, fill=255)
    scene.paste(seen, (left, top), mask)


def _perspective(there: Sequence[tuple[float, float]], flat: Sequence[tuple[float, float]]) -> list[float]:
    """The eight numbers that lead from points of the picture to points of the flat piece."""
    rows = []
    for (x, y), (u, v) in zip(there, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):  # Gauss and Jordan
        best = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[best] = rows[best], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(8):
            if row != column:
                factor = rows[row][column]
                rows[row] = [mine - factor * other for mine, other in zip(rows[row], rows[column], strict=True)]
    return [row[8] for row in rows]


def _exif(shot: Shot) -> bytes:
    """What cameras write: make and model in the first directory, time and serial number in the one below."""
    if shot.at is None:
        return b""
    exif = Image.Exif()
    maker, model, serial = shot.camera
    taken = f"{shot.at:%Y:%m:%d %H:%M:%S}"
    exif[0x010F], exif[0x0110], exif[0x0112], exif[0x0132] = maker, model, 1, taken
    below = exif.get_ifd(0x8769)
    below[0x9003], below[0x9291] = taken, shot.parts
    if shot.offset:
        below[0x9011] = shot.offset
    if serial:
        below[0xA431] = serial
    exif[0x8769] = below
    return exif.tobytes()
