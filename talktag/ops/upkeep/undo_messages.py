"""A command that said something, taken back: what left stays said and is withdrawn, what waits never leaves.

It takes nothing out of the outbox itself, and tells nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talktag.errors import InvalidError
from talktag.model.plan import Remove
from talktag.model.wishes.wish import read_wish
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.store.git.past.passed_files import FileChange
    from talktag.store.store import Store


def is_memory_of_sending(change: FileChange) -> bool:
    """Whether a file is of what left: the message as it was sent, its line in the ledger, the key for an answer."""
    path = change.path
    return is_sent_file(path) or path.startswith((f"{layout.SHARES}/", f"{layout.MASKS}/")) or _notes_sending(change)


def _notes_sending(change: FileChange) -> bool:
    """Whether all that a change does to a wish is to note whom it was sent to, so that their offers are known."""
    if not change.path.startswith(f"{layout.WISHES}/") or change.before is None or change.after is None:
        return False
    before, after = (read_wish(data, change.path, "").value for data in (change.before, change.after))
    return before is not None and after is not None and replace(after, sent=()) == replace(before, sent=())


def is_sent_file(path: str) -> bool:
    """Whether `path` is a message as it was sent."""
    return path.split("/")[-2:-1] == ["sent"]


def has_left(store: Store, found: Iterable[FileChange]) -> bool:
    """Whether a commit said something that is not in the outbox any more, or never was: others have it."""
    return any(not _waiting(store, each.path) for each in found if _says(each))


def unsent_files(store: Store, found: Iterable[FileChange]) -> Iterator[Remove]:
    """What takes the messages of a commit out of the outbox, so that nobody carries what was taken back."""
    for each in found:
        for path in _waiting(store, each.path) if _says(each) else ():
            yield Remove(path, store.content(path))


def say_not_waiting(commit: str, found: Iterable[FileChange], *, is_last: bool) -> Iterator[str]:
    """That what came does not wait in the inbox again, and what brings it back there.

    What is not wholly undone is withdrawn, so that it counts as taken in.
    """
    came = [each.path for each in found if each.before is None and each.path.split("/")[-2:-1] == ["received"]]
    if came and not is_last:
        yield "what came does not wait in the inbox again: it is withdrawn, and comes back by taking back this undo"
    elif came:
        shown = f"talktag git show {commit[:10]}:{came[0]} | talktag receive -"
        yield f"what came does not wait in the inbox again; hand it over once more with: {shown}"


def check_not_unsaid(found: Iterable[FileChange]) -> None:
    """InvalidError for a commit that took back a message before it left: it is in no outbox that could be filled."""
    if any(is_sent_file(each.path) and each.after is None for each in found):
        raise InvalidError(
            "that took back a message before it left, and it cannot be brought back",
            hints=["say it again: talktag talk"],
        )


def _says(change: FileChange) -> bool:
    return is_sent_file(change.path) and change.before is None


def _waiting(store: Store, path: str) -> Sequence[str]:
    """The files of the outbox for the message at `path`."""
    bundle = path.rpartition("/")[2].partition(".")[0]
    return [f"{layout.OUTBOX}/{name}" for name in store.names(layout.OUTBOX) if name.partition(".")[0] == bundle]
