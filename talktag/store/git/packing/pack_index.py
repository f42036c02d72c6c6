"""Which objects are in a pack, as its own index says: read here, to the last byte, and checked. It reads nothing else.

`git show-index` ends well even where half of its answer was lost; what is taken away on the strength of a list must not
hang on that. The format is that of gitformat-pack(5), version 2.
"""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

from talktag.disk import failing_as
from talktag.errors import SyncError

_START = b"\xfftOc\x00\x00\x00\x02"
_FAN_OUT = struct.Struct(">256I")
_ID, _WORD = 20, 4  # bytes of an id, and of a checksum or an offset


def objects_in(pack: Path) -> list[str]:
    """The ids of all objects in the pack of that path without an ending, in the order in which they lie in it.

    SyncError for an index that is not whole, or of a pack of two gigabytes and more; DiskError where it cannot be read.
    """
    with failing_as(f'could not read "{pack}.idx"'):
        data = pack.with_suffix(".idx").read_bytes()
    try:
        return _objects(data)
    except (ValueError, struct.error) as error:
        raise SyncError(
            f'the index "{pack}.idx" is damaged', hints=["see what is wrong with: talktag doctor"]
        ) from error


def is_plain(pack: Path) -> bool:
    """Whether the index of the pack of that path without an ending is of the form that is read here."""
    with failing_as(f'could not read "{pack}.idx"'), pack.with_suffix(".idx").open("rb") as file:
        return file.read(len(_START)) == _START


def _objects(data: bytes) -> list[str]:
    """The same of the bytes of an index; ValueError or struct.error for any other."""
    count = _FAN_OUT.unpack_from(data, len(_START))[-1]
    names = len(_START) + _FAN_OUT.size
    offsets = names + count * (_ID + _WORD)
    end = offsets + count * _WORD
    digest = hashlib.sha1(data[:-_ID], usedforsecurity=False).digest()
    if not data.startswith(_START) or len(data) != end + 2 * _ID or digest != data[-_ID:]:
        raise ValueError(len(data))
    idents = [data[start : start + _ID].hex() for start in range(names, names + count * _ID, _ID)]
    order = struct.unpack_from(f">{count}I", data, offsets)
    return [ident for _, ident in sorted(zip(order, idents, strict=True))]
