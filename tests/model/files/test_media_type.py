"""What kind of file it is, told by its bytes and by nothing else."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from talktag.model.files.file_name import EVERY_ENDING, ending_of
from talktag.model.files.media_type import RAW, is_recorded, media_type


def saved(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").save(buffer, kind)
    return buffer.getvalue()


def boxed(brand: bytes, *more: bytes) -> bytes:
    return struct.pack(">I", 16 + 4 * len(more)) + b"ftyp" + brand + bytes(4) + b"".join(more) + bytes(100)


def tiff(*entries: tuple[int, int, int], order: str = "<") -> bytes:
    start = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}IH", 8, len(entries))
    shape = {3: f"{order}HHIHH", 4: f"{order}HHII"}
    parts = [
        struct.pack(shape[kind], tag, kind, 1, value, *((0,) if kind == 3 else ())) for tag, kind, value in entries
    ]
    return start + b"".join(parts) + bytes(60)


def archive(*names: str, first: str | None = None) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as made:
        if first:
            made.writestr("mimetype", first)
        for name in names:
            made.writestr(name, "x" * 40)
    return sink.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CALC = "application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (saved("JPEG"), "image/jpeg"),
        (saved("PNG"), "image/png"),
        (saved("WEBP"), "image/webp"),
        (saved("GIF"), "image/gif"),
        (saved("BMP"), "image/bmp"),
        (saved("TIFF"), "image/tiff"),
        (saved("JPEG2000"), "image/jp2"),
        (saved("AVIF"), "image/avif"),
        (b"\xff\x4f\xff\x51\0\x2f" + bytes(60), "image/jp2"),
        (b"%PDF-1.7\n\xe2\xe3", "application/pdf"),
        ("Grüße\r\n\tund mehr\f\n".encode(), "text/plain"),
        (b"<html><script>", "text/plain"),
        (b"BM is a street in Bonn", "text/plain"),
        (b"GIF89a is a form", "text/plain"),
        (b"RIFF....WAVE", "text/plain"),
        (b"xxxxfree advice", "text/plain"),
        (b"", None),
        (b"caf\xe9", None),
        (b"a\0b", None),
        (b"\x1b[2J", None),
        (b"PK\3\4", None),
        (b"MZ\x90\0", None),
        *(
            (boxed(brand, b"mif1"), "image/heic")
            for brand in (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"MiHE")
        ),
        (boxed(b"mif1", b"heic"), "image/heic"),
        (boxed(b"msf1", b"hevc"), "image/heic"),
        (boxed(b"mif1"), "image/heif"),
        (boxed(b"msf1"), "image/heif"),
        (boxed(b"avif"), "image/avif"),
        (boxed(b"avis", b"msf1"), "image/avif"),
        (boxed(b"mif1", b"avif"), "image/avif"),
        (boxed(b"crx ", b"isom"), RAW),
        (boxed(b"mp42", b"isom"), "video/mp4"),
        (boxed(b"isom"), "video/mp4"),
        (boxed(b"M4V "), "video/mp4"),
        (boxed(b"zzzz"), "video/mp4"),
        (boxed(b"qt  "), "video/quicktime"),
        (boxed(b"3gp5"), "video/3gpp"),
        (boxed(b"M4A ", b"M4A ", b"isom"), "audio/mp4"),
        (boxed(b"M4V ", b"M4V ", b"M4A ", b"mp42"), "video/mp4"),
        (boxed(b"mp42", b"M4A "), "video/mp4"),
        (b"\0\0\0\x18uuid" + bytes(16) + b"\0\0\0\x08moov", "video/quicktime"),
        (b"\0\0\0\x08wide\0\0\x10\0mdat" + bytes(20), "video/quicktime"),
        (b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(20), "image/jxl"),
        (b"\xff\x0a\x7f" + bytes(20), "image/jxl"),
        (b"BM" + bytes(60), "image/bmp"),
        (b"P6\n8 8\n255\n" + bytes(192), "image/x-portable-pixmap"),
        (bytes(128) + b"DICM" + bytes(20), "application/dicom"),
        (b"OggS\0\2" + bytes(22) + b"\1\x1e\1vorbis", None),
        (b"OggS\0\2" + bytes(22) + b"\x80theora", "video/ogg"),
        (b"\0\0\0\x18stypmsdh" + bytes(20), "video/quicktime"),
        (b"8BPS\0\1" + bytes(20), "image/vnd.adobe.photoshop"),
        (tiff((256, 3, 9)), "image/tiff"),
        (tiff((256, 3, 9), order=">"), "image/tiff"),
        (tiff((256, 3, 9), (50706, 4, 1025)), RAW),
        (tiff((254, 4, 1), (256, 3, 160)), RAW),
        (tiff((254, 4, 1), (256, 3, 160), order=">"), RAW),
        (tiff((262, 3, 32803)), RAW),
        (tiff((262, 3, 32803), order=">"), RAW),
        (tiff((271, 4, 90), (330, 4, 80)), RAW),
        (b"II*\0\x10\0\0\0CR\2\0" + bytes(30), RAW),
        (b"IIRO\x08\0\0\0" + bytes(20), RAW),
        (b"IIU\0\x18\0\0\0" + bytes(20), RAW),
        (b"FUJIFILMCCD-RAW 0201" + bytes(20), RAW),
        (b"\x1aE\xdf\xa3" + bytes(20), "video/x-matroska"),
        (b"RIFF\0\1\0\0AVI LIST" + bytes(20), "video/x-msvideo"),
        (b"\0\0\1\xba\x44" + bytes(20), "video/mpeg"),
        ((b"G" + bytes(187)) * 3, "video/mp2t"),
        (bytes(4) + (b"G" + bytes(191)) * 3, "video/mp2t"),
        (archive("[Content_Types].xml", "word/document.xml"), WORD),
        (archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),
        (archive("content.xml", first=CALC), CALC),
        (archive("content.xml", "Basic/Standard/script-lb.xml", first=CALC), None),
        (archive("run.exe"), None),
    ],
)
def test_the_media_type_is_told_by_the_bytes(data: bytes, media: str | None) -> None:
    assert media_type(data) == media


@given(st.binary(max_size=600))
def test_any_bytes_are_judged_and_pictures_and_films_are_recordings(data: bytes) -> None:
    for start in (b"", b"II*\0", b"MM\0*", b"\0\0\0\x18ftyp", b"PK\3\4", b"RIFF", b"BM"):
        media = media_type(start + data)
        assert is_recorded(media) == (
            media is not None and (media.split("/")[0] in {"image", "video"} or "dicom" in media)
        )


@pytest.mark.parametrize(
    ("name", "data", "ending"),
    [
        ("Offer.DOCX", archive("word/document.xml"), "docx"),
        ("offer.docm", archive("word/document.xml", "word/vbaProject.bin"), "bin"),
        ("offer.docx", archive("run.exe"), "bin"),
        ("run.exe", b"MZ\x90\0\3\0", "bin"),
        ("page.html", b"<html><script>", "txt"),
        ("run.sh", b"#!/bin/sh\n", "txt"),
        ("mail.eml", b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\nhello", "eml"),
        ("page.eml", b"<html><script>", "txt"),
        ("clip.MOV", boxed(b"qt  "), "mov"),
        ("clip.mp4", boxed(b"isom"), "mp4"),
        ("clip.exe", boxed(b"isom"), "mp4"),
        ("IMG.CR3", boxed(b"crx "), "cr3"),
        ("IMG.xyz", boxed(b"crx "), "raw"),
        ("IMG.heic", saved("JPEG"), "jpg"),
    ],
)
def test_the_ending_is_that_of_what_it_is_and_none_that_runs(name: str, data: bytes, ending: str) -> None:
    assert ending_of(name, media_type(data), data) == ending


def test_no_ending_is_one_that_a_system_runs() -> None:
    assert not {
        "exe",
        "com",
        "bat",
        "cmd",
        "js",
        "vbs",
        "ps1",
        "sh",
        "py",
        "jar",
        "html",
        "htm",
        "svg",
        "lnk",
        "url",
        "scr",
        "docm",
        "xlsm",
        "app",
        "desktop",
    } & set(EVERY_ENDING)
