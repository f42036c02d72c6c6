"""The last lines of a commit message, in which talktag says which command made it. Pure text."""

from __future__ import annotations

from collections.abc import Sequence

COMMAND = "Talktag-Command"
UNDOES = "Talktag-Undoes"


def trailers(message: str, wanted: Sequence[str]) -> dict[str, str]:
    """The `Key: value` lines that are `wanted` of a commit message's last paragraph, its subject being none."""
    _, *paragraphs = message.rstrip().split("\n\n")
    pairs = (line.partition(": ") for line in (paragraphs[-1] if paragraphs else "").splitlines())
    return {key: value for key, _, value in pairs if key in wanted}
