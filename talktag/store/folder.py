"""What the folder of a store holds, read: files, records of every kind, what lies beside them. Knows no Git.

It writes nothing, follows no link, and believes nothing for being in the index.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Collection as Group
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from talktag import disk
from talktag.errors import DiskError, InvalidError, NotFoundError
from talktag.store import layout
from talktag.store.collection import Collection, Span, Stored
from talktag.store.conflict_copies import original_of_copy
from talktag.store.files import StoreFiles
from talktag.store.place import cache_name

if TYPE_CHECKING:
    from talktag.content import Content
    from talktag.model.log.entry import Entry
    from talktag.model.problem import Problem
    from talktag.model.products.product import Product, ProductFile
    from talktag.model.settings.store_settings import Settings
    from talktag.model.toml.record_file import Reading
    from talktag.store.index.catalogue import Catalogue
    from talktag.store.index.excerpts import Excerpt, ExcerptIndex, ReadLog
    from talktag.store.index.product_lookup import ProductLookup
    from talktag.store.index.records import RecordIndex

T = TypeVar("T")
NOTE_LIMIT = 2 * 1024 * 1024


class Record(NamedTuple):
    """A product as read from its file: the value, the exact bytes, and what is wrong with them."""

    product: Product
    path: str
    data: bytes
    problems: tuple[Problem, ...]


class StoreFolder(StoreFiles):
    """The files of the store in `folder`. `cache` gives a folder outside of it for what may be deleted at any time."""

    def __init__(self, folder: Path, cache: Callable[[], Path]) -> None:
        super().__init__(folder)
        self._cache = cache

    @cached_property
    def settings(self) -> Settings:
        """The store's settings; InvalidError with every problem when they cannot be used."""
        from talktag.model.settings.store_settings import read_settings

        reading = read_settings(self.read(layout.SETTINGS), layout.SETTINGS)
        return _usable(reading, f'"{layout.SETTINGS}" cannot be used')

    @cached_property
    def catalogue(self) -> Catalogue:
        """The products, from the cache as far as their files have not changed."""
        from talktag.store.index.catalogue import Catalogue

        return Catalogue(self.folder, self._cache() / cache_name(self.folder))

    @cached_property
    def lookup(self) -> ProductLookup:
        """Single products by what their records say, in the same time however many there are."""
        from talktag.store.index.product_lookup import ProductLookup

        return ProductLookup(self.folder, self._cache() / cache_name(self.folder))

    @cached_property
    def _index(self) -> RecordIndex:
        from talktag.store.index.records import RecordIndex

        return RecordIndex(self.folder, self._cache() / cache_name(self.folder))

    @cached_property
    def _excerpts(self) -> ExcerptIndex:
        from talktag.store.index.excerpts import ExcerptIndex

        return ExcerptIndex(self.folder, self._cache() / cache_name(self.folder))

    def all(self, of: Collection[T]) -> tuple[Stored[T], ...]:
        """Every record of a kind, by path; of one that is no readable file, what is wrong with it."""
        return tuple(self._read_stored(of, path) for path in self.paths(of))

    def one(self, of: Collection[T], name: str) -> Stored[T]:
        """The record of that name, whatever is wrong with it; NotFoundError where there is none."""
        path = of.path(name)
        if not self.has(path):
            raise NotFoundError(f'there is no "{path}" in the store')
        return self._read_stored(of, path)

    def where(self, of: Collection[T], *, slug: str | None = None, **wanted: str | Span) -> tuple[Stored[T], ...]:
        """The records that have one of each of the keys `wanted`, by path; those that cannot be read have none.

        The index tells which files not to open, after a look at the stamp of each; the others are read here, and what
        they say decides. `slug` is that of the product which is wanted, and spares that look: see `names_about`; an
        empty one spares it for records that are about none, and that nobody writes over in place.
        """
        disk.inside(self.folder, f"{of.folder}/name")
        if slug is None:
            found = self._index.names(of, wanted)
        elif not (self.folder / of.folder).is_dir():
            return ()
        else:
            found = self._index.names_about(of, slug, wanted)
        stored = (self._read_stored(of, f"{of.folder}/{name}") for name in sorted(found))
        return tuple(each for each in stored if each.value is not None and of.is_found(each.value, wanted))

    def unreadable(self, of: Collection[T]) -> tuple[Stored[T], ...]:
        """The records of a kind of which no value can be made, each with what is wrong with it."""
        from talktag.store.index.records import UNREADABLE

        disk.inside(self.folder, f"{of.folder}/name")
        names = sorted(self._index.names(of, dict([UNREADABLE])))
        stored = (self._read_stored(of, f"{of.folder}/{name}") for name in names)
        return tuple(each for each in stored if each.value is None)

    def count(self, of: Collection[T], key: str) -> Counter[str]:
        """How many records of a kind have each value of a key."""
        disk.inside(self.folder, f"{of.folder}/name")
        return self._index.count(of, key)

    def paths(self, of: Collection[T]) -> Iterator[str]:
        """Where the records of a kind are; a sync program's copies are none."""
        if of.nested:
            from talktag.store.slugs import slugs

            yield from (path for slug in sorted(slugs(self.folder)) if self.has(path := of.path(slug)))
        else:
            names = (name for name in self.names(of.folder) if name.endswith(of.suffixes))
            yield from (f"{of.folder}/{name}" for name in names if original_of_copy(name) is None)

    def _read_stored(self, of: Collection[T], path: str) -> Stored[T]:
        """A record as it is; one that is no readable file is a problem like any other."""
        try:
            data = self.read(path, of.limit())
        except (InvalidError, NotFoundError, DiskError) as error:
            from talktag.model.problem import Problem

            return Stored(path, b"", None, (Problem("unreadable", path, error.message),))
        reading = of.read(data, path)
        return Stored(path, data, reading.value, reading.problems)

    def record(self, slug: str) -> Record:
        """The product of that slug; InvalidError with every problem when its record cannot be used."""
        from talktag.model.products.record import read_product

        path = layout.record(slug)
        data = self.read(path)
        reading = read_product(data, path, slug)
        return Record(_usable(reading, f'the record of "{slug}" cannot be used'), path, data, reading.problems)

    def entries(self, slug: str) -> Reading[tuple[Entry, ...]]:
        """The entries of a product, oldest first; none is an empty tuple."""
        return self.entries_in(layout.about_product(slug))

    def entries_in(self, about: str) -> Reading[tuple[Entry, ...]]:
        """What was said about a product, a table or nothing, by its folder, oldest first; none is an empty tuple."""
        from talktag.model.toml.record_file import Reading

        path = layout.entries_in(about)
        if not self.has(path):
            return Reading((), ())
        from talktag.model.log.entry import read_entries
        from talktag.model.log.log_text import ENTRIES_LIMIT

        return read_entries(self.read(path, ENTRIES_LIMIT), path)

    def excerpt_of_log(self, about: str) -> Excerpt | None:
        """The lines of a long log that were asked for when it was last read as it is now; None where it has to be."""
        return self._excerpts.find(layout.entries_in(about))

    def keep_excerpt(self, about: str, read: ReadLog, ids: Group[str], facts: str) -> None:
        """Keep where in a log that was `read` the entries of those ids are, with `facts` of the whole of it."""
        self._excerpts.keep(layout.entries_in(about), read, ids, facts)

    def read_log(self, about: str) -> ReadLog:
        """The bytes of a log, none where there is none, with what its file looked like before it was read."""
        from talktag.model.log.log_text import ENTRIES_LIMIT
        from talktag.store.index.excerpts import ReadLog
        from talktag.store.index.stamps import stamp_of

        path = layout.entries_in(about)
        stamp = stamp_of(self.folder / path)
        return ReadLog(self.read(path, ENTRIES_LIMIT) if self.has(path) else b"", stamp)

    def note_ids(self, slug: str) -> tuple[str, ...]:
        """The ids of a product's private notes, from their file names; nothing is opened."""
        return tuple(Path(name).stem for name in self.names(layout.notes(slug)) if Path(name).suffix == ".age")

    def note(self, slug: str, note_id: str) -> bytes:
        """One private note, sealed."""
        return self.read(layout.note(slug, note_id), NOTE_LIMIT)

    def file_content(self, slug: str, file: ProductFile) -> Content:
        """The content of an attachment; InvalidError when it is not what the record says."""
        content = self.content(self.file_path(slug, file))
        if content.sha256 != file.sha256:
            raise InvalidError(
                f'"{file.name}" of "{slug}" is not the file that was attached',
                hints=[f"see what happened to it with: talktag log {slug}"],
            )
        return content

    def file_path(self, slug: str, file: ProductFile) -> str:
        """Where the bytes of an attachment are; InvalidError where the record names what is no product's file."""
        path = file.at or layout.file(slug, file.name)
        if layout.slug_of_file(path) is None:
            raise InvalidError(
                f'"{path}" is not where a product keeps its files', hints=[f"mend it with: talktag edit {slug}"]
            )
        return path

    def saying(self, words: Group[str]) -> Iterator[Record]:
        """The products whose record says one of `words`, such as a hash; those that cannot be read say nothing."""
        yield from self.readable(self.catalogue.saying(words) if words else ())

    def readable(self, slugs: Iterable[str]) -> Iterator[Record]:
        """The products of those slugs, but for those whose record cannot be read."""
        for slug in slugs:
            with contextlib.suppress(InvalidError, NotFoundError, DiskError):
                yield self.record(slug)


def _usable(reading: Reading[T], message: str) -> T:
    if reading.value is None:
        details = [str(problem) for problem in reading.problems]
        raise InvalidError(message, details=details, hints=["mend the file in an editor, then: talktag doctor"])
    return reading.value
