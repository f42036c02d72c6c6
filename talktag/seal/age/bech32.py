"""Bech32 (BIP 173) without its length limit, as the age specification asks. It knows nothing of keys."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUE = {character: value for value, character in enumerate(_CHARSET)}
_VISIBLE = re.compile(r"[!-~]+\Z")
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def encode(prefix: str, data: bytes) -> str:
    """`data` in lower case after the human-readable `prefix`, with the checksum of BIP 173."""
    values = _regroup(data, 8, 5)
    sums = _polymod([*_expand(prefix), *values, *[0] * 6]) ^ 1
    values += [sums >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{prefix}1{''.join(_CHARSET[value] for value in values)}"


def decode(text: str) -> tuple[str, bytes]:
    """The prefix, in the case it was written in, and the bytes of `text`; ValueError for anything else."""
    if text not in {text.lower(), text.upper()} or not _VISIBLE.match(text):
        raise ValueError("mixed case or foreign characters")
    prefix, separator, tail = text.rpartition("1")
    if not separator or not prefix or len(tail) < len("qqqqqq"):
        raise ValueError("no prefix or no checksum")
    try:
        values = [_VALUE[character] for character in tail.lower()]
    except KeyError:
        raise ValueError("a character outside the alphabet") from None
    if _polymod([*_expand(prefix.lower()), *values]) != 1:
        raise ValueError("the checksum does not fit")
    return prefix, _bytes_of(values[:-6])


def _bytes_of(values: list[int]) -> bytes:
    spare = len(values) * 5 % 8
    if spare > 4 or (spare and values[-1] & (1 << spare) - 1):  # more than 4 is a whole value
        raise ValueError("stray bits at the end")
    return bytes(_regroup(values, 5, 8)[: len(values) * 5 // 8])


def _expand(prefix: str) -> list[int]:
    codes = prefix.encode("ascii")
    return [*(code >> 5 for code in codes), 0, *(code & 31 for code in codes)]


def _polymod(values: Iterable[int]) -> int:
    total = 1
    for value in values:
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATOR):
            if top >> place & 1:
                total ^= generator
    return total


def _regroup(values: Iterable[int], width: int, target: int) -> list[int]:
    """The bits of `values`, `width` each, in groups of `target`; the last group filled up with zero bits."""
    held, bits, groups = 0, 0, []
    for value in values:
        held = held << width | value
        bits += width
        while bits >= target:
            bits -= target
            groups.append(held >> bits)
            held &= (1 << bits) - 1
    if bits:
        groups.append(held << target - bits)
    return groups
