"""PDF files, written page by page: a symbol is one filled path, text is embedded type. It decides no place and no size.

The format is ISO 32000-1. Each page leaves memory as soon as it is written, so a thousand sheets take no more of it
than one. The same pages give the same bytes: no clock, no host, no path is in them.
"""

from __future__ import annotations

import functools
import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

from talktag.paper.codes.symbol import Symbol
from talktag.paper.draw.marks import Mark, Outline, Page, PictureMark, Stroke, SymbolMark, TextMark, trace_outline
from talktag.paper.draw.pdf_font import Used, font_objects
from talktag.paper.draw.pdf_text import number, numbers, type_operators
from talktag.paper.type.font import MM_PER_POINT

_CATALOG, _PAGES, _RESOURCES, _INFO = 1, 2, 3, 4
_PACKED = 4  # of nine: more takes longer than all drawing and saves a tenth
_DARK = re.compile("1+")
_IMAGE = (
    b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8"
    b" /Filter /DCTDecode "
)


class Sink(Protocol):
    """Where the bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take more of the file."""


class PageContent(NamedTuple):
    """A page's operators, packed, and the pictures by their names."""

    content: bytes
    pictures: Mapping[str, PictureMark] = MappingProxyType({})


class PdfWriter:
    """A PDF in the making; call `add` for each page, then `finish`. `language` is that of its text (BCP 47)."""

    def __init__(self, sink: Sink, title: str, language: str | None = None) -> None:
        self._sink = sink
        self._title = title
        self._language = language
        self._size = 0
        self._offsets: dict[int, int] = {}
        self._next = _INFO + 1
        self._pages: list[int] = []
        self._used: dict[str, Used] = {}
        self._pictures: dict[str, int] = {}
        self._sum = hashlib.sha256()
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add(self, page: Page) -> None:
        """Add a page."""
        written = _operators(page, self._used)
        for name, picture in written.pictures.items():
            if name not in self._pictures:
                self._pictures[name] = self._next
                self._stream(self._next, picture.jpeg, _IMAGE % picture.pixels)
                self._next += 1
        content, place = self._next, self._next + 1
        self._stream(content, written.content, b"/Filter /FlateDecode ")
        size = f"{number(page.width / MM_PER_POINT)} {number(page.height / MM_PER_POINT)}"
        entries = f"/MediaBox [0 0 {size}] /Contents {content} 0 R /Resources {_RESOURCES} 0 R"
        self._object(place, f"<< /Type /Page /Parent {_PAGES} 0 R {entries} >>".encode())
        self._pages.append(place)
        self._next += 2

    def finish(self) -> None:
        """Write what all pages share, and the table of objects."""
        fonts = " ".join(f"/{name} {self._font(used)} 0 R" for name, used in sorted(self._used.items()))
        pictures = " ".join(f"/{name} {place} 0 R" for name, place in sorted(self._pictures.items()))
        images = f" /XObject << {pictures} >>" if pictures else ""
        self._object(_RESOURCES, f"<< /Font << {fonts} >>{images} >>".encode())
        kids = " ".join(f"{place} 0 R" for place in self._pages)
        self._object(_PAGES, f"<< /Type /Pages /Kids [{kids}] /Count {len(self._pages)} >>".encode())
        # Asks viewers not to shrink the page to the printer's margins, which would move every label.
        preferences = "/ViewerPreferences << /PrintScaling /None >>"
        language = f" /Lang ({self._language})" if self._language else ""
        self._object(_CATALOG, f"<< /Type /Catalog /Pages {_PAGES} 0 R{language} {preferences} >>".encode())
        self._object(_INFO, f"<< /Title {_text(self._title)} /Creator (talktag) /Producer (talktag) >>".encode())
        start = self._size
        count = max(self._offsets) + 1
        table = [b"0000000000 65535 f \n", *(b"%010d 00000 n \n" % self._offsets[place] for place in range(1, count))]
        self._write(b"xref\n0 %d\n" % count + b"".join(table))
        name = self._sum.hexdigest()[:32]
        ends = f"/Size {count} /Root {_CATALOG} 0 R /Info {_INFO} 0 R /ID [<{name}> <{name}>]"
        self._write(f"trailer\n<< {ends} >>\nstartxref\n{start}\n%%EOF\n".encode())

    def _font(self, used: Used) -> int:
        """Write a font's objects; the number of the one that pages name."""
        first = self._next
        for entries, data in font_objects(used, first):
            if data is None:
                self._object(self._next, entries.encode())
            else:
                self._stream(self._next, zlib.compress(data, 6), f"{entries} /Filter /FlateDecode ".encode())
            self._next += 1
        return first

    def _stream(self, place: int, data: bytes, entries: bytes) -> None:
        self._object(place, b"<< %s/Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data))

    def _object(self, place: int, body: bytes) -> None:
        self._offsets[place] = self._size
        self._write(b"%d 0 obj\n%s\nendobj\n" % (place, body))

    def _write(self, data: bytes) -> None:
        self._sink.write(data)
        self._sum.update(data)
        self._size += len(data)


def _operators(page: Page, used: dict[str, Used]) -> PageContent:
    """A page's content as PDF operators, packed; what it uses of fonts is noted in `used`."""
    lines = [_frame(page)]
    for mark in page.marks:
        lines += _operators_of(mark, used)
    pictures = {_picture_name(each): each for each in page.pictures}
    lines += map(_set, page.pictures)
    lines.append("Q")
    return PageContent(zlib.compress("\n".join(lines).encode("ascii"), _PACKED), pictures)


def _frame(page: Page) -> str:
    """Millimetres from the top left instead of points from the bottom left, and the printer's faults made up for."""
    a, b, c, d, e, f = page.calibration.correction()
    point = 1 / MM_PER_POINT
    values = (a * point, -b * point, c * point, -d * point, e * point, (page.height - f) * point)
    return "q " + " ".join(f"{value:.8f}" for value in values) + " cm"


def _operators_of(mark: Mark, used: dict[str, Used]) -> Iterator[str]:
    if isinstance(mark, SymbolMark):
        yield f"q {mark.module:.7f} 0 0 {mark.module:.7f} {number(mark.x)} {number(mark.y)} cm"
        # One path: rectangles filled one by one leave hairlines between them, which cost reads.
        yield _rectangles(mark.symbol)
        yield "f Q"
    elif isinstance(mark, TextMark):
        yield from type_operators(mark, used)
    elif isinstance(mark, Stroke):
        yield f"{number(mark.width)} w {numbers(mark.x1, mark.y1)} m {numbers(mark.x2, mark.y2)} l S"
    else:
        yield _border(mark)


def _set(picture: PictureMark) -> str:
    """Operators for a picture; it is turned over, as the page's y runs downwards."""
    box = numbers(picture.width, 0, 0, -picture.height, picture.x, picture.y + picture.height)
    return f"q {box} cm /{_picture_name(picture)} Do Q"


def _picture_name(picture: PictureMark) -> str:
    """The same for the same picture, so that one that is set twice is in the file once."""
    return f"Im{hashlib.sha256(picture.jpeg).hexdigest()[:16]}"


def _rectangles(symbol: Symbol) -> str:
    """Operators for each stretch of dark modules, one unit a module, from the symbol's top left."""
    starts, widths = _words(symbol.size)
    modules = "0".join(symbol.text_rows("1", "0"))
    spans = map(re.Match.span, _DARK.finditer(modules))
    return "\n".join([starts[start] + widths[end - start] for start, end in spans])


@functools.cache
def _words(size: int) -> tuple[list[str], list[str]]:
    """What a rectangle's place says, by its number among rows one module longer than the symbol's, and its width."""
    return [f"{place % (size + 1)} {place // (size + 1)} " for place in range(size * (size + 1))], [
        f"{width} 1 re" for width in range(size + 1)
    ]


def _border(outline: Outline) -> str:
    start, steps = trace_outline(outline)
    drawn = (f"{numbers(*step)} {'l' if len(step) == 2 else 'c'}" for step in steps)
    path = f"0.1 w {numbers(*start)} m {' '.join(drawn)}"
    return f"1 g {path} b 0 g" if outline.is_blank else f"{path} s"


def _text(text: str) -> str:
    return "<" + ("\ufeff" + text).encode("utf-16-be", "replace").hex() + ">"
