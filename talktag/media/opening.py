"""A foreign picture opened by Pillow, within bounds of time and memory. It keeps nothing of it but what was asked for.

Which decoder gets to see it, its first bytes decide; its size is looked at before any pixel is decoded.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from talktag.errors import InvalidError
from talktag.model.files.media_type import media_type

if TYPE_CHECKING:
    from PIL import Image

# Bytes that the decoded picture may take: what a phone's 200 megapixels in three colours do, with some to spare.
MEMORY_LIMIT = 660_000_000
FORMATS: Mapping[str, str] = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
    "image/jp2": "JPEG2000",
    "image/avif": "AVIF",
    "image/heic": "HEIF",
    "image/heif": "HEIF",
}
# All that decoders have been seen to raise; they are written for pictures that hold up.
_DAMAGED: tuple[type[Exception], ...] = (
    *(OSError, ValueError, SyntaxError, EOFError, ArithmeticError),
    *(LookupError, TypeError, RuntimeError, struct.error),
)
_STRIP = 4 << 20  # bytes of pixels looked at together


class UnknownPictureError(ValueError):
    """Its bytes are not those of a picture that is decoded here."""


@contextmanager
def decoding(name: str) -> Iterator[None]:
    """Whatever a decoder says of a damaged picture is an InvalidError that speaks of `name`."""
    try:
        with in_silence(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd beside the pixels does not matter here
            yield
    except MemoryError as error:
        raise InvalidError(f'the picture "{name}" needs more memory than there is') from error
    except _DAMAGED as error:
        raise InvalidError(f'unreadable picture "{name}": it is damaged', hints=["take it again"]) from error


@contextmanager
def in_silence() -> Iterator[None]:
    """What libtiff thinks of a damaged file it writes to standard error by itself, a line for every fault."""
    try:
        kept = os.dup(2)
    except OSError:  # there is no standard error
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def open_picture(data: bytes, name: str) -> Image.Image:
    """The first picture in `data`, not decoded yet; UnknownPictureError for what is none that is decoded here.

    Raises InvalidError, speaking of `name`, for one that is damaged or would take more than the memory allowed.
    """
    form = FORMATS.get(media_type(data) or "")
    if form is None:
        raise UnknownPictureError(f'"{name}" is not a picture that talktag reads')
    with decoding(name):
        opened = _open_picture(data, form)
    width, height = opened.size
    if width * height * max(3, len(opened.getbands())) > MEMORY_LIMIT:
        raise InvalidError(
            f'the picture "{name}" has {width} by {height} pixels, and at most {MEMORY_LIMIT // 3_000_000} megapixels '
            "are taken",
            hints=["use a smaller one"],
        )
    return opened


def _open_picture(data: bytes, form: str) -> Image.Image:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # the bound of this module is in its place
    if form == "HEIF":
        from pillow_heif.as_plugin import HeifImageFile

        return HeifImageFile(io.BytesIO(data))  # type: ignore[no-untyped-call] # of any brand, as libheif has it
    return Image.open(io.BytesIO(data), formats=(form,))


def pixels_hash(image: Image.Image) -> bytes:
    """A hash of the pixels as they are shown, which two pictures that look alike in every pixel share."""
    plain = image.convert("RGBA") if image.mode in {"P", "PA"} or "transparency" in image.info else image
    width, height = plain.size
    digest = hashlib.blake2b(f"{plain.mode} {width} {height}".encode())
    rows = max(1, _STRIP // max(1, width * len(plain.getbands())))
    for top in range(0, height, rows):
        digest.update(plain.crop((0, top, width, min(height, top + rows))).tobytes())
    return digest.digest()
