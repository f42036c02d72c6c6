"""`undo`: takes one commit back by a new commit. It never rewrites history, so an undo can be undone too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag import disk
from talktag.errors import InvalidError, NotFoundError
from talktag.model.plan import Change, Remove, Write
from talktag.ops import commit_message
from talktag.ops.keys.accepted_keys import forgetting
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.ops.upkeep.save import problems_in
from talktag.ops.upkeep.undo_messages import (
    check_not_unsaid,
    has_left,
    is_memory_of_sending,
    say_not_waiting,
    unsent_files,
)
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.store.git.past.commit_text import Past
    from talktag.store.git.past.passed_files import FileChange
    from talktag.store.store import Store

_SYNC = "sync"  # what its commits say made them


@dataclass(frozen=True, slots=True)
class Undone:
    """The commit that is taken back."""

    past: Past

    def values(self) -> Mapping[str, Any]:
        """Its id and subject."""
        return {"undone": self.past.commit, "subject": self.past.subject, "command": self.past.command}


def undo(session: Session, commit: str | None) -> Outcome:
    """A plan that reverses the last command not yet undone, or `commit`.

    Raises NotFoundError when there is nothing to undo, InvalidError when a later change touches the same files. What a
    command before the last one wrote on a log is withdrawn by a further line.
    """
    store = session.store
    last = last_command(store.history.log())
    past = store.history.find(commit) if commit else last
    if past is None or past.command == "init":
        raise NotFoundError("there is nothing to undo", hints=["see what happened with: talktag log"])
    if past.command == _SYNC:
        raise InvalidError(
            f'"{past.subject}" joined what two computers did; it is not taken back as a whole',
            hints=["take back a command of either by its id: talktag log, then: talktag undo COMMIT"],
        )
    found = store.history.changes(past.commit)
    check_not_unsaid(found)
    left = has_left(store, found)  # then it stays said, and is withdrawn
    is_last = last is not None and past.commit == last.commit and not left and not store.history.was_sent(past.commit)
    taken = (change for change in found if not (left and is_memory_of_sending(change)))
    made = (_take_back(session, change, past, is_last=is_last) for change in taken)
    reversing = (*(each for each in made if each), *unsent_files(store, found))
    if not reversing:
        raise InvalidError(
            f'nothing of "{past.subject}" stands any more', hints=["see what happened with: talktag log"]
        )
    _check_needed(store, reversing)
    plan = commit_message.plan("undo", f"Undo: {past.subject}", *reversing, undoes=past.commit)
    withdrawn = ("what was said has left, and they have it; here it is withdrawn",) if left else ()
    notices = (*withdrawn, *say_not_waiting(past.commit, found, is_last=is_last))
    return Outcome(Undone(past), plan, notices=notices, effects=forgetting(session, reversing))


def _can_be_read(path: str, data: bytes) -> bool:
    return not any(each.name in {"unmerged", "broken-toml"} for each in problems_in(path, data))


def _check_needed(store: Store, reversing: Iterable[Change]) -> None:
    """InvalidError where a file would go away that another product's record refers to, such as a shared receipt."""
    gone = {change.path for change in reversing if isinstance(change, Remove) and layout.slug_of_file(change.path)}
    put_back = {change.path for change in reversing}
    for record in store.saying(gone):
        if record.path not in put_back and (needed := gone & {file.at for file in record.product.files}):
            raise InvalidError(
                f'"{min(map(str, needed))}" is a file of "{record.product.slug}", too',
                hints=[f"undo first what came later: talktag log {record.product.slug}"],
            )


def last_command(log: Iterable[Past]) -> Past | None:
    """The newest commit talktag made that is in force: neither an undo nor undone, and no joining of two computers'.

    As many undos as commands lead back.
    """
    taken_back: set[str] = set()
    for past in log:
        if past.commit in taken_back:
            continue
        if past.undoes:
            taken_back.add(past.undoes)
        elif past.command and past.command != _SYNC:
            return past
    return None


def _take_back(session: Session, change: FileChange, past: Past, *, is_last: bool) -> Change | None:
    """The change that takes back what a commit did to one file; None where nothing is left of it.

    What the last command wrote on a log goes, what an earlier one wrote is withdrawn: another machine may have it.
    """
    from talktag.ops.upkeep.undo_entries import changes_entries, withdraw_entries

    store = session.store
    if changes_entries(change) and store.has(change.path) and not (is_last and _is_as_made(store, change)):
        return withdraw_entries(session, change)
    return _reverse(store, change, past)


def _is_as_made(store: Store, change: FileChange) -> bool:
    return store.has(change.path) and store.read(change.path, layout.FILE_LIMIT) == change.after


def _reverse(store: Store, change: FileChange, past: Past) -> Change:
    """The change that puts one file back; only where it still is what the commit made of it."""
    try:
        now: bytes | None = disk.read(store.folder / change.path, layout.FILE_LIMIT)
    except FileNotFoundError:
        now = None
    if now != change.after:
        raise InvalidError(
            f'"{change.path}" was changed again after "{past.subject}"',
            hints=["undo the later change first; see them with: talktag log"],
        )
    if change.before is None:
        return Remove(change.path, change.after or b"")
    if past.command == "doctor" and not _can_be_read(change.path, change.before):
        raise InvalidError(
            f'this would put back what a merge left in "{change.path}", which cannot be read',
            hints=["take back an older command by its id; see them with: talktag log"],
        )
    return Write(change.path, change.before, change.after)
