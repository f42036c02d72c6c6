"""Codes in a picture, read by zxing-cpp, within bounds of memory. It opens nothing that a code names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError
from talktag.media.opening import UnknownPictureError, decoding, open_picture
from talktag.media.photo import on_ground, upright
from talktag.model.intake.pictures.picture import SeenCode

if TYPE_CHECKING:
    from PIL import Image

_SMALL = 2_000_000  # pixels up to which half the width and height would be too few
_AT_ONCE = 64_000_000  # pixels; of a larger picture half the width and height show every code in a fourth of the time


class HeldCode(NamedTuple):
    """What a code holds: as text, in the alphabet that it seems to be in, and as it is, which may be no text at all."""

    text: str
    data: bytes


def read_codes(data: bytes, name: str = "the picture") -> tuple[HeldCode, ...]:
    """All codes in the first picture of a file, or on the pages of a PDF, the topmost first, each once.

    None where none can be read. Raises InvalidError, speaking of `name`, for what is no picture, a damaged one, and one
    that is too large.
    """
    from talktag.media.pdf_pages import pdf_pages
    from talktag.model.files.media_type import media_type

    if media_type(data) == "application/pdf":
        return tuple(code for page in pdf_pages(data, name) for code in _codes_of(page.picture.convert("L")))
    return next(filter(None, map(_codes_of, _greys(data, name))), ())


def _codes_of(picture: Image.Image) -> tuple[HeldCode, ...]:
    import zxingcpp

    found = _without_phantoms(zxingcpp.read_barcodes(picture, text_mode=zxingcpp.TextMode.Plain))
    codes = (HeldCode(each.text, bytes(each.bytes)) for each in sorted(found, key=_place))
    return tuple({each.data: each for each in codes if each.data}.values())


def _without_phantoms(found: Sequence[Any]) -> list[Any]:
    """The codes but for those within a QR code: among its many modules a bar code is seen that nobody drew."""
    from zxingcpp import BarcodeFormat

    squares = [(each, _box(each)) for each in found if each.format == BarcodeFormat.QRCode]

    def is_phantom(each: Any) -> bool:
        left, top, right, bottom = _box(each)
        x, y = (left + right) / 2, (top + bottom) / 2
        return any(
            each is not code and box[0] < x < box[2] and box[1] < y < box[3] and each.format != code.format
            for code, box in squares
        )

    return [each for each in found if not is_phantom(each)]


def _box(found: Any) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of a code."""
    at = found.position
    corners = (at.top_left, at.top_right, at.bottom_left, at.bottom_right)
    xs, ys = [each.x for each in corners], [each.y for each in corners]
    return min(xs), min(ys), max(xs), max(ys)


def scan_codes(data: bytes, name: str, is_enough: Callable[[str], bool]) -> tuple[SeenCode, ...]:
    """The codes that labels and goods carry, in a picture of many: quicker than `read_codes`, and it finds as much.

    Half the width and height show most codes in a fourth of the time, and what is nearer than the focus better; the
    full size is read where no text in that `is_enough`. Raises what `read_codes` does.
    """
    found: dict[str, SeenCode] = {}
    for picture, is_full in _two_sizes(data, name):
        # What is large or inverted the smaller size has shown.
        for each in _read(picture, **({"try_invert": False, "try_downscale": False} if is_full else {})):
            found.setdefault(each.text, each)
        if any(map(is_enough, found)):
            break
    return tuple(found.values())


def codes_on_page(picture: Image.Image) -> tuple[SeenCode, ...]:
    """The same of a picture that is decoded already, such as a page of a PDF."""
    return tuple({each.text: each for each in _read(picture.convert("L"))}.values())


def _read(picture: Image.Image, **options: Any) -> Iterator[SeenCode]:
    import zxingcpp

    options |= {"formats": _wanted_formats(), "text_mode": zxingcpp.TextMode.Plain}
    found = zxingcpp.read_barcodes(picture, **options)
    yield from (SeenCode(each.text, _form(each)) for each in sorted(found, key=_place) if each.text)


def _two_sizes(data: bytes, name: str) -> Iterator[tuple[Image.Image, bool]]:
    """A picture in grey, as it lies in its file: in half its width and height, then whole, which is said."""
    with decoding(name), _open(data, name) as opened:
        width, height = opened.size
        is_small = width * height <= _SMALL
        opened.draft("L", (width, height) if is_small else (width // 2, height // 2))
        first = on_ground(opened, "L", "white")
    if is_small:
        yield first, False
        return
    is_whole = first.size == (width, height)  # of all but a JPEG, which can be decoded smaller
    yield first.reduce(2) if is_whole else first, False
    if not is_whole:
        del first  # two of them at a time would be more memory than one needs
        with decoding(name), _open(data, name) as opened:
            opened.draft("L", None)
            first = on_ground(opened, "L", "white")
    yield first, True


def _wanted_formats() -> tuple[Any, ...]:
    """What labels and goods carry; a search for every other format takes as long again."""
    from zxingcpp import BarcodeFormat as Format

    retail = Format.EAN13, Format.EAN8, Format.UPCA, Format.UPCE
    return (Format.QRCode, Format.DataMatrix, Format.Code128, Format.DataBar, Format.DataBarExp, *retail)


def _form(found: Any) -> str:
    """Which numbers a code may hold, as `SeenCode` has it."""
    from zxingcpp import ContentType

    if found.symbology_identifier.startswith("]E"):
        return "retail"
    return "gs1" if found.content_type == ContentType.GS1 or found.symbology_identifier == "]e0" else "other"


def _place(found: Any) -> tuple[int, int]:
    corner = found.position.top_left
    return corner.y, corner.x


def _greys(data: bytes, name: str) -> Iterator[Image.Image]:
    """The picture in grey and upright, in the order of trying; what is clear as on a page, then as in the dark."""
    with decoding(name), _open(data, name) as opened:
        opened.draft("L", None)  # of a JPEG only the brightness is decoded
        is_clear = upright(opened).has_transparency_data
        grey = on_ground(opened, "L", "white")
    if grey.width * grey.height > _AT_ONCE:
        yield grey.reduce(2)
    yield grey
    if is_clear:
        yield on_ground(opened, "L", "black")


def _open(data: bytes, name: str) -> Image.Image:
    try:
        return open_picture(data, name)
    except UnknownPictureError as error:
        hint = "use JPEG, PNG, WebP, HEIC, AVIF, TIFF, JPEG 2000, GIF or BMP"
        raise InvalidError(str(error), hints=[hint]) from error
