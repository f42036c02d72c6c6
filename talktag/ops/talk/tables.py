"""`tables`: what others showed of their things, listed, shown and forgotten for good. It asks nobody itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.errors import UntrustedError
from talktag.model.plan import Remove
from talktag.model.talk.table import GivenTable, table_json
from talktag.model.values.plural import plural
from talktag.ops import commit_message
from talktag.ops.keys.accepted_keys import forgetting, named_of_table
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.ops.talk.find_about import find_table
from talktag.store import layout
from talktag.store.collections import GIVEN_TABLES
from talktag.store.store import Store

if TYPE_CHECKING:
    from talktag.model.bundles.document import Document

_COPIES = "what you copied, printed or sent of it elsewhere is still there, and so are backups of this folder"


@dataclass(frozen=True, slots=True)
class GivenTables:
    """Tables that were given, by slug, as of `today`."""

    tables: tuple[GivenTable, ...]
    today: datetime.date

    def values(self) -> Mapping[str, Any]:
        """Each table's record, and whether the day is past until which it may be kept."""
        return {"tables": [{**table_json(each), "over": each.is_over(self.today)} for each in self.tables]}


@dataclass(frozen=True, slots=True)
class OneTable:
    """A table that was given, and what it tells; `accepted` tells whether its key was accepted on this computer."""

    table: GivenTable
    document: Document
    fingerprint: str
    accepted: bool
    entries: int
    today: datetime.date

    def values(self) -> Mapping[str, Any]:
        """Its record, what it tells, and how many entries the conversation about it has."""
        said = self.document.values()
        return {
            **table_json(self.table),
            "over": self.table.is_over(self.today),
            "fingerprint": self.fingerprint,
            "key_accepted": self.accepted,
            "created": self.document.created,
            "told": said["product"],
            "shared": list(self.document.shared),
            "files": said["files"],
            "entries": self.entries,
        }


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A table that is deleted for good, with how many files."""

    table: GivenTable
    files: int

    def values(self) -> Mapping[str, Any]:
        """Which it was; nothing of whose."""
        return {"slug": self.table.slug, "product": self.table.product, "files": self.files}


def list_tables(session: Session) -> Outcome:
    """Every table that was given; those whose record cannot be read are named in the problems."""
    readings = session.store.all(GIVEN_TABLES)
    found = tuple(each.value for each in readings if each.value)
    problems = tuple(problem for each in readings for problem in each.problems)
    over = [each.slug for each in found if each.is_over(session.today)]
    notices = [f"the time to keep it is over: talktag tables forget {slug}" for slug in over]
    if not found:
        notices.append("nobody gave you a table; one that came is taken in with: talktag receive FILE.zip")
    return Outcome(GivenTables(found, session.today), notices=tuple(notices), problems=problems)


def show_table(session: Session, ref: str) -> Outcome:
    """The table `ref` names, with what its owner signed, which is opened and checked again."""
    from talktag.ops.bundles.open_foreign import in_the_clear, signed_in

    store = session.store
    table = find_table(store, ref)
    path = Path(_original_of(store, table))
    opened = signed_in(path, in_the_clear(session, path, store.content(path.as_posix())))
    if opened.contents.identity != table.signed:
        raise UntrustedError(
            f'"{path}" is not what was taken in',
            hints=["if its owner has it still, forget this one, then take theirs in"],
        )
    key = opened.key.fingerprint
    accepted = any(each.accepted for each in named_of_table(session, table) if each.told == key)
    count = len(store.entries_in(layout.about_table(table.slug)).value or ())
    document = opened.contents.document
    data = OneTable(table, document, key, accepted=accepted, entries=count, today=session.today)
    return Outcome(data, notices=tuple(_notices(data)))


def _original_of(store: Store, table: GivenTable) -> str:
    """The file that the table last came in; sealed where private notes came along."""
    path = layout.received_in(layout.about_table(table.slug), f"{table.channel}.zip")
    folder, found = path.rpartition("/")[0], [name for name in (path, f"{path}.age") if store.has(name)]
    # Whose first message was lost spoke first in a later one, on the channel of that which was lost.
    found += [f"{folder}/{name}" for name in store.names(folder) if name.endswith(".zip")]
    return found[0] if found else path


def _notices(data: OneTable) -> Iterator[str]:
    slug = data.table.slug
    if data.table.is_over(data.today):
        yield f"it was to be kept until {data.table.until} only: talktag tables forget {slug}"
    if not data.accepted:
        yield "its key was not accepted on this computer; look at it, then: talktag key accept"


def forget_table(session: Session, ref: str) -> Outcome:
    """A plan that deletes the table `ref` names with all that was said about it, for good."""
    store = session.store
    table = find_table(store, ref)
    paths = tuple(_paths(store, table.slug))
    removed = tuple(Remove(path, store.content(path)) for path in paths)
    plan = commit_message.plan("tables forget", f"Forget {table.name}", *removed)
    count = len(store.entries_in(layout.about_table(table.slug)).value or ())
    said = " and the conversation about it" if count else ""
    waiting = len({path.partition(".")[0] for path in paths if path.startswith(f"{layout.OUTBOX}/")})
    unsent = (f"not carried yet, and gone, too: {plural(waiting, 'message')}",) if waiting else ()
    kept = (f'the party "{table.party}" stays, and is in the history',) if table.party else ()
    return Outcome(
        Forgotten(table, len(paths)),
        plan,
        question=f"Forget {table.name} of {table.owner}{said}? It is deleted for good: no undo, no history.",
        notices=(*unsent, *kept, _COPIES),
        effects=forgetting(session, removed),
    )


def _paths(store: Store, slug: str) -> Iterator[str]:
    """Every file of a table, and of the messages about it that are still to be carried."""
    yield layout.table(slug)
    about = layout.about_table(slug)
    for file in sorted((store.folder / about).rglob("*")):
        name = file.relative_to(store.folder).as_posix()
        if file.is_file() and not file.is_symlink() and layout.is_path(name):
            yield name
    sent = {name.partition(".")[0] for name in store.names(layout.sent_in(about, "name").rpartition("/")[0])}
    waiting = (name for name in store.names(layout.OUTBOX) if name.partition(".")[0] in sent)
    yield from (f"{layout.OUTBOX}/{name}" for name in waiting)
