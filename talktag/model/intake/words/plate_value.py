"""What stands behind a label on a type plate: in its line, right of it, or below it. It judges no value true."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from talktag.model.intake.text_line import TextLine
from talktag.model.intake.words.label import PlateLabel, labels_in

_SEPARATORS = " \t:.=#-–—_|*>/;,"
_AROUND = _SEPARATORS + "()[]\"'"
_RIGHT, _BELOW = 0.92, 0.85  # how much less sure it is that a value elsewhere belongs to the label
_UNITS = "V|A|W|Hz|kg|g|mm|cm|m|Ah|mAh|Wh|kW|kWh|l|L|bar|rpm|dB|MHz|GHz|VAC|VDC|VA|Nm|min"
_QUANTITY = re.compile(rf"[~=]?[0-9.,/–-]{{1,9}}(?:{_UNITS}|°C|°F)(?:[~=/].{{0,12}}|-[0-9.]{{1,6}}(?:Hz|V|A|W))?\Z")
_UNIT = re.compile(rf"(?:{_UNITS})(?:[~=/].{{0,12}})?\Z")


class LabelValue(NamedTuple):
    """A text behind a label, how sure it is that it was read and belongs there (0 to 1), and all that was read."""

    key: str
    text: str
    score: float
    source: str


def values_behind_labels(rows: Sequence[Sequence[TextLine]]) -> Iterator[LabelValue]:
    """Every label of the plate with what stands behind it; nothing where nothing does."""
    for at, row in enumerate(rows):
        for place, piece in enumerate(row):
            labels = labels_in(piece.text)
            for number, label in enumerate(labels):
                end = labels[number + 1].start if number + 1 < len(labels) else len(piece.text)
                text = _bare(piece.text[label.end : end])
                if text:
                    yield LabelValue(label.key, text, piece.score, piece.text)
                elif number + 1 == len(labels):
                    yield from _elsewhere(label, piece, row[place + 1 : place + 2], rows[at + 1 : at + 3])


def _elsewhere(
    label: PlateLabel, piece: TextLine, right: Sequence[TextLine], below: Sequence[Sequence[TextLine]]
) -> Iterator[LabelValue]:
    """What stands right of a label that ends its piece, else right under it."""
    for other in right:
        if not labels_in(other.text):
            score = min(piece.score, other.score) * _RIGHT
            yield LabelValue(label.key, _bare(other.text), score, f"{piece.text} {other.text}")
            return
    reach = 2.5 * piece.box.height
    for other in (each for row in below[:1] for each in row):
        is_under = other.box.left < piece.box.right and other.box.right > piece.box.left
        is_near = other.box.middle - piece.box.middle < reach
        if is_under and is_near and not labels_in(other.text):
            score = min(piece.score, other.score) * _BELOW
            yield LabelValue(label.key, _bare(other.text), score, f"{piece.text} {other.text}")
            return


def _bare(text: str) -> str:
    return text.lstrip(_SEPARATORS).rstrip(_SEPARATORS.replace(".", ""))


def code_in(text: str) -> str:
    """The number at the beginning of a text: its first word, and further ones with a digit that are no quantities."""
    words = text.split()
    groups: list[str] = []
    for at, word in enumerate(words):
        bare = word.strip(_AROUND if "(" not in word.lstrip("(") else _SEPARATORS)
        follows = words[at + 1] if at + 1 < len(words) else ""
        is_amount = _QUANTITY.match(bare) or (bare[-1:].isdigit() and _UNIT.match(follows))
        if not bare or (groups and (is_amount or not any(each.isdigit() for each in bare))):
            break
        groups.append(bare)
        if word.endswith((",", ";", ")")):
            break
    return " ".join(groups)


def name_in(text: str) -> str:
    """The name of a model at the beginning of a text: its number, and a word or two behind it; or a few words alone."""
    code, words = code_in(text), text.split()
    rest = words[len(code.split()) :]
    if not any(each.isdigit() for each in code):
        return " ".join(words[:4]) if words and all(each[0].isalpha() for each in words[:4]) else code
    is_plain = 0 < len(rest) <= 2 and not has_quantity(" ".join(words)) and all(each.isalpha() for each in rest)
    return f"{code} {' '.join(rest)}" if is_plain else code


def has_quantity(text: str) -> bool:
    """Whether a text says volts, watts, kilograms … rather than a name."""
    words = text.split()
    pairs = pairwise(words)
    return any(_QUANTITY.match(each) for each in words) or any(
        one[-1:].isdigit() and _UNIT.match(two) for one, two in pairs
    )
