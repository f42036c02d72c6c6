"""A QR symbol from a text: version and error correction by capacity, then one matrix. It never draws.

Terms and rules are those of ISO/IEC 18004. The qrcode library gives the patterns every symbol of a version has; what a
payload adds is computed here, as that is the part that costs time with every label.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError
from talktag.paper.codes import mask
from talktag.paper.codes.codewords import blocks, capacity, codewords
from talktag.paper.codes.segments import Segments, byte_segment, find_segments

if TYPE_CHECKING:
    from qrcode.main import QRCode

LEVELS = "LMQH"  # error correction, weakest first
_LARGEST_VERSION = 40
MOST_BYTES = {"L": 2953, "M": 2331, "Q": 1663, "H": 1273}  # of the largest version
_GROUPS = ((1, 9), (10, 26), (27, _LARGEST_VERSION))  # versions whose segments have length fields alike


@dataclass(frozen=True, slots=True)
class Design:
    """What a payload's symbol will be, known before any module is: `size` modules a side, without quiet zone."""

    payload: str
    version: int
    error_correction: str
    segments: Segments

    @property
    def size(self) -> int:
        """Modules along a side, without the quiet zone."""
        return 17 + 4 * self.version


@dataclass(frozen=True, slots=True)
class Symbol:
    """A square symbol; `rows` are its modules from the top, one integer a row, the leftmost in the highest bit.

    Dark is 1; the quiet zone of `quiet` light modules around it is not in them.
    """

    payload: str
    size: int
    rows: tuple[int, ...]
    version: int = 0
    error_correction: str = ""
    quiet: int = 4

    @property
    def modules(self) -> tuple[tuple[bool, ...], ...]:
        """The rows as modules, True where dark."""
        return tuple(tuple(bit == "1" for bit in row) for row in self.text_rows("1", "0"))

    def text_rows(self, dark: str, light: str) -> tuple[str, ...]:
        """Each row as text, with the same text for every dark and every light module."""
        change = {ord("1"): dark, ord("0"): light}
        return tuple(f"{row:0{self.size}b}".translate(change) for row in self.rows)


def make_symbol(payload: str, floor: str = "Q") -> Symbol:
    """The smallest symbol for an ASCII payload at error correction `floor`, raised where that costs no size.

    InvalidError for an empty payload, one that is not ASCII, or one no QR symbol can hold.
    """
    return symbol_of(design_symbol(payload, floor))


def design_symbol(payload: str, floor: str = "Q") -> Design:
    """The smallest version any segmentation reaches, and the highest level it holds; errors as in make_symbol."""
    _check(payload)
    design = _smallest(payload, lambda group: find_segments(payload, group), floor)
    if design is None:
        raise InvalidError(f"a text of {len(payload)} characters is too long for a QR code")
    return design


def make_byte_symbol(data: bytes, floor: str = "L") -> Symbol:
    """The smallest symbol of any bytes at error correction `floor`, raised where that costs no size.

    A reader that is asked for bytes has them as they are; one that wants text takes them for UTF-8, as most do.
    InvalidError for none, and for more than MOST_BYTES of the floor.
    """
    design = _smallest(data.decode("latin-1"), lambda group: byte_segment(data, group), floor) if data else None
    if design is None:
        raise InvalidError(f"{len(data)} bytes are no QR code: it holds 1 to {MOST_BYTES[floor]}")
    return symbol_of(design)


def _smallest(payload: str, segments_in: Callable[[int], Segments], floor: str) -> Design | None:
    for group, (first, last) in enumerate(_GROUPS):
        segments = segments_in(group)
        length = segments.length
        for version in range(first, last + 1):
            if length <= capacity(version, floor):
                held = (level for level in reversed(LEVELS) if length <= capacity(version, level))
                return Design(payload, version, next(held), segments)
    return None


def symbol_of(design: Design) -> Symbol:
    """The designed symbol's modules, under the mask with the fewest penalty points."""
    version, level, size = design.version, design.error_correction, design.size
    group = next(number for number, (_, last) in enumerate(_GROUPS) if version <= last)
    words = codewords(design.segments.bits(group), design.segments.length, version, level)
    # Two constants first, then the data; the remainder bits some versions have are light before masking.
    stream = f"01{int.from_bytes(words):0{8 * len(words)}b}0000000"
    plain = int("".join(_places(version)(stream)), 2)
    masked = [plain ^ change for change in _mask_changes(version, level)]
    best = min(masked, key=lambda symbol: mask.penalty(symbol, size)) >> size * size
    keep = (1 << size) - 1
    rows = tuple(best >> size * (size - 1 - number) & keep for number in range(size))
    return Symbol(design.payload, size, rows, version, level)


def _check(payload: str) -> None:
    if not payload:
        raise InvalidError("a QR code needs a text to hold")
    if not payload.isascii():
        # Without ECI readers guess the alphabet, with ECI a common reader refuses the symbol.
        shown = payload.encode("ascii", "backslashreplace").decode("ascii")
        raise InvalidError(
            f'the QR code\'s text "{shown}" is not all ASCII, which phones read differently',
            hints=["use an address of plain letters, digits and signs"],
        )


@functools.cache
def _places(version: int) -> Callable[[str], tuple[str, ...]]:
    """Picks a packed symbol's modules, unmasked, out of a stream of "01" and the codewords' bits."""
    patterns = _patterns(version)
    places = [[0 if module is None else int(module) for module in row] for row in patterns]
    for number, (row, column) in enumerate(_way(patterns)):
        places[row][column] = 2 + number
    lines = [*places, *zip(*places, strict=True)]
    return itemgetter(*(place for line in lines for place in line))


def _way(patterns: list[list[bool | None]]) -> Iterator[tuple[int, int]]:
    """Row and column of each data module, in the order of the bits: up and down in pairs of columns from the right."""
    size = len(patterns)
    # Column 6 is the timing pattern's, so the pairs to its left are one further on.
    rights = [*range(size - 1, 6, -2), 5, 3, 1]
    for turn, right in enumerate(rights):
        for row in range(size - 1, -1, -1) if turn % 2 == 0 else range(size):
            for column in (right, right - 1):
                if patterns[row][column] is None:
                    yield row, column


@functools.cache
def _patterns(version: int) -> list[list[bool | None]]:
    """The modules that are the same whatever is written, format bits as if light; None where data goes."""
    code = _code(version, "Q")
    code.modules_count = 17 + 4 * version
    code.modules = [[None] * code.modules_count for _ in range(code.modules_count)]
    for row, column in ((0, 0), (code.modules_count - 7, 0), (0, code.modules_count - 7)):
        code.setup_position_probe_pattern(row, column)
    code.setup_position_adjust_pattern()
    code.setup_timing_pattern()
    code.setup_type_info(True, 0)
    if version >= 7:
        code.setup_type_number(False)
    return code.modules


@functools.cache
def _mask_changes(version: int, level: str) -> tuple[int, ...]:
    """What each mask changes in an unmasked packed symbol, format bits included; the data does not matter."""
    words = sum(total for total, _ in blocks(version, level))
    plain = int("".join(_places(version)("01" + "0" * (8 * words + 7))), 2)
    code = _code(version, level)
    code.data_cache = [0] * words
    changes = []
    for number in range(8):
        code.makeImpl(False, number)
        changes.append(plain ^ mask.pack(code.modules))
    return tuple(changes)


def _code(version: int, level: str) -> QRCode[Any]:
    from qrcode import constants
    from qrcode.main import QRCode

    return QRCode(version=version, error_correction=getattr(constants, f"ERROR_CORRECT_{level}"))
