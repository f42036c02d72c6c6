"""A site put into its folder: every file written whole beside it, then named; what was stopped, the next one finishes.

It decides nothing, and touches no file that its effect does not name.
The list of the site's files stands there before the first of them, so that a folder that was left half made is known.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from talktag import disk
from talktag.errors import InternalError
from talktag.model.site.manifest import MadeFile, MadePiece, Manifest, made_of, manifest_bytes, read_manifest
from talktag.ops.effects.step import EffectStep
from talktag.ops.site.folder import is_still_made

if TYPE_CHECKING:
    from talktag.model.effects.of_site import MakeSite, SitePiece

_LEFT = ".talktag-*.tmp"


class MakeSiteStep(EffectStep):
    """The pieces of a site that changed, made one after the other; no more than one is held."""

    def __init__(self, effect: MakeSite) -> None:
        self._effect = effect
        self._folder = Path(effect.folder)
        self._list = self._folder / effect.listed
        self._staged = self._folder
        self._waiting = ""
        self._names: list[str] = []  # of what waits in the folder of staged files, each as its number
        self._pieces: dict[str, MadePiece] = dict(effect.kept)
        self._is_new = False

    def prepare(self, name: str) -> None:
        """Know where its files wait."""
        self._staged = self._folder / name
        self._waiting = str(self._staged)

    def stage(self) -> None:
        """Make every piece and write what of it is another than what is there.

        None of it need be on the disk yet: the list says that the site is not whole until all of it is.
        """
        self._is_new = not self._folder.is_dir()
        disk.make_folder(self._folder, disk.PRIVATE_FOLDER)
        with disk.failing_as(f'could not write in "{self._folder}"'):
            for left in self._folder.glob(_LEFT):
                if left.is_dir() and not left.is_symlink():
                    shutil.rmtree(left)
            self._staged.mkdir(disk.PRIVATE_FOLDER)
            held = self._manifest().files
            for piece in self._effect.pieces:
                self._stage_piece(piece, held)

    def _manifest(self) -> Manifest:
        """What the list says of the files that are there."""
        with contextlib.suppress(FileNotFoundError, ValueError):
            return read_manifest(self._list.read_bytes())
        return Manifest(self._effect.view, {})

    def _stage_piece(self, piece: SitePiece, held: Mapping[str, MadeFile]) -> None:
        made = piece.make()
        if tuple(sorted(made)) != tuple(sorted(piece.names)):
            raise InternalError(f'"{piece.key}" of the site came out as other files than it should')
        files = {name: made_of(data) for name, data in made.items()}
        self._pieces[piece.key] = MadePiece(piece.of, files)
        for name, data in made.items():
            if held.get(name) == files[name] and self._is_there(name, data):
                continue
            waiting = f"{self._waiting}/{len(self._names)}"
            with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, disk.PRIVATE), "wb") as file:
                file.write(data)
            self._names.append(name)

    def _is_there(self, name: str, data: bytes) -> bool:
        """Whether the file is, to the byte, what it is to be."""
        path = self._folder / name
        return path.is_file() and not path.is_symlink() and path.read_bytes() == data

    def make(self) -> None:
        """Give every file its name, and take away what is gone."""
        with disk.failing_as(f'could not write in "{self._folder}"'):
            whole = Manifest(self._effect.view, self._pieces)
            # Until the list is whole, a file may be what it was: both are files of the site.
            versions = self._manifest().versions
            earlier = _earlier({name: versions.get(name, ()) for name in (*self._effect.removed, *self._names)})
            self._write_list(Manifest(self._effect.view, {**self._pieces, **earlier}, whole=False))
            for one in {name.rpartition("/")[0]: name for name in self._names}.values():
                disk.make_folder(Path(disk.way_inside(str(self._folder), one)).parent, disk.PRIVATE_FOLDER)
            folder = str(self._folder)
            for number, name in enumerate(self._names):
                os.replace(f"{self._waiting}/{number}", f"{folder}/{name}")
            for name in self._effect.removed:
                self._remove(name, versions.get(name, ()))
            self._staged.rmdir()
            disk.flush_all(self._folder)
            self._write_list(whole)

    def _write_list(self, manifest: Manifest) -> None:
        disk.put(self._list, manifest_bytes(manifest))

    def _remove(self, name: str, versions: Collection[MadeFile]) -> None:
        """Take away a file that is as the site made it, and the folders that are empty then."""
        if not is_still_made(self._folder, name, versions):
            return
        path = Path(disk.way_inside(str(self._folder), name))
        path.unlink(missing_ok=True)
        for above in path.parents:
            if above == self._folder:
                break
            with contextlib.suppress(OSError):
                above.rmdir()

    def drop(self) -> None:
        """Take away what waits, and the folder if it was made for this."""
        shutil.rmtree(self._staged, ignore_errors=True)
        if self._is_new:
            with contextlib.suppress(OSError):
                self._folder.rmdir()


def _earlier(versions: Mapping[str, Collection[MadeFile]]) -> dict[str, MadePiece]:
    """Files as they were made before, each of several versions in a piece of its own."""
    pieces: dict[str, dict[str, MadeFile]] = {}
    for name, several in versions.items():
        for number, made in enumerate(sorted(several)):
            pieces.setdefault(f"earlier {number}", {})[name] = made
    return {key: MadePiece("", files) for key, files in pieces.items()}
