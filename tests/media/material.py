"""Pictures of our own, and what may stand beside or behind their pixels."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

from talktag.media.scanning import read_codes

CANARY = b"CANARY7f3a"
# How a picture is turned that each value of the orientation turns back (Exif 2.32, 4.6.4).
TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def scene(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Nothing in it is the same when mirrored or turned."""
    red = Image.linear_gradient("L").resize(size)
    green = red.transpose(Image.Transpose.FLIP_LEFT_RIGHT).rotate(30)
    blue = Image.radial_gradient("L").resize(size).rotate(77)
    picture = Image.merge("RGB", (red, green, blue))
    if mode == "RGBA":
        picture.putalpha(green)
        return picture
    return picture.convert(mode)


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    sink = io.BytesIO()
    picture.save(sink, form, **options)
    return sink.getvalue()


def telling(maker: str = "CANARY maker", serial: str = "CANARY1234", way: int = 1) -> Image.Exif:
    """EXIF with a place, a day and a camera."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0110] = way, maker, "Phone 3"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (12.0, 34.0, 56.0), "E", (65.0, 43.0, 21.0)
    exif[0x8825] = place
    beside = exif.get_ifd(0x8769)
    beside[0xA431], beside[0x9003] = serial, "2024:05:01 10:00:00"
    exif[0x8769] = beside
    return exif


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def with_segment(data: bytes, marker: int, more: bytes) -> bytes:
    """A JPEG whose first segment of this marker is longer by `more`."""
    at = data.index(bytes((0xFF, marker)))
    size = int.from_bytes(data[at + 2 : at + 4], "big")
    return data[:at] + segment(marker, data[at + 4 : at + 2 + size] + more) + data[at + 2 + size :]


def put_before(data: bytes, marker: int, more: bytes) -> bytes:
    at = data.index(bytes((0xFF, marker)))
    return data[:at] + more + data[at:]


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def png(
    *beside: tuple[bytes, bytes], colour: int = 2, behind: bytes = b"", within: bytes = b"", adam: int = 0
) -> bytes:
    """A PNG of 8 by 8 with these chunks; `within` is packed behind its rows, `behind` stands after the packed rows."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    rows = b"".join(b"\0" + bytes((x * 9 + y * 31) % 200 for x in range(8 * channels)) for y in range(8))
    if adam:
        passes = ((1, 1), (1, 1), (2, 1), (2, 2), (4, 2), (4, 4), (8, 4))
        rows = b"".join((b"\0" + bytes(range(columns * channels))) * count for columns, count in passes)
    head = chunk(b"IHDR", struct.pack(">2I5B", 8, 8, 8, colour, 0, 0, adam))
    parts = b"".join(chunk(*each) for each in beside)
    packed = zlib.compress(rows + within) + behind
    half = len(packed) // 2
    data = chunk(b"IDAT", packed[:half]) + chunk(b"IDAT", packed[half:])
    return b"\x89PNG\r\n\x1a\n" + head + parts + data + chunk(b"IEND", b"")


def with_chunks(data: bytes, *more: tuple[bytes, bytes]) -> bytes:
    """A WebP with further chunks."""
    body = data[8:]
    for kind, content in more:
        body += kind + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def read_texts(data: bytes, name: str = "the picture") -> tuple[str, ...]:
    """The texts of all codes in a picture."""
    return tuple(each.text for each in read_codes(data, name))
