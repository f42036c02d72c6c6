"""Whether a file may tell more than it shows: where, when and with what it was made. Looks at bytes; decodes nothing.

Where the first bytes are of no kind that is known, what cameras leave in a file tells, and so does its name: a list of
kinds is never complete.
"""

from __future__ import annotations

import re

from talktag.content import Content, content_of
from talktag.model.files.media_type import is_recorded

_LONGEST_MARK = 64  # bytes; the longest of those below has 28
_HEAD = 4096  # bytes in which a picture that is text says so
# SVG, PostScript, and the plain forms of Netpbm, X11 and Radiance.
_DRAWN = re.compile(
    rb"\s*(?:<\?xml|<!--|<!DOCTYPE\s|<)[^\0]*?(?<=<)(?:\w+:)?svg[\s>/]"
    rb"|%!PS|P[1-6Ff]\s+[#\d]|P7\s+[#A-Z]|#\?RGBE|#\?RADIANCE|/\* XPM|#define\s+\w+_width\s",
    re.IGNORECASE,
)
# Exif, XMP, places in films, tracks of pictures, and the beginnings of pictures that lie behind something else.
_MARKS = re.compile(
    rb"Exif\0\0|eXIf|ns\.adobe\.com/xap/|<x:xmpmeta|\xa9xyz|location\.ISO6709|hdlr.{8}vide"
    rb"|\xff\xd8\xff[\xc0-\xfe]|PNG\r?\n\x1a\r?\n|ftyp(?:qt  |isom|iso[2-9]|mp4[12]|heic|mif1|avif)",
    re.DOTALL,
)
_NAMED = re.compile(
    r"\.(?:jpe?g|jfif|pjpeg|png|apng|webp|gif|bmp|tiff?|svgz?|hei[cfv]s?|avif|jp2|j2k|jxl|jxr|hdr|exr|psd|tga|dpx|pict?"
    r"|dng|cr[23w]|nef|nrw|arw|sr[2wf]|raf|orf|rw2|pef|x3f|3fr|iiq|gpr|raw|insp"
    r"|mp4|m4v|mov|qt|avi|mkv|webm|3g[p2]|mpe?g|mts|m2ts|ts|wmv|asf|flv|og[vm]|insv|360|dv|mxf|ivf|h26[45]|hevc)",
    re.IGNORECASE,
)


def may_tell(name: str, media: str | None, data: bytes | Content) -> bool:
    """Whether it is a picture or a film, or may be one: a file of that name, type and content."""
    if is_recorded(media):
        return True
    content = content_of(data)
    if media == "text/plain":
        return bool(_DRAWN.match(content.read(0, _HEAD + 3).removeprefix(b"\xef\xbb\xbf")[:_HEAD]))
    if media is None or media.startswith("audio/"):
        ending = name[name.rfind(".") :] if "." in name else ""
        return bool(_NAMED.fullmatch(ending) or _DRAWN.match(content.read(0, _HEAD)) or _has_mark(content))
    return False


def _has_mark(content: Content) -> bool:
    """Whether one of the marks is in it, also where two parts of it meet."""
    before = b""
    for part in content.parts():
        if _MARKS.search(before + part):
            return True
        before = part[-_LONGEST_MARK:]
    return False
