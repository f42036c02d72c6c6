"""Whoever hands a product over, as a party of the store: known by name or by key, else new. It changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from talktag.model.parties.party import Party
from talktag.model.plan import Write
from talktag.model.values.free_name import free_name
from talktag.model.values.ident import make_slug
from talktag.ops.bundles.open_foreign import OpenedBundle
from talktag.ops.keys.whose_key import Compare, key_of_line, settle
from talktag.ops.session import Session
from talktag.ops.sharing.take_in import SignerKey, keep_key
from talktag.store import layout
from talktag.store.collections import PARTIES
from talktag.store.store import Store

if TYPE_CHECKING:
    from talktag.seal.ssh.key import PublicKey


def settle_last_owner(
    session: Session, opened: OpenedBundle, signer: Path | None, compare: Compare
) -> tuple[SignerKey, Party]:
    """The key that signed and how it is known, and the party it is of, which need not be in the store yet.

    UntrustedError where nothing settles whose it is.
    """
    store, said = session.store, opened.contents.document.signer
    named = _party_named(store, said.name)
    by = SignerKey(opened.key, settle(session, opened.signature, named, signer, compare))
    party = named or party_with(store, opened.key)
    if party:
        return by, party
    slug = free_name(make_slug(said.name, "last-owner"), lambda slug: store.has(layout.party(slug)))
    return by, Party(slug, said.name, "seller", said.contact or None)


def keep_last_owner(session: Session, party: Party, signer: SignerKey) -> Write:
    """The last owner as a party, with the key that from now on is the only one for that name."""
    path = layout.party(party.slug)
    return keep_key(session, party, session.store.read(path) if session.store.has(path) else None, signer)


def _party_named(store: Store, name: str) -> Party | None:
    """The party that has exactly the name which the sender goes by; its kept key is then the only one that will do."""
    return next((each.value for each in store.where(PARTIES, name=name.casefold())), None)


def party_with(store: Store, key: PublicKey) -> Party | None:
    """The party whose kept key that is, whether or not it was accepted on this computer."""
    parties = (each.value for each in store.where(PARTIES, key=key.line().split()[1]))
    return next((party for party in parties if party and key_of_line(party.key or "") == key), None)
