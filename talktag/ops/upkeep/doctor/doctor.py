"""`doctor`: what is wrong with this computer's set-up and with the store, and how to mend it. It mends nothing unasked.

Works when all else is broken.
"""

from __future__ import annotations

import contextlib
from codecs import BOM_UTF8
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from talktag.errors import DiskError, FindingsError, InternalError, SyncError, TalktagError, UntrustedError
from talktag.model.effects.of_stores import MendRepository, RememberHistory
from talktag.model.plan import Change, Write
from talktag.model.problem import Problem
from talktag.model.toml.record_file import without_absent
from talktag.ops import commit_message
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.ops.upkeep.doctor import (
    beside,
    conflicts,
    data,
    finder,
    git,
    kept,
    logs,
    machine,
    marks,
    masks,
    rules,
    terms,
    twins,
)
from talktag.ops.upkeep.doctor.conflicts import Conflict
from talktag.ops.upkeep.doctor.twins import Twins
from talktag.store import layout
from talktag.store.git.recovery.mending import Mends
from talktag.store.slugs import slugs
from talktag.store.store import Store

_SAID_BETTER = {conflicts.NAME, "broken-toml", "unsaved", "unreadable"}


class AmongRecords(NamedTuple):
    """What a look at all records found that is needed again: products with more than a record, records with a mark."""

    with_more: list[str]
    marked: list[str]


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found, the worst first, and which of it `--fix` mends."""

    findings: tuple[Problem, ...]
    fixes: tuple[str, ...]

    def values(self) -> Mapping[str, Any]:
        """Each finding with its name, severity, place and reason."""
        return {"findings": [without_absent(each._asdict()) for each in self.findings], "fixes": list(self.fixes)}


def doctor(
    session: Session, *, fix: bool, missing_programs: tuple[str, ...] = (), of_settings: tuple[Problem, ...] = ()
) -> Outcome:
    """Look at everything; with `fix`, a plan that mends what can be mended without deciding for the owner.

    `missing_programs` are those the person's set-up names and this computer has not got; `of_settings` is what is
    wrong with their own settings.
    """
    store = session.store
    mends = _mends(store)
    seen = AmongRecords([], [])
    looked = [*of_settings, *_machine(session, missing_programs), *_data(store, seen)]
    found = [*git.look_at_mends(store, mends), *git.without_what_follows(looked, mends)]
    unmerged, pairs, more = _conflicts(store, found)
    paths = {each.path for each in unmerged} | twins.paths(pairs)
    # What lies in two versions is told once, with both of them, and not as broken or unsaved besides.
    mended_logs = logs.rebuilt(store, found, paths)
    found = [*(each for each in found if each.path not in paths or each.name not in _SAID_BETTER), *more]
    rebuilt = {each.path for each in mended_logs}
    found = [*(each for each in found if each.path not in rebuilt), *logs.tell(mended_logs)]
    unmarked = _marks(store, seen, paths | rebuilt)
    found += marks.tell(unmarked)
    tidied = [write for slug in seen.with_more if (write := _entries(store, slug))]
    writes, fixes = _fixes(store, unmerged, mended_logs, unmarked, pairs, tidied=tidied)
    repairs = git.mendable(mends)
    found.sort(key=lambda each: (each.severity != "error", each.path, each.line or 0))
    # What keeps a commit from being made is mended alone; the rest when the command is typed again.
    subject = f"Mend {', '.join(fixes)}"
    plan = commit_message.plan("doctor", subject, *writes) if fix and writes and not repairs else None
    mended = {write.path for write in writes}
    left = [each for each in found if not fix or not (each.name in repairs or (plan and each.path in mended))]
    typing = conflicts.what_to_type(store, [each for each in unmerged if each.path not in mended])
    again = (fixes or repairs) if not fix else (fixes and repairs)
    hidden = ("whether more is wrong shows afterwards: talktag doctor",) if mends.hides_more else ()
    notices = (*(("some of this can be mended with: talktag doctor --fix",) if again else ()), *hidden, *typing)
    mended_first = (MendRepository(str(store.folder), tuple(repairs)),) if fix and repairs else ()
    effects = () if plan else (*mended_first, *_remembering(store, is_mended=bool(mended_first)))
    every = Findings(tuple(found), (*repairs, *fixes))
    exit_code = FindingsError.exit_code if left else 0
    return Outcome(every, plan, notices=notices, effects=effects, exit_code=exit_code)


def _mends(store: Store) -> Mends:
    """What can be mended of the repository; what keeps from looking is said elsewhere."""
    try:
        return store.mends()
    except (DiskError, SyncError, UntrustedError):
        return Mends(())


def _remembering(store: Store, *, is_mended: bool) -> tuple[RememberHistory, ...]:
    """What takes the history for seen where it has gone on; that of a store that is broken only once it is mended."""
    if store.seen is None:
        return ()
    with contextlib.suppress(TalktagError):
        if is_mended or not (store.rewound() or store.seen.commit() == store.git.head()):
            return (RememberHistory(str(store.folder), str(store.seen.path)),)
    return ()


def _conflicts(store: Store, found: list[Problem]) -> tuple[tuple[Conflict, ...], tuple[Twins, ...], list[Problem]]:
    """The files of an unfinished merge, and what is to be said of them; what keeps from looking is said elsewhere.

    Those of two products that go by one slug are told by themselves.
    """
    try:
        unmerged = conflicts.conflicts(store, found)
        pairs = twins.twins(store, [each.path for each in unmerged])
    except (DiskError, SyncError, UntrustedError):
        return (), (), []
    unmerged = tuple(each for each in unmerged if each.path not in twins.paths(pairs))
    told = (
        conflicts.look_at_conflicts(unmerged),
        twins.tell(pairs),
        conflicts.look_at_merge(store),
    )
    return unmerged, pairs, [problem for each in told for problem in each]


def _machine(session: Session, missing_programs: tuple[str, ...]) -> Iterator[Problem]:
    store = session.store
    yield from machine.look_for_programs(missing_programs)
    yield from _guard(lambda: machine.look_at_git(store))
    yield from _guard(lambda: machine.look_at_history(store))
    yield from _guard(lambda: git.look_at_shape(store))
    yield from _guard(lambda: machine.look_at_keys(session))
    yield from _guard(lambda: machine.look_at_settings(store))


def _data(store: Store, seen: AmongRecords) -> Iterator[Problem]:
    records = []
    more = data.slugs_with_more(store)
    for slug in slugs(store.folder):
        looked = data.look_at_record(store, slug)
        yield from looked.problems
        if looked.data.startswith(BOM_UTF8):
            seen.marked.append(layout.record(slug))
        if slug in more:
            seen.with_more.append(slug)
            yield from _guard(lambda slug=slug: data.look_at_log(store, slug))  # type: ignore[misc]
        if record := looked.record:
            records.append(record)
            if slug in more or record.product.files:
                yield from _guard(lambda record=record: data.look_beside(store, record))  # type: ignore[misc]
    yield from data.look_across(records)
    yield from _guard(lambda: data.look_at_folders(store))
    yield from _guard(lambda: data.look_at_conflict_copies(store))
    yield from _guard(lambda: data.look_at_ledgers(store))
    yield from _guard(lambda: kept.look_at_conversations(store))
    yield from _guard(lambda: finder.look_at_finder(store))
    yield from _guard(lambda: rules.look_at_rules(store))
    yield from _guard(lambda: masks.look_at_masks(store))
    yield from _guard(lambda: terms.look_at_terms(store))
    yield from _guard(lambda: beside.look_beside_history(store))


def _guard(look: Callable[[], Iterator[Problem]]) -> Iterator[Problem]:
    """What `look` finds; a look that fails is itself a finding, and does not keep the others from looking."""
    try:
        yield from look()
    except TalktagError as error:
        if isinstance(error, InternalError):
            raise
        yield Problem(error.name, "", "; ".join((error.message, *error.details)))


def _marks(store: Store, seen: AmongRecords, paths: Collection[str]) -> tuple[Write, ...]:
    """What takes byte order marks off texts, those of `paths` left alone."""
    try:
        return tuple(each for each in marks.without_marks(store, seen.marked, seen.with_more) if each.path not in paths)
    except TalktagError:  # what keeps from looking is told elsewhere
        return ()


def _fixes(
    store: Store,
    unmerged: tuple[Conflict, ...],
    mended_logs: tuple[Write, ...],
    unmarked: tuple[Write, ...],
    pairs: Sequence[Twins],
    *,
    tidied: Sequence[Write],
) -> tuple[list[Change], list[str]]:
    """Changes that mend without deciding anything for the owner, and the names of what they mend."""
    writes: dict[str, Sequence[Change]] = {
        "no-attributes": _attributes(store),
        beside.NAME: beside.ignores(store),
        conflicts.NAME: twins.following(conflicts.mend(store, unmerged), pairs),
        logs.NAME: mended_logs,
        marks.NAME: unmarked,
        twins.NAME: [change for each in pairs for change in each.changes],
    }
    done = {write.path for each in writes.values() for write in each}
    writes["double-entry"] = [write for write in tidied if write.path not in done]
    return [write for each in writes.values() for write in each], [name for name, each in writes.items() if each]


def _attributes(store: Store) -> list[Write]:
    if store.has(layout.ATTRIBUTES) or (store.folder / layout.ATTRIBUTES).exists():
        return []
    return [Write(layout.ATTRIBUTES, layout.ATTRIBUTES_TEXT)]


def _entries(store: Store, slug: str) -> Write | None:
    """The entries of a product with those that two machines both added standing there once; None where none does."""
    from talktag.model.log.doubles import single_entries
    from talktag.model.log.log_text import ENTRIES_LIMIT

    path = layout.entries(slug)
    if not store.has(path):
        return None
    data = store.read(path, ENTRIES_LIMIT)
    single = single_entries(data)
    return None if single == data else Write(path, single, data)
