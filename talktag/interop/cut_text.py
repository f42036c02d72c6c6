"""Foreign text as a line or a report repeats it: cut, visibly, where it is long. It never cuts what is kept."""

from __future__ import annotations

_VALUE, _TITLE = 200, 60  # characters
_BEGIN, _END = 120, 80  # of a sentence, before the gap and behind it


def cut_value(value: object) -> str:
    """A value of a cell."""
    return cut_text(str(value), _VALUE)


def cut_title(title: str) -> str:
    """A title of a column, or the name of a field."""
    return cut_text(title, _TITLE)


def cut_middle(sentence: str) -> str:
    """A sentence that repeats a value: how it begins and ends, and how much more there is."""
    more = len(sentence) - _BEGIN - _END
    return sentence if more <= _VALUE else f"{sentence[:_BEGIN]}… ({more:,} letters more) …{sentence[-_END:]}"


def cut_text(text: str, most: int) -> str:
    """A text of `most` characters at the most."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
