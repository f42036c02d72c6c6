"""Pictures made to do harm, on every way that opens one: attaching, handing out, printing, scanning.

Each ends in what was asked for or in a refusal, within bounded memory; nothing but the owner's own bytes is kept.
"""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PIL import Image

if TYPE_CHECKING:
    from tests.kit.computer import Computer

MEMORY = 3 << 29  # bytes of address space for the whole program: what two hundred megapixels take, and no more


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def png(width: int, height: int, rows: int = 0) -> bytes:
    """A grey PNG that claims a size, with so many rows of it behind its head."""
    press, packed = zlib.compressobj(9), []
    packed = [press.compress(bytes(width + 1)) for _ in range(rows)]
    data = b"".join((*packed, press.flush()))
    head = chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def saved(form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((64, 48)).convert("RGB").save(buffer, form, **options)
    return buffer.getvalue()


def frames(form: str) -> bytes:
    return saved(
        form, save_all=True, append_images=[Image.new("RGB", (64, 48), (number, 0, 0)) for number in range(200)]
    )


def with_exif(block: bytes) -> bytes:
    body = b"Exif\0\0" + block
    return b"\xff\xd8\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + saved("JPEG")[2:]


def resized(width: int, height: int) -> bytes:
    """A JPEG whose head claims another size than it has."""
    data = saved("JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">2H", height, width) + data[at + 4 :]


LOOP = b"II*\0\x08\0\0\0\x02\0" + struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<HHII", 0x010F, 2, 1 << 31, 8)
PICTURES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "14,000 by 14,000": ("png", lambda: png(14_000, 14_000, 14_000)),
    "a claim of 100,000 by 100,000": ("png", lambda: png(100_000, 100_000)),
    "a claim of 65,000 by 65,000": ("jpg", lambda: resized(65_000, 65_000)),
    "a JPEG that is a page": ("jpg", lambda: saved("JPEG") + b"<html><script>alert(1)</script>"),
    "a JPEG that is an archive": ("jpg", lambda: saved("JPEG") + b"PK\5\6" + bytes(18)),
    "a PNG that is a PDF": ("png", lambda: png(8, 8, 8) + b"%PDF-1.4\n"),
    "PostScript": ("jpg", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n"),
    "SVG": ("jpg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
    "PDF": ("jpg", lambda: b"%PDF-1.7\n1 0 obj\n<</OpenAction<</S/JavaScript>>>>\n"),
    "many frames of GIF": ("gif", lambda: frames("GIF")),
    "many frames of WebP": ("webp", lambda: frames("WEBP")),
    "many frames of PNG": ("png", lambda: frames("PNG")),
    "EXIF that leads to itself": ("jpg", lambda: with_exif(LOOP)),
    "EXIF of noise": ("jpg", lambda: with_exif(b"MM\0*" + bytes(range(256)) * 100)),
    "EXIF that points outside": ("jpg", lambda: with_exif(b"II*\0\xff\xff\xff\xff")),
    "cut short": ("jpg", lambda: saved("JPEG")[:-200]),
    "a comment of 60 kB": ("jpg", lambda: saved("JPEG", comment=b"x" * 60_000)),
    "a text that unpacks to 60 MB": (
        "png",
        lambda: png(8, 8, 8)[:33] + chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(60_000_000), 9)) + png(8, 8, 8)[33:],
    ),
    "a colour profile that unpacks to 60 MB": (
        "png",
        lambda: png(8, 8, 8)[:33] + chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(60_000_000), 9)) + png(8, 8, 8)[33:],
    ),
}
HUGE = {name for name in PICTURES if "claim" in name}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_made_to_do_harm_does_none_on_any_way(name: str, computer: Computer) -> None:
    ending, make = PICTURES[name]
    data = make()
    computer.write(f"evil.{ending}", data)
    ways = (
        ("attach", "trek", f"evil.{ending}", "--kind", "photo"),
        ("export", "trek", "--to", "fix-it", "--include", "files:photo", "-o", "out.zip", "--yes"),
        ("export", "trek", "--to", "fix-it", "--fields", "name,photo", "-o", "out.pdf", "--yes"),
        ("scan", f"evil.{ending}"),
    )
    for words in ways:
        found = computer.run(*words, memory=MEMORY)
        assert found.code in {0, 4, 6}, (words, found.err)
        assert "a bug in talktag" not in found.err, (words, found.err)
        assert "Warning" not in found.err
    (kept,) = computer.things.glob("products/t/trek-domane-al-2/files/evil*")
    assert kept.read_bytes() == data
    # What leaves is only what a picture is made of.
    for path in (computer.folder / "out.zip", computer.folder / "out.pdf"):
        if path.exists():
            left = path.read_bytes()
            assert not any(word in left for word in (b"<script", b"%!PS", b"/etc/passwd", b"OpenAction", bytes(5000)))
    assert name not in HUGE or not (computer.folder / "out.zip").exists()
    assert json.loads(computer.ok("show", "trek", "--json"))["data"]["files"][0]["kind"] == "photo"


def test_an_ordinary_picture_goes_all_these_ways(computer: Computer) -> None:
    computer.write("good.jpg", saved("JPEG"))
    computer.ok("attach", "trek", "good.jpg")
    computer.ok("export", "trek", "--to", "fix-it", "--include", "files:photo", "-o", "out.zip", "--yes")
    computer.ok("export", "trek", "--to", "fix-it", "--fields", "name,photo", "-o", "out.pdf", "--yes")
    assert "no code" in computer.run("scan", "good.jpg").err


def test_the_limit_of_this_test_is_one(computer: Computer) -> None:
    computer.write("large.png", png(6_000, 6_000, 6_000))
    usual, hungry = (computer.run("scan", "large.png", memory=most) for most in (MEMORY, 96 << 20))
    assert "no code" in usual.err
    assert "needs more memory than there is" in hungry.err
