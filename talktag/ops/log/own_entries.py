"""The one place that says "this happened": entries are appended, never changed, so that two machines can both add.

The id of what a person did is drawn by chance. What follows from something else has an id made of that (`derived`),
so that two machines which both come to it write one entry.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from talktag.errors import InvalidError
from talktag.model.log.entry import TITLE_LIMIT, Entry, with_entries
from talktag.model.log.kinds import WITHDRAWN
from talktag.model.log.log_text import ENTRIES_LIMIT
from talktag.model.plan import Write
from talktag.model.values.money import Money
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.store import Store


def own_entry(
    session: Session,
    kind: str,
    title: str,
    text: str | None = None,
    *,
    party: str | None = None,
    cost: Money | None = None,
    due: datetime.date | None = None,
    derived: str | None = None,
) -> Entry:
    """What the owner did today, as an entry; its id is `derived` from what it follows from, else drawn by chance."""
    ident = derived or session.new_id()
    return Entry(ident, session.today, kind, title, text, party=party, cost=cost, due=due, recorded=session.recorded)


def withdrawal(session: Session, entry: Entry) -> Entry:
    """The entry that takes another back."""
    return own_entry(session, WITHDRAWN, f"Withdrawn: {entry.title}"[:TITLE_LIMIT])._replace(cause=entry.id)


def in_turn(made: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries of one command, a millisecond apart, so that they stand in this order on every machine."""
    late = ((each, datetime.timedelta(milliseconds=number)) for number, each in enumerate(made))
    return tuple(each._replace(recorded=each.recorded + by) if each.recorded else each for each, by in late)


def note_entry(store: Store, slug: str, *entries: Entry) -> tuple[Write, ...]:
    """The same for what is only noted beside something else: none where the log is broken, of which doctor tells."""
    try:
        return (append_entry(store, slug, *entries),)
    except InvalidError:
        return ()


def append_entry(store: Store, slug: str, *entries: Entry) -> Write:
    """The change that adds `entries` at the end of those of `slug`."""
    return append_about(store, layout.about_product(slug), *entries)


def append_about(store: Store, about: str, *entries: Entry) -> Write:
    """The change that adds `entries` at the end of what is said about something, by its folder."""
    path = layout.entries_in(about)
    held = store.read(path, ENTRIES_LIMIT) if store.has(path) else None
    data = with_entries(held or b"", entries)
    if data is None:
        hints = ["mend it with: talktag doctor --fix", "or in an editor; see: talktag doctor"]
        raise InvalidError(f'"{path}" cannot be added to', hints=hints)
    if len(data) > ENTRIES_LIMIT:
        raise InvalidError(f'"{path}" cannot be added to: it would be larger than {ENTRIES_LIMIT} bytes')
    return Write(path, data, held)
