"""New entries on a product's table: appended, never changed, so that two machines can both add."""

from __future__ import annotations

from talktag.errors import InvalidError
from talktag.model.entry import ENTRIES_LIMIT, Entry, entry_text
from talktag.model.plan import Write
from talktag.store import layout
from talktag.store.store import Store


def append_entry(store: Store, slug: str, entry: Entry) -> Write:
    """The change that adds `entry` at the end of the entries of `slug`."""
    path = layout.entries(slug)
    if not store.has(path):
        return Write(path, entry_text(entry).lstrip())
    held = store.read(path, ENTRIES_LIMIT)
    if store.entries(slug).value is None:
        raise InvalidError(f'"{path}" cannot be added to', hints=["mend it in an editor; see: talktag doctor"])
    return Write(path, held.rstrip(b"\n") + b"\n" + entry_text(entry), held)
