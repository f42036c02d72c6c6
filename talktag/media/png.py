"""PNG files as chunks (W3C PNG, third edition): only those that make the picture are kept, each cut to its size.

It unpacks the pixels to see where they end; it never decodes one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping

from talktag.media.colour_profile import cut_profile
from talktag.media.orientation import UPRIGHT, read_orientation, write_orientation
from talktag.model.files.media_type import PNG_SIGNATURE

_HEAD, _DATA, _END, _EXIF, _PROFILE = b"IHDR", b"IDAT", b"IEND", b"eXIf", b"iCCP"
_PALETTE, _CLEAR, _BITS = b"PLTE", b"tRNS", b"sBIT"
_FIXED = {b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"cICP": 4, b"mDCV": 24, b"cLLI": 8, b"pHYs": 9}
_HEAD_SIZE, _CHECK_SIZE = 13, 4
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = (1, 2, 4, 8, 16)
_CLEAR_SIZES = {0: 2, 2: 6}
_BITS_SIZES = {0: 1, 2: 3, 3: 3, 4: 2, 6: 4}
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_PROFILE_LIMIT = 4_000_000  # bytes unpacked
_STEP = 1 << 17  # bytes at a time


def clean_png(data: bytes) -> bytes:
    """The same picture without metadata or animation. ValueError where it is no sound PNG."""
    found: dict[bytes, bytes] = {}
    pixels: list[bytes] = []
    for kind, body in chunks(data):
        if (kind == _HEAD) != (not found):
            raise ValueError("its first part is not its header")
        if kind == _DATA:
            pixels.append(body)
        found.setdefault(kind, body)
    if not pixels:
        raise ValueError("it holds no picture")
    head = found[_HEAD]
    size = _unpacked_size(head)
    kept = {_HEAD: head, **_beside(found, head[8], head[9]), _DATA: _cut_stream(b"".join(pixels), size), _END: b""}
    return PNG_SIGNATURE + b"".join(_chunk(kind, body) for kind, body in kept.items() if body or kind == _END)


def _beside(found: Mapping[bytes, bytes], depth: int, colour: int) -> dict[bytes, bytes]:
    """What makes the colours, the density and the way up, in the order that the standard wants."""
    sizes = _FIXED | {_BITS: _BITS_SIZES[colour]}
    kept = {kind: found[kind][:size] for kind, size in sizes.items() if len(found.get(kind, b"")) >= size}
    kept[_PROFILE] = _profile(found.get(_PROFILE, b""))
    way = read_orientation(found.get(_EXIF, b""))
    kept[_EXIF] = write_orientation(way) if way != UPRIGHT else b""
    if colour == 3:
        palette = found.get(_PALETTE, b"")
        kept[_PALETTE] = palette[: 3 * min(len(palette) // 3, 1 << depth)]
        kept[_CLEAR] = found.get(_CLEAR, b"")[: len(kept[_PALETTE]) // 3]
    elif len(clear := found.get(_CLEAR, b"")) >= (size := _CLEAR_SIZES.get(colour, len(clear) + 1)):
        kept[_CLEAR] = clear[:size]
    return kept


def _profile(body: bytes) -> bytes:
    """The profile cut to what makes colours, under one name for all; its own name says whose screen it was."""
    _, _, packed = body.partition(b"\0")
    try:
        profile = zlib.decompressobj().decompress(packed[1:], _PROFILE_LIMIT)
    except zlib.error:
        return b""
    cut = cut_profile(profile)
    return b"colours\0\0" + zlib.compress(cut, 9) if cut else b""


def _unpacked_size(head: bytes) -> int:
    """How many bytes the rows of the picture have, each with its filter before it."""
    if len(head) != _HEAD_SIZE:
        raise ValueError("it does not say its size")
    width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    if not width or not height or head[8] not in _DEPTHS or head[9] not in _CHANNELS or head[12] > 1:
        raise ValueError("it does not say its size")
    bits = head[8] * _CHANNELS[head[9]]
    if not head[12]:
        return height * (1 + (width * bits + 7) // 8)
    passes = [(-(-(width - x) // step_x), -(-(height - y) // step_y)) for x, y, step_x, step_y in _PASSES]
    return sum(rows * (1 + (columns * bits + 7) // 8) for columns, rows in passes if columns > 0 < rows)


def _cut_stream(packed: bytes, size: int) -> bytes:
    """The packed rows with nothing behind them: neither in the stream, nor after its end."""
    try:
        found, read = 0, 0
        unpacker = zlib.decompressobj()
        for part, end in _unpack(unpacker, packed, size + 1):
            found, read = found + len(part), end
        if found < size:
            raise ValueError("it ends early")
        if found == size and unpacker.eof:
            return packed[: read - len(unpacker.unused_data)]
        packer = zlib.compressobj()
        again = [packer.compress(part) for part, _ in _unpack(zlib.decompressobj(), packed, size)]
        return b"".join((*again, packer.flush()))
    except zlib.error as error:
        raise ValueError("it is damaged") from error


def _unpack(unpacker: zlib._Decompress, packed: bytes, most: int) -> Iterator[tuple[bytes, int]]:
    """At most `most` bytes of a stream, in parts, each with how far the stream was read for it."""
    for start in range(0, len(packed), _STEP):
        rest = packed[start : start + _STEP]
        end, is_full = start + len(rest), True
        while is_full or rest:
            limit = min(most, _STEP)
            part = unpacker.decompress(rest, limit)
            rest, is_full = unpacker.unconsumed_tail, len(part) == limit
            most -= len(part)
            yield part, end
            if unpacker.eof or not most:
                return


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(kind, body) up to the end chunk; what follows that is not looked at."""
    position = len(PNG_SIGNATURE)
    kind = b""
    while kind != _END:
        size = int.from_bytes(data[position : position + 4], "big")
        kind = data[position + 4 : position + 8]
        body = data[position + 8 : position + 8 + size]
        check = data[position + 8 + size : position + 12 + size]
        if len(check) < _CHECK_SIZE:
            raise ValueError("it ends early")
        if zlib.crc32(kind + body) != int.from_bytes(check, "big"):
            raise ValueError("it is damaged")
        position += 12 + size
        yield kind, body


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
