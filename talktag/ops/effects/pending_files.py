"""Files of the person's that wait for their names: noted before they are written, so that a crash leaves none for good.

A note is held by a lock as long as its command runs. Of one that nobody holds the files get their names where the plan
that they go along with was carried out, and are taken away where it was not. It holds paths, never what is in them.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag import disk
from talktag.errors import BusyError, DiskError, InvalidError, TalktagError
from talktag.flush import flush_path
from talktag.lock import holding, writing
from talktag.ops.keys.pending_change import was_carried_out
from talktag.seal.keys.atomic_files import Wait

if TYPE_CHECKING:
    from talktag.store.store import Store

LOCK = "lock"
_LIMIT = 1024 * 1024  # bytes of a note
Looks = tuple[int, ...] | None  # of a file: its number, size and time; None where there is none
OpenStore = Callable[[Path], "Store"]


class PendingFile(NamedTuple):
    """A file that waits as `name` beside `target`, in whose place there was something that looked like `replaces`.

    It `gives_way` where another has the target's name by the time that it gets its own. A folder of its own that was
    not there before, `in_new_folder`, goes with it where it goes.
    """

    target: Path
    name: str
    replaces: Looks
    gives_way: bool = False
    in_new_folder: bool = False

    @property
    def staged(self) -> Path:
        """Where it waits."""
        return self.target.with_name(self.name)

    def stage(self, data: bytes | Iterable[bytes], mode: int = disk.PRIVATE) -> None:
        """Write it, and have its folder remember it: a plan is carried out in the belief that it is there."""
        disk.stage(self.target.parent, data, mode, self.name)
        with disk.failing_as(f'could not write in "{self.target.parent}"'):
            flush_path(self.target.parent)

    def publish(self) -> None:
        """Give it its name."""
        disk.publish(self.staged, self.target)

    def settle(self, *, is_wanted: bool) -> str:
        """Give it its name or take it away, whichever was not done; what is to be said of that.

        Raises DiskError where that cannot be done, InvalidError where another file has its name by now.
        """
        said = self._settle_file(is_wanted=is_wanted)
        if self.in_new_folder and not is_wanted:
            with contextlib.suppress(OSError):  # it has something else in it by now, or was never made
                self.target.parent.rmdir()
        return said

    def _settle_file(self, *, is_wanted: bool) -> str:
        if not os.path.lexists(self.staged):
            if is_wanted and not self.target.parent.is_dir():
                raise DiskError(f'the folder of "{self.target}" is away', hints=["bring it back"])
            return ""
        is_other = is_wanted and looks_of(self.target) != self.replaces
        if not is_wanted or (is_other and self.gives_way):
            disk.discard(self.staged)
            return ""
        if is_other:
            hint = "move that away, then type: talktag doctor"
            raise InvalidError(f'"{self.target}" was made, and another file has its name', hints=[hint])
        self.publish()
        return f'"{self.target}" was left unfinished, and is finished now'


def looks_of(path: Path) -> Looks:
    """What a file looks like now; DiskError where that cannot be told."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DiskError(f'could not look at "{path}": {error.strerror}') from error
    return found.st_ino, found.st_size, found.st_mtime_ns


class Pending:
    """The files of one command, and the plan they wait for, None where they wait for nothing."""

    def __init__(self, files: Sequence[PendingFile], wait: Wait | None) -> None:
        self._files = files
        self._wait = wait
        self._note: Path | None = None

    @contextlib.contextmanager
    def keep_note(self, folder: Path | None, ident: str) -> Iterator[None]:
        """Keep a note of that id in `folder`, which is held as long as this lasts, and stays unless it is ended.

        Where nothing can be written there, there is none: then a crash may leave a file behind. Nor is there one where
        the files wait for nothing and this person has kept nothing there yet, as who answers without a key.
        """
        with contextlib.ExitStack() as held:
            if folder and self._files and (self._wait or folder.parent.is_dir()):
                with contextlib.suppress(DiskError, BusyError):
                    disk.make_folder(folder, disk.PRIVATE_FOLDER)
                    with writing(folder / LOCK):
                        held.enter_context(holding(folder / ident))
                        disk.put(folder / f"{ident}.json", self._to_json())
                    self._note = folder / f"{ident}.json"
            yield

    def end(self) -> None:
        """Drop the note: every file has its name, or is gone."""
        if self._note:
            _drop_note(self._note)

    def drop(self, open_store: OpenStore) -> None:
        """Take the files away, unless the plan was carried out all the same; where nobody can tell the note stays."""
        with contextlib.suppress(TalktagError):
            is_wanted = was_carried_out(self._wait, open_store)
            for each in self._files:
                each.settle(is_wanted=is_wanted)
            self.end()

    def _to_json(self) -> bytes:
        files = [[os.fspath(each.target), *each[1:]] for each in self._files]
        wait = self._wait and [os.fspath(self._wait.store), self._wait.since, dict(self._wait.written)]
        return json.dumps({"files": files, "wait": wait}).encode("ascii")


def _drop_note(note: Path) -> None:
    disk.discard(note)
    disk.discard(note.with_suffix(""))


def settle(folder: Path, open_store: OpenStore) -> tuple[str, ...]:
    """End what earlier commands left unfinished, a line for what there is to say of it."""
    said: list[str] = []
    with contextlib.suppress(BusyError, DiskError), writing(folder / LOCK, patience=0):
        for left in folder.glob(".talktag-*.tmp"):  # nobody writes a note now
            disk.discard(left)
        for ident in sorted({path.stem for path in folder.iterdir()} - {LOCK}):
            with holding(folder / ident) as is_left:
                if is_left:
                    said += _settle_note(folder / f"{ident}.json", open_store)
    return tuple(said)


def _settle_note(note: Path, open_store: OpenStore) -> list[str]:
    said: list[str] = []
    left: list[TalktagError] = []
    try:
        files, wait = _read(note)
        is_wanted = was_carried_out(wait, open_store)
    except FileNotFoundError:  # it was killed before there was one, or after it was done
        files, is_wanted = [], False
    except TalktagError as error:
        return [_say_left(error, note)]
    for each in files:
        try:
            said.append(each.settle(is_wanted=is_wanted))
        except TalktagError as error:
            left.append(error)
    if not left:
        _drop_note(note)
    return [*filter(None, said), *(_say_left(each, note) for each in left)]


def _say_left(error: TalktagError, note: Path) -> str:
    hint = next(iter(error.hints), "mend that")
    return f'a file was left unfinished: {error.message}; {hint}; or let it be: rm "{note}"'


def _read(note: Path) -> tuple[list[PendingFile], Wait | None]:
    """What a note says; InvalidError for one that none of ours is."""
    try:
        values = json.loads(disk.read(note, _LIMIT))
        files = [_file(*each) for each in values["files"]]
        wait = values["wait"]
        return files, wait and Wait(
            Path(wait[0]), str(wait[1]), {str(path): str(blob) for path, blob in wait[2].items()}
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise InvalidError(f'the note "{note}" does not hold up', hints=["look at it"]) from error


def _file(target: str, name: str, replaces: list[int] | None, *flags: object) -> PendingFile:
    if not name.startswith(".talktag-") or "/" in name or "\\" in name:
        raise ValueError(name)
    return PendingFile(Path(target), name, None if replaces is None else tuple(replaces), *map(bool, flags[:2]))
