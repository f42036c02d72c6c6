"""The page that a recovery key is kept on: its text, a code of it, and how to use both. It is written to no file here.

All that a person needs in ten years stands on the page: what it is, what it opens, and how, with and without talktag.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from talktag.model.labels.calibration import Calibration
from talktag.paper.codes.symbol import make_symbol
from talktag.paper.draw.marks import Mark, Page, Stroke, SymbolMark, TextMark
from talktag.paper.draw.pdf import PdfWriter
from talktag.paper.type.font import MM_PER_POINT, bold, regular

_A4_MM = (210.0, 297.0)  # nothing stands so low that a Letter page would lose it
_LEFT, _TOP, _WIDTH = 25.0, 25.0, 160.0
_CODE_MM = 50.0
_GROUP, _ROW = 6, 4  # letters a group, groups a row
_START = "AGE-SECRET-KEY-1"
_KEY_POINTS = 8.0  # at which the whole key fits on one line
_LEADING = 1.5
_TITLE = "talktag recovery key"
_ABOUT = (
    "Whoever has this page can read every private note and every private file of the store it belongs to.",
    "Keep it where you keep deeds and passports: away from the computer, out of sight, dry.",
    "Do not photograph it with a phone that keeps its pictures elsewhere.",
)
_USE = (
    ("On a new computer, or when the passphrase is forgotten, with talktag:", True),
    ("talktag key restore", False),
    ("then type the key, or scan the code and paste it. Blanks and small letters do not matter.", False),
    ("Without talktag, with the program age (age-encryption.org) alone:", True),
    ("save the key, on one line and without blanks, as recovery.txt. For each note or private file:", False),
    ("age -d -i recovery.txt NOTE.age", False),
    ("The notes are in the store, under products/…/notes. Delete recovery.txt afterwards.", False),
)


def key_page(recovery: str, public: str) -> bytes:
    """The page as a PDF, for a recovery identity "AGE-SECRET-KEY-1…" and its public half "age1…"."""
    page = Page(*_A4_MM, list(_marks(recovery, public)), Calibration())
    sink = io.BytesIO()
    writer = PdfWriter(sink, _TITLE)
    writer.add(page)
    writer.finish()
    return sink.getvalue()


def _marks(recovery: str, public: str) -> Iterator[Mark]:
    y = _TOP
    yield _line(_TITLE, 20, y, is_strong=True)
    for text in _ABOUT:
        y += 11 * _LEADING * MM_PER_POINT if text != _ABOUT[0] else 12.0
        yield _line(text, 9, y)
    y += 10
    symbol = make_symbol(recovery)
    yield SymbolMark(symbol, _LEFT, y, _CODE_MM / symbol.size)
    yield from _groups(recovery, y)
    y += _CODE_MM + 8
    yield _line(recovery, _KEY_POINTS, y)
    y += 8
    yield _line(f"It opens what is sealed to {public}", _KEY_POINTS, y)
    y += 8
    yield Stroke(_LEFT, y, _LEFT + _WIDTH, y)
    for text, is_strong in _USE:
        y += 10.0 if is_strong else 6.5
        yield _line(text, 10, y, is_strong=is_strong, indent=0.0 if is_strong else 5.0)


def _groups(recovery: str, y: float) -> Iterator[Mark]:
    """The key beside its code, in groups that a person can type without losing the place."""
    rest = recovery.removeprefix(_START)
    groups = [rest[start : start + _GROUP] for start in range(0, len(rest), _GROUP)]
    indent = _CODE_MM + 8
    yield _line("To type it:", 10, y + 4, indent=indent, is_strong=True)
    yield _line(_START, 13, y + 14, indent=indent)
    for number, group in enumerate(groups):
        row, column = divmod(number, _ROW)
        yield _line(group, 13, y + 23 + row * 9, indent=indent + column * 25)
    yield _line("After KEY-1 there is no B, I or O, and no figure 1.", 8, y + _CODE_MM, indent=indent)


def _line(text: str, points: float, y: float, *, is_strong: bool = False, indent: float = 0.0) -> TextMark:
    face = bold() if is_strong else regular()
    return TextMark(face.runs(text), points, _LEFT + indent, y)
