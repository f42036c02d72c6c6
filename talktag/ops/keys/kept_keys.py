"""Whose keys were accepted on this computer, and not taken back since, here or elsewhere. It accepts none by itself.

A key that the history took out of a party's record stays out of trust when somebody puts it back: it is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from talktag.model.plan import Write
from talktag.ops.keys.named_keys import OWNER, RECIPIENT, signers_in
from talktag.ops.session import Session
from talktag.seal.keys.pins import AcceptedKey
from talktag.store import layout
from talktag.store.collections import PARTIES


def held(session: Session) -> frozenset[AcceptedKey]:
    """The keys of the store that count as accepted."""
    return session.key_folder.signers(session.store.settings.id) - _taken_back(session)


def keep(session: Session, known: Mapping[str, Iterable[AcceptedKey]]) -> None:
    """Accept for each name exactly those keys, and forget for the other names what was taken back."""
    store, folder = session.store, session.key_folder
    gone = _taken_back(session)
    accepted = folder.signers(store.settings.id)
    others = {each.name for each in gone} - known.keys()
    left = {name: {each for each in accepted if each.name == name} - gone for name in others}
    tip = store.git.tip()
    folder.pin_signers(store.settings.id, {**known, **left}, (store.place, tip) if tip else None)


def _taken_back(session: Session) -> frozenset[AcceptedKey]:
    """The accepted keys of parties that a commit took out since they were accepted, also where one put them back."""
    store, folder = session.store, session.key_folder
    accepted = {each for each in folder.signers(store.settings.id) if each.name != OWNER}
    seen = folder.signers_seen(store.settings.id, store.place)
    if not accepted or (seen and seen == store.git.tip()):
        return frozenset()
    found = store.changes_since(seen, (layout.PARTIES,)) if seen else None
    if found is None:  # nothing is known of how it went: what counts is what is there
        now = _in_records(session)
        return frozenset(each for each in accepted if _what(each) not in now)
    changes = (Write(each.path, each.after or b"", each.before) for each in found)
    gone: set[tuple[str, bool, str]] = set()
    for _, _, before, after in signers_in(changes):
        gone |= {*map(_what, before)} - {*map(_what, after)}
    return frozenset(each for each in accepted if _what(each) in gone)


def _in_records(session: Session) -> set[tuple[str, bool, str]]:
    store = session.store
    writes = (Write(each.path, each.data) for each in store.all(PARTIES))
    return {_what(each) for _, _, _, after in signers_in(writes) for each in after}


def _what(signer: AcceptedKey) -> tuple[str, bool, str]:
    """Whose it is, whether it is a recipient, and which: how well it was checked is no part of it."""
    return signer.name, signer.state == RECIPIENT, signer.fingerprint
