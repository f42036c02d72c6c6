"""`photos`: which of one's things made which pictures of a folder, by the serial numbers in them. It copies none.

Each file is looked at by its beginning, one after the other; one that cannot be read is told and passed over.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from talktag import disk
from talktag.errors import TalktagError
from talktag.media.camera.made_with import MadeWith, read_made_with
from talktag.model.files.media_type import RAW, media_type
from talktag.model.values.plural import plural
from talktag.ops.files.photos.keep import keep_photos
from talktag.ops.files.photos.owned import Owned, OwnedThings
from talktag.ops.files.photos.seen import MadePhoto, PhotosOf, PhotosSeen
from talktag.ops.files.photos.walk import walk
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.session import Session

_HEAD = 256 * 1024  # bytes at the beginning of a file, where cameras write what they say
_HEAD_OF_RAW = 1024 * 1024
_WHOLE = 64 * 1024 * 1024  # of the kinds that may have it anywhere
_ANYWHERE = ("image/heic", "image/heif", "image/avif", "image/webp")
_TAKEN = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)(?!\d)", re.ASCII)
NAMED = 5  # files and cameras that a notice names


def look_at_photos(session: Session, paths: Sequence[Path], *, keep: bool = False) -> Outcome:
    """Which of one's things made which pictures; with `keep`, a plan that keeps the list of each with the thing."""
    store = session.store
    owned = OwnedThings(store.catalogue.facts())
    counted = _SoFar({}, {}, [])
    for path, told in _read_each(walk(paths, store.folder)):
        if isinstance(told, str):
            counted.unread.append((str(path), told))
        else:
            counted.count(path, told, owned)
    seen = counted.answer()
    outcome = Outcome(seen, notices=tuple(_notices(seen, has_things=bool(owned))))
    return keep_photos(session, outcome, seen) if keep else outcome


@dataclass
class _SoFar:
    """What was seen so far."""

    found: dict[Owned, dict[Path, MadePhoto]]
    others: dict[str, int]
    unread: list[tuple[str, str]]
    pictures: int = 0
    silent: int = 0

    def count(self, path: Path, told: MadeWith, owned: OwnedThings) -> None:
        """Take in what one picture says."""
        self.pictures += 1
        makers = list(owned.makers_of(told))
        for part, each in makers:
            self.found.setdefault(each, {})[path] = MadePhoto(path, _day(told.taken), part)
        if not told.says_serial:
            self.silent += 1
        elif not makers:
            name = _camera_name(told)
            self.others[name] = self.others.get(name, 0) + 1

    def answer(self) -> PhotosSeen:
        """All of it, in order."""
        made = (PhotosOf(each.slug, each.name, tuple(photos.values())) for each, photos in self.found.items())
        ordered = tuple(sorted(made, key=lambda each: (each.name.casefold(), each.slug)))
        others = dict(sorted(self.others.items(), key=lambda each: (-each[1], each[0])))
        return PhotosSeen(self.pictures, ordered, self.silent, others, tuple(self.unread))


def _read_each(paths: Iterable[Path]) -> Iterator[tuple[Path, MadeWith | str]]:
    """What each picture says, or why it cannot be read; what is no picture is passed over."""
    for path in paths:
        try:
            real = disk.real_path(path)
            head, length = disk.read_start(real, _HEAD), _HEAD
            media = media_type(head[:4096])
            if not (media or "").startswith("image/"):
                continue
            if media in _ANYWHERE or media in {RAW, "image/tiff"}:
                length = _WHOLE if media in _ANYWHERE else _HEAD_OF_RAW
                head = disk.read_start(real, length)
            yield path, read_made_with(head, path.name, is_whole=len(head) < length)
        except TalktagError as error:
            yield path, error.message
        except OSError as error:
            yield path, error.strerror or "it cannot be read"


def _day(taken: str | None) -> str | None:
    """The day by the camera's clock, in ISO form; None where that was never set, or says a day that never was."""
    found = _TAKEN.match(taken or "")
    if not found:
        return None
    try:
        return datetime.date(*map(int, found.groups())).isoformat()
    except ValueError:
        return None


def _camera_name(told: MadeWith) -> str:
    number = told.body or told.lens
    named = " ".join(filter(None, (told.maker, told.model))) or told.lens_model or "a camera"
    return f"{named} ({number})"


def _notices(seen: PhotosSeen, *, has_things: bool) -> Iterator[str]:
    if not has_things:
        yield "nothing of yours has a serial number; set one with: talktag set REF serial=NUMBER"
    if seen.unread:
        count, (path, why) = len(seen.unread), seen.unread[0]
        yield f"{plural(count, 'file')} passed over, which could not be read, first {Path(path).name}: {why}"
    if seen.silent:
        yield f"{plural(seen.silent, 'picture')} say no serial number"
    if seen.others:
        named = ", ".join(f"{what}: {count}" for what, count in [*seen.others.items()][:NAMED])
        yield f"{plural(sum(seen.others.values()), 'picture')} of other cameras: {named}"
