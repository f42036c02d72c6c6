"""The text that says what is in a packet, for whoever opens it without a program. It knows no record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple

from talktag.model.values.foreign_text import escape

_WIDTH = 28  # characters of the first column, at most
_LINE = 78  # characters of a line, but for a word that is longer


class PacketSection(NamedTuple):
    """A heading with rows of two columns; one without rows is left out."""

    heading: str
    rows: Sequence[tuple[str, str]]


def packet_text(title: str, sections: Sequence[PacketSection]) -> bytes:
    """The text, as UTF-8 with LF line ends; nothing in it steers a terminal."""
    return escape("\n".join(_lines(title, sections)) + "\n", lines=True).encode()


def _lines(title: str, sections: Sequence[PacketSection]) -> Iterator[str]:
    yield title
    yield "=" * min(len(title), 76)
    for section in sections:
        if section.rows:
            yield from ("", section.heading, "-" * len(section.heading))
            width = min(_WIDTH, max(len(name) for name, _ in section.rows))
            for name, value in section.rows:
                first, *more = _lines_of(value, _LINE - width - 2) or [""]
                yield f"{name:<{width}}  {first}".rstrip()
                yield from (f"{'':<{width}}  {line}".rstrip() for line in more)


def _lines_of(value: str, width: int) -> list[str]:
    """The lines of a value; only one that is too long is parted, at blanks."""
    lines = value.splitlines()
    parted = (
        wrap(each, width, break_long_words=False, break_on_hyphens=False) if len(each) > width else [each]
        for each in lines
    )
    return [part for each in parted for part in each]
