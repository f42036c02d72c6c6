"""`save`: what was changed by hand in the store becomes part of its history, once it holds up. Never anything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from talktag import disk
from talktag.errors import InvalidError
from talktag.model.blank_tags import read_blank_tags
from talktag.model.entry import read_entries
from talktag.model.party import read_party
from talktag.model.plan import Change, Remove, Write
from talktag.model.problem import Problem
from talktag.model.record import Reading, read_product
from talktag.model.settings import read_settings
from talktag.model.share import read_share
from talktag.ops import changes
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.ops.trust import accepting
from talktag.store import layout
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


def save(session: Session) -> Outcome:
    """A plan that commits every hand-made change; InvalidError with all problems when a record does not hold up."""
    store = session.store
    store.git.check()
    paths = [path for _, path in store.git.unsaved()]
    ours = [path for path in paths if layout.is_path(path)]
    notices = tuple(
        f'"{path}" is left alone: talktag does not keep files of that name' for path in paths if path not in ours
    )
    found = tuple(_hand_change(store, path) for path in ours)
    if not found:
        return Outcome(Saved(()), notices=notices or ("nothing was changed by hand",))
    wrong = [problem for change in found for problem in _problems(change) if problem.severity == "error"]
    if wrong:
        raise InvalidError(
            "what was changed does not hold up, so nothing was saved",
            details=[str(problem) for problem in wrong],
            hints=["mend it in an editor, then: talktag save"],
        )
    names = ", ".join(change.path for change in found)
    plan = changes.plan("save", f"Save changes made by hand: {names}", *(_adopt(change) for change in found))
    # What the owner puts into a record by hand here, and says yes to, is the owner's own word.
    after = accepting(session, plan.changes)
    return Outcome(Saved(found), plan, question="Save these changes?", notices=notices, after=after)


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


def _problems(change: HandChange) -> tuple[Problem, ...]:
    """What is wrong with a changed file, by the kind of file it is; files talktag does not read hold up."""
    path, data = change.path, change.after
    if data is None:
        return ()
    slug = layout.slug_of(path)
    if slug:
        return read_product(data, path, slug).problems
    if path == layout.SETTINGS:
        return read_settings(data, path).problems
    if path.startswith(f"{layout.PARTIES}/"):
        return read_party(data, path, "party").problems
    if path.startswith((f"{layout.SHARES}/", f"{layout.TAGS}/")):
        read: Callable[[bytes, str], Reading[Any]] = read_share if path.startswith(layout.SHARES) else read_blank_tags
        return read(data, path).problems
    return read_entries(data, path).problems if path.endswith("/entries.toml") else ()


def _word(change: HandChange) -> str:
    if change.before is None:
        return "added"
    return "removed" if change.after is None else "changed"
