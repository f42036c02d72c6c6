r"""vCards as lines: folded and escaped as RFC 6350 has it, and read as leniently as their many writers need.

It knows no property by its meaning, decodes nothing, and keeps no line that is longer than a card of keys needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

BEGIN, END = "BEGIN:VCARD", "END:VCARD"
_OCTETS = 75  # of a line, its end not counted (RFC 6350 section 3.2)
_LONGEST = 4096  # characters of a property; what is longer, such as a photo, is passed over
_MOST = 500  # properties of one card
_ESCAPES = {"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"}
_MEANT = re.compile(r"\\([\\,;:nN])")
_NAME = re.compile(r'(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';([^=;":]+)=?("[^"]*"|[^;]*)')
_BEGINS = re.compile(r"^([ \t>|]*)BEGIN:VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)


class Property(NamedTuple):
    """One property of a card: its name in capitals, its parameters in small letters, and its value as it stands."""

    name: str
    value: str
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The value as text, without its escapes."""
        return _MEANT.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)

    def has(self, name: str, value: str) -> bool:
        """Whether a parameter has that value, or has it among several."""
        return any(key == name and value in each.split(",") for key, each in self.parameters)


def text_property(name: str, text: str) -> Property:
    """A property whose value is one text."""
    return Property(name, "".join(_ESCAPES.get(letter, letter) for letter in text))


def card_lines(properties: Iterable[Property]) -> str:
    """A card of those properties, between its first and last line, folded; every line ends in CR LF."""
    lines = [BEGIN, "VERSION:4.0", *map(_line, properties), END]
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line))


def properties_of(card: str) -> Iterator[Property]:
    """The properties between the first and the last line of a card, the version left out; what is none is passed over.

    At most so many are told, and none that is longer than a card of keys needs.
    """
    lines = _unfold(card.strip())
    for line in lines[1:-1][:_MOST]:
        found = _NAME.fullmatch(line) if len(line) <= _LONGEST else None
        if found and found[1].upper() != "VERSION":
            parameters = tuple((key.lower(), value.strip('"').lower()) for key, value in _PARAMETER.findall(found[2]))
            yield Property(found[1].upper(), found[3].rstrip("\r"), parameters)


def cards_in(text: str) -> Iterator[str]:
    """Every vCard in a text, one that is not ended up to the end of it; what stands before each of its lines is off.

    So a card may stand in a mail, also where somebody quoted it.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    starts = list(_BEGINS.finditer(plain))
    for number, start in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(plain)
        lines = [line.removeprefix(start[1]) for line in plain[start.start() : end].split("\n")]
        last = next((at for at, line in enumerate(lines) if line.strip().upper() == END), len(lines) - 1)
        yield "\n".join(lines[: last + 1])


def is_whole(card: str) -> bool:
    """Whether the card has its last line."""
    return card.rstrip().upper().endswith(END)


def _line(each: Property) -> str:
    said = "".join(f";{key.upper()}={value}" for key, value in each.parameters)
    return f"{each.name}{said}:{each.value}"


def _fold(line: str) -> Iterator[str]:
    """The line in pieces of at most so many bytes; each but the first begins with a blank, and no letter is parted."""
    piece, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _OCTETS:
            ends = piece.rstrip(" ") if piece.strip() else piece  # mail takes away blanks at the end of a line
            yield ends
            piece = f" {piece[len(ends) :]}"
            size = len(piece)
        piece += letter
        size += width
    yield piece


def _unfold(card: str) -> list[str]:
    """The lines, each with those that go on with it."""
    return re.sub(r"\n[ \t]", "", card.replace("\r\n", "\n")).split("\n")
