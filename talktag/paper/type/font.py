"""The typefaces of labels: which font file a character comes from, how wide a text runs. It never leaves a hole.

The fonts that come with talktag are asked in a fixed order, so the same text looks alike everywhere; folders of further
fonts may be named for what they lack. What no font has is told, and is for the caller to refuse or leave off.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from talktag.paper.type.bidi import is_right_to_left, levels, visual_order
from talktag.paper.type.font_file import FontFile, Glyph

MM_PER_POINT = 25.4 / 72
# In multiples of the type size, for both weights: height of a capital, depth below the base line.
CAPITAL = 0.72
DESCENT = 0.25
_SCRIPTS = (
    *("Arabic", "Hebrew", "Armenian", "Georgian", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil"),
    *("Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Khmer", "Myanmar", "Ethiopic", "Symbols"),
)
_FALLBACKS = (
    *(f"NotoSans{script}-Regular" for script in _SCRIPTS),
    "DroidSansFallback",
    "NotoEmoji-Regular",
    "DejaVuSans-Rest",
)
_PLAIN_END = "\u0530"  # below it, letters stand one after the other with nothing to shape but combining marks
_JOINERS = "\u200c\u200d"
_SUFFIXES = ("*.ttf", "*.otf", "*.ttc")


class Run(NamedTuple):
    """Glyphs of one font, from left to right; `is_plain` where each stands right after the other."""

    font: FontFile
    glyphs: tuple[Glyph, ...]
    is_plain: bool = False


class Face:
    """A weight of type: the font for Latin, Greek and Cyrillic, and after it those for all other scripts."""

    def __init__(self, first: str, folders: tuple[Path, ...] = ()) -> None:
        self._first = _own(first)
        self._folders = folders
        self._plain: dict[str, Glyph | None] = {}
        self._advances: dict[str, float] = {}
        self._shaped = functools.lru_cache(maxsize=4096)(self._shape)

    def width(self, text: str) -> float:
        """How wide the text runs, in multiples of the type size; KeyError for a character no font has."""
        try:
            return sum(map(self._advances.__getitem__, text))
        except KeyError:  # a letter not met before, or one that takes more than its own glyph
            pass
        plain = self._plainly(text)
        if plain is not None:
            self._advances |= {glyph.text: glyph.advance for glyph in plain}
            return sum(glyph.advance for glyph in plain)
        return sum(glyph.advance for run in self.runs(text) for glyph in run.glyphs)

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of `text` no font has, each once, in order."""
        if self._plainly(text) is not None:
            return ()
        lacking: dict[str, None] = {}
        for cluster in _clusters(text):
            if self._font_of(cluster) is None:
                alone = [character for character in cluster if self._font_of(character) is None]
                lacking |= dict.fromkeys(alone or cluster)
        return tuple(lacking)

    def runs(self, text: str, rtl: bool | None = None) -> tuple[Run, ...]:
        """The text's glyphs as they stand from left to right, in a line whose direction is given or its own."""
        plain = None if rtl else self._plainly(text)
        if plain is not None:
            return (Run(self._first, tuple(plain), is_plain=True),)
        return self._shaped(text, is_right_to_left(text) if rtl is None else rtl)

    def _plainly(self, text: str) -> list[Glyph] | None:
        """The text's glyphs where each character has its own in the first font; None where it needs more than that."""
        known = self._plain
        found = []
        for character in text:
            if character not in known:
                is_plain = character < _PLAIN_END and not unicodedata.combining(character) and character >= " "
                known[character] = self._first.plain(character) if is_plain and self._first.has(character) else None
            glyph = known[character]
            if glyph is None:
                return None
            found.append(glyph)
        return found

    def _shape(self, text: str, rtl: bool) -> tuple[Run, ...]:
        pieces: list[tuple[FontFile, int, str]] = []
        start = 0
        depth = levels(text, rtl)
        for cluster in _clusters(text):
            font = self._font_of(cluster)
            if font is None:
                raise KeyError(cluster)
            level = depth[start]
            if cluster == " " and pieces and pieces[-1][0].has(cluster):
                font = pieces[-1][0]  # a space in a font of its own is one that some readers of a PDF do not see
            if pieces and pieces[-1][:2] == (font, level):
                pieces[-1] = (font, level, pieces[-1][2] + cluster)
            else:
                pieces.append((font, level, cluster))
            start += len(cluster)
        order = visual_order([level for _, level, _ in pieces])
        return tuple(
            Run(font, font.shape(part, rtl=level % 2 == 1)) for font, level, part in map(pieces.__getitem__, order)
        )

    @functools.lru_cache(maxsize=4096)  # noqa: B019 - there are as many faces as choices of folders, which is one
    def _font_of(self, cluster: str) -> FontFile | None:
        """The first font that has all of a cluster; joiners and variation selectors need no glyph."""
        needed = "".join(character for character in cluster if not _is_invisible(character))
        if any(unicodedata.category(character) in {"Cc", "Cs"} for character in needed):
            return None  # some fonts have an empty glyph for these
        return next((font for font in self._fonts() if font.has(needed)), None)

    def _fonts(self) -> Iterator[FontFile]:
        yield self._first
        yield from map(_own, _FALLBACKS)
        yield from _further(self._folders)


@functools.cache
def regular(folders: tuple[Path, ...] = ()) -> Face:
    """Noto Sans and its companions, for names; `folders` hold further fonts for what those lack."""
    return Face("NotoSans-Regular", folders)


@functools.cache
def bold(folders: tuple[Path, ...] = ()) -> Face:
    """Noto Sans Bold, for printed ids; other scripts have one weight."""
    return Face("NotoSans-Bold", folders)


@functools.cache
def _own(name: str) -> FontFile:
    return FontFile(Path(__file__).parents[2] / "data" / "fonts" / f"{name}.ttf")


@functools.cache
def _further(folders: tuple[Path, ...]) -> tuple[FontFile, ...]:
    """The fonts with outlines in those folders, in the order of their names, upright text weights first."""
    paths = {path for folder in folders for suffix in _SUFFIXES for path in folder.rglob(suffix) if path.is_file()}
    fonts = (FontFile(path, is_own=False) for path in sorted(paths, key=_preference))
    return tuple(font for font in fonts if _has_outlines(font))


def _preference(path: Path) -> tuple[bool, str]:
    return any(word in path.stem.lower() for word in ("bold", "ital", "obli", "bd", "mono", "light", "black")), str(
        path
    )


def _has_outlines(font: FontFile) -> bool:
    try:
        return not {"glyf", "CFF ", "CFF2"}.isdisjoint(font.face.table_tags)
    except (OSError, ValueError, RuntimeError):  # a broken file among the system's fonts is no reason to stop
        return False


def _clusters(text: str) -> Iterator[str]:
    """The text in pieces that must come from one font: a character with its marks, a joined emoji, a flag."""
    cluster = ""
    for character in text:
        if cluster and not _joins(cluster, character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _joins(cluster: str, character: str) -> bool:
    if _is_invisible(character) or unicodedata.category(character).startswith("M"):
        return True
    is_flag = _is_indicator(character) and len(cluster) == 1 and _is_indicator(cluster)
    is_joined = cluster[-1] == "\u200d" and unicodedata.category(character) == "So"
    return is_flag or is_joined or "\U0001f3fb" <= character <= "\U0001f3ff"


def _is_indicator(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_invisible(character: str) -> bool:
    return character in _JOINERS or "\ufe00" <= character <= "\ufe0f" or "\U000e0020" <= character <= "\U000e007f"
