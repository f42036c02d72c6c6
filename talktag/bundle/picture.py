"""Pictures without what they tell beyond the picture: place, camera, time, thumbnails, comments, trailing data.

It copies the parts of the file that make the pixels and leaves out the rest; it never decodes or re-encodes, so the
pixels stay the same. A document is told by its first bytes, never by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from talktag.bundle.foreign import quoted
from talktag.bundle.jpeg import clean_jpeg
from talktag.bundle.png import SIGNATURE, clean_png
from talktag.bundle.webp import clean_webp
from talktag.errors import InvalidError

PIXEL_LIMIT = 50_000_000
SUFFIXES: Mapping[str, str] = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "txt": "text/plain",
}

# Takes the file, gives the clean file, width and height; ValueError says what is wrong.
_Cleaner = Callable[[bytes], tuple[bytes, int, int]]
_CLEANERS: Mapping[str, _Cleaner] = {"image/jpeg": clean_jpeg, "image/png": clean_png, "image/webp": clean_webp}
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def clean_picture(data: bytes, name: str = "the picture") -> bytes:
    """The same picture without metadata: identical pixels, colour profile and orientation, nothing else.

    Takes JPEG, PNG and WebP. Raises InvalidError, speaking of `name`, for anything else, for a damaged or moving
    picture, and for one that claims more than 50 megapixels.
    """
    cleaner = _CLEANERS.get(media_type(data) or "")
    if cleaner is None:
        raise InvalidError(f"unreadable picture {quoted(name)}: it is not JPEG, PNG or WebP")
    try:
        clean, width, height = cleaner(data)
    except ValueError as error:
        raise InvalidError(f"unreadable picture {quoted(name)}: {error}") from error
    if width * height > PIXEL_LIMIT:
        raise InvalidError(
            f"the picture {quoted(name)} has {width} by {height} pixels, and at most 50 megapixels are taken"
        )
    return clean


def media_type(data: bytes) -> str | None:
    """The media type that the bytes show: JPEG, PNG, WebP, PDF or plain text in UTF-8; None for all else."""
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(SIGNATURE):
        return "image/png"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    return "text/plain" if _is_text(data) else None


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(text) and not _NOT_TEXT.search(text)
