"""The entry that orders something, among what others said about nothing of ours. It changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.model.values.ident import is_slug
from talktag.store import layout
from talktag.store.collections import GIVEN_TABLES, PARTIES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.store.store import Store


def find_entry_that_came(store: Store, ident: str) -> Entry | None:
    """The entry of that id in what is said with parties and about things of others; None where there is none."""
    folders = [layout.about_none(each) for each in store.names(PARTIES.folder) if is_slug(each)]
    folders += [layout.about_table(each) for each in store.names(GIVEN_TABLES.folder) if is_slug(each)]
    logs = (store.entries_in(each).value or () for each in folders)
    return next((entry for log in logs for entry in log if entry.id == ident), None)
