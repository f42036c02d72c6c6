"""What `doctor` finds wrong with the records of a store and what lies beside them. Changes nothing.

Opens no note: that a note is sealed to the owner can be told from its header.
"""

from __future__ import annotations

import os
import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from talktag.errors import TalktagError
from talktag.model.labels.find_paper import find_paper
from talktag.model.log.doubles import doubles, is_one_log, single_entries
from talktag.model.log.log_text import ENTRIES_LIMIT
from talktag.model.problem import Problem
from talktag.model.products.containment import Spot, holders
from talktag.model.products.product import PARTED, Product
from talktag.model.products.record import read_product
from talktag.model.values.ident import is_id, is_slug
from talktag.ops.products.serials import double_serials
from talktag.ops.upkeep.doctor.kept import look_at_kept
from talktag.store import layout
from talktag.store.collections import BLANK_TAGS, COLLECTIONS, PAPERS, SHEETS
from talktag.store.conflict_copies import original_of_copy
from talktag.store.slugs import slugs
from talktag.store.store import Record, Store


class Looked(NamedTuple):
    """A record that was looked at: None where no product can be made of it, what is wrong with it, its bytes."""

    record: Record | None
    problems: tuple[Problem, ...]
    data: bytes = b""


def look_at_record(store: Store, slug: str) -> Looked:
    """The record of a product as it is."""
    path = layout.record(slug)
    try:
        data = store.read(path)
    except TalktagError as error:
        return Looked(None, (Problem("unreadable", path, error.message),))
    reading = read_product(data, path, slug)
    record = Record(reading.value, path, data, reading.problems) if reading.value else None
    return Looked(record, reading.problems, data)


def slugs_with_more(store: Store) -> frozenset[str]:
    """What lies among the records and is none: most products have nothing beside theirs that could be looked at."""
    found: set[str] = set()
    for letter in {slug[0] for slug in slugs(store.folder)}:
        names = store.names(f"{layout.PRODUCTS}/{letter}")
        found.update(name for name in names if not name.endswith(".toml"))
    return frozenset(found)


def look_beside(store: Store, record: Record) -> Iterator[Problem]:
    """Files the record lists and those that lie beside it, and notes."""
    product = record.product
    yield from _files(store, record)
    yield from _notes(store, product.slug)
    entries = store.entries(product.slug).value or ()
    yield from look_at_kept(store, layout.about_product(product.slug), entries)


def look_at_log(store: Store, slug: str) -> Iterator[Problem]:
    """Entries that do not hold up, whatever the record is like, and those that two machines both added.

    These are read once; two that differ are the owner's to decide on.
    """
    path = layout.entries(slug)
    yield from store.entries(slug).problems
    data = store.read(path, ENTRIES_LIMIT) if store.has(path) else b""
    if not is_one_log(data):
        message = "holds two logs, one behind the other, as a merge leaves them; other programs cannot read it so"
        yield Problem("two-logs", path, message, severity="warning")
    differ = doubles(single_entries(data))
    for ident in doubles(data):
        said = "stands there twice, and the two differ" if ident in differ else "is there twice"
        yield Problem("double-entry", path, f'the entry "{ident}" {said}', severity="warning")


def _files(store: Store, record: Record) -> Iterator[Problem]:
    """Attachments that are missing or changed, and files that no record lists."""
    slug = record.product.slug
    for file in record.product.files:
        path = file.at or layout.file(slug, file.name)
        if not store.has(path):
            yield Problem("missing-file", path, f"is listed in {record.path} and is not there")
        else:
            try:
                store.file_content(slug, file)
            except TalktagError:
                yield Problem("changed-file", path, "is not the file that was attached")
    listed = {file.at or layout.file(slug, file.name) for file in record.product.files}
    found = {layout.file(slug, name) for name in store.names(layout.file(slug, ""))}
    for path in sorted(found - listed):
        if not any(path == file.at for other in store.saying({path}) for file in other.product.files):
            whole = shlex.quote(str(store.folder / path))
            message = (
                f"is not listed in the record; put it there with: talktag attach {slug} {whole}, then delete it here"
            )
            yield Problem("unlisted-file", path, message, severity="warning")


def _notes(store: Store, slug: str) -> Iterator[Problem]:
    """Notes that are not named or not sealed like notes."""
    from talktag.seal.age.header import read_header

    for note in store.note_ids(slug):
        path = layout.note(slug, note)
        if not is_id(note):
            yield Problem("odd-note", path, "is not named like a note", severity="warning")
        try:
            read_header(store.note(slug, note))
        except TalktagError as error:
            yield Problem("broken-note", path, f"cannot be opened by anyone: {error.message}")


