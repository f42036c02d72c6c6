"""In which order pictures were taken: by time, by the numbers of a camera whose clock jumped, beside others by name.

Pure; it decides nothing about what is in them.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from talktag.model.intake.pictures.picture import SeenFile

_DIGITS = re.compile(r"([0-9]+)")
_LAST_NUMBER = re.compile(r"(.*?)([0-9]{1,9})([^0-9]*)\Z", re.DOTALL)
_STEP = datetime.timedelta(microseconds=1)
_SHORTEST_STEM = 3  # characters of a picture's name that another name must go on from to belong to it


class ClockJump(NamedTuple):
    """The numbers of a camera say that it took `before` and then `after`, and its clock says the contrary."""

    camera: str
    before: SeenFile
    after: SeenFile


class PictureOrder(NamedTuple):
    """The files in the order in which they were taken, those that tell no time and stand beside none, the jumps."""

    files: tuple[SeenFile, ...]
    unplaced: tuple[SeenFile, ...] = ()
    jumps: tuple[ClockJump, ...] = ()


def in_order(files: Iterable[SeenFile]) -> PictureOrder:
    """The files by the time they were taken, in whichever order they are given.

    A file that tells no time stands behind the one of its folder whose name comes before its own, where both names are
    of one make (`IMG_12.jpg`, `IMG_13.pdf`) or its own goes on from that (`IMG_12 bill.pdf`). Where no picture of a
    folder tells a time, the times they were last written count for all of it. Times are compared in UTC where all tell
    how far they are from it, else as they stood on the wall.
    """
    folders: dict[str, list[SeenFile]] = defaultdict(list)
    for each in sorted(files, key=lambda each: (natural(each.name), each.path)):
        folders[each.folder].append(each)
    in_utc = all(each.moment.utc for inside in folders.values() for each in inside if each.moment)
    places: dict[str, tuple[object, ...]] = {}
    jumps: list[ClockJump] = []
    for inside in folders.values():
        times = _times(inside, in_utc=in_utc)
        jumps += _keep_numbers_in_order(inside, times)
        for each in inside:
            if place := _place(each, [other for other in inside if other.path in times], times):
                places[each.path] = place
    everything = [each for inside in folders.values() for each in inside]
    placed = sorted((each for each in everything if each.path in places), key=lambda each: places[each.path])
    unplaced = tuple(each for each in everything if each.path not in places)
    return PictureOrder(tuple(placed), unplaced, tuple(jumps))


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """What sorts names as people count: `IMG_9` before `IMG_10`, whatever the case."""
    return tuple((int(part[:18]) if part.isdecimal() else -1, part) for part in _DIGITS.split(name.casefold()))


def _times(inside: Sequence[SeenFile], *, in_utc: bool) -> dict[str, datetime.datetime]:
    """The time of each file of a folder that tells one; where none does, when each was last written."""
    told = {each.path: each.moment for each in inside if each.moment}
    moments = told or {each.path: each.changed for each in inside if each.changed}
    return {path: (moment.utc if in_utc else None) or moment.wall for path, moment in moments.items()}


def _keep_numbers_in_order(inside: Sequence[SeenFile], times: dict[str, datetime.datetime]) -> list[ClockJump]:
    """Put off the times of a camera from where its clock jumps back between two numbers that follow each other."""
    series: dict[object, list[tuple[int, SeenFile]]] = defaultdict(list)
    for each in inside:
        numbered = _LAST_NUMBER.match(each.name)
        if numbered and each.moment and each.moment.source == "exif":
            series[numbered[1].casefold(), numbered[3].casefold(), each.camera].append((int(numbered[2]), each))
    jumps = []
    for numbers in series.values():
        late = datetime.timedelta()
        for (first, before), (second, after) in pairwise(sorted(numbers, key=lambda pair: pair[0])):
            if second == first + 1 and times[after.path] + late < times[before.path]:
                jumps.append(ClockJump(after.camera.name if after.camera else "the camera", before, after))
                late = times[before.path] - times[after.path] + _STEP
            times[after.path] += late
    return jumps


def _place(
    file: SeenFile, timed: Sequence[SeenFile], times: Mapping[str, datetime.datetime]
) -> tuple[object, ...] | None:
    """What a file is sorted by: its time, or the place of the one whose name it goes with."""
    if file.path in times:
        return times[file.path], natural(file.name), file.path, 0, ()
    neighbour = _with_its_stem(file, timed) or _before(file, timed)
    if neighbour is None:
        return None
    return times[neighbour.path], natural(neighbour.name), neighbour.path, 1, natural(file.name)


def _with_its_stem(file: SeenFile, timed: Sequence[SeenFile]) -> SeenFile | None:
    """The picture whose name, without its ending, this file's name goes on from: the one with the longest."""
    name = file.name.casefold()
    stems = ((each.name.rpartition(".")[0].casefold(), each) for each in timed)
    fitting = [
        (len(stem), each)
        for stem, each in stems
        if len(stem) >= _SHORTEST_STEM and name.startswith(stem) and not name[len(stem) :][:1].isalnum()
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _before(file: SeenFile, timed: Sequence[SeenFile]) -> SeenFile | None:
    """The last picture before this file by names of one make."""
    numbered = _LAST_NUMBER.match(file.name.rpartition(".")[0])
    if numbered is None:
        return None
    make = numbered[1].casefold(), numbered[3].casefold()
    alike = []
    for each in timed:
        other = _LAST_NUMBER.match(each.name.rpartition(".")[0])
        if other and (other[1].casefold(), other[3].casefold()) == make and int(other[2]) <= int(numbered[2]):
            alike.append((int(other[2]), each))
    return max(alike, key=lambda pair: pair[0])[1] if alike else None
