"""Text as a reader of pictures hands it on, laid out as rows; a bar parts what stands side by side in one row."""

from __future__ import annotations

from talktag.model.intake.text_line import Box, TextLine

_ROW, _HEIGHT, _LETTER, _COLUMN = 80.0, 40.0, 14.0, 600.0


def read_lines(text: str, score: float = 1.0) -> list[TextLine]:
    """`text`, a row a line; one that begins with `#` is taller."""
    lines = []
    for number, row in enumerate(each.strip() for each in text.strip().splitlines()):
        height = _HEIGHT * (1.5 if row.startswith("#") else 1)
        top = number * _ROW
        for column, piece in enumerate(row.removeprefix("#").split("|")):
            left = column * _COLUMN
            box = Box(left, top, left + max(1, len(piece)) * _LETTER, top + height)
            lines.append(TextLine(piece.strip(), score, box))
    return lines
