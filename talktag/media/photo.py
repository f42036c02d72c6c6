"""A photo drawn anew: upright, in sRGB, what is clear in it on white. It keeps the pixels and no more.

Nothing that stood beside the pixels in the file can come along.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from talktag.errors import InvalidError
from talktag.media.opening import UnknownPictureError, decoding, open_picture

if TYPE_CHECKING:
    from PIL import Image

LONGEST = 1200  # pixels of the longer side: 250 dots an inch at the largest a picture is set
_QUALITY = 85  # on paper
_FINE = 92  # as a picture of its own
_SMALLEST = 16  # pixels; what has fewer has only what every JPEG has
_COARSER = (80, 70, 60, 50, 40, 30)  # the qualities that are tried where bytes are few, and then a smaller picture


def set_photo(data: bytes, name: str) -> tuple[bytes, int, int]:
    """The picture for paper, no larger than print needs: an upright JPEG in RGB, and its width and height in pixels.

    InvalidError, speaking of `name`, for what cannot be decoded.
    """
    from PIL import Image

    try:
        opened = open_picture(data, name)
    except UnknownPictureError as error:
        raise InvalidError(f'unreadable picture "{name}": it cannot be decoded') from error
    with decoding(name), opened:
        opened.draft("RGB", (LONGEST, LONGEST))  # a large JPEG need not be decoded whole
        upright(opened).thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
        plain = in_plain_colours(opened, opened.info.get("icc_profile"))
        return _jpeg(plain, _QUALITY), plain.width, plain.height


def drawn_anew(data: bytes, name: str) -> tuple[bytes, bool]:
    """The first picture in `data` as a fine JPEG in full size, and whether there are more pictures in it.

    UnknownPictureError for what is no picture that is decoded here, InvalidError for a damaged one.
    """
    opened = open_picture(data, name)
    with decoding(name), opened:
        has_more = bool(getattr(opened, "is_animated", False))
        plain = in_plain_colours(upright(opened), opened.info.get("icc_profile"))
        return _jpeg(plain, _FINE), has_more


def small_photo(data: bytes, name: str, most: int, longest: int) -> bytes:
    """The picture as an upright JPEG of at most `most` bytes and `longest` pixels a side, the best that comes to that.

    InvalidError, speaking of `name`, for what cannot be decoded.
    """
    try:
        opened = open_picture(data, name)
    except UnknownPictureError as error:
        raise InvalidError(f'unreadable picture "{name}": it cannot be decoded') from error
    with decoding(name), opened:
        opened.draft("RGB", (longest, longest))
        profile = opened.info.get("icc_profile")
        upright(opened).thumbnail((longest, longest))
        plain = in_plain_colours(opened, profile)
        while True:
            made = next((jpeg for each in _COARSER if len(jpeg := _jpeg(plain, each)) <= most), b"")
            if made or max(plain.size) < _SMALLEST:
                return made
            plain.thumbnail((max(plain.size) * 3 // 4,) * 2)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    sink = io.BytesIO()
    image.save(sink, "JPEG", quality=quality)
    return sink.getvalue()


def upright(image: Image.Image) -> Image.Image:
    """The same picture, its pixels turned as its EXIF says."""
    from PIL import ImageOps

    ImageOps.exif_transpose(image, in_place=True)
    return image


def in_plain_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The pixels alone, in sRGB on white, in a picture that has nothing else."""
    return _in_srgb(on_ground(image, "RGB", "white"), profile)


def on_ground(image: Image.Image, mode: str, ground: str) -> Image.Image:
    """The pixels in L or RGB before a ground, in a picture that has nothing else; sixteen bits become eight."""
    from PIL import Image

    has_alpha = image.has_transparency_data
    if image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda value: value * (1 / 256))
    fresh = Image.new(mode, image.size, ground)
    whole = image if not has_alpha or "A" in image.getbands() else image.convert("RGBA")
    fresh.paste(image.convert(mode), mask=whole.getchannel("A") if has_alpha else None)
    return fresh


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in the colours that a viewer takes it for; one whose profile makes no sense stays as it is."""
    if not profile:
        return image
    from PIL import ImageCms

    try:
        space = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if space.profile.xcolor_space.strip() != "RGB":
            return image
        ImageCms.profileToProfile(image, space, ImageCms.createProfile("sRGB"), inPlace=True)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    fresh = image.copy()
    fresh.info.clear()
    return fresh
