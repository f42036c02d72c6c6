"""Which files may tell more than they show, also where no kind is known for their first bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.files.media_type import media_type
from talktag.model.files.telling import may_tell

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
JFIF = b"\xff\xd8\xff\xe0\0\x10JFIF\0"
ZIPPED = b"PK\3\4" + bytes(26)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan", SVG),
        ("plan", b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- Created with x -->\n' + SVG),
        ("plan", b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">\n<s:svg xmlns:s="x"/>'),
        ("plan", b"%!PS-Adobe-3.0 EPSF-3.0\n%%Creator: x\n"),
        ("plan", b"P3\n# made by x\n1 1\n255\n0 0 0\n"),
        ("plan", b"P7\nWIDTH 1\nENDHDR\n\xff"),
        ("plan", b"#?RGBE\nEXPOSURE=1\n\n\xff"),
        ("plan", b"/* XPM */\nstatic char *x[] = {};\n"),
        ("voice", b"\0\0\0\x14ftypM4A \0\0\0\0isom\0\0\0\x20udta\0\0\0\x18\xa9xyz\0\x10\x15\xc7+12.5+034.5/"),
        ("voice", b"\0\0\0\x14ftypM4A \0\0\0\0isom" + b"hdlr" + bytes(8) + b"vide\xff"),
        ("upload", b"\r\n" + JFIF),
        ("upload", b"\xef\xbb\xbf\x89PNG\r\n\x1a\n" + bytes(9)),
        ("upload", b"\x89PNG\n\x1a\n\0\0\0\rIHDR"),
        ("song.mp3", b"ID3\3\0\0\0\0\x10\0APIC\0\0image/jpeg\0" + JFIF),
        ("IMG_1.livp", ZIPPED + b"IMG_1.heic" + b"\0\0\0\x18ftypheic"),
        ("unknown", b"\1\2\3\xff" + b"Exif\0\0MM\0*"),
        ("unknown", b"\1\2\3\xff" + b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>"),
        ("IMG_1.JPG", b"\xffrest of a card"),
        ("scan.new.dpx", b"SDPX\0\0\0\xff"),
        ("clip.mts", b"\xff\xfe\xfd"),
        ("clip.IVF", b"DKIF\0\0 \0VP80\xff"),
    ],
)
def test_a_picture_or_film_is_known_by_its_type_by_what_is_in_it_or_by_its_name(name: str, data: bytes) -> None:
    assert may_tell(name, media_type(data), data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("notes.txt", b"the <svg> element is no picture here"),
        ("notes.txt", b"P3 is a place to park\n"),
        ("page.html", b"<html><body>\n<p>text</p></body></html>"),
        ("data.xml", b'<?xml version="1.0"?>\n<order/>'),
        ("photo.jpg", b"only words\n"),
        ("bill.pdf", b"%PDF-1.7\n" + JFIF),
        ("firmware.bin", b"\x7fELF" + bytes(50)),
        ("backup.zip", ZIPPED + b"a.txt"),
        ("voice.m4a", b"\0\0\0\x14ftypM4A \0\0\0\0isom" + b"hdlr" + bytes(8) + b"soun\xff"),
        ("song.mp3", b"ID3\3\0\0\0\0\x10\0TIT2"),
        ("jpg", b"\xff\0"),
    ],
)
def test_other_files_leave_without_a_question(name: str, data: bytes) -> None:
    assert not may_tell(name, media_type(data), data)


@given(st.binary(max_size=300), st.text(max_size=9))
def test_any_bytes_of_any_name_are_judged(data: bytes, name: str) -> None:
    for start in (b"", b"<", b"<?xml ", b"<!--", b"P"):
        may_tell(name, media_type(start + data), start + data)
