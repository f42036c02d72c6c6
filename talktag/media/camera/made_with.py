"""Which camera and which lens made a picture, by what they wrote into it: EXIF and XMP. Never decodes a pixel.

Where the picture was taken is not looked at. What only a maker's own note says, which has no form that all share, is
not read. Hostile bytes give nothing at worst.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from talktag.errors import InvalidError
from talktag.media.exif import read_exif_tags
from talktag.media.jpeg import segments
from talktag.media.opening import open_picture
from talktag.media.png import chunks as png_chunks
from talktag.media.webp import chunks as webp_chunks
from talktag.model.files.media_type import media_type

_MAKE, _MODEL, _DNG_SERIAL = 0x010F, 0x0110, 0xC62F
_TAKEN, _BODY, _LENS_MODEL, _LENS = 0x9003, 0xA431, 0xA434, 0xA435
_START = 4096  # bytes that tell what it is
_APP1, _XMP_HEADER = 0xE1, b"http://ns.adobe.com/xap/1.0/\0"
_XMP_LIMIT = 512 * 1024
# As an attribute or an element, in any of the prefixes that programs use; the first of each counts.
_SAID = re.compile(
    rb"[\w-]{1,20}:(BodySerialNumber|LensSerialNumber|SerialNumber|LensModel|Lens|Make|Model|DateTimeOriginal)"
    rb"(?:\s*=\s*[\"']([^\"'<>]{1,64})[\"']|>([^<>]{1,64})<)"
)


class MadeWith(NamedTuple):
    """What a picture says it was made with, and when, by the camera's clock; None for what it does not say."""

    maker: str | None = None
    model: str | None = None
    body: str | None = None
    lens_model: str | None = None
    lens: str | None = None
    taken: str | None = None

    @property
    def says_serial(self) -> bool:
        """Whether it says which very camera or lens it was."""
        return bool(self.body or self.lens)


def read_made_with(data: bytes, name: str, *, is_whole: bool) -> MadeWith:
    """What a picture says; `data` may be its beginning alone, where it is not whole.

    InvalidError, speaking of `name`, for one that says nothing and is damaged.
    """
    tags = read_exif_tags(data, {_MAKE, _MODEL, _DNG_SERIAL}, {_TAKEN, _BODY, _LENS_MODEL, _LENS})
    found = MadeWith(
        tags.get(_MAKE),
        tags.get(_MODEL),
        body=tags.get(_BODY) or tags.get(_DNG_SERIAL),
        lens_model=tags.get(_LENS_MODEL),
        lens=tags.get(_LENS),
        taken=tags.get(_TAKEN),
    )
    if found.body and found.lens:
        return found
    try:
        packet = next(_packets(data, name), b"")[:_XMP_LIMIT]
    except (ValueError, InvalidError) as error:
        if is_whole and not any(found):
            raise InvalidError(f'unreadable picture "{name}": it is damaged') from error
        return found
    beside = _from_xmp(packet)
    return MadeWith(*(mine or its for mine, its in zip(found, beside, strict=True)))


def _from_xmp(packet: bytes) -> MadeWith:
    said: dict[str, str] = {}
    for name, quoted, enclosed in _SAID.findall(packet):
        text = (quoted or enclosed).decode("ascii", "replace").strip()
        if text and text.isascii() and text.isprintable():
            said.setdefault(name.decode(), text)
    body = said.get("BodySerialNumber") or said.get("SerialNumber")
    lens_model = said.get("LensModel") or said.get("Lens")
    found = MadeWith(said.get("Make"), said.get("Model"), body=body, lens_model=lens_model)
    return found._replace(lens=said.get("LensSerialNumber"), taken=said.get("DateTimeOriginal"))


def _packets(data: bytes, name: str) -> Iterator[bytes]:
    """The XMP packets of a picture, in order."""
    match media_type(data[:_START]):
        case "image/jpeg":
            yield from (body for marker, body, _ in segments(data) if marker == _APP1 and body.startswith(_XMP_HEADER))
        case "image/png":
            yield from (body for kind, body in png_chunks(data) if kind == b"iTXt" and b"adobe.xmp" in body[:40])
        case "image/webp":
            yield from (body for kind, body in webp_chunks(data) if kind == b"XMP ")
        case "image/heic" | "image/heif" | "image/avif":
            packet = open_picture(data, name).info.get("xmp")
            yield packet if isinstance(packet, bytes) else b""
        case "image/tiff" | "image/x-raw":
            at = data.find(b"<x:xmpmeta")
            yield data[at : at + _XMP_LIMIT] if at >= 0 else b""
