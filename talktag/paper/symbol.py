"""A QR symbol from a text: version and error correction by capacity, then one matrix. It never draws.

Terms and rules are those of ISO/IEC 18004; the encoding itself is the qrcode library's.
"""

from __future__ import annotations

import bisect
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError
from talktag.paper import mask

if TYPE_CHECKING:
    from qrcode.main import QRCode

LEVELS = "LMQH"  # error correction, weakest first
# Shortest stretch worth a segment of its own, 0 for a single segment: no one value is always best.
_SEGMENTATIONS = (0, 4, 6, 8, 12, 20)
_LARGEST_VERSION = 40


@dataclass(frozen=True, slots=True)
class Design:
    """What a payload's symbol will be, known before any module is: `size` modules a side, without quiet zone."""

    payload: str
    version: int
    error_correction: str
    segmentation: int

    @property
    def size(self) -> int:
        """Modules along a side, without the quiet zone."""
        return 17 + 4 * self.version


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR symbol; `modules` are its rows from the top, True where dark, without the quiet zone."""

    payload: str
    version: int
    error_correction: str
    modules: tuple[tuple[bool, ...], ...]

    @property
    def size(self) -> int:
        """Modules along a side, without the quiet zone."""
        return len(self.modules)


def make_symbol(payload: str, floor: str = "Q") -> Symbol:
    """The smallest symbol for an ASCII payload at error correction `floor`, raised where that costs no size.

    InvalidError for an empty payload, one that is not ASCII, or one no QR symbol can hold.
    """
    return symbol_of(design_symbol(payload, floor))


def design_symbol(payload: str, floor: str = "Q") -> Design:
    """The smallest version over several segmentations, and the highest level it holds; errors as in make_symbol."""
    _check(payload)
    sizes = [(_segment_bits(payload, segmentation), segmentation) for segmentation in _SEGMENTATIONS]
    version, segmentation = min((_version(bits, floor), segmentation) for bits, segmentation in sizes)
    if version > _LARGEST_VERSION:
        raise InvalidError(f"a text of {len(payload)} characters is too long for a QR code")
    for level in reversed(LEVELS[LEVELS.index(floor) :]):
        for bits, candidate in sizes:
            if _version(bits, level) <= version:
                return Design(payload, version, level, candidate)
    return Design(payload, version, floor, segmentation)


def symbol_of(design: Design) -> Symbol:
    """The designed symbol's modules, under the mask with the fewest penalty points.

    InvalidError for a payload with so many zeros in a row that the library gives up.
    """
    code = _code(design.version, design.error_correction)
    code.add_data(design.payload, optimize=design.segmentation)
    try:
        code.makeImpl(False, 0)
    except ValueError as error:
        # qrcode 8.2 cannot compute error correction for a block that is all zeros (its issue 330).
        raise InvalidError("the code's text has too long a row of zeros for a QR code") from error
    plain = mask.packed(code.modules)
    masked = [plain ^ change for change in _mask_changes(design.version, design.error_correction)]
    best = min(masked, key=lambda symbol: mask.penalty(symbol, design.size))
    modules = mask.unpacked(best, design.size)
    return Symbol(design.payload, design.version, design.error_correction, modules)


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


def _segment_bits(payload: str, segmentation: int) -> tuple[int, int, int]:
    """Bits the payload takes, by the three groups of versions (1-9, 10-26, 27-40) with their own length fields."""
    from qrcode import util

    whole = [util.QRData(payload)]
    segments = list(util.optimal_data_chunks(payload, minimum=segmentation)) if segmentation else whole
    data = sum(4 + _data_bits(segment.mode, len(segment)) for segment in segments)
    groups = (util.MODE_SIZE_SMALL, util.MODE_SIZE_MEDIUM, util.MODE_SIZE_LARGE)
    small, medium, large = (data + sum(group[segment.mode] for segment in segments) for group in groups)
    return small, medium, large


def _data_bits(mode: int, length: int) -> int:
    from qrcode import util

    if mode == util.MODE_NUMBER:
        return length // 3 * 10 + (0, 4, 7)[length % 3]
    if mode == util.MODE_ALPHA_NUM:
        return length // 2 * 11 + length % 2 * 6
    return length * 8


def _version(bits: tuple[int, int, int], level: str) -> int:
    """The smallest version that holds the bits, 41 where none does."""
    from qrcode import util

    limits = util.BIT_LIMIT_TABLE[_library_level(level)]
    for needed, first, last in zip(bits, (1, 10, 27), (9, 26, _LARGEST_VERSION), strict=True):
        version = max(first, bisect.bisect_left(limits, needed, 1))
        if version <= last:
            return version
    return _LARGEST_VERSION + 1


@functools.cache
def _mask_changes(version: int, level: str) -> tuple[int, ...]:
    """What each mask changes in a packed symbol made with mask 0, format bits included; the data does not matter."""
    code = _code(version, level)
    code.add_data("0")
    symbols = []
    for number in range(8):
        code.makeImpl(False, number)
        symbols.append(mask.packed(code.modules))
    return tuple(symbol ^ symbols[0] for symbol in symbols)


def _code(version: int, level: str) -> QRCode[Any]:
    from qrcode.main import QRCode

    return QRCode(version=version, error_correction=_library_level(level))


def _library_level(level: str) -> int:
    from qrcode import constants

    return int(getattr(constants, f"ERROR_CORRECT_{level}"))
