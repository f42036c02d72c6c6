"""What an earlier command wrote on a log, taken back by further lines. It removes none: a merge would bring it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.model.log.entry import Entry, read_entries
from talktag.model.log.schedule import entries_in_force
from talktag.ops.log.own_entries import append_about, in_turn, withdrawal
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.plan import Write
    from talktag.ops.session import Session
    from talktag.store.git.past.passed_files import FileChange


def changes_entries(change: FileChange) -> bool:
    """Whether a commit added entries to a log, or took some out of it."""
    if not layout.is_log(change.path):
        return False
    return _ids(change.path, change.before) != _ids(change.path, change.after)


def withdraw_entries(session: Session, change: FileChange) -> Write | None:
    """The lines that take back what a commit did to a log: what it wrote is withdrawn, what it took out comes back.

    None where nothing of that stands any more.
    """
    about = change.path.rpartition("/")[0]
    now = session.store.entries_in(about).value
    if now is None:
        return append_about(session.store, about)  # which says why it cannot be added to
    before, after = _ids(change.path, change.before), _ids(change.path, change.after)
    in_force = {each.id for each in entries_in_force(now)}
    lines = [withdrawal(session, each) for ident, each in after.items() if ident not in before and ident in in_force]
    here = {each.id for each in now}
    lines += [each for ident, each in before.items() if ident not in after and ident not in here]
    return append_about(session.store, about, *in_turn(lines)) if lines else None


def _ids(path: str, data: bytes | None) -> dict[str, Entry]:
    return {each.id: each for each in read_entries(data or b"", path).value or ()}
