"""`save`: what was changed by hand in the store becomes part of its history, once it holds up. Never anything else.

A history that was set back by hand is a change of that kind, too, and accepted by a word of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from talktag import disk
from talktag.errors import InvalidError
from talktag.model.effects.of_stores import RememberHistory
from talktag.model.plan import Change, Remove, Write
from talktag.model.problem import Problem
from talktag.model.settings.store_settings import read_settings
from talktag.ops import commit_message
from talktag.ops.keys.accepted_keys import accepting
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.collections import collection_of
from talktag.store.conflict_copies import original_of_copy
from talktag.store.git.last_seen_commit import Rewound
from talktag.store.git.local_changes import unsaved_files
from talktag.store.store import Store


@dataclass(frozen=True, slots=True)
class HandChange:
    """A file as the history has it and as it is now; None stands for no file."""

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Saved:
    """Everything that was changed by hand."""

    changes: tuple[HandChange, ...]

    def values(self) -> Mapping[str, Any]:
        """Each file and what happened to it."""
        return {"changes": [{"path": each.path, "change": _word(each)} for each in self.changes]}


@dataclass(frozen=True, slots=True)
class SetBack:
    """A history that the owner set back, or had set back; None where it was not."""

    lost: Rewound | None

    def values(self) -> Mapping[str, Any]:
        """The commit last seen, the one it is at now, and what it is without, as far as the store has it."""
        if self.lost is None:
            return {}
        told = {"seen": self.lost.seen, "now": self.lost.now, "gone": self.lost.gone}
        return {"rewound": {key: list(each) if key == "gone" else each for key, each in told.items() if each}}


def accept_rewound(session: Session) -> Outcome:
    """What the history is without, and the acceptance of it on this computer. Nothing in the store changes."""
    store = session.store
    lost = store.rewound()
    if lost is None:
        return Outcome(SetBack(None), notices=("the history was not set back",))
    remembering = RememberHistory(str(store.folder), str(store.seen.path if store.seen else ""), set_back=True)
    return Outcome(SetBack(lost), question="Go on from here, without what is gone?", effects=(remembering,))


def save(session: Session) -> Outcome:
    """A plan that commits every hand-made change; InvalidError with all problems when a record does not hold up."""
    store = session.store
    store.check_history()
    paths = [path for _, path in unsaved_files(store.git)]
    ours = [path for path in paths if layout.is_path(path) and original_of_copy(path) is None]
    notices = tuple(_why_left_alone(path) for path in paths if path not in ours)
    found = tuple(_hand_change(store, path) for path in ours)
    if not found:
        return Outcome(Saved(()), notices=notices or ("nothing was changed by hand",))
    checked = [problem for each in found if each.after is not None for problem in problems_in(each.path, each.after)]
    wrong = [problem for problem in checked if problem.severity == "error"]
    if wrong:
        raise InvalidError(
            "what was changed does not hold up, so nothing was saved",
            details=[str(problem) for problem in wrong],
            hints=["mend it in an editor, then: talktag save"],
        )
    names = ", ".join(change.path for change in found)
    plan = commit_message.plan("save", f"Save changes made by hand: {names}", *(_adopt(change) for change in found))
    # What the owner puts into a record by hand here, and says yes to, is the owner's own word; what was in it is not.
    effects = accepting(session, (Write(each.path, each.after or b"", each.before) for each in found))
    notices = (*notices, *map(str, checked), *_find_missed(store, found))
    return Outcome(Saved(found), plan, question="Save these changes?", notices=notices, effects=effects)


def _why_left_alone(path: str) -> str:
    if original := original_of_copy(path):
        return f'"{path}" is left alone: it is a sync program\'s copy of "{original}"; see: talktag doctor'
    return f'"{path}" is left alone: talktag does not keep files of that name'


def _find_missed(store: Store, found: Sequence[HandChange]) -> Iterator[str]:
    """The attachments that are gone, while records still have them."""
    gone = {each.path: hashlib.sha256(each.before).hexdigest() for each in found if each.before and each.after is None}
    for record in store.saying(gone.values()):
        product = record.product
        for file in product.files:
            path = store.file_path(product.slug, file)
            if path in gone:
                yield f'"{path}" is gone, and "{product.slug}" has it as "{file.name}"'


def _hand_change(store: Store, path: str) -> HandChange:
    try:
        after: bytes | None = disk.read(store.folder / path, layout.FILE_LIMIT)
    except FileNotFoundError:
        after = None
    return HandChange(path, store.history.file_now(path), after)


def _adopt(change: HandChange) -> Change:
    if change.after is None:
        return Remove(change.path, None)
    return Write(change.path, change.after, change.after)


def problems_in(path: str, data: bytes) -> tuple[Problem, ...]:
    """What is wrong with a file, by the kind of file it is; files talktag does not read hold up."""
    if path == layout.SETTINGS:
        return read_settings(data, path).problems
    of = collection_of(path)
    return of.read(data, path).problems if of else ()


def _word(change: HandChange) -> str:
    if change.before is None:
        return "added"
    return "removed" if change.after is None else "changed"
