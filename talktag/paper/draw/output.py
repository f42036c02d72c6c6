"""A laid-out sheet in the formats a printer, a browser or a person takes. It writes to what it is given, to no file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from talktag.errors import InvalidError
from talktag.paper.draw.drawing import pages
from talktag.paper.draw.marks import Page
from talktag.paper.draw.pdf import PdfWriter, Sink
from talktag.paper.labels.paper_area import dots_of, face_of
from talktag.paper.labels.settled import Settled
from talktag.paper.labels.sheet import Sheet

FORMATS = ("pdf", "png", "svg", "dots")
PNG_DPI = 300
_DARK_FROM = 128  # of 255: a dot of type darker than this is printed
Progress = Callable[[int, int], None]


def write_pdf(sheet: Sheet, sink: Sink, progress: Progress | None = None) -> None:
    """Write the pages to `sink` as a PDF, one after the other; `progress` is told (labels done, labels in all)."""
    writer = PdfWriter(sink, _title(sheet))
    for page in _pages_with_word(sheet, progress):
        writer.add(page)
    writer.finish()


def pdf_of(sheet: Sheet, progress: Progress | None = None) -> bytes:
    """The PDF as bytes."""
    sink = io.BytesIO()
    write_pdf(sheet, sink, progress)
    return sink.getvalue()


def svg_pages(sheet: Sheet, progress: Progress | None = None) -> Iterator[bytes]:
    """Each page as an SVG document: a sheet, or a label of a roll."""
    from talktag.paper.draw.svg import svg

    for page in _pages_with_word(sheet, progress):
        yield svg(page, _title(sheet)).encode()


def png_pages(sheet: Sheet, dpi: int = PNG_DPI, progress: Progress | None = None) -> Iterator[bytes]:
    """Each page as a PNG picture in greys: a sheet, or a label of a roll."""
    from talktag.paper.draw.raster import picture, png

    for page in _pages_with_word(sheet, progress):
        yield png(picture(page, dpi), dpi)


def dots_pages(sheet: Sheet, progress: Progress | None = None) -> Iterator[bytes]:
    """Each label of a roll as a PNG picture of one bit a dot: what the print head prints, in the way it is fed.

    Exactly as many dots as the printer has for the label, and whole dots for every module. InvalidError for a sheet,
    and for a roll whose printer's dots nobody stated.
    """
    paper = sheet.paper
    if paper.kind == "sheet":
        raise InvalidError(f'"{paper.id}" is a sheet, and dots are for a roll printer', hints=["--format pdf"])
    if not paper.dpi:
        raise InvalidError(
            f'the label paper "{paper.id}" does not say how fine its printer is', details=["dpi is missing"]
        )
    for page, settled in zip(_pages_with_word(sheet, progress), sheet.settled, strict=True):
        yield _dots(sheet, page, settled, paper.dpi)


def pages_as(sheet: Sheet, name: str, progress: Progress | None = None) -> Iterator[bytes]:
    """The files of a format, one of FORMATS: a PDF is one file, the others are one for each page."""
    if name == "pdf":
        return iter([pdf_of(sheet, progress)])
    if name == "png":
        return png_pages(sheet, progress=progress)
    return (svg_pages if name == "svg" else dots_pages)(sheet, progress)


def _dots(sheet: Sheet, page: Page, settled: Settled, dpi: int) -> bytes:
    from PIL import Image

    from talktag.paper.draw.raster import draw_page, png

    area = settled.area
    size = dots_of(sheet.paper, area)
    grey = draw_page(page, size, dpi / 25.4, Image.new("L", size, 255), left=area.rim_x, top=area.rim_y)
    image = grey.point(lambda value: 255 if value >= _DARK_FROM else 0).convert("1", dither=Image.Dither.NONE)
    if face_of(sheet.paper).is_turned:
        image = image.transpose(Image.Transpose.ROTATE_90)
    return png(image, dpi)


def _pages_with_word(sheet: Sheet, progress: Progress | None) -> Iterator[Page]:
    """The pages, and after each is taken care of, word of how many labels are done."""
    ends = {place.sheet: number for number, place in enumerate(sheet.places, 1)}
    for number, page in enumerate(pages(sheet)):
        yield page
        if progress:
            progress(ends.get(number, number + 1), sheet.labels)


def _title(sheet: Sheet) -> str:
    return f"talktag labels on {sheet.paper.id}"
