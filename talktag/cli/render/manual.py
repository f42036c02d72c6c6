"""The manual page that comes with talktag: where it is, and as text for whoever has no `man`. It runs nothing.

It knows the macros that the page is made of (docs/generating/manual.py), and no more of roff.
"""

from __future__ import annotations

import re
import shlex
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

_PLACE = "share/man/man1/talktag.1"
_IN_SOURCES = "docs/reference/talktag.1"
_NAMED = {"dq": '"', "aq": "'", "ha": "^", "ti": "~", "ga": "`"}
_ESCAPE = re.compile(r"\\(?:\((..)|\[u([0-9A-F]{4,6})\]|(.))")
_STEP = 4  # columns that a level is set in by


def manual_path() -> Path | None:
    """The page as it was installed, or as it lies among the sources; None where it is neither."""
    from importlib.metadata import distributions

    among_sources = Path(__file__).parents[3] / _IN_SOURCES
    of_this_python = Path(sys.prefix) / _PLACE
    named = (  # where pip puts it for one user
        Path(str(file.locate()))
        for each in distributions(name="talktag")
        for file in each.files or ()
        if file.as_posix().endswith(_PLACE)
    )
    return next((path for path in (among_sources, of_this_python, *named) if path.is_file()), None)


def manual_text(roff: str, width: int = 80) -> str:
    """The page as plain text in lines of at most `width` columns, but for what is to be copied whole."""
    return "\n".join(_ManualPage(width).lines(roff)).strip("\n") + "\n"


class _ManualPage:
    """Goes through a page line by line: how far it is set in, whether lines are filled, and what fills them."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._inset = 1
        self._is_filled = True
        self._words: list[str] = []

    def lines(self, roff: str) -> Iterator[str]:
        """The lines of the text."""
        rest = iter(roff.splitlines())
        for line in rest:
            macro, _, words = line.partition(" ")
            if not line.startswith("."):
                yield from self._take(_plain(line))
            elif macro in {".B", ".BR"}:
                yield from self._take("".join(map(_plain, shlex.split(words))))
            else:
                yield from self._end()
                yield from self._obey(macro, words, rest)
        yield from self._end()

    def _obey(self, macro: str, words: str, rest: Iterator[str]) -> Iterator[str]:
        """What a macro puts between the texts before and after it."""
        if macro == ".TH":
            title, section = shlex.split(words)[:2]
            yield f"{title}({section})"
        elif macro in {".SH", ".SS"}:
            self._inset = 1 if macro == ".SH" else 2
            yield ""
            yield f"{' ' * _STEP * (self._inset - 1)}{' '.join(map(_plain, shlex.split(words)))}"
        elif macro == ".TP":
            term = next(rest, "").removeprefix(".B ")
            yield ""
            yield f"{' ' * _STEP * self._inset}{''.join(map(_plain, shlex.split(term)))}"
            self._words.append("\0")  # what follows is set in once more
        elif macro == ".PP":
            yield ""
        elif macro in {".nf", ".fi"}:
            self._is_filled = macro == ".fi"
        elif macro in {".RS", ".RE"}:
            self._inset += 1 if macro == ".RS" else -1

    def _take(self, text: str) -> Iterator[str]:
        """A text: a line of its own where lines are not filled, else a part of what is."""
        if self._is_filled:
            self._words.append(text)
        else:
            yield f"{' ' * _STEP * self._inset}{text}"

    def _end(self) -> Iterator[str]:
        """What was gathered, in lines."""
        is_under_term = self._words[:1] == ["\0"]
        text = " ".join(self._words[is_under_term:])
        self._words = []
        inset = " " * _STEP * (self._inset + is_under_term)
        yield from textwrap.wrap(
            text,
            max(self._width, len(inset) + 20),
            initial_indent=inset,
            subsequent_indent=inset,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _plain(text: str) -> str:
    """A text without the escapes of roff."""

    def letter(found: re.Match[str]) -> str:
        name, point, sign = found.groups()
        if point:
            return chr(int(point, 16))
        return _NAMED[name] if name else {"e": "\\", "&": ""}.get(sign, sign)

    return _ESCAPE.sub(letter, text)
