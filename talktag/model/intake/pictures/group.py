"""Which pictures are of which thing: what follows a picture with a tag is of its thing, until the next tag.

Pure; it knows tags only by what it is told of them, and leaves alone whatever it cannot place for certain.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from talktag.model.intake.pictures.order import PictureOrder
from talktag.model.intake.pictures.picture import SeenFile
from talktag.model.values.ident import printed_tag

FIRST = "no picture with a tag comes before it"
NO_TIME = "it does not tell when it was made, and its name goes with no picture's"


class PictureGroup(NamedTuple):
    """The files of one thing, in order; `doubts` are unreadable ones before some of them, maybe with another tag."""

    tag: str
    files: tuple[SeenFile, ...]
    doubts: tuple[SeenFile, ...] = ()


class LeftAlone(NamedTuple):
    """A file that is not taken, and why."""

    file: SeenFile
    why: str


class Grouping(NamedTuple):
    """Groups in the order of their first pictures, each tag once, and what is left."""

    groups: tuple[PictureGroup, ...]
    left: tuple[LeftAlone, ...]


class _PictureWalk:
    """The state of a walk along the pictures."""

    def __init__(self) -> None:
        self.files: dict[str, list[SeenFile]] = {}
        self.doubts: dict[str, list[SeenFile]] = {}
        self.left: list[LeftAlone] = []
        self._tag: str | None = None
        self._why = FIRST
        self._unreadable: list[SeenFile] = []

    def leave(self, file: SeenFile, why: str) -> None:
        self.left.append(LeftAlone(file, why))

    def pass_unreadable(self, file: SeenFile) -> None:
        self.leave(file, file.trouble)
        self._unreadable.append(file)

    def stop_at(self, file: SeenFile, why: str) -> None:
        """What follows it is of a thing that nobody can tell."""
        self.leave(file, why)
        self._tag, self._why, self._unreadable = None, f'it comes after "{file.name}", which was left alone', []

    def begin(self, tag: str) -> None:
        self._tag, self._unreadable = tag, []
        self.files.setdefault(tag, [])
        self.doubts.setdefault(tag, [])

    def add(self, file: SeenFile) -> None:
        if self._tag is None:
            self.leave(file, self._why)
            return
        self.files[self._tag].append(file)
        doubts = self.doubts[self._tag]
        doubts += [each for each in self._unreadable if each not in doubts]


def group_pictures(order: PictureOrder, tags: Mapping[str, Collection[str]], mine: Collection[str]) -> Grouping:
    """The groups of an order; `tags` are the tag ids in each file, by its path, `mine` those that may be used.

    A file with two tags, or with one that is not of `mine`, is left alone, and so is what follows it up to the next
    tag. A file without a place in the order goes to the tag that it shows itself, else to the group that everything
    else in its folder is of.
    """
    walk = _PictureWalk()
    for file in order.files:
        seen = tuple(dict.fromkeys(tags.get(file.path, ())))
        if file.trouble:
            walk.pass_unreadable(file)
        elif len(seen) > 1:
            walk.stop_at(file, f"there are {len(seen)} tags in it: {', '.join(map(printed_tag, seen))}")
        elif seen and seen[0] not in mine:
            walk.stop_at(file, f"its tag {printed_tag(seen[0])} is not one of this store")
        else:
            if seen:
                walk.begin(seen[0])
            walk.add(file)
    _place_the_rest(walk, order.unplaced, tags, mine)
    groups = (PictureGroup(tag, tuple(files), tuple(walk.doubts[tag])) for tag, files in walk.files.items())
    return Grouping(tuple(groups), tuple(walk.left))


def _place_the_rest(
    walk: _PictureWalk, files: Iterable[SeenFile], tags: Mapping[str, Collection[str]], mine: Collection[str]
) -> None:
    """Put files without a place where their own tag, or all of their folder, says."""
    of_folder: dict[str, set[str]] = {}
    for tag, inside in walk.files.items():
        for each in inside:
            of_folder.setdefault(each.folder, set()).add(tag)
    for alone in walk.left:
        of_folder.setdefault(alone.file.folder, set()).add("")
    for file in files:
        seen = set(tags.get(file.path, ()))
        wanted = seen or of_folder.get(file.folder, set())
        tag = next(iter(wanted)) if len(wanted) == 1 else ""
        if file.trouble:
            walk.leave(file, file.trouble)
        elif tag in mine:
            walk.begin(tag)
            walk.add(file)
        elif seen:
            walk.leave(
                file, f"its tag {printed_tag(tag)} is not one of this store" if tag else "there are two tags in it"
            )
        else:
            walk.leave(file, NO_TIME)
