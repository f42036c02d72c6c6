"""The shortest way to write a text in a QR symbol's modes, as bits. It never decides on a version or a level.

Modes and their costs are those of ISO/IEC 18004; a text may change between them as often as that saves bits.
"""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass

_NUMERIC, _ALPHANUMERIC, _BYTE = 0, 1, 2
_INDICATORS = (1, 2, 4)
_LENGTH_BITS = ((10, 9, 8), (12, 11, 16), (14, 13, 16))  # by group of versions: 1-9, 10-26, 27-40
_ALPHABET = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")}
_NEVER = 1 << 40  # costs are counted in sixths of a bit: 20, 33 or 48 a character


@dataclass(frozen=True, slots=True)
class Segments:
    """A text as segments of one mode each: (mode, text) pairs, and the bits they take together."""

    parts: tuple[tuple[int, str], ...]
    length: int

    def bits(self, group: int) -> int:
        """The segments one after the other as one integer of `length` bits, for the group they were made for."""
        stream = 0
        for mode, text in self.parts:
            count = _LENGTH_BITS[group][mode]
            stream = ((stream << 4 | _INDICATORS[mode]) << count) | len(text)
            value, size = _data(mode, text)
            stream = stream << size | value
        return stream


@functools.lru_cache(maxsize=64)
def find_segments(text: str, group: int) -> Segments:
    """The segments of an ASCII text that take the fewest bits in symbols of that group of versions (0, 1 or 2)."""
    parts = _join_runs(text, _modes(text, group))
    length = sum(4 + _LENGTH_BITS[group][mode] + _size(mode, len(part)) for mode, part in parts)
    return Segments(parts, length)


def byte_segment(data: bytes, group: int) -> Segments:
    """Any bytes as one segment, so that no reader can join or read them in another way; a letter stands for a byte."""
    return Segments(((_BYTE, data.decode("latin-1")),), 4 + _LENGTH_BITS[group][_BYTE] + 8 * len(data))


def _modes(text: str, group: int) -> list[int]:
    """The cheapest mode of each character: what it costs to have written so far is kept for each mode to be in."""
    to_numeric, to_alphanumeric, to_byte = ((4 + count) * 6 for count in _LENGTH_BITS[group])
    numeric, alphanumeric, byte = to_numeric, to_alphanumeric, to_byte
    came: list[tuple[int, int, int]] = []
    for character in text:
        byte += 48
        if character not in _ALPHABET:
            numeric, alphanumeric = byte + to_numeric, byte + to_alphanumeric
            came.append((_BYTE, _BYTE, _BYTE))
            continue
        numeric = numeric + 20 if "0" <= character <= "9" else _NEVER
        alphanumeric += 33
        # A change of mode begins a new segment, on a whole bit.
        end, best = min((-(-numeric // 6) * 6, 0), (-(-alphanumeric // 6) * 6, 1), (byte, 2))
        came.append(
            (
                _NUMERIC if numeric <= end + to_numeric else best,
                _ALPHANUMERIC if alphanumeric <= end + to_alphanumeric else best,
                _BYTE if byte <= end + to_byte else best,
            )
        )
        numeric = min(numeric, end + to_numeric)
        alphanumeric = min(alphanumeric, end + to_alphanumeric)
        byte = min(byte, end + to_byte)
    ends = (-(-numeric // 6), -(-alphanumeric // 6), -(-byte // 6))
    return _trace_back(came, ends.index(min(ends)))


def _trace_back(came: list[tuple[int, int, int]], last: int) -> list[int]:
    """The mode of each character, from the last one back; `came` names for each mode the one the character was in."""
    modes = []
    mode = last
    for step in reversed(came):
        mode = step[mode]
        modes.append(mode)
    return modes[::-1]


def _join_runs(text: str, modes: list[int]) -> tuple[tuple[int, str], ...]:
    parts = []
    start = 0
    for mode, run in itertools.groupby(modes):
        end = start + sum(1 for _ in run)
        parts.append((mode, text[start:end]))
        start = end
    return tuple(parts)


def _size(mode: int, count: int) -> int:
    """Bits that so many characters take in a mode."""
    if mode == _NUMERIC:
        return count // 3 * 10 + (0, 4, 7)[count % 3]
    return count // 2 * 11 + count % 2 * 6 if mode == _ALPHANUMERIC else count * 8


def _data(mode: int, text: str) -> tuple[int, int]:
    """A segment's characters as one integer, and how many bits it has."""
    if mode == _BYTE:
        return int.from_bytes(text.encode("latin-1")), 8 * len(text)
    step = 3 if mode == _NUMERIC else 2
    stream = 0
    for start in range(0, len(text), step):
        piece = text[start : start + step]
        value = int(piece) if mode == _NUMERIC else functools.reduce(_pair, piece, 0)
        stream = stream << _size(mode, len(piece)) | value
    return stream, _size(mode, len(text))


def _pair(value: int, character: str) -> int:
    return value * len(_ALPHABET) + _ALPHABET[character]
