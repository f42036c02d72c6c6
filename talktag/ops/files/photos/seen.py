"""What a look at many pictures came to, as values. It reads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple


class MadePhoto(NamedTuple):
    """A picture that was made with something of one's own: where it is, when it was taken, and as what that served."""

    path: Path
    taken: str | None
    part: str


class PhotosOf(NamedTuple):
    """What a thing made: the pictures, in the order in which they were found."""

    slug: str
    name: str
    photos: tuple[MadePhoto, ...]

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values."""
        photos = [
            {"path": str(each.path), "as": each.part, **({"taken": each.taken} if each.taken else {})}
            for each in self.photos
        ]
        return {"slug": self.slug, "name": self.name, "count": len(photos), "photos": photos}


class PhotosSeen(NamedTuple):
    """What a look at many files came to; `others` counts the cameras that are not one's own, by what they are."""

    pictures: int
    made: tuple[PhotosOf, ...]
    silent: int
    others: Mapping[str, int]
    unread: tuple[tuple[str, str], ...]
    kept: str | None = None

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values."""
        unread = [{"path": path, "why": why} for path, why in self.unread]
        told = {"pictures": self.pictures, "made": [each.values() for each in self.made], "silent": self.silent}
        others = [{"what": what, "count": count} for what, count in self.others.items()]
        return {**told, "others": others, "unread": unread} | ({"kept": self.kept} if self.kept else {})
