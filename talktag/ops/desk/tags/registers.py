"""The tags that a desk printed, out of its folder, read anew where a file changed. It knows no holder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.disk.in_parts import file_content
from talktag.errors import TalktagError
from talktag.model.makers.tag_register import REGISTER_LIMIT, PrintedTag, read_register
from talktag.model.problem import Problem
from talktag.model.toml.record_file import Reading
from talktag.ops.desk.rule_book import ReadAnew

if TYPE_CHECKING:
    from collections.abc import Collection

TAGS = "tags"


class TagRegisters:
    """The registers in the folder of a desk."""

    def __init__(self, folder: Path) -> None:
        self._files = ReadAnew(folder / TAGS, ".csv", _read)
        self._tags: Mapping[str, PrintedTag] = {}
        self._seen: Collection[object] = ()

    def look_up(self, tag: str) -> PrintedTag | None:
        """What was printed; None for a tag that is none of this desk's."""
        return self._all().get(tag)

    def tags(self) -> frozenset[str]:
        """Every tag that was printed."""
        return frozenset(self._all())

    def _all(self) -> Mapping[str, PrintedTag]:
        readings = self._files.readings()
        seen = [id(each) for each in readings.values()]
        if seen != self._seen:
            self._seen = seen
            self._tags = {tag: each for reading in readings.values() for tag, each in (reading.value or {}).items()}
        return self._tags


def _read(path: Path) -> Reading[Mapping[str, PrintedTag]]:
    name = f"{TAGS}/{path.name}"
    try:
        return read_register(file_content(path, REGISTER_LIMIT).whole(), name)
    except (TalktagError, FileNotFoundError) as error:
        return Reading(None, (Problem("broken-register", name, str(error)),))
