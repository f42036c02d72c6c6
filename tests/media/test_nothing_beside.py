"""What stands beside, behind or between the parts of a picture goes; exiftool and Pillow are the judges."""

from __future__ import annotations

import io
import json
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from talktag.errors import InvalidError
from talktag.media.picture import clean_picture
from tests.media.material import (
    CANARY,
    chunk,
    png,
    put_before,
    saved,
    scene,
    segment,
    telling,
    with_chunks,
    with_segment,
)

JPEG = saved(scene(), "JPEG", restart_marker_blocks=2)
PALETTE = bytes(range(256)) * 3
EXTENDED = saved(scene("RGBA"), "WEBP", exif=telling().tobytes())
KINDS: dict[str, bytes] = {
    "quantisers": with_segment(JPEG, 0xDB, CANARY),
    "Huffman tables": with_segment(JPEG, 0xC4, CANARY),
    "frame": with_segment(JPEG, 0xC0, CANARY),
    "head of a scan": with_segment(JPEG, 0xDA, CANARY),
    "restarts": with_segment(JPEG, 0xDD, CANARY),
    "lines": put_before(JPEG, 0xDA, segment(0xDC, b"\0\x30" + CANARY)),
    "hierarchy": put_before(JPEG, 0xDA, segment(0xDE, CANARY)),
    "expansion": put_before(JPEG, 0xDA, segment(0xDF, b"\x11" + CANARY)),
    "JFIF": with_segment(JPEG, 0xE0, CANARY),
    "JFIF of another version": put_before(JPEG, 0xDB, segment(0xE0, b"JFXX\0\x10" + CANARY)),
    "Adobe": with_segment(saved(scene("CMYK"), "JPEG"), 0xEE, CANARY),
    **{f"application {number}": put_before(JPEG, 0xDB, segment(0xE0 + number, CANARY)) for number in range(16)},
    **{f"reserved {code:02x}": put_before(JPEG, 0xDB, segment(code, CANARY)) for code in (0xF0, 0xF7, 0xFD, 0xC8)},
    "comment": put_before(JPEG, 0xDB, segment(0xFE, CANARY)),
    "between segments": put_before(JPEG, 0xDB, CANARY),
    "behind the end": JPEG + CANARY,
    "fill bytes and a text": put_before(JPEG, 0xC0, b"\xff\xff\xff" + b"\0" + CANARY),
    "unknown profile": put_before(JPEG, 0xDB, segment(0xE2, b"ICC_PROFILE\0\1\1" + CANARY)),
    "second EXIF": put_before(saved(scene(), "JPEG", exif=telling()), 0xDB, segment(0xE1, b"Exif\0\0" + CANARY)),
    "sBIT": png((b"sBIT", b"\x08\x08\x08" + CANARY)),
    "gAMA": png((b"gAMA", b"\0\0\xb1\x8f" + CANARY)),
    "cHRM": png((b"cHRM", bytes(31) + b"\1" + CANARY)),
    "sRGB": png((b"sRGB", b"\0" + CANARY)),
    "cICP": png((b"cICP", b"\1\x0d\0\1" + CANARY)),
    "mDCV": png((b"mDCV", bytes(24) + CANARY)),
    "cLLI": png((b"cLLI", bytes(8) + CANARY)),
    "pHYs": png((b"pHYs", b"\0\0\x0b\x13\0\0\x0b\x13\1" + CANARY)),
    "tRNS": png((b"tRNS", bytes(6) + CANARY)),
    "tRNS of grey": png((b"tRNS", bytes(2) + CANARY), colour=0),
    "tRNS of a palette": png((b"PLTE", PALETTE[:600]), (b"tRNS", bytes(200) + CANARY), colour=3),
    "palette": png((b"PLTE", PALETTE + CANARY[:9]), colour=3),
    "palette of true colours": png((b"PLTE", CANARY[:9])),
    "name of a profile": png((b"iCCP", CANARY + b"\0\0" + zlib.compress(b"nonsense"))),
    "second gAMA": png((b"gAMA", b"\0\0\xb1\x8f"), (b"gAMA", CANARY)),
    "behind the packed rows": png(behind=CANARY * 40),
    "within the packed rows": png(within=CANARY * 40),
    "within woven rows": png(within=CANARY * 40, adam=1),
    "behind woven rows": png(behind=CANARY * 40, adam=1),
    **{
        kind.decode(): png((kind, CANARY))
        for kind in (b"tEXt", b"zTXt", b"iTXt", b"tIME", b"hIST", b"bKGD", b"sPLT", b"prVt", b"caBX")
    },
    "behind the last chunk": png() + CANARY,
    "in the last chunk": png()[:-12] + chunk(b"IEND", CANARY),
    "head of an extended WebP": EXTENDED.replace(b"VP8X\x0a\0\0\0", b"VP8X\x14\0\0\0", 1)[:30] + CANARY + EXTENDED[30:],
    "unknown chunk": with_chunks(EXTENDED, (b"prVt", CANARY)),
    "XMP": with_chunks(EXTENDED, (b"XMP ", CANARY)),
    "profile of a WebP": with_chunks(EXTENDED, (b"ICCP", CANARY)),
    "behind a WebP": EXTENDED + CANARY,
}
KINDS["head of an extended WebP"] = (
    b"RIFF" + (len(KINDS["head of an extended WebP"]) - 8).to_bytes(4, "little") + KINDS["head of an extended WebP"][8:]
)


def shown(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as opened:
        return opened.convert("RGBA").tobytes()


def is_shown(data: bytes) -> bool:
    try:
        return bool(shown(data))
    except (OSError, SyntaxError, ValueError):
        return False


def test_most_of_these_are_shown_by_viewers() -> None:
    assert sum(is_shown(data) for data in KINDS.values()) > 50


@pytest.mark.parametrize("case", KINDS)
def test_what_stands_beside_the_pixels_goes_and_they_stay(case: str) -> None:
    data = KINDS[case]
    if not is_shown(data):  # by libjpeg, which most viewers are made with
        with pytest.raises(InvalidError):
            clean_picture(data)
        return
    clean = clean_picture(data)
    assert clean is not None
    assert CANARY[:6] not in clean.data
    assert shown(clean.data) == shown(data)
    again = clean_picture(clean.data)
    assert again is not None
    assert again.data == clean.data
    if clean.media == "image/png":
        packed = b"".join(part[4:] for part in chunks_of(clean.data) if part.startswith(b"IDAT"))
        unpacker = zlib.decompressobj()
        assert CANARY not in unpacker.decompress(packed)
        assert unpacker.eof
        assert not unpacker.unused_data


def chunks_of(data: bytes) -> list[bytes]:
    parts, at = [], 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        parts.append(data[at + 4 : at + 8 + size])
        at += 12 + size
    return parts


def test_exiftool_finds_no_canary_in_any(tmp_path: Path, program: Callable[[str], str]) -> None:
    exiftool = program("exiftool")
    looked_at = [data for data in KINDS.values() if is_shown(data)]
    for number, data in enumerate(looked_at):
        clean = clean_picture(data)
        assert clean is not None
        (tmp_path / f"{number}").write_bytes(clean.data)
    command = [exiftool, "-json", "-G1", "-a", "-u", "-U", "-ee", *map(str, tmp_path.iterdir())]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert len(json.loads(found)) == len(looked_at)
    assert "CANARY" not in found
    assert "Trailer" not in found
