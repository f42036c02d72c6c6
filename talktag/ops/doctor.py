"""`doctor`: what is wrong with this computer's set-up and with the store, and how to mend it.

Works when all else is broken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from talktag.errors import InternalError, TalktagError
from talktag.model.ident import is_id, is_slug
from talktag.model.plan import Write
from talktag.model.problem import Problem
from talktag.model.record import read_product, without_absent
from talktag.model.settings import read_settings
from talktag.ops import changes
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.store import Record, Store

EXIT_CODE = 12
_OLDEST_GIT = (2, 36)  # the first with core.fsync, without which a commit may be lost in a power cut


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found, the worst first, and which of it `--fix` mends."""

    findings: tuple[Problem, ...]
    fixes: tuple[str, ...]

    def values(self) -> Mapping[str, Any]:
        """Each finding with its name, severity, place and reason."""
        return {"findings": [without_absent(each._asdict()) for each in self.findings], "fixes": list(self.fixes)}


def doctor(session: Session, *, fix: bool) -> Outcome:
    """Look at everything; with `fix`, a plan that mends what can be mended without deciding for the owner."""
    store = session.store
    found = [*_guarded(lambda: _machine(store)), *_guarded(lambda: _keys(session)), *_guarded(lambda: _settings(store))]
    records = []
    for slug in _slugs(store):
        record, problems = _record(store, slug)
        found += problems
        if record:
            records.append(record)
            found += _guarded(lambda record=record: _beside(store, record))  # type: ignore[misc]
    found += [*_doubles(records), *_guarded(lambda: _folders(store)), *_guarded(lambda: _ledgers(store))]
    writes, fixes = _fixes(store)
    found.sort(key=lambda each: (each.severity != "error", each.path, each.line or 0))
    plan = changes.plan("doctor", f"Mend {', '.join(fixes)}", *writes) if fix and writes else None
    mended = {write.path for write in writes} if fix else set()
    left = [each for each in found if each.path not in mended]
    notices = () if fix or not fixes else ("some of this can be mended with: talktag doctor --fix",)
    return Outcome(Findings(tuple(found), tuple(fixes)), plan, notices=notices, exit_code=EXIT_CODE if left else 0)


def _guarded(look: Callable[[], Iterator[Problem]]) -> Iterator[Problem]:
    """What `look` finds; a look that fails is itself a finding, and does not keep the others from looking."""
    try:
        yield from look()
    except TalktagError as error:
        if isinstance(error, InternalError):
            raise
        yield Problem(error.name, "", "; ".join((error.message, *error.details)))


def _machine(store: Store) -> Iterator[Problem]:
    version = store.git.version()
    if version < _OLDEST_GIT:
        yield Problem(
            "old-git",
            "",
            f"git {version[0]}.{version[1]} does not flush its files; use 2.36 or later",
            severity="warning",
        )
    store.git.check()
    yield from (Problem("broken-history", ".git", line) for line in store.git.broken_objects())
    for state, path in store.git.unsaved():
        message = "is not in the history" if state == "?" else "was changed by hand and is not in the history"
        yield Problem("unsaved", path, message, severity="warning")


def _keys(session: Session) -> Iterator[Problem]:
    folder = session.key_folder
    if not folder.exists():
        yield Problem(
            "no-keys",
            str(folder.path),
            "there are no keys on this computer: notes cannot be opened, nor bundles signed",
        )
        return
    folder.public()
    store = session.store
    settings = read_settings(store.read(layout.SETTINGS), layout.SETTINGS).value
    if settings:
        folder.check_pin(settings.id, store.read(layout.RECIPIENTS))


def _settings(store: Store) -> Iterator[Problem]:
    yield from read_settings(store.read(layout.SETTINGS), layout.SETTINGS).problems
    if store.settings.owner and not store.has(layout.ATTRIBUTES):
        yield Problem("no-attributes", layout.ATTRIBUTES, "is missing: Git on another system may destroy private notes")


def _slugs(store: Store) -> tuple[str, ...]:
    from talktag.store.catalogue import slugs

    return slugs(store.folder)


def _record(store: Store, slug: str) -> tuple[Record | None, list[Problem]]:
    path = layout.record(slug)
    try:
        data = store.read(path)
    except TalktagError as error:
        return None, [Problem("unreadable", path, error.message)]
    reading = read_product(data, path, slug)
    record = Record(reading.value, path, data, reading.problems) if reading.value else None
    return record, list(reading.problems)


def _beside(store: Store, record: Record) -> Iterator[Problem]:
    """Files the record lists and those that lie beside it, entries and notes."""
    product = record.product
    for file in product.files:
        path = layout.file(product.slug, file.name)
        if not store.has(path):
            yield Problem("missing-file", path, f"is listed in {record.path} and is not there")
        else:
            try:
                store.attachment(product.slug, file)
            except TalktagError:
                yield Problem("changed-file", path, "is not the file that was attached")
    listed = {file.name for file in product.files}
    for name in store.names(layout.file(product.slug, "")):
        if name not in listed:
            yield Problem(
                "unlisted-file", layout.file(product.slug, name), "is not listed in the record", severity="warning"
            )
    entries = store.entries(product.slug)
    yield from entries.problems
    seen: set[str] = set()
    for entry in entries.value or ():
        if entry.id in seen:
            yield Problem(
                "double-entry",
                layout.entries(product.slug),
                f'the entry "{entry.id}" is there twice',
                severity="warning",
            )
        seen.add(entry.id)
    for note in store.note_ids(product.slug):
        if not is_id(note):
            yield Problem("odd-note", layout.note(product.slug, note), "is not named like a note", severity="warning")


def _doubles(records: list[Record]) -> Iterator[Problem]:
    """Ids and tags must name one product; a part must be inside a product that is there."""
    by_id, by_tag = defaultdict(list), defaultdict(list)
    for record in records:
        by_id[record.product.id].append(record.path)
        for tag in record.product.tags:
            by_tag[tag.id].append(record.path)
    for name, holders in (("double-id", by_id), ("double-tag", by_tag)):
        for ident, paths in holders.items():
            for path in paths[1:]:
                yield Problem(name, path, f'"{ident}" belongs to {paths[0]} already')
    for record in records:
        inside = record.product.inside
        if inside and inside not in by_id:
            yield Problem(
                "lost-parent",
                record.path,
                f'is inside "{inside}", which is not there',
                field="inside",
                severity="warning",
            )


def _folders(store: Store) -> Iterator[Problem]:
    """Folders whose record is gone, and records talktag would never meet."""
    for group in store.names(layout.PRODUCTS):
        for name in store.names(f"{layout.PRODUCTS}/{group}"):
            path = f"{layout.PRODUCTS}/{group}/{name}"
            if name.endswith(".toml"):
                if layout.slug_of(path) is None:
                    yield Problem("misplaced", path, "is not where or what a record is named; talktag does not see it")
            elif is_slug(name) and not store.has(f"{path}.toml") and any((store.folder / path).rglob("*")):
                yield Problem("no-record", path, "has files and no record beside it", severity="warning")


def _ledgers(store: Store) -> Iterator[Problem]:
    yield from (problem for reading in store.parties() for problem in reading.problems)
    yield from (problem for reading in store.shares() for problem in reading.problems)


def _fixes(store: Store) -> tuple[list[Write], list[str]]:
    """Changes that mend without deciding anything for the owner."""
    if store.has(layout.ATTRIBUTES) or (store.folder / layout.ATTRIBUTES).exists():
        return [], []
    return [Write(layout.ATTRIBUTES, layout.ATTRIBUTES_TEXT)], ["no-attributes"]
