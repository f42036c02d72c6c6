"""New entries on a product's table: appended, never changed, so that two machines can both add."""

from __future__ import annotations

from talktag.errors import InvalidError
from talktag.model.entry import ENTRIES_LIMIT, Entry, entry_text
from talktag.model.plan import Write
from talktag.store import layout
from talktag.store.store import Store


def append_entry(store: Store, slug: str, *entries: Entry) -> Write:
    """The change that adds `entries` at the end of those of `slug`."""
    path = layout.entries(slug)
    added = b"".join(entry_text(entry) for entry in entries)
    if not store.has(path):
        return Write(path, added.lstrip())
    held = store.read(path, ENTRIES_LIMIT)
    if store.entries(slug).value is None:
        raise InvalidError(f'"{path}" cannot be added to', hints=["mend it in an editor; see: talktag doctor"])
    return Write(path, held.rstrip(b"\n") + b"\n" + added, held)
