"""What a file is, told by its first bytes and never by its name. It looks at bytes; it decodes nothing.

A picture or a film may say where and when it was made and with which camera, so what is one must be known as one.
"""

from __future__ import annotations

import codecs
import re
import struct
from collections.abc import Callable, Mapping
from typing import Literal

from talktag.content import Content, ContentFile, content_of

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Those that a bundle's reader holds to the name of the file.
SUFFIXES: Mapping[str, str] = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "txt": "text/plain",
}
RAW = "image/x-raw"
_HEAD = 4096  # bytes that tell the rest
_LISTED = 8_000_000  # bytes of an archive that are read for the names in it
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_STARTS: Mapping[bytes, str] = {
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
    b"\x8aMNG": "video/x-mng",
    b"\x8bJNG": "image/x-jng",
    b"II\xbc\1": "image/jxr",
    b"P4": "image/x-portable-bitmap",
    b"P5": "image/x-portable-graymap",
    b"P6": "image/x-portable-pixmap",
    b"\xc5\xd0\xd3\xc6": "image/x-eps",
    b"\xd7\xcd\xc6\x9a": "image/wmf",
    b"\1\xda\0": "image/x-rgb",
    b"\1\xda\1": "image/x-rgb",
    b"\x59\xa6\x6a\x95": "image/x-sun-raster",
    b"\0\0\2\0": "image/x-win-cursor",
    b"II+\0": "image/tiff",
    b"MM\0+": "image/tiff",
    b"\0\0\0\x0cjP  \r\n\x87\n": "image/jp2",
    b"\xff\x4f\xff\x51": "image/jp2",
    b"\0\0\0\x0cJXL \r\n\x87\n": "image/jxl",
    b"\xff\x0a": "image/jxl",
    b"8BPS": "image/vnd.adobe.photoshop",
    b"gimp xcf": "image/x-xcf",
    b"\x76\x2f\x31\x01": "image/x-exr",
    b"#?RADIANCE": "image/vnd.radiance",
    b"DDS ": "image/vnd-ms.dds",
    b"icns": "image/icns",
    b"qoif": "image/qoi",
    b"BPG\xfb": "image/bpg",
    b"FLIF": "image/flif",
    b"AT&TFORM": "image/vnd.djvu",
    b"\0\0\1\0": "image/vnd.microsoft.icon",
    b"IIRO": RAW,
    b"IIRS": RAW,
    b"MMOR": RAW,
    b"IIU\0": RAW,
    b"FUJIFILMCCD-RAW": RAW,
    b"II\x1a\0\0\0HEAPCCDR": RAW,
    b"FOVb": RAW,
    b"\0MRM": RAW,
    b"\x1aE\xdf\xa3": "video/x-matroska",
    b"\0\0\1\xba": "video/mpeg",
    b"\0\0\1\xb3": "video/mpeg",
    b"FLV\1": "video/x-flv",
    b"0&\xb2u\x8ef\xcf\x11": "video/x-ms-asf",
    b"\x06\x0e\x2b\x34\x02\x05\x01\x01": "video/mxf",
    b".RMF": "video/vnd.rn-realmedia",
}
_OFFICE: Mapping[str, str] = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OPEN_DOCUMENTS = tuple(
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation")
)
_PROGRAM = re.compile(r"vba|macro|^basic/|^scripts/|\.(?:exe|js|bat|com|scr|dll|ps1|vbs)$", re.IGNORECASE)
# The kinds of the ISO base media file format, by the brands in its first box; what is none of these is a film.
_BRANDS: tuple[tuple[frozenset[bytes], str], ...] = (
    (frozenset({b"crx "}), RAW),
    (frozenset({b"jxl "}), "image/jxl"),
    (frozenset({b"avif", b"avis"}), "image/avif"),
    (
        frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs", b"MiHB", b"MiHE", b"MiHA"}),
        "image/heic",
    ),
    (
        frozenset({b"mif1", b"mif2", b"mif3", b"msf1", b"miaf", b"jpeg", b"jpgs", b"avci", b"avcs", b"1pic"}),
        "image/heif",
    ),
    (frozenset({b"qt  "}), "video/quicktime"),
    (frozenset({b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3g2a", b"3g2b"}), "video/3gpp"),
)
_SOUND = frozenset({b"M4A ", b"M4B "})  # as the first brand: films name it as one that they can be played as
_QUICKTIME = frozenset(
    {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"styp", b"moof", b"sidx", b"uuid", b"junk"}
)
_RIFF: Mapping[bytes, str] = {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo", b"WAVE": "audio/wav"}
_SHAPES: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (lambda head: head[128:132] == b"DICM", "application/dicom"),
    (lambda head: head[:4] == b"\1\0\0\0" and head[40:44] == b" EMF", "image/emf"),
    (lambda head: head[:1] == b"\x0a" and head[1:2] <= b"\5" and head[2:3] == b"\1", "image/x-pcx"),
    (lambda head: head[:4] == b"OggS" and b"theora" in head[:200], "video/ogg"),
    (lambda head: head[4:8] in _QUICKTIME, "video/quicktime"),
    (lambda head: head[:1] == b"G" == head[188:189] == head[376:377], "video/mp2t"),
    (lambda head: head[4:5] == b"G" == head[196:197] == head[388:389], "video/mp2t"),
)
_SUBFILE, _PHOTOMETRIC, _MAKE, _SUB_IFDS, _DNG = 254, 262, 271, 330, 50706
_SENSOR = frozenset({32803, 34892})  # as the sensor saw it
_ByteOrder = Literal["little", "big"]


def media_type(data: bytes | Content) -> str | None:
    """The media type that the bytes show, such as `image/heic`; None for what they do not tell."""
    content = content_of(data)
    head = content.read(0, _HEAD)
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(PNG_SIGNATURE):
        return "image/png"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"PK\3\4"):
        return _document(content, head)
    return "text/plain" if _is_text(content) else _binary(head)


def is_recorded(media: str | None) -> bool:
    """Whether it is a picture or a film, which may tell more than it shows."""
    return (media or "").startswith(("image/", "video/")) or media == "application/dicom"


def _document(content: Content, head: bytes) -> str | None:
    """The kind of document an archive is; None for one that may bring programs along, and for any other archive."""
    import io
    import zipfile

    if not content.is_quick:
        if content.size > _LISTED:
            return None
        content = content_of(content.whole())

    try:
        with zipfile.ZipFile(io.BufferedReader(ContentFile(content, _LISTED))) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
        return None
    if any(_PROGRAM.search(name) for name in names):
        return None
    if head[30:38] == b"mimetype":
        return next((media for media in _OPEN_DOCUMENTS if head[38:].startswith(media.encode() + b"PK")), None)
    return next((media for name, media in _OFFICE.items() if name in names), None)


def _is_text(content: Content) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for part in content.parts():
            if _NOT_TEXT.search(decoder.decode(part)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return content.size > 0


def _binary(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        return _type_of_brand(head)
    if head[:4] in {b"II*\0", b"MM\0*"}:
        return RAW if _is_raw(head) else "image/tiff"
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    shapes = (media for shows, media in _SHAPES if shows(head))
    return next(shapes, None) or next((media for start, media in _STARTS.items() if head.startswith(start)), None)


def _type_of_brand(head: bytes) -> str:
    size = max(16, int.from_bytes(head[:4], "big"))
    if head[8:12] in _SOUND:
        return "audio/mp4"
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, min(size, len(head)), 4))}
    return next((media for names, media in _BRANDS if names & brands), "video/mp4")


def _is_raw(tiff: bytes) -> bool:
    """Whether the TIFF is what a camera's sensor saw; the picture that a reader of TIFF finds in one is a thumbnail."""
    order: _ByteOrder = "little" if tiff.startswith(b"II") else "big"
    if tiff[8:10] == b"CR":
        return True
    at = int.from_bytes(tiff[4:8], order)
    count = int.from_bytes(tiff[at : at + 2], order)
    found: dict[int, int] = {}
    for start in range(at + 2, min(at + 2 + 12 * count, len(tiff) - 11), 12):
        value = tiff[start + 8 : start + (10 if tiff[start + 2 : start + 4] in {b"\0\3", b"\3\0"} else 12)]
        found[int.from_bytes(tiff[start : start + 2], order)] = int.from_bytes(value, order)
    return (
        _DNG in found
        or found.get(_SUBFILE, 0) & 1 == 1
        or found.get(_PHOTOMETRIC) in _SENSOR
        or (_SUB_IFDS in found and _MAKE in found)
    )
