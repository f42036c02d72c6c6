"""Type as PDF operators: talktag's own fonts as text, others as filled outlines. It decides no place and no size."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from talktag.paper.draw.marks import TextMark
from talktag.paper.draw.pdf_font import Used, letters
from talktag.paper.type.font import MM_PER_POINT, Run
from talktag.paper.type.font_file import Contour, FontFile, Glyph

_OPERATORS = {"M": "m", "L": "l", "Q": "c", "C": "c"}


def type_operators(mark: TextMark, used: dict[str, Used]) -> Iterator[str]:
    """A line of type; the fonts and letters it uses are noted in `used`."""
    size = mark.points * MM_PER_POINT
    x = mark.x
    for run in mark.runs:
        if run.font.is_own:
            name = re.sub("[^A-Za-z0-9]", "", run.font.name)
            yield f"BT /{name} {number(size)} Tf"
            yield _show_run(run, x, mark.y, used.setdefault(name, Used(run.font)))
            yield "ET"
        else:
            yield from _outlines(run.font, place_glyphs(run.glyphs, x, size), mark.y, size)
        x += size * sum(glyph.advance for glyph in run.glyphs)


def place_glyphs(glyphs: Iterable[Glyph], x: float, size: float) -> Iterator[tuple[float, Glyph]]:
    """Each glyph with where it starts."""
    for glyph in glyphs:
        yield x, glyph
        x += glyph.advance * size


def numbers(*values: float) -> str:
    """Numbers as PDF writes them."""
    return " ".join(map(number, values))


def number(value: float) -> str:
    """A number to a tenth of a micrometre, without zeros that say nothing."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _show_run(run: Run, x: float, y: float, used: Used) -> str:
    digits = "".join(f"{used.code(letter):04x}" for text, glyphs in _clusters(run) for letter in letters(text, glyphs))
    # The page's y runs downwards, and type must not stand on its head.
    return f"1 0 0 -1 {numbers(x, y)} Tm <{digits}> Tj"


def _clusters(run: Run) -> Iterator[tuple[str, list[Glyph]]]:
    """Letters, and the glyphs that stand for them together; only the first of these says for which."""
    cluster: list[Glyph] = []
    for glyph in run.glyphs:
        if cluster and glyph.text:
            yield cluster[0].text, cluster
            cluster = []
        cluster.append(glyph)
    if cluster:
        yield cluster[0].text, cluster


def _outlines(font: FontFile, glyphs: Iterable[tuple[float, Glyph]], y: float, size: float) -> Iterator[str]:
    """Glyphs of a font that is not talktag's to embed."""
    for x, glyph in glyphs:
        contours = font.outline(glyph.number)
        if contours:
            at = (x + glyph.x * size, y - glyph.y * size)
            yield " ".join(_path(contour, at, size) for contour in contours) + " f"


def _path(contour: Contour, at: tuple[float, float], size: float) -> str:
    steps = []
    last = (0.0, 0.0)
    for kind, points in contour:
        curve = _cubic(last, points) if kind == "Q" else points
        last = (points[-2], points[-1])
        values = (at[place % 2] + (-value if place % 2 else value) * size for place, value in enumerate(curve))
        steps.append(f"{numbers(*values)} {_OPERATORS[kind]}")
    return " ".join(steps) + " h"


def _cubic(start: tuple[float, float], points: tuple[float, ...]) -> tuple[float, ...]:
    """A quadratic curve as PDF takes it: each handle is two thirds of the way to the one there was."""
    (x0, y0), (x1, y1, x2, y2) = start, points
    return (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3, x2 + (x1 - x2) * 2 / 3, y2 + (y1 - y2) * 2 / 3, x2, y2)
