"""One file looked at: what it is, its codes, when and with what it was taken. It changes nothing, asks nobody."""

from __future__ import annotations

import datetime
import hashlib
from typing import TYPE_CHECKING

from talktag import disk
from talktag.disk.in_parts import file_content
from talktag.errors import TalktagError
from talktag.model.files.media_type import RAW, media_type
from talktag.model.intake.pictures.moment import Moment, exif_moment, name_moment
from talktag.model.intake.pictures.picture import PDF, Camera, SeenFile
from talktag.model.labels.payload import read_payload

if TYPE_CHECKING:
    from pathlib import Path

BYTE_LIMIT = 64 * 1024 * 1024
_HEAD = 4096  # bytes that tell what it is
NO_PICTURE = "it is neither a picture nor a PDF"
_RAW = "it is a RAW file, which talktag does not read; develop it to a JPEG"


def link_left_alone(path: Path) -> SeenFile:
    """A link in a folder, which is not followed out of it."""
    return SeenFile(str(path), str(path.parent), path.name, trouble="it is a link, which is not followed")


def look_at_file(path: Path) -> SeenFile:
    """What there is to know of a file; what is wrong with it stands in `trouble`, and nothing is raised."""
    seen = SeenFile(str(path), str(path.parent), path.name)
    try:
        real = disk.real_path(path)
        media = media_type(disk.read_start(real, _HEAD))
        seen = seen._replace(media=media, moment=name_moment(path.name), changed=_last_change(path))
        if not seen.is_picture:
            return seen._replace(trouble=NO_PICTURE)
        data = file_content(real, BYTE_LIMIT).whole()
        seen = _with_exif(data, seen._replace(sha256=hashlib.sha256(data).hexdigest(), size=len(data)))
        if media == RAW:
            return seen._replace(trouble=_RAW)
        return _with_codes(data, seen)
    except FileNotFoundError:
        return seen._replace(trouble="it is gone")
    except TalktagError as error:
        return seen._replace(trouble=error.message)


def _with_exif(data: bytes, seen: SeenFile) -> SeenFile:
    from talktag.media.exif import read_exif_texts

    told = read_exif_texts(data)
    camera = Camera(told.maker, told.model, told.serial)
    moment = exif_moment(told.taken, told.parts, told.offset) or seen.moment
    return seen._replace(moment=moment, camera=camera if any(camera) else None)


def _with_codes(data: bytes, seen: SeenFile) -> SeenFile:
    from talktag.media.scanning import codes_on_page, scan_codes

    if seen.media != PDF:
        return seen._replace(codes=scan_codes(data, seen.name, lambda text: read_payload(text) is not None))
    from talktag.media.pdf_pages import pdf_pages

    found = (code for page in pdf_pages(data, seen.name) for code in codes_on_page(page.picture))
    return seen._replace(codes=tuple(dict.fromkeys(found)))


def _last_change(path: Path) -> Moment | None:
    try:
        written = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC).astimezone()
    except (OSError, OverflowError, ValueError):
        return None
    return Moment(written.replace(tzinfo=None), written.utcoffset(), "file")
