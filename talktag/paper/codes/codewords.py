"""A QR symbol's codewords: the data, padded, with error correction after it, interleaved. It never places a module.

Arithmetic of ISO/IEC 18004 over GF(256); the tables of blocks are the qrcode library's. A block's remainder is one
large integer, so that a codeword costs one shift and one exclusive or.
"""

from __future__ import annotations

import functools
import itertools

_POLYNOMIAL = 0x11D  # x^8 + x^4 + x^3 + x^2 + 1
_PADDING = (0xEC, 0x11)


@functools.cache
def blocks(version: int, level: str) -> tuple[tuple[int, int], ...]:
    """(codewords, data codewords among them) of each block of a symbol."""
    from qrcode import base, constants

    rows = base.rs_blocks(version, getattr(constants, f"ERROR_CORRECT_{level}"))
    return tuple((row.total_count, row.data_count) for row in rows)


@functools.cache
def capacity(version: int, level: str) -> int:
    """Data bits a symbol holds."""
    return 8 * sum(data for _, data in blocks(version, level))


def codewords(bits: int, length: int, version: int, level: str) -> bytes:
    """The symbol's codewords in the order in which they are placed, for `length` data bits that fit."""
    data = _pad(bits, length, capacity(version, level))
    parts: list[bytes] = []
    checks: list[bytes] = []
    start = 0
    for total, count in blocks(version, level):
        part = data[start : start + count]
        parts.append(part)
        checks.append(_check(part, total - count))
        start += count
    return _interleave(parts) + _interleave(checks)


def _pad(bits: int, length: int, room: int) -> bytes:
    end = min(4, room - length)  # the terminator, as much of it as there is room for
    fill = -(length + end) % 8
    size = length + end + fill
    data = bytearray((bits << end + fill).to_bytes(size // 8))
    while len(data) < room // 8:
        data.append(_PADDING[(len(data) - size // 8) % 2])
    return bytes(data)


def _check(data: bytes, count: int) -> bytes:
    """The `count` error correction codewords of a block."""
    multiples = _multiples(count)
    top, keep = 8 * (count - 1), (1 << 8 * count) - 1
    rest = 0
    for byte in data:
        rest = ((rest << 8) & keep) ^ multiples[(rest >> top) ^ byte]
    return rest.to_bytes(count)


def _interleave(parts: list[bytes]) -> bytes:
    if len(parts) == 1:
        return parts[0]
    shortest = min(map(len, parts))
    first = bytes(itertools.chain.from_iterable(zip(*parts, strict=False)))
    # Blocks differ by one codeword at most, and the longer ones are the later ones.
    return first + b"".join(part[shortest:] for part in parts)


@functools.cache
def _multiples(count: int) -> tuple[int, ...]:
    """Each multiple of the generator polynomial of that degree, as one integer without its leading term."""
    generator = [1]
    for power in range(count):
        root = _power(power)
        longer = [*generator, 0]
        for place, factor in enumerate(generator):
            longer[place + 1] ^= _times(factor, root)
        generator = longer
    return tuple(int.from_bytes(bytes(_times(factor, value) for factor in generator[1:])) for value in range(256))


@functools.cache
def _tables() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Powers of two in the field, twice over, and their logarithms."""
    powers, logarithms = [], [0] * 256
    value = 1
    for exponent in range(255):
        powers.append(value)
        logarithms[value] = exponent
        value <<= 1
        if value > 255:
            value ^= _POLYNOMIAL
    return tuple(powers * 2), tuple(logarithms)


def _power(exponent: int) -> int:
    return _tables()[0][exponent]


def _times(one: int, other: int) -> int:
    powers, logarithms = _tables()
    return powers[logarithms[one] + logarithms[other]] if one and other else 0
