"""The pages of a PDF, one at a time: their text with its places, and a picture of each. It runs nothing that is in one.

PDFium comes in its wheel without JavaScript and XFA; forms are not even begun, links are not followed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError
from talktag.media.opening import in_silence
from talktag.model.intake.text_line import Box, TextLine, rows_of

if TYPE_CHECKING:
    from PIL import Image

MOST_PAGES = 12  # of one file; what was bought and paid stands on the first or the last of them
LONGEST = 2400  # pixels of the longer side of a page's picture: 205 dots an inch on A4
_FINEST = 6.0  # pixels a point, where a page is small as a stamp
_LEAST_TEXT = 12  # letters and digits below which a page counts as a picture of one
_MOST_LETTERS = 20_000  # of a page
_COLUMN = 1.5  # heights of a letter between two pieces of a row that are two


class PdfPage(NamedTuple):
    """A page: its number from 1, of how many, the text in it, if it has any, and what it looks like."""

    number: int
    of: int
    lines: tuple[TextLine, ...]
    picture: Image.Image


def pdf_pages(data: bytes, name: str = "the file", most: int = MOST_PAGES) -> Iterator[PdfPage]:
    """The pages of a PDF; of one with more than `most` its first ones, and then its last.

    The text is in reading order, its boxes in points from the top left of it, once it is upright. Raises
    InvalidError, speaking of `name`, for a locked, a damaged and an empty PDF.
    """
    with _open_pdf(data, name) as document:
        count = len(document)
        if not count:
            raise InvalidError(f'the PDF "{name}" has no pages')
        numbers = [*range(min(count, most))] if count <= most else [*range(most - 1), count - 1]
        for number in numbers:
            with _page_errors(name, number + 1), in_silence():
                page = document[number]
                lines, picture = _text_lines(page), _render(page)
                page.close()
            yield PdfPage(number + 1, count, lines, picture)


@contextmanager
def _open_pdf(data: bytes, name: str) -> Iterator[Any]:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise InvalidError(
                f'the PDF "{name}" is locked with a password',
                hints=["open it with its password, and print it into a PDF without one"],
            ) from error
        raise InvalidError(f'unreadable PDF "{name}": it is damaged', hints=["fetch it again"]) from error
    try:
        yield document
    finally:
        with suppress(pypdfium2.PdfiumError):
            del count
            document.close()


@contextmanager
def _page_errors(name: str, number: int) -> Iterator[None]:
    import pypdfium2

    try:
        yield
    except (pypdfium2.PdfiumError, ValueError, OverflowError) as error:
        hint = "fetch it again"
        raise InvalidError(f'unreadable PDF "{name}": page {number} is damaged', hints=[hint]) from error
    except MemoryError as error:
        raise InvalidError(f'page {number} of the PDF "{name}" needs more memory than there is') from error


def _render(page: Any) -> Image.Image:
    """The page as it is shown, in RGB on white, within bounds however large or small it says that it is."""
    width, height = page.get_size()
    if not 0 < max(width, height) < float("inf"):
        raise ValueError("a page without a size")
    scale = min(_FINEST, LONGEST / max(width, height))
    picture: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    return picture


def _text_lines(page: Any) -> tuple[TextLine, ...]:
    """The text that is in a page as text; none where it is a picture of a page."""
    text = page.get_textpage()
    try:
        letters = list(_letters(text))
    finally:
        text.close()
    if sum(each.letter.isalnum() for each in letters) < _LEAST_TEXT:
        return ()
    quarter = Counter(round(each.angle / (math.pi / 2)) % 4 for each in letters).most_common(1)[0][0]
    if quarter == 2 or page.get_rotation() == 180:  # PDFium may hand that on backwards; its picture is read instead
        return ()
    upright = [each._replace(box=_turn(each.box, quarter)) for each in letters]
    height = max((each.box.bottom for each in upright if each.letter.strip()), default=0.0)
    return tuple(line for row in rows_of(_runs(upright, -height)) for line in row)


class _PdfLetter(NamedTuple):
    letter: str
    angle: float
    box: Box


def _letters(text: Any) -> Iterator[_PdfLetter]:
    """The letters of a page in the order of the file, with the blanks and ends of lines that PDFium puts between."""
    from pypdfium2 import raw

    for at in range(min(text.count_chars(), _MOST_LETTERS)):
        code = raw.FPDFText_GetUnicode(text, at)
        if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
            continue
        left, bottom, right, top = text.get_charbox(at)
        yield _PdfLetter(chr(code), raw.FPDFText_GetCharAngle(text, at), Box(left, bottom, right, top))


def _turn(box: Box, quarter: int) -> Box:
    """A box of the page's own coordinates, which begin below, once text turned right by so many quarters lies flat."""
    left, bottom, right, top = box
    turned = {1: (-top, left, -bottom, right), 3: (bottom, -right, top, -left)}
    return Box(*turned.get(quarter, box))


def _runs(letters: Iterable[_PdfLetter], height: float) -> Iterator[TextLine]:
    """Letters as pieces of lines, which end where a line does and at a gap as wide as between columns."""
    run: list[_PdfLetter] = []
    for each in letters:
        is_end = each.letter in "\r\n" or (run and each.letter.strip() and _is_apart(run[-1].box, each.box))
        if is_end and run:
            yield _line(run, height)
            run = []
        if each.letter.strip() or (run and each.letter not in "\r\n"):
            # A blank that PDFium puts in has no place of its own.
            run.append(each if each.letter.strip() else each._replace(box=run[-1].box))
    if run:
        yield _line(run, height)


def _is_apart(one: Box, other: Box) -> bool:
    size = max(one.bottom - one.top, other.bottom - other.top, 1.0)
    return other.left - one.right > _COLUMN * size or other.right < one.left - size


def _line(run: list[_PdfLetter], height: float) -> TextLine:
    boxes = [each.box for each in run]
    left, right = min(each.left for each in boxes), max(each.right for each in boxes)
    low, high = min(each.top for each in boxes), max(each.bottom for each in boxes)
    return TextLine("".join(each.letter for each in run), 1.0, Box(left, -high - height, right, -low - height))
