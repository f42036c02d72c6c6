"""Codes in a picture, read by zxing-cpp, within bounds of memory. It opens nothing that a code names.

The picture is foreign: only a few plain formats are taken, and its size is looked at before any pixel is decoded.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError

if TYPE_CHECKING:
    from PIL import Image

PIXEL_LIMIT = 50_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_INSTALL = "type: pip install 'talktag[scan]'"


def read_codes(data: bytes, name: str = "the picture") -> tuple[str, ...]:
    """The texts of all codes in a picture, the topmost first, each once; none where none can be read.

    Raises InvalidError, speaking of `name`, for what is no picture, a damaged one, one of more than 50 megapixels, and
    where zxing-cpp is not installed.
    """
    try:
        import zxingcpp
    except ImportError:
        raise InvalidError(
            "pictures are read with zxing-cpp, which is not installed",
            hints=[_INSTALL, "or type what stands beside the code"],
        ) from None
    picture = _grey(data, name)
    found = zxingcpp.read_barcodes(picture, text_mode=zxingcpp.TextMode.Plain)
    return tuple(dict.fromkeys(each.text for each in sorted(found, key=_place) if each.text))


def _place(found: Any) -> tuple[int, int]:
    corner = found.position.top_left
    return corner.y, corner.x


def _grey(data: bytes, name: str) -> Image.Image:
    """The first frame of a picture in grey, what is transparent being white."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd beside the pixels does not matter here
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture: Image.Image = Image.open(io.BytesIO(data), formats=_FORMATS)
            width, height = picture.size
            if width * height > PIXEL_LIMIT:
                raise _too_large(name)
            picture.draft("L", None)  # of a JPEG only the brightness is decoded
            if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
                layer = picture.convert("RGBA")
                picture = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
            return picture.convert("L")
    except UnidentifiedImageError:
        raise InvalidError(
            f'"{name}" is not a picture that talktag reads', hints=["use JPEG, PNG, WebP, GIF or BMP"]
        ) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(name) from None
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError) as error:
        raise InvalidError(f'the picture "{name}" is damaged', hints=["take it again"]) from error


def _too_large(name: str) -> InvalidError:
    return InvalidError(f'the picture "{name}" has more than 50 megapixels', hints=["cut out the part with the codes"])
