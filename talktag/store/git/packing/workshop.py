"""Where git makes packs and the index of commits: a place of its own, so that none is seen before it is on the disk.

To git it is a place for objects that has those of the repository behind it. What a crash leaves there is cleared away
by whoever comes next.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.disk import failing_as
from talktag.errors import SyncError
from talktag.flush import flush_path
from talktag.store.git.packing.loose import LARGE
from talktag.store.git.packing.pack_index import objects_in
from talktag.store.layout import PRIVATE

if TYPE_CHECKING:
    from talktag.store.git.git import Git

NAME = "packing"
_ORDER = (".idx", ".rev", ".pack")  # git looks for packs, and finds one when all of it is there
# The owner's own could make several packs of one, or take more memory than a small computer has.
_SETTINGS = {
    "core.bigFileThreshold": str(LARGE),
    "core.commitGraph": "true",
    "pack.indexVersion": "2",
    "pack.packSizeLimit": "0",
    "pack.threads": "1",
    "pack.windowMemory": "64m",
}


class Workshop:
    """The place while it is there, see `workshop`; whether the last one who worked in it `was_cut_off`."""

    def __init__(self, git: Git, folder: Path, *, was_cut_off: bool) -> None:
        self.was_cut_off = was_cut_off
        self._git = git
        self._place = folder
        self._objects = git.directory / "objects"

    def pack(self, idents: Sequence[str], *, read_back: bool) -> list[str]:
        """Make a pack of those objects, and put it among those of the repository, on the disk for certain; its name.

        With `read_back` each object is unpacked once more, and is the one it should be. SyncError or DiskError where
        that fails; the repository is as it was.
        """
        listed = "".join(f"{ident}\n" for ident in idents).encode("ascii")
        base = self._place / "pack/pack"
        words = ("pack-objects", "-q", "--window=10", "--depth=50", "--delta-base-offset", str(base))
        made = [f"pack-{name}" for name in self._run(*words, stdin=listed).decode("ascii").split()]
        packs = [self._place / "pack" / name for name in made]
        if {ident for pack in packs for ident in objects_in(pack)} != set(idents):
            raise SyncError("git packed other objects than it should", hints=["see what is wrong with: talktag doctor"])
        for pack in packs if read_back else ():
            self._run("index-pack", "--verify", str(pack.with_suffix(".pack")))
        with failing_as("could not write the history"):
            self._publish(self._place / "pack", self._objects / "pack")
        return made

    def write_graph(self) -> None:
        """Make git's index of commits anew, with what each changed; where git makes none, there is none."""
        words = ("--reachable", "--changed-paths", "--no-progress")
        self._run("commit-graph", "write", *words)
        with failing_as("could not write the history"):
            self._publish(self._place / "info", self._objects / "info")

    def _run(self, *words: str, stdin: bytes = b"") -> bytes:
        return self._git.run(*words, stdin=stdin, extra=self._variables)

    @property
    def _variables(self) -> Mapping[str, str]:
        named = {f"GIT_CONFIG_KEY_{number}": key for number, key in enumerate(_SETTINGS)}
        values = {f"GIT_CONFIG_VALUE_{number}": value for number, value in enumerate(_SETTINGS.values())}
        behind = os.path.relpath(self._objects, self._git.folder)  # where git runs: no letter in it has a meaning
        places = {"GIT_OBJECT_DIRECTORY": str(self._place), "GIT_ALTERNATE_OBJECT_DIRECTORIES": behind}
        return {**places, "GIT_CONFIG_COUNT": str(len(_SETTINGS)), **named, **values}

    def _publish(self, made: Path, place: Path) -> None:
        """Flush the files in `made`, and give them their names in `place`."""
        files = sorted(made.iterdir(), key=lambda path: _ORDER.index(path.suffix) if path.suffix in _ORDER else 0)
        for file in files:
            flush_path(file)
        place.mkdir(exist_ok=True)
        for file in files:
            os.replace(file, place / file.name)
        flush_path(place)
        flush_path(self._objects)


@contextlib.contextmanager
def workshop(git: Git) -> Iterator[Workshop]:
    """An empty place to work in, gone afterwards; it stays, empty, where the work was not done."""
    place = git.folder / PRIVATE / NAME
    was_cut_off = place.exists()
    with failing_as(f'could not write in "{place}"'):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700, exist_ok=True)
        flush_path(place.parent)  # a run that the power cuts off shows, too
        folder = Path(tempfile.mkdtemp(dir=place))  # a git that outlived its talktag may still write to another
        for name in ("pack", "info"):
            (folder / name).mkdir()
    try:
        yield Workshop(git, folder, was_cut_off=was_cut_off)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        place.rmdir()
