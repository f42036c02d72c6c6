"""Which of the eight QR masks to use, by the penalty rules of ISO/IEC 18004. It never changes a symbol's data.

A symbol is one large integer: its rows one after the other, then its columns. Every rule is then a few shifts over all
lines at once, where going module by module takes longer than all other work on a label.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

# 1:1:3:1:1 like a finder square, with four light modules before or after.
_FINDER_LIKE = ("10111010000", "00001011101")


def pack(rows: Sequence[Sequence[bool | None]]) -> int:
    """A square of modules as one integer, rows then columns, the first module in the highest bit."""
    lines = [*rows, *zip(*rows, strict=True)]
    return int("".join("1" if module else "0" for line in lines for module in line), 2)


def unpack(symbol: int, size: int) -> tuple[tuple[bool, ...], ...]:
    """The rows of a packed symbol of `size` by `size` modules."""
    bits = f"{symbol >> size * size:0{size * size}b}"
    return tuple(tuple(bit == "1" for bit in bits[start : start + size]) for start in range(0, size * size, size))


def penalty(symbol: int, size: int) -> int:
    """The penalty points N1 to N4 of a packed symbol, as ISO/IEC 18004 counts them for the choice of a mask."""
    return _runs(symbol, size) + _blocks(symbol, size) + _finder_likes(symbol, size) + _imbalance(symbol, size)


def _runs(symbol: int, size: int) -> int:
    """N1: a run of n >= 5 like modules in a line costs n - 2, which is its windows of five, plus two."""
    alike = ~(symbol ^ (symbol >> 1))
    four = alike & (alike >> 1)
    windows = four & (four >> 2) & _starts(size, 5, 2 * size)
    # A window whose neighbour at the next start is none of this run's is the run's last.
    return windows.bit_count() + 2 * (windows & ~(windows << 1)).bit_count()


def _blocks(symbol: int, size: int) -> int:
    """N2: every two by two square of like modules costs 3."""
    rows = symbol >> size * size
    across = ~(rows ^ (rows >> 1))
    down = ~(rows ^ (rows >> size))
    return 3 * (across & down & (across >> size) & _starts(size, 2, size - 1)).bit_count()


def _finder_likes(symbol: int, size: int) -> int:
    """N3: every stretch that looks like a finder square costs 40."""
    starts = _starts(size, 11, 2 * size)
    shifted = [symbol >> step for step in range(11)]
    inverted = [~bits for bits in shifted]
    found = 0
    for pattern in _FINDER_LIKE:
        here = starts
        for step, module in enumerate(pattern):
            here &= shifted[step] if module == "1" else inverted[step]
        found += here.bit_count()
    return 40 * found


def _imbalance(symbol: int, size: int) -> int:
    """N4: ten points for every full 5 % that the dark share is away from half."""
    dark = (symbol >> size * size).bit_count()
    return 10 * int(abs(dark / size**2 * 100 - 50) / 5)


@functools.cache
def _starts(size: int, length: int, lines: int) -> int:
    """The lowest bits of all windows of `length` modules that lie within one line, in the lowest `lines` lines."""
    line = (1 << (size - length + 1)) - 1
    return sum(line << number * size for number in range(lines))
