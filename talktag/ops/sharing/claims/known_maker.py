"""Whose a maker's code claims to be, and how sure that is; the maker as a party of the store. It accepts no key."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import UntrustedError
from talktag.model.parties.party import Party, party_table
from talktag.model.plan import Write
from talktag.model.toml.write import changed_text, new_text
from talktag.model.values.free_name import free_name
from talktag.model.values.ident import make_slug
from talktag.ops.keys.accepted_keys import accepts, key_values
from talktag.ops.keys.whose_key import key_of_line, own_key
from talktag.ops.sharing.last_owner import party_with
from talktag.store import layout
from talktag.store.collections import PARTIES

if TYPE_CHECKING:
    from talktag.model.bundles.document import Signatory
    from talktag.ops.session import Session
    from talktag.seal.ssh.key import PublicKey

ACCEPTED, KEPT, UNKNOWN = "accepted", "kept", "unknown"  # how sure it is that a key is a maker's


class MakerHere(NamedTuple):
    """A maker as a party, and what enters it or its key; `sure` is one of ACCEPTED, KEPT and UNKNOWN.

    A key that is entered so is kept, and nobody accepted it: it vouches for nothing yet.
    """

    party: Party
    sure: str
    write: Write | None = None


def maker_of(session: Session, said: Signatory, key: PublicKey) -> MakerHere:
    """The party whose key it is, else the one of that name without a key, else a new one.

    UntrustedError where the name is that of a party with another key, or the key is one's own.
    """
    store = session.store
    if own_key(session, key):
        raise UntrustedError("it is signed with your own key", hints=["a description comes from a maker"])
    if party := party_with(store, key):
        return MakerHere(party, ACCEPTED if accepts(session, party) else KEPT)
    found = next((each for each in store.where(PARTIES, name=said.name.casefold()) if each.value), None)
    values = key_values(key, "", None, session.today)
    if found is None or found.value is None:
        slug = free_name(make_slug(said.name, "maker"), lambda slug: store.has(layout.party(slug)))
        party = Party(slug, said.name, "maker", said.contact or None, key=key.line(slug), age=said.age)
        text = changed_text(new_text(party_table(party)), values | {("key",): key.line(slug)})
        return MakerHere(party, UNKNOWN, Write(layout.party(slug), text))
    held = found.value
    if kept := key_of_line(held.key or ""):
        raise UntrustedError(
            f"it is signed with another key than the one kept for {held.name}",
            details=[f"kept   {kept.fingerprint}", f"signed {key.fingerprint}"],
            hints=[f"ask {held.name} by another way, such as the telephone, whether they have a new key"],
        )
    changes = values | {("key",): key.line(held.slug)} | ({("age",): said.age} if said.age and not held.age else {})
    party = Party(held.slug, held.name, held.role, held.contact, key=key.line(held.slug), age=held.age or said.age)
    return MakerHere(party, UNKNOWN, Write(found.path, changed_text(found.data, changes), found.data))


def say_sure(here: MakerHere) -> str:
    """How sure it is, in words."""
    return {
        ACCEPTED: f"its key is the one of {here.party.name} that you accepted",
        KEPT: f"its key is kept for {here.party.name}, and was not accepted on this computer",
        UNKNOWN: f"nobody here knows that key: that it is the one of {here.party.name} is their own word",
    }[here.sure]
