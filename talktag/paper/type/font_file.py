"""One font file: which characters it has, how its glyphs run, what they look like. It never falls back to another.

HarfBuzz reads it; the file is mapped into memory, not copied.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import uharfbuzz

Contour = list[tuple[str, tuple[float, ...]]]  # "M", "L", "Q", "C" with their points, in multiples of the type size
_NOT_FOR_PDF = ("GSUB", "GPOS", "GDEF", "cmap", "name", "OS/2", "post", "STAT", "gasp", "vhea", "vmtx")


class Glyph(NamedTuple):
    """A glyph in a line: its number, how far the next one is, its own shift, and the letters it stands for.

    Lengths are multiples of the type size; `text` is empty where an earlier glyph stands for the letters.
    """

    number: int
    advance: float
    x: float
    y: float
    text: str


class FontFile:
    """A font file, opened when first asked. `is_own` where it came with talktag, so that it may go into a PDF."""

    def __init__(self, path: Path, index: int = 0, *, is_own: bool = True) -> None:
        self.path = path
        self.index = index
        self.is_own = is_own
        self.name = path.stem

    @functools.cached_property
    def face(self) -> uharfbuzz.Face:
        """HarfBuzz's face."""
        import uharfbuzz

        return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(self.path)), self.index)

    @functools.cached_property
    def font(self) -> uharfbuzz.Font:
        """HarfBuzz's font, at one unit a design unit."""
        import uharfbuzz

        return uharfbuzz.Font(self.face)

    def has(self, text: str) -> bool:
        """Whether there is a glyph for each of the characters."""
        return all(self.font.get_nominal_glyph(ord(character)) for character in text)

    def plain(self, character: str) -> Glyph:
        """The glyph of a character that needs no shaping; it must have one."""
        number = self.font.get_nominal_glyph(ord(character)) or 0
        return Glyph(number, self.font.get_glyph_h_advance(number) / self.face.upem, 0.0, 0.0, character)

    def advance(self, number: int) -> float:
        """A glyph's own advance."""
        return float(self.font.get_glyph_h_advance(number) / self.face.upem)

    def shape(self, text: str, *, rtl: bool) -> tuple[Glyph, ...]:
        """The glyphs of a text in one direction, from left to right as they stand."""
        import uharfbuzz

        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        uharfbuzz.shape(self.font, buffer)
        letters = _letters([info.cluster for info in buffer.glyph_infos], text)
        em = self.face.upem
        return tuple(
            Glyph(info.codepoint, at.x_advance / em, at.x_offset / em, at.y_offset / em, stands_for)
            for info, at, stands_for in zip(buffer.glyph_infos, buffer.glyph_positions, letters, strict=True)
        )

    def outline(self, number: int) -> list[Contour]:
        """A glyph's contours from its origin, y upwards."""
        pen = _Pen(self.face.upem)
        self.font.draw_glyph_with_pen(number, pen)
        return pen.contours

    def subset(self, numbers: Sequence[int]) -> bytes:
        """A font of those glyphs under their old numbers, with what a PDF needs of it."""
        import uharfbuzz

        wanted = uharfbuzz.SubsetInput()
        wanted.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
        wanted.glyph_set.update(numbers)
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii")) for tag in _NOT_FOR_PDF)
        return bytes(wanted.subset(self.face).blob.data)


def _letters(clusters: Sequence[int], text: str) -> list[str]:
    """What each glyph stands for: the first one of a cluster for all of it, the others for nothing."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    told: set[int] = set()
    letters = []
    for start in clusters:
        letters.append("" if start in told else text[start : ends[start]])
        told.add(start)
    return letters


class _Pen:
    """Takes down what HarfBuzz draws; the methods have the names its pens have."""

    def __init__(self, em: int) -> None:
        self.contours: list[Contour] = []
        self._em = em

    def _step(self, kind: str, *points: tuple[float, float]) -> None:
        self.contours[-1].append((kind, tuple(value / self._em for point in points for value in point)))

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.contours.append([])
        self._step("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._step("L", point)

    def qCurveTo(self, control: tuple[float, float], point: tuple[float, float]) -> None:  # noqa: N802
        self._step("Q", control, point)

    def curveTo(self, one: tuple[float, float], two: tuple[float, float], point: tuple[float, float]) -> None:  # noqa: N802
        self._step("C", one, two, point)

    def closePath(self) -> None:  # noqa: N802
        pass
