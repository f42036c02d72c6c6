"""Whether a file may tell more than it shows: where, when and with what it was made. Looks at bytes; decodes nothing.

Where the first bytes are of no kind that is known, what cameras leave in a file tells, and so does its name: a list of
kinds is never complete.
"""

from __future__ import annotations

import re

from talktag.model.files.media_type import is_recorded

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


def may_tell(name: str, media: str | None, data: bytes) -> bool:
    """Whether it is a picture or a film, or may be one: a file of that name, type and content."""
    if is_recorded(media):
        return True
    if media == "text/plain":
        return bool(_DRAWN.match(data.removeprefix(b"\xef\xbb\xbf")[:_HEAD]))
    if media is None or media.startswith("audio/"):
        ending = name[name.rfind(".") :] if "." in name else ""
        return bool(_NAMED.fullmatch(ending) or _DRAWN.match(data[:_HEAD]) or _MARKS.search(data))
    return False
