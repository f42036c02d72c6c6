"""Puts what came into the inbox, sealed or not as it came, where it waits for a yes; strangers have little room there.

It lies beside the history. Nothing of what it says is kept in the clear that its sender sealed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from talktag.errors import FindingsError, UntrustedError
from talktag.model.plan import Change, Remove, Write
from talktag.model.talk.waiting import (
    FINDER,
    FINDERS_MOST,
    HAND_MOST,
    KNOWN_MOST,
    STRANGERS_BYTES,
    STRANGERS_MOST,
    Sureness,
    WaitingFile,
    strangers_out,
    waiting_table,
    waiting_values,
)
from talktag.model.toml.write import new_text
from talktag.model.values.ident import ID_BITS, make_id
from talktag.model.values.plural import plural
from talktag.ops import commit_message
from talktag.ops.bundles.encrypt_bundle import is_encrypted
from talktag.ops.bundles.open_foreign import OpenedBundle, is_plain
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.ops.talk.incoming.came import CameFile
from talktag.store import layout
from talktag.store.collections import INBOX
from talktag.store.store import Store

MUTED = f"{layout.INBOX}/muted.txt"  # fingerprints of keys whose files are refused, a line each
_MUTED_LIMIT = 1_000_000  # bytes


class WhyItWaits(NamedTuple):
    """Why something waits, in a sentence, and what is known of it: `step` of the policy, how `sure` its sender is.

    `party` is the slug of who is known to have sent it, `opened` what it holds where it could be opened, `about` the
    folders of what it is about, `says` the kinds of its entries. `hints` say what to type. `finder` is the id of a
    finder's message, None for anything else.
    """

    reason: str
    sure: Sureness
    step: str | None = None
    party: str | None = None
    opened: OpenedBundle | None = None
    about: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    finder: str | None = None


@dataclass(frozen=True, slots=True)
class HeldFile:
    """Something that waits from now on, and which files of strangers went out for it."""

    waiting: WaitingFile
    out: tuple[WaitingFile, ...] = ()
    hints: tuple[str, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """What waits, as the list of what does has it."""
        return {"waits": waiting_values(self.waiting), "thrown_out": [each.id for each in self.out]}


def hold(session: Session, came: CameFile, why: WhyItWaits) -> Outcome:
    """A plan that keeps it in the inbox; none where it waits there already. UntrustedError where there is no room."""
    store, waiting = session.store, _waiting(session, came, why)
    held = [each for each in waiting_beside(session, waiting) if each.id != waiting.id]
    path = layout.waiting(waiting.id, waiting.ending)
    if store.has(path):
        notice = "it waits in the inbox already; nothing was changed"
        return Outcome(HeldFile(waiting, hints=why.hints), notices=(notice,), exit_code=FindingsError.exit_code)
    out = _make_room(waiting, held)
    changes: list[Change] = [
        *(change for each in out for change in removals(store, each)),
        Write(path, came.read()),
        Write(layout.waiting(waiting.id), new_text(waiting_table(waiting))),
    ]
    plan = commit_message.plan("inbox", f"Keep {waiting.name} in the inbox", *changes)
    notices = (f"it waits in the inbox: {why.reason}", *say_thrown_out(out))
    data = HeldFile(waiting, out, why.hints)
    return Outcome(data, plan, notices=notices, exit_code=FindingsError.exit_code)


def waiting_beside(session: Session, new: WaitingFile) -> tuple[WaitingFile, ...]:
    """What waits in the same room as something new: of the party that it is surely from, else of all strangers."""
    room = None if new.is_of_a_stranger else new.party
    return tuple(each for each in _all_waiting(session) if (None if each.is_of_a_stranger else each.party) == room)


def _all_waiting(session: Session) -> Iterable[WaitingFile]:
    """All that waits; a record is read once in a run, as none is ever changed."""
    store = session.store
    known: dict[str, WaitingFile | None] = session.looked_up.setdefault(INBOX, {})
    there = [name.removesuffix(".toml") for name in store.names(layout.INBOX) if name.endswith(".toml")]
    for gone in known.keys() - set(there):
        del known[gone]
    for new in [each for each in there if each not in known]:
        known[new] = store.one(INBOX, new).value
    return filter(None, known.values())


def removals(store: Store, waiting: WaitingFile) -> tuple[Remove, ...]:
    """What takes it out of the inbox, for good."""
    paths = (layout.waiting(waiting.id, waiting.ending), layout.waiting(waiting.id))
    return tuple(Remove(path, store.content(path)) for path in paths if store.has(path))


def is_muted(store: Store, fingerprint: str) -> bool:
    """Whether the key was muted on this computer."""
    return fingerprint in muted_keys(store)


def muted_keys(store: Store) -> tuple[str, ...]:
    """The fingerprints of the keys that were muted on this computer."""
    return tuple(store.read(MUTED, _MUTED_LIMIT).decode("utf-8", "replace").split()) if store.has(MUTED) else ()


def inbox_id(sha256: str) -> str:
    """What a file is called in the inbox: made of its bytes, so that the same one is there once."""
    return make_id(int(hashlib.sha256(f"talktag-inbox-1 {sha256}".encode()).hexdigest(), 16) % (1 << ID_BITS))


def _waiting(session: Session, came: CameFile, why: WhyItWaits) -> WaitingFile:
    content = came.read()
    document = why.opened.contents.document if why.opened else None
    return WaitingFile(
        id=inbox_id(content.sha256),
        name=came.path.name[:200],
        ending=".age" if is_encrypted(content) else ".json" if is_plain(content) else ".zip",
        came=session.recorded,
        size=content.size,
        why=why.reason,
        sure=why.sure,
        step=why.step,
        whence=came.whence,
        mail_from=came.mail_from,
        kind=FINDER if why.finder else document.kind if document else None,
        bundle=why.finder or (document.bundle if document else None),
        created=document.created if document else None,
        signer=why.opened.key.fingerprint if why.opened else None,
        party=why.party,
        about=why.about,
        says=tuple(dict.fromkeys(why.says)),
    )


def _make_room(waiting: WaitingFile, held: list[WaitingFile]) -> tuple[WaitingFile, ...]:
    """Which files of strangers go out for it; UntrustedError where it has no room."""
    if not waiting.is_of_a_stranger:
        if len(held) >= KNOWN_MOST:
            words = f"{KNOWN_MOST} files of theirs wait in the inbox already"
            raise UntrustedError(words, hints=["look through them with: talktag inbox"])
        return ()
    out = strangers_out(held, waiting.size, waiting.party if waiting.kind == FINDER else None)
    if out is None:
        words = f"it has more than the {STRANGERS_BYTES // 1_000_000} MB that may wait of those who are not known here"
        raise UntrustedError(words, hints=["ask who sent it what it is"])
    return out


def say_thrown_out(out: Sequence[WaitingFile]) -> tuple[str, ...]:
    """What to say where older files went out for a new one."""
    if not out:
        return ()
    room = f"at most {STRANGERS_MOST} files and {STRANGERS_BYTES // 1_000_000} MB"
    what = plural(len(out), "older file")
    finders = any(each.kind == FINDER for each in out)
    more = f", {FINDERS_MOST} of finders, {HAND_MOST} of one hand" if finders else ""
    return (f"{what} of strangers went out of the inbox for newer ones; it holds {room} of theirs{more}",)
