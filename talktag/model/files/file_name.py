"""Which ending a file has when it leaves: one that programs open it by, and none by which any would run it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

# By media type; of several the first is given, unless the file's own name ends in another of them. A bundle's reader
# takes these endings and no others, so that nothing in a bundle starts a program when it is opened.
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "image/jpeg": ("jpg",),
    "image/png": ("png",),
    "image/webp": ("webp",),
    "application/pdf": ("pdf",),
    "text/plain": ("txt", "eml"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("pptx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    "application/vnd.oasis.opendocument.presentation": ("odp",),
    "image/heic": ("heic", "heif"),
    "image/heif": ("heif", "heic"),
    "image/avif": ("avif",),
    "image/tiff": ("tif",),
    "image/gif": ("gif",),
    "image/bmp": ("bmp",),
    "image/jp2": ("jp2",),
    "image/jxl": ("jxl",),
    "image/vnd.adobe.photoshop": ("psd",),
    "image/x-raw": ("raw", "cr2", "cr3", "nef", "arw", "dng", "raf", "orf", "rw2"),
    "video/mp4": ("mp4", "m4v"),
    "video/quicktime": ("mov",),
    "video/3gpp": ("3gp",),
    "video/x-msvideo": ("avi",),
    "video/x-matroska": ("mkv", "webm"),
    "video/mpeg": ("mpg",),
    "video/x-ms-asf": ("wmv",),
    "audio/mp4": ("m4a",),
    "audio/wav": ("wav",),
}
_OTHER = "bin"
HEAD = 4096  # bytes at the start of a file that tell its ending
EVERY_ENDING = (*dict.fromkeys(ending for endings in ENDINGS.values() for ending in endings), _OTHER)
_LETTER = re.compile(r"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){3}")  # three lines of a head


def ending_of(name: str, media: str | None, head: bytes) -> str:
    """The ending for a file of this type that is called `name` at home, and begins with `head`."""
    endings = ENDINGS.get(media or "", (_OTHER,))
    own = name.rpartition(".")[2].lower()
    if own == "eml" and not _LETTER.match(head[:HEAD].decode("utf-8", "replace").replace("\r\n", "\n")):
        return endings[0]
    return own if own in endings else endings[0]
