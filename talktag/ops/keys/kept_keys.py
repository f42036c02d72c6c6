"""Whose keys were accepted on this computer, and not taken back since, here or elsewhere. It accepts none by itself.

A key that the history took out of a party's record stays out of trust when somebody puts it back: it is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from talktag.model.effects.of_keys import AcceptKeys
from talktag.model.keys.accepted_key import AcceptedKey
from talktag.model.plan import Change, Write
from talktag.ops.keys.named_keys import OWNER, RECIPIENT, signers_in
from talktag.ops.session import Session
from talktag.seal.keys.atomic_files import NO_COMMIT
from talktag.seal.keys.pins import digest
from talktag.store import layout
from talktag.store.collections import GIVEN_TABLES, PARTIES

if TYPE_CHECKING:
    from talktag.seal.keys.key_folder import KeyFolder
    from talktag.store.store import Store


def accepted_now(session: Session) -> frozenset[AcceptedKey]:
    """The keys of the store that count as accepted."""
    return session.key_folder.signers(session.store.settings.id) - _taken_back(session)


def keeping(session: Session, known: Mapping[str, Iterable[AcceptedKey]], changes: Iterable[Change] = ()) -> AcceptKeys:
    """What accepts for each name exactly those keys, and forgets for the other names what was taken back.

    What `changes` take out of a party's record is taken back, too.
    """
    store, folder = session.store, session.key_folder
    accepted = folder.signers(store.settings.id)
    lost = _taken_out(changes)
    gone = _taken_back(session) | {each for each in accepted if each.name != OWNER and _what(each) in lost}
    others = {each.name for each in gone} - known.keys()
    left = {name: {each for each in accepted if each.name == name} - gone for name in others}
    # Up to here all was looked through; what the plan brings is looked through once it is a commit.
    seen = store.place, store.tip() or NO_COMMIT
    return acceptance(folder, store.settings.id, {**known, **left}, seen=seen)


def acceptance(
    folder: KeyFolder,
    store_id: str,
    known: Mapping[str, Iterable[AcceptedKey]],
    *,
    recipients: bytes | None = None,
    seen: tuple[str, str] | None = None,
) -> AcceptKeys:
    """What accepts in a store for each name exactly those keys, and its list of recipients, with what that changes."""
    keys = {name: frozenset(each) for name, each in known.items()}
    after = frozenset(each for found in keys.values() for each in found)
    before = frozenset(each for each in folder.signers(store_id) if each.name in keys)
    kept = {*map(_what, after)}
    if recipients is not None and folder.recipients_hash(store_id) == digest(recipients):
        recipients = None
    effect = AcceptKeys(
        str(folder.path),
        store_id,
        keys,
        recipients,
        seen,
        accepted=tuple(sorted(after - before)),
        forgotten=tuple(sorted(each for each in before - after if _what(each) not in kept)),
    )
    return replace(effect, changed=tuple(folder.accepting(effect)))


def _taken_back(session: Session) -> frozenset[AcceptedKey]:
    """The accepted keys of parties that a commit took out since they were accepted, also where one put them back.

    One run looks through the history once for the keys that are accepted: what it takes in itself takes none out of a
    record, and what a record no longer has is not asked about here.
    """
    store, folder = session.store, session.key_folder
    accepted = frozenset(each for each in folder.signers(store.settings.id) if each.name != OWNER)
    seen = folder.signers_seen(store.settings.id, store.place)
    known = session.looked_up.get(_taken_back)
    if known is None or known[:2] != (accepted, seen):
        known = session.looked_up[_taken_back] = (accepted, seen, _find_taken_back(store, accepted, seen))
    found: frozenset[AcceptedKey] = known[2]
    return found


def _find_taken_back(store: Store, accepted: frozenset[AcceptedKey], seen: str | None) -> frozenset[AcceptedKey]:
    if not accepted or (seen and seen == store.git.tip()):
        return frozenset()
    found = store.changes_since(seen, (layout.PARTIES,)) if seen else None
    if found is None:  # nothing is known of how it went: what counts is what is there
        now = _in_records(store)
        return frozenset(each for each in accepted if _what(each) not in now)
    gone = _taken_out(Write(each.path, each.after or b"", each.before) for each in found)
    return frozenset(each for each in accepted if _what(each) in gone)


def _taken_out(changes: Iterable[Change]) -> set[tuple[str, bool, str]]:
    """Which keys a change took out of a record, also where another one put them back."""
    gone: set[tuple[str, bool, str]] = set()
    for _, _, before, after in signers_in(changes):
        gone |= {*map(_what, before)} - {*map(_what, after)}
    return gone


def _in_records(store: Store) -> set[tuple[str, bool, str]]:
    held = [(each.path, each.data) for each in store.all(PARTIES)]
    held += [(each.path, each.data) for each in store.all(GIVEN_TABLES)]
    writes = (Write(path, data) for path, data in held)
    return {_what(each) for _, _, _, after in signers_in(writes) for each in after}


def _what(signer: AcceptedKey) -> tuple[str, bool, str]:
    """Whose it is, whether it is a recipient, and which: how well it was checked is no part of it."""
    return signer.name, signer.state == RECIPIENT, signer.fingerprint
