"""Pictures without what they tell beyond the picture: place, camera, time, thumbnails, comments, trailing data.

JPEG, PNG and WebP keep the parts of the file that make the pixels and lose the rest, so their pixels stay the same;
any other picture that can be decoded is drawn anew as a JPEG. It never lets a picture through as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from talktag.content import Content, content_of
from talktag.errors import InvalidError
from talktag.media.colour_tables import ProfileError
from talktag.media.jpeg import clean_jpeg
from talktag.media.opening import FORMATS, UnknownPictureError, decoding, open_picture, pixels_hash
from talktag.media.photo import drawn_anew
from talktag.media.png import clean_png
from talktag.media.webp import MovingError, clean_webp
from talktag.model.files.media_type import media_type

# Takes the file, gives the clean file; ValueError says what is wrong.
_CLEANERS: Mapping[str, Callable[[bytes], bytes]] = {
    "image/jpeg": clean_jpeg,
    "image/png": clean_png,
    "image/webp": clean_webp,
}


class Clean(NamedTuple):
    """A picture that tells nothing but itself, its media type, and whether there were more pictures in its file."""

    data: bytes
    media: str
    had_more: bool = False


def clean_picture(picture: bytes | Content, name: str = "the picture") -> Clean | None:
    """The picture without metadata; None for what cannot be decoded here, so that nobody knows what it tells.

    Raises InvalidError, speaking of `name`, for a JPEG, PNG or WebP that is damaged or too large.
    """
    media = media_type(picture) or ""
    if media not in FORMATS:
        return None
    data = content_of(picture).whole()
    cleaner = _CLEANERS.get(media)
    if cleaner is None:
        return _draw_anew(data, name)
    try:
        clean = cleaner(data)
    except (MovingError, ProfileError):
        return _draw_anew(data, name)
    except ValueError as error:
        raise InvalidError(f'unreadable picture "{name}": {error}') from error
    if _hash(data, name) != _hash(clean, name):
        raise InvalidError(f'unreadable picture "{name}": it is damaged')
    return Clean(clean, media)


def _hash(data: bytes, name: str) -> bytes:
    opened = open_picture(data, name)
    with decoding(name), opened:
        return pixels_hash(opened)


def _draw_anew(data: bytes, name: str) -> Clean | None:
    try:
        drawn, had_more = drawn_anew(data, name)
    except (UnknownPictureError, InvalidError):
        return None
    return Clean(drawn, "image/jpeg", had_more)
