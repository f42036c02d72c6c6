"""A line that any finder may read: how long each may be, and one read. It judges no words and publishes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from talktag.model.typed.text import checked_text, tidy

# Characters. All of a product's together fit a row of the finder's page, which is equally long for all (finder build).
MOST: Mapping[str, int] = {"name": 60, "words": 400, "reward": 120, "urgent": 160, "hand_in": 200}
# Marks that turn the direction of whatever follows; right to left text needs none of them.
_TURNS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def public_line(what: str, text: str) -> str:
    """The text as it is; ValueError with a sentence for what is no line, or longer than `what` of MOST may be."""
    line = checked_text(text)
    if not tidy(line):
        raise ValueError("is empty")
    if len(line.splitlines()) > 1 or "\t" in line:
        raise ValueError("is not one line")
    if not _TURNS.isdisjoint(line):
        raise ValueError("holds a mark that turns the direction of the text behind it")
    if len(line) > MOST[what]:
        raise ValueError(f"has {len(line)} characters, and at most {MOST[what]} fit")
    return line
