"""How few words stay whole over lines: the id in words of four, the line "FOUND?". It knows widths, not letters."""

from __future__ import annotations

from collections.abc import Sequence

SPACE = 0.35  # between words, in multiples of their type size


def break_words(words: Sequence[float], room: float) -> tuple[int, ...]:
    """How many words stand on each line, as few lines as possible and evenly; empty when a word is too wide."""
    lines = _fill_lines(words, room)
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            narrower = min(room, _line_width(words[start:end]) + 1e-9)
            even = _fill_lines(words, narrower)
            if even and len(even) == len(lines) and widest(words, even) < widest(words, lines):
                lines = even
    return lines


def widest(words: Sequence[float], counts: Sequence[int]) -> float:
    """The widest of the lines."""
    found, start = 0.0, 0
    for count in counts:
        found = max(found, _line_width(words[start : start + count]))
        start += count
    return found


def in_lines(words: Sequence[str], counts: Sequence[int]) -> tuple[str, ...]:
    """The words themselves, line by line."""
    lines, start = [], 0
    for count in counts:
        lines.append(" ".join(words[start : start + count]))
        start += count
    return tuple(lines)


def _line_width(words: Sequence[float]) -> float:
    return sum(words) + SPACE * (len(words) - 1)


def _fill_lines(words: Sequence[float], room: float) -> tuple[int, ...]:
    counts: list[int] = []
    used = 0.0
    for word in words:
        if word > room:
            return ()
        if counts and used + SPACE + word <= room:
            counts[-1] += 1
            used += SPACE + word
        else:
            counts.append(1)
            used = word
    return tuple(counts)
