"""Files outside of the store: written whole beside their place, named once the plan is carried out, never before."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from talktag import disk
from talktag.content import content_of
from talktag.errors import DiskError, StaleError, UsageError
from talktag.model.effects.of_files import AddLine, DropDraft, InstallFile, KeepSetting
from talktag.model.effects.of_programs import OpenCopy
from talktag.ops.effects.pending_files import PendingFile, looks_of
from talktag.ops.effects.step import EffectStep, Hands

if TYPE_CHECKING:
    from talktag.ops.outcome import Output

_READ_ONLY = 0o400
_LIMIT = 1024 * 1024  # bytes of a file of settings


class OutputStep(EffectStep):
    """What a command answers as a file, or on standard output; nothing that exists is replaced without asking."""

    def __init__(self, output: Output, hands: Hands) -> None:
        self._output = output
        self._hands = hands

    def prepare(self, name: str) -> None:
        """Ask whether it replaces what is there; a device or a pipe is written to at the end, not replaced."""
        path = self._output.path
        if path is None:
            return
        target = disk.real_path(path)
        if target.is_dir():
            raise UsageError(f'"{path}" is a folder', hints=["name a file after -o"])
        is_new = not target.parent.is_dir()
        self._check_folder(path.parent, target.parent, is_new=is_new)
        if target.exists():
            if not target.is_file():
                return
            if not self._output.is_public:
                self._hands.confirm(f'Replace "{path}"?')
        self.pending = PendingFile(target, name, looks_of(target), in_new_folder=is_new)

    def _check_folder(self, said: Path, folder: Path, *, is_new: bool) -> None:
        """UsageError where there is no folder for the file, and none that may be made."""
        if is_new and not (self._output.in_own_folder and folder.parent.is_dir()):
            missing = said.parent if self._output.in_own_folder else said
            raise UsageError(f'there is no folder "{missing}"', hints=["make it first, or name another after -o"])
        if is_new and os.path.lexists(folder):
            raise UsageError(f'"{said}" is no folder', hints=["name another after -o"])

    def stage(self) -> None:
        """Put the file beside where it will be."""
        is_public = self._output.is_public
        if self.pending and self.pending.in_new_folder:
            disk.make_folder(self.pending.target.parent, 0o777 if is_public else disk.PRIVATE_FOLDER)
        if self.pending:
            self.pending.stage(_parts(self._output), disk.PUBLIC if is_public else disk.PRIVATE)

    def make(self) -> None:
        """Give the file its name."""
        path = self._output.path
        if path is None:
            with _ending_for_good():
                self._hands.write(_parts(self._output))
        elif self.pending:
            self.pending.publish()
        else:
            with _ending_for_good(), disk.failing_as(f'could not write to "{path}"'), path.open("wb") as device:
                device.writelines(_parts(self._output))


def _parts(output: Output) -> Iterable[bytes]:
    """What the file is to hold, one part after the other."""
    return content_of(output.make()).parts()


@contextlib.contextmanager
def _ending_for_good() -> Iterator[None]:
    """What went out in part, with its plan carried out, cannot be made anew."""
    try:
        yield
    except StaleError as error:
        raise DiskError(error.message) from error


class OwnFileStep(EffectStep):
    """A file of the person's own: their settings, which only they read, or what another program looks for."""

    def __init__(self, effect: KeepSetting | InstallFile) -> None:
        self._effect = effect
        self._target = Path(effect.path)

    def prepare(self, name: str) -> None:
        """Find out what it replaces; StaleError where the settings are not those any more that it was made from."""
        replaces = looks_of(self._target)
        if isinstance(self._effect, KeepSetting) and self._current() not in {self._effect.replaces, self._effect.data}:
            raise StaleError(f'"{self._target}" was changed meanwhile', hints=["type the command again"])
        self.pending = PendingFile(self._target, name, replaces, gives_way=True)

    def stage(self) -> None:
        """Put it beside its place."""
        is_private = isinstance(self._effect, KeepSetting)
        disk.make_folder(self._target.parent, disk.PRIVATE_FOLDER if is_private else 0o777)
        if self.pending:
            self.pending.stage(self._effect.data, disk.PRIVATE if is_private else disk.PUBLIC)

    def make(self) -> None:
        """Give it its name."""
        if self.pending:
            self.pending.publish()

    def _current(self) -> bytes | None:
        try:
            return disk.read(self._target, _LIMIT)
        except FileNotFoundError:
            return None


class AddLineStep(EffectStep):
    """A line at the end of a file of the person's."""

    def __init__(self, effect: AddLine) -> None:
        self._effect = effect

    def make(self) -> None:
        """Add it, unless it is there by now."""
        path = Path(self._effect.path)
        with disk.failing_as(f'could not add a line to "{path}"'):
            held = path.read_text("utf-8", "replace").split("\n") if path.exists() else []
            if self._effect.added not in held:
                with path.open("ab") as file:
                    file.write(f"\n{self._effect.added}\n".encode())


class OpenCopyStep(EffectStep):
    """A copy that nobody else can read, shown by a program of the desktop; earlier ones go first."""

    def __init__(self, effect: OpenCopy, hands: Hands) -> None:
        self._effect = effect
        self._hands = hands
        self._path = Path(effect.path)

    def stage(self) -> None:
        """Put the copy where it will be, to be read and not to be changed: changes of it would be kept nowhere."""
        for each in self._effect.stale:
            shutil.rmtree(each, ignore_errors=True)
        folder = self._path.parent
        disk.make_folder(folder, disk.PRIVATE_FOLDER)
        disk.publish(disk.stage(folder, content_of(self._effect.make()).parts(), _READ_ONLY), self._path)

    def make(self) -> None:
        """Have it shown."""
        try:
            self._hands.start((*self._effect.words, str(self._path)))
        except BaseException:
            self.drop()
            raise

    def drop(self) -> None:
        """Take the copy away."""
        shutil.rmtree(self._path.parent, ignore_errors=True)


class DropDraftStep(EffectStep):
    """A draft, gone once what it was for is saved."""

    def __init__(self, effect: DropDraft) -> None:
        self._effect = effect

    def make(self) -> None:
        """Take it away; one that stays is offered once more, and harms nobody."""
        disk.discard(Path(self._effect.path))
