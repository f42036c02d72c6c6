"""What another copy of the store has, fetched: the first half of a sync, and the only one that `--dry-run` carries out.

Objects come into the repository; no file, no branch of the store and no setting changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.store.git.sync.fetch import fetch as fetch_commit
from talktag.store.git.sync.lines import check_ready
from talktag.store.git.sync.remote import Remote, check_place, find_remote

if TYPE_CHECKING:
    from talktag.ops.session import Session


@dataclass(frozen=True, slots=True)
class Fetched:
    """What another copy is at: its commit, None where nothing was ever sent to it, and where this store is."""

    remote: Remote
    commit: str | None
    head: str | None


def fetch(session: Session, wanted: str | None, *, may_ask: bool, beside: Path | None = None) -> Fetched:
    """Get what the other copy has. Nothing of the store changes; it may be in use meanwhile.

    A path in `wanted` is taken from the folder `beside`, where it was typed.
    """
    store = session.store
    store.check_history()
    branch = check_ready(store.git)
    remote = find_remote(store.git, branch, wanted, beside)
    check_place(remote, store.folder)
    network = store.network(may_ask=may_ask)
    commit = fetch_commit(network, remote, session.new_id())
    return Fetched(remote, commit, store.git.tip())
