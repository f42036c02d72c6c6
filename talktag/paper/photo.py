"""A photo made ready to be set on paper: upright, in sRGB, no larger than print needs. It keeps the pixels and no more.

The picture is drawn anew, so nothing that stood beside the pixels in the file can come along.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from talktag.errors import InvalidError

if TYPE_CHECKING:
    from PIL import Image

LONGEST = 1200  # pixels of the longer side: 250 dots an inch at the largest a picture is set
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 85
_WHITE = (255, 255, 255)


def set_photo(data: bytes, name: str) -> tuple[bytes, int, int]:
    """The picture as an upright JPEG in RGB, and its width and height in pixels; what is clear in it becomes white.

    Takes JPEG, PNG and WebP; InvalidError, speaking of `name`, for what cannot be decoded.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            opened.draft("RGB", (LONGEST, LONGEST))  # a large JPEG need not be decoded whole
            profile = opened.info.get("icc_profile")
            upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
        plain = _in_srgb(_on_white(upright), profile)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InvalidError(f'unreadable picture "{name}": it cannot be decoded') from error
    sink = io.BytesIO()
    plain.save(sink, "JPEG", quality=_QUALITY)
    return sink.getvalue(), plain.width, plain.height


def _on_white(image: Image.Image) -> Image.Image:
    """The pixels alone, in RGB, in a picture that has nothing else."""
    from PIL import Image

    if image.mode.startswith("I"):  # sixteen bits of grey
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    fresh = Image.new("RGB", image.size, _WHITE)
    has_alpha = image.has_transparency_data
    fresh.paste(image.convert("RGB"), mask=image.convert("RGBA").getchannel("A") if has_alpha else None)
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
