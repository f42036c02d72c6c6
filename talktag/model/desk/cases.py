"""Cases: what no rule answered, and waits for a person. Derived from the log of a channel; kept nowhere else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from talktag.model.log.entry import TITLE_LIMIT, Entry
from talktag.model.log.kinds import DONE, PERMISSION, WITHDRAWN
from talktag.model.values.ident import ID_BITS, make_id

CASE, TABLE = "case", "table"
_NAMESPACE = "talktag-desk-1"
_QUIET = frozenset({PERMISSION, WITHDRAWN, DONE})  # kinds that ask for no answer: the desk obeys them by itself
OWN_KINDS = frozenset({CASE, TABLE})  # what the desk alone writes


def desk_id(*parts: str) -> str:
    """An id that the same parts always give: what is made twice is one."""
    digest = int.from_bytes(hashlib.sha256("\0".join((_NAMESPACE, *parts)).encode()).digest())
    return make_id(digest >> 256 - ID_BITS)


def wants_answer(entry: Entry) -> bool:
    """Whether an entry of a customer is for a person where no rule makes anything of it.

    A table that says no purpose only opens a channel.
    """
    return entry.kind not in _QUIET and not (entry.kind == TABLE and "purpose" not in entry.data)


def case_of(entry: Entry, why: str | None = None) -> Entry:
    """The case that an entry becomes, the same one whenever it is made; `why` is what kept a rule's answer back."""
    title = f"To a person: {entry.title}"
    title = title if len(title) <= TITLE_LIMIT else f"{title[: TITLE_LIMIT - 1]}…"
    case = Entry(desk_id(CASE, entry.id), entry.date, CASE, title, why)
    return case._replace(recorded=entry.recorded, cause=entry.id, auto=True)


def done_with(case: Entry, by: Entry) -> Entry:
    """The entry that closes a case, by what a person answered."""
    done = Entry(desk_id(DONE, case.id), by.date, DONE, case.title)
    return done._replace(recorded=by.recorded, cause=case.id)


def open_cases(log: Iterable[Entry]) -> Sequence[Entry]:
    """The cases that nobody closed, in the order of the log."""
    entries = tuple(log)
    closed = {each.cause for each in entries if each.kind == DONE and not each.signer}
    return tuple(each for each in entries if each.kind == CASE and not each.signer and each.id not in closed)
