"""The store: opens a directory, reads what is in it, and hands every change to the one writer. Decides nothing."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from talktag import disk
from talktag.errors import DiskError, InvalidError, NoStoreError, NotFoundError
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.labels.blank_tags import BlankTags
    from talktag.model.labels.paper import Stock
    from talktag.model.labels.used_sheet import UsedSheet
    from talktag.model.log.entry import Entry
    from talktag.model.parties.party import Party
    from talktag.model.plan import Plan
    from talktag.model.problem import Problem
    from talktag.model.products.product import Attachment, Product
    from talktag.model.settings import Settings
    from talktag.model.sharing.share import Share
    from talktag.model.toml.record_file import Reading
    from talktag.store.git.git import Git
    from talktag.store.git.history import FileChange, History
    from talktag.store.git.last_seen_commit import Rewound, Seen
    from talktag.store.git.mending import Mends
    from talktag.store.index.catalogue import Catalogue
    from talktag.store.write.writer import Writer

T = TypeVar("T")
NOTE_LIMIT = 2 * 1024 * 1024


class Record(NamedTuple):
    """A product as read from its file: the value, the exact bytes, and what is wrong with them."""

    product: Product
    path: str
    data: bytes
    problems: tuple[Problem, ...]


class Store:
    """A store on disk. `cache` gives a folder outside of it for what may be deleted at any time.

    `memory` gives one for what this computer last saw of each store; without it nothing is remembered.
    """

    def __init__(
        self,
        folder: Path,
        cache: Callable[[], Path],
        environment: Mapping[str, str],
        memory: Callable[[], Path] | None = None,
    ) -> None:
        self.folder = folder.absolute()
        self._cache = cache
        self._environment = environment
        self._memory = memory

    @classmethod
    def open(
        cls,
        folder: Path,
        cache: Callable[[], Path],
        environment: Mapping[str, str],
        memory: Callable[[], Path] | None = None,
    ) -> Store:
        """The store in `folder`, repaired if a crash left something. Raises NoStoreError where there is none."""
        store = cls(folder, cache, environment, memory)
        if (settings := folder / layout.SETTINGS).is_file():
            store.repair()
        if not settings.is_file():  # also where all that was there is an `init` that never came to its end
            raise NoStoreError(
                f'there is no store in "{folder}"',
                hints=[
                    "make one with: talktag init DIR --owner NAME --contact MAIL",
                    "or name another with: --store DIR",
                ],
            )
        return store

    @cached_property
    def git(self) -> Git:
        """The repository of the store, unchecked."""
        from talktag.store.git.git import Git

        return Git(self.folder, self._environment)

    @cached_property
    def _seen(self) -> Seen | None:
        if self._memory is None:
            return None
        from talktag.store.git.last_seen_commit import Seen

        return Seen(self._memory, self.folder)

    @cached_property
    def settings(self) -> Settings:
        """The store's settings; InvalidError with every problem when they cannot be used."""
        from talktag.model.settings import read_settings

        reading = read_settings(self.read(layout.SETTINGS), layout.SETTINGS)
        return _usable(reading, f'"{layout.SETTINGS}" cannot be used')

    @cached_property
    def catalogue(self) -> Catalogue:
        """The products, from the cache as far as their files have not changed."""
        from talktag.store.index.catalogue import Catalogue
        from talktag.store.place import cache_name

        return Catalogue(self.folder, self._cache() / cache_name(self.folder))

    @cached_property
    def history(self) -> History:
        """What was before."""
        from talktag.store.git.history import History

        self.git.check(objects=True)
        self.git.tip()  # GitPython knows no branch that cannot be read
        return History(self.folder)

    @cached_property
    def place(self) -> str:
        """What tells this copy of the store from others on the same computer."""
        import hashlib

        return hashlib.sha256(os.fsencode(os.path.realpath(self.folder))).hexdigest()[:32]

    def changes_since(self, commit: str, paths: Sequence[str]) -> Iterable[FileChange] | None:
        """What every commit after that one did to files; None where the store has not got it."""
        from talktag.store.git.passed_files import changes_since

        self.git.check()
        return changes_since(self.git, commit, paths)

    def was_written(self, since: str, written: Mapping[str, str]) -> bool:
        """Whether a commit after `since` gave one of those paths the blob that stands there."""
        from talktag.store.git.passed_files import was_written

        self.git.check()
        return was_written(self.git, since, written)

    def create(self) -> None:
        """Make the repository of a new store; what was seen before of another one in its place is forgotten."""
        self.git.create()
        if self._seen:
            self._seen.remember(None)

    def repair(self) -> None:
        """Finish or take back what a crash left, also where it left no settings yet."""
        private = self.folder / layout.PRIVATE
        if (private / "journal.json").exists():
            self._writer(self._author()).repair()
        elif (private / "untold.json").exists():
            with contextlib.suppress(DiskError):  # whoever may only read need not
                self._writer(self._author()).repair()

    def rewound(self) -> Rewound | None:
        """How the history fell short of what this computer last saw of it; None where it only went on."""
        self.git.check()
        return self._seen.rewound(self.git, self.git.tip()) if self._seen else None

    def check_history(self) -> None:
        """Refuse, before anything is built on it, a history that was set back, or that no git could go on with now."""
        from talktag.store.git import left_locks

        if lost := self.rewound():
            raise lost.error(self.folder)
        if lock := left_locks.in_the_way(self.folder):
            raise left_locks.error(lock)

    def is_detached(self) -> bool:
        """Whether what is saved now is in no branch."""
        from talktag.store.git.branch import is_detached

        return is_detached(self.git.directory)

    def mends(self) -> Mends:
        """What can be mended of the repository without deciding for the owner."""
        from talktag.store.git.mending import mends

        self.git.check(objects=True)
        return mends(self.git, self._seen.commit() if self._seen else None)

    def mend(self) -> None:
        """Do it."""
        self._writer(self._author()).mend()

    def remember_history(self) -> None:
        """Take where the history is now for what this computer saw last."""
        if self._seen:
            self._seen.remember(self.git.head())

    def apply(
        self,
        plan: Plan,
        author: tuple[str, str] | None = None,
        tell: Callable[[Sequence[str]], None] | None = None,
    ) -> str | None:
        """Carry out a plan, durably, as one commit; its id, or None where there is nothing to change.

        `author` (name, mail) is who it is by where Git knows nobody; the owner in the settings when left out. `tell` is
        given the paths of files that the owner had changed by hand, which become a commit of their own before.
        """
        return self._writer(author or self._author()).apply(plan, tell) if plan.changes else None

    def has(self, path: str) -> bool:
        """Whether there is a file at `path`; what a link leads to is none."""
        try:
            return stat.S_ISREG(disk.inside(self.folder, layout.check_path(path)).lstat().st_mode)
        except (OSError, InvalidError):
            return False

    def read(self, path: str, limit: int | None = None) -> bytes:
        """The content of a file of the store, at most that of a record; NotFoundError where there is none."""
        from talktag.model.toml.read import RECORD_LIMIT

        try:
            return disk.read_inside(self.folder, layout.check_path(path), limit or RECORD_LIMIT)
        except FileNotFoundError:
            raise NotFoundError(
                f'there is no "{path}" in the store', hints=["look for what is missing with: talktag doctor"]
            ) from None

    def record(self, slug: str) -> Record:
        """The product of that slug; InvalidError with every problem when its record cannot be used."""
        from talktag.model.products.record import read_product

        path = layout.record(slug)
        data = self.read(path)
        reading = read_product(data, path, slug)
        return Record(_usable(reading, f'the record of "{slug}" cannot be used'), path, data, reading.problems)

    def names(self, folder: str) -> tuple[str, ...]:
        """The names in a folder of the store, sorted; none where there is no such folder. A link is InvalidError."""
        found = disk.inside(self.folder, f"{folder}/name").parent
        return tuple(sorted(path.name for path in found.iterdir())) if found.is_dir() else ()

    def entries(self, slug: str) -> Reading[tuple[Entry, ...]]:
        """The entries of a product, oldest first; none is an empty tuple."""
        from talktag.model.toml.record_file import Reading

        path = layout.entries(slug)
        if not self.has(path):
            return Reading((), ())
        from talktag.model.log.entry import read_entries
        from talktag.model.log.log_text import ENTRIES_LIMIT

        return read_entries(self.read(path, ENTRIES_LIMIT), path)

    def note_ids(self, slug: str) -> tuple[str, ...]:
        """The ids of a product's private notes, from their file names; nothing is opened."""
        return tuple(Path(name).stem for name in self.names(layout.notes(slug)) if Path(name).suffix == ".age")

    def note(self, slug: str, note_id: str) -> bytes:
        """One private note, sealed."""
        return self.read(layout.note(slug, note_id), NOTE_LIMIT)

    def attachment(self, slug: str, file: Attachment) -> bytes:
        """The content of an attachment; InvalidError when it is not what the record says."""
        import hashlib

        data = self.read(self.attachment_path(slug, file), layout.FILE_LIMIT)
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise InvalidError(
                f'"{file.name}" of "{slug}" is not the file that was attached',
                hints=[f"see what happened to it with: talktag log {slug}"],
            )
        return data

    def attachment_path(self, slug: str, file: Attachment) -> str:
        """Where the bytes of an attachment are; InvalidError where the record names what is no product's file."""
        path = file.at or layout.file(slug, file.name)
        if layout.slug_of_file(path) is None:
            raise InvalidError(
                f'"{path}" is not where a product keeps its files', hints=[f"mend it with: talktag edit {slug}"]
            )
        return path

    def saying(self, words: Collection[str]) -> Iterator[Record]:
        """The products whose record says one of `words`, such as a hash; those that cannot be read say nothing."""
        for slug in self.catalogue.saying(words) if words else ():
            with contextlib.suppress(InvalidError, NotFoundError, DiskError):
                yield self.record(slug)

    def parties(self) -> tuple[Reading[Party], ...]:
        """Every party, by slug."""
        from talktag.model.parties.party import read_party

        return tuple(read_party(data, path, Path(path).stem) for path, data in self._contents(layout.PARTIES))

    def shares(self) -> tuple[Reading[Share], ...]:
        """The whole disclosure ledger, oldest first."""
        from talktag.model.sharing.share import in_order, read_share

        readings = [read_share(data, path) for path, data in self._contents(layout.SHARES)]
        found = {id(reading.value): reading for reading in readings if reading.value}
        ordered = in_order(reading.value for reading in readings if reading.value)
        return (*(found[id(each)] for each in ordered), *(reading for reading in readings if not reading.value))

    def share_paths(self, product: str) -> tuple[str, ...]:
        """Where the ledger has what was given of the product of that id."""
        from talktag.model.sharing.share import read_share

        contents = self._contents(layout.SHARES)
        return tuple(
            path for path, data in contents if (value := read_share(data, path).value) and value.product == product
        )

    def blank_tags(self) -> tuple[Reading[BlankTags], ...]:
        """Every list of tags that were printed ahead of their products, oldest first; claimed ones are still in it."""
        from talktag.model.labels.blank_tags import read_blank_tags

        return tuple(read_blank_tags(data, path) for path, data in self._contents(layout.TAGS))

    def paths(self, folder: str) -> tuple[str, ...]:
        """The paths of the records in a folder of the store, sorted; a sync program's copies are none."""
        records = (name for name in self.names(folder) if Path(name).suffix == ".toml")
        return tuple(f"{folder}/{name}" for name in records if layout.original_of_copy(name) is None)

    def stocks(self) -> tuple[Reading[tuple[Stock, ...]], ...]:
        """Every file of label papers the owner measured, one that cannot be read among them."""
        from talktag.model.labels.own_paper import read_own_stocks

        return tuple(self._readings(layout.STOCKS, read_own_stocks))

    def sheets(self) -> tuple[Reading[UsedSheet], ...]:
        """What is used up of each physical sheet of labels."""
        from talktag.model.labels.used_sheet import read_used_sheet

        return tuple(self._readings(layout.SHEETS, read_used_sheet))

    def _readings(self, folder: str, read: Callable[[bytes, str], Reading[T]]) -> Iterator[Reading[T]]:
        """What `read` makes of each record in a folder; one that is no readable file is a problem like any other."""
        from talktag.model.problem import Problem
        from talktag.model.toml.record_file import Reading

        for path in self.paths(folder):
            try:
                data = self.read(path)
            except (InvalidError, NotFoundError, DiskError) as error:
                yield Reading(None, (Problem("unreadable", path, error.message),))
            else:
                yield read(data, path)

    def _contents(self, folder: str) -> Iterator[tuple[str, bytes]]:
        for path in self.paths(folder):
            yield path, self.read(path)

    def _writer(self, author: tuple[str, str]) -> Writer:
        from talktag.store.write.writer import Writer

        return Writer(self.folder, self.git, author, self._seen)

    def _author(self) -> tuple[str, str]:
        """Who commits are by where Git knows nobody; broken settings must not keep anyone from repairing them."""
        from talktag.model.settings import read_settings

        if self.has(layout.SETTINGS) and (settings := read_settings(self.read(layout.SETTINGS), layout.SETTINGS).value):
            return settings.owner, settings.contact
        return "talktag", "talktag@localhost"


def _usable(reading: Reading[T], message: str) -> T:
    if reading.value is None:
        raise InvalidError(
            message,
            details=[str(problem) for problem in reading.problems],
            hints=["mend the file in an editor, then: talktag doctor"],
        )
    return reading.value
