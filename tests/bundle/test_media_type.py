"""What kind of file it is, told by its bytes and by nothing else."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from talktag.bundle.picture import media_type


def saved(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (saved("JPEG"), "image/jpeg"),
        (saved("PNG"), "image/png"),
        (saved("WEBP"), "image/webp"),
        (b"%PDF-1.7\n\xe2\xe3", "application/pdf"),
        ("Grüße\r\n\tund mehr\f\n".encode(), "text/plain"),
        (b"<html><script>", "text/plain"),
        (b"", None),
        (b"caf\xe9", None),
        (b"a\0b", None),
        (b"\x1b[2J", None),
        (b"PK\3\4", None),
        (b"MZ\x90\0", None),
        (b"RIFF....WAVE", "text/plain"),
        (saved("GIF"), None),
    ],
)
def test_the_media_type_is_told_by_the_bytes(data: bytes, media: str | None) -> None:
    assert media_type(data) == media
