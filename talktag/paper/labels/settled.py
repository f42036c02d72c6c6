"""One label with everything decided but its modules: which code, which places, which lines. It never draws.

Whatever had to be left off or cut is told; the printed id never is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from talktag.errors import InvalidError
from talktag.paper.codes.matrix import design_matrix
from talktag.paper.codes.symbol import Design, Symbol, design_symbol
from talktag.paper.labels.label import BARE, Label, Wish, cut_to_length, lay_out
from talktag.paper.labels.layouts import Area, Layout
from talktag.paper.type.breaking import in_lines
from talktag.paper.type.font import Face, bold, regular
from talktag.paper.type.text import Fitted, clean, clean_lines, fit

FLOORS = ("Q", "M")  # error correction asked first, and what is taken when the label is too small for that
SYMBOLS = ("qr", "datamatrix")
_LONGEST_ID = 40
_TOLD = 120  # characters of a cut text that are told
_NOTHING = Fitted(5.0, ())


@dataclass(frozen=True, slots=True)
class Style:
    """What all labels of a print have in common; fonts in `folders` are for what talktag's own lack."""

    kind: str
    symbol: str = "qr"
    found: str = ""
    cable_mm: float = 5.0
    folders: tuple[Path, ...] = ()

    @property
    def regular(self) -> Face:
        """The type of names."""
        return regular(self.folders)

    @property
    def bold(self) -> Face:
        """The type of ids."""
        return bold(self.folders)


@dataclass(frozen=True, slots=True)
class Settled:
    """A label's code, its places on an area, and the lines of type: the line "FOUND?", the id, and other text."""

    label: Label
    code: Design | Symbol
    area: Area
    layout: Layout
    found: tuple[str, ...]
    tag: tuple[str, ...]
    text: Fitted


@dataclass(frozen=True, slots=True)
class Measures:
    """The widest words of all labels' ids by their number, so that labels look alike, and those of "FOUND?"."""

    ids: Mapping[int, tuple[float, ...]]
    found: tuple[float, ...]


def measure_labels(labels: Sequence[Label], style: Style) -> Measures:
    """The measures of all the labels; InvalidError for an id or a line "FOUND?" that cannot be printed."""
    found = clean(style.found)
    _refuse_missing(style.bold, found, "the line for finders")
    if style.kind in BARE:
        return Measures({}, ())
    widest: dict[int, tuple[float, ...]] = {}
    for label in labels:
        words = clean(label.tag).split()
        if not words or len(label.tag) > _LONGEST_ID:
            raise InvalidError(f"a label needs a printed id of 1 to {_LONGEST_ID} characters")
        _refuse_missing(style.bold, "".join(words), "a printed id")
        widths = tuple(map(style.bold.width, words))
        known = widest.get(len(words), widths)
        widest[len(words)] = tuple(map(max, widths, known))
    return Measures(widest, tuple(map(style.bold.width, found.split())))


def settle(label: Label, area: Area, style: Style, measures: Measures) -> Settled | None:
    """The label on that area; None where it does not fit."""
    placed = place(label, area, style, measures)
    if placed is None:
        return None
    code, layout, used = placed
    found = in_lines(clean(style.found).split(), layout.found_in_lines)
    tag = in_lines(clean(label.tag).split(), layout.words_in_lines)
    text = _fit_text(label, layout, style)
    return Settled(label, code, used, layout, found=found, tag=tag, text=text)


def place(label: Label, area: Area, style: Style, measures: Measures) -> tuple[Design | Symbol, Layout, Area] | None:
    """Code and places alone, on the area, or on the length cut off it; None where they do not fit."""
    for code in _codes(label, style):
        wish = Wish(
            style.kind,
            code.size,
            words=measures.ids[len(clean(label.tag).split())] if measures.ids else (),
            found=measures.found,
            paragraphs=_paragraphs(label, style),
            quiet=1 if style.symbol == "datamatrix" else 4,
            cable_mm=style.cable_mm if style.kind == "flag" else 0.0,
        )
        if area.width and area.height:
            layout = lay_out(wish, area)
            found = (layout, area) if layout else None
        else:
            found = cut_to_length(wish, area)
        if found:
            return code, *found
    return None


def notices(settled: Settled, style: Style) -> Iterator[str]:
    """What a person should know of this one label: text cut or left off, and why."""
    about = clean(settled.label.tag) or settled.label.payload
    text, what = _text_beside_id(settled.label, style)
    missing = style.regular.missing(text.replace("\n", ""))
    shown = " ".join(settled.text.lines)
    if missing:
        yield f'"{about}": the {what} is left off, no font has {_code_points(missing)}'
    elif settled.text.is_cut and len(shown) > _TOLD:
        yield f'"{about}": the {what} is cut after its first {len(shown) - 1} characters'
    elif settled.text.is_cut and shown:
        yield f'"{about}": the {what} is cut to "{shown}"'
    elif settled.text.is_cut:
        yield f'"{about}": the {what} is left off, the label has no room for it'


def foreign_fonts(settled: Settled, style: Style) -> set[str]:
    """The names of the fonts used that did not come with talktag."""
    runs = (run for line in settled.text.lines for run in style.regular.runs(line))
    return {run.font.name for run in runs if not run.font.is_own}


def _codes(label: Label, style: Style) -> Iterator[Design | Symbol]:
    text = label.code_text(style.kind)
    if style.symbol == "datamatrix":
        yield design_matrix(text)
        return
    yield from dict.fromkeys(design_symbol(text, floor) for floor in FLOORS)


def _text_beside_id(label: Label, style: Style) -> tuple[str, str]:
    """The text a label of this kind has besides the id, and what to call it."""
    if style.kind in {*BARE, "qr+id", "id"}:
        return "", ""
    text = clean_lines(label.text)
    if style.kind == "qr+text" or (text and style.kind in {"flag", "round"}):
        return text, "text"
    return clean(label.name), "name"


def _paragraphs(label: Label, style: Style) -> int:
    return _text_beside_id(label, style)[0].count("\n") + 1 if style.kind == "qr+text" and label.text else 0


def _fit_text(label: Label, layout: Layout, style: Style) -> Fitted:
    text = _text_beside_id(label, style)[0]
    if not text or style.regular.missing(text.replace("\n", "")):
        return _NOTHING
    return fit(text, style.regular, layout.text_width, layout.name_height, layout.name_points)


def _refuse_missing(face: Face, text: str, where: str) -> None:
    missing = face.missing(text)
    if missing:
        raise InvalidError(f"no font has {_code_points(missing)}, which {where} uses")


def _code_points(characters: Sequence[str]) -> str:
    """Characters a terminal may not show either, as U+0000; a few stand for all."""
    shown = [f"U+{ord(character):04X}" for character in characters[:4]]
    return ", ".join(shown) + (" and others" if len(characters) > len(shown) else "")