def look_across(records: Iterable[Record]) -> Iterator[Problem]:
    """Ids and tags must name one product; a part must be inside a product that is there."""
    records = list(records)
    by_id, by_tag = defaultdict(list), defaultdict(list)
    for record in records:
        by_id[record.product.id].append(record.path)
        for tag in record.product.tags:
            by_tag[tag.id].append(record.path)
    for name, owners in (("double-id", by_id), ("double-tag", by_tag)):
        for ident, paths in owners.items():
            for path in paths[1:]:
                yield Problem(name, path, f'"{ident}" belongs to {paths[0]} already')
    for record, other in double_serials(records):
        message = f'the serial number is that of "{other.product.slug}", too'
        yield Problem("double-serial", record.path, message, field="serial", severity="warning")
    yield from _inside([record.product for record in records])
    yield from _needs([record.product for record in records])
    yield from _tags_out(records)


def _tags_out(records: Iterable[Record]) -> Iterator[Problem]:
    """Live tags on products that the owner parted with: whoever finds one would still reach the owner."""
    for record in records:
        product = record.product
        for tag in product.own_tags if product.state in PARTED else ():
            if tag.retired is None:
                message = f'is {product.state}, and its tag "{tag.id}" still leads to you; retire it with: '
                command = f"talktag tag {tag.id} --retire"
                yield Problem("tag-out", record.path, message + command, severity="warning")


def _inside(products: Iterable[Product]) -> Iterator[Problem]:
    """Products inside of what is not there, or inside of themselves."""
    products = list(products)
    spots = {each.id: Spot(each.slug, each.place, each.inside) for each in products}
    for each in products:
        path = layout.record(each.slug)
        if not each.inside:
            continue
        if each.inside not in spots:
            message = f'is inside "{each.inside}", which is not there'
            yield Problem("lost-parent", path, message, field="inside", severity="warning")
        elif each.inside == each.id or each.id in {
            outer.inside for _, outer in holders(each.id, spots[each.id], spots)
        }:
            yield Problem("ring", path, "is inside of itself, by way of what it is in", field="inside")


def _needs(products: Sequence[Product]) -> Iterator[Problem]:
    """Products that need what is not there."""
    known = {each.id for each in products}
    for each in products:
        for ident in each.needs:
            if ident not in known:
                message = f'needs "{ident}", which is not there'
                yield Problem("lost-need", layout.record(each.slug), message, field="needs", severity="warning")


def look_at_folders(store: Store) -> Iterator[Problem]:
    """Folders whose record is gone, and records talktag would never meet."""
    for group in store.names(layout.PRODUCTS):
        for name in store.names(f"{layout.PRODUCTS}/{group}"):
            path = f"{layout.PRODUCTS}/{group}/{name}"
            if name.endswith(".toml"):
                if layout.slug_of(path) is None and original_of_copy(path) is None:
                    yield Problem("misplaced", path, "is not where or what a record is named; talktag does not see it")
            elif is_slug(name) and not store.has(f"{path}.toml") and any((store.folder / path).rglob("*")):
                yield Problem("no-record", path, "has files and no record beside it", severity="warning")


def look_at_conflict_copies(store: Store) -> Iterator[Problem]:
    """What a sync program left where a file was changed on two machines at once."""
    for folder, folders, names in os.walk(store.folder):
        place = Path(folder).relative_to(store.folder)
        folders[:] = [name for name in folders if name != ".git" and (place / name).as_posix() not in layout.BESIDE]
        for path in ((place / name).as_posix() for name in sorted(names)):
            if original := original_of_copy(path):
                message = f'is a sync program\'s copy of "{original}"; take over what is missing there, then delete it'
                yield Problem("conflict-copy", path, message, severity="warning")


def look_at_ledgers(store: Store) -> Iterator[Problem]:
    """Records of every other kind that do not hold up, such as parties, shares, label papers."""
    for each in COLLECTIONS:
        if not each.nested:  # those are looked at product by product
            yield from (problem for stored in store.all(each) for problem in stored.problems)
    printed: dict[str, str] = {}
    for stored in store.all(BLANK_TAGS):
        for tag in stored.value.tags if stored.value else ():
            if tag in printed:
                yield Problem("double-tag", stored.path, f'"{tag}" is in {printed[tag]} already')
            printed[tag] = stored.path
    yield from _papers(store)


def _papers(store: Store) -> Iterator[Problem]:
    """Label papers the owner measured, each id once, and sheets of a paper that nobody knows."""
    from talktag.ops.labels.paper import known_papers

    measured: dict[str, str] = {}
    for file in store.all(PAPERS):
        for paper in file.value or ():
            if paper.id in measured:
                yield Problem("double-stock", file.path, f'"{paper.id}" is in {measured[paper.id]} already')
            measured[paper.id] = file.path
    papers = known_papers(store)[0]
    known = {paper.id for paper in papers}
    for sheet in store.all(SHEETS):
        if sheet.value and sheet.value.paper not in known:
            yield Problem("no-stock", sheet.path, f'is of "{sheet.value.paper}", which is no label paper known here')
    try:
        if store.settings.paper:
            find_paper(papers, store.settings.paper)
    except TalktagError as error:
        yield Problem("no-stock", layout.SETTINGS, f"defaults.stock: {error.message}", severity="warning")
