"""Whose keys a store names, and which of them were accepted on this computer. Believes nothing for being in a store.

Whoever can write to a copy of the store can put a key into it; only what the owner did or accepted here counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InvalidError, UntrustedError
from talktag.model.effects.of_keys import AcceptKeys
from talktag.model.keys.accepted_key import AcceptedKey
from talktag.model.parties.party import Party
from talktag.model.plan import Change
from talktag.model.talk.table import GivenTable
from talktag.ops.keys.kept_keys import acceptance, accepted_now, keeping
from talktag.ops.keys.named_keys import (
    OWNER,
    OWNER_FILES,
    RECIPIENT,
    keys_in,
    recipient_of,
    signer_of,
    signers_in,
    signers_of_table,
)
from talktag.ops.session import Session
from talktag.seal.keys.recipients import Recipient
from talktag.seal.ssh.key import PublicKey
from talktag.store import layout
from talktag.store.collections import GIVEN_TABLES, PARTIES

if TYPE_CHECKING:
    import datetime

    from talktag.seal.keys.recipients import PublicKeys

KEY = "key"
KINDS = (KEY, RECIPIENT)  # of what is kept of a party, as its record calls them
_TITLES = {KEY: "key", RECIPIENT: "age recipient"}
COMPARED = "digits compared"  # how a key is known once a person typed what the other read out
_ACCEPT = "look at it; if it is right: talktag key accept"


class Named(NamedTuple):
    """A key that the store names: whose, in which state, and whether that was accepted on this computer.

    The state of a recipient, which encrypts and signs nothing, is RECIPIENT.
    """

    name: str
    title: str
    state: str
    key: PublicKey | Recipient
    accepted: bool

    @property
    def told(self) -> str:
        """What a person compares: the fingerprint of a key, and a recipient as it is."""
        return self.key.text if isinstance(self.key, Recipient) else self.key.fingerprint

    @property
    def signer(self) -> AcceptedKey:
        """What is kept of it when it is accepted."""
        return AcceptedKey(self.name, self.state, self.key.fingerprint)


def keys_named(session: Session) -> tuple[Named, ...]:
    """Every key that the store names: the owner's, those the owner had, the parties', those of tables that were given.

    What is no key is left out.
    """
    tables = (each.value for each in session.store.all(GIVEN_TABLES) if each.value)
    return (*_of_people(session), *(named for table in tables for named in named_of_table(session, table)))


def named_of_table(session: Session, table: GivenTable) -> Iterator[Named]:
    """The key that speaks for a table that was given, and its recipient, by the name that they go by."""
    accepted, known = accepted_now(session), {key.fingerprint: key for key in keys_in(table.key.encode())}
    for each in signers_of_table(table):
        key = Recipient(table.age or "") if each.state == RECIPIENT else known[each.fingerprint]
        yield Named(each.name, f'{table.owner}, by the table "{table.slug}"', each.state, key, each in accepted)


def _of_people(session: Session) -> tuple[Named, ...]:
    """The keys of the owner and of the parties."""
    store = session.store
    accepted = accepted_now(session)
    found: list[tuple[AcceptedKey, str, PublicKey | Recipient]] = []
    for path, state in OWNER_FILES.items():
        data = store.read(path) if store.has(path) else b""
        found += [(AcceptedKey(OWNER, state, key.fingerprint), "the owner of this store", key) for key in keys_in(data)]
    for reading in store.all(PARTIES):
        party = reading.value
        if party and (signer := signer_of(party)):
            found.append((signer, party.name, PublicKey.from_line(party.key or "")))
        if party and (signer := recipient_of(party)):
            found.append((signer, party.name, Recipient(party.age or "")))
    return tuple(Named(each.name, title, each.state, key, each in accepted) for each, title, key in found)


def known_in_store(session: Session, key: PublicKey) -> str | None:
    """Whose key it is by this store; None for nobody's, UntrustedError where that was not accepted here."""
    tables = (each.value for each in session.store.where(GIVEN_TABLES, key=key.line().split()[1]) if each.value)
    named = (*_of_people(session), *(named for table in tables for named in named_of_table(session, table)))
    found = [each for each in named if each.key == key]
    accepted = next((each for each in found if each.accepted), None)
    if found and not accepted:
        raise not_accepted(found[0].title, key)
    if accepted is None:
        return None
    return f"{accepted.title}, with a key of earlier" if accepted.state == "earlier" else accepted.title


def owner_signer(public: PublicKeys) -> AcceptedKey:
    """What is kept of the owner's own key."""
    return AcceptedKey(OWNER, "owner", public.signer.fingerprint)


def check_kept(session: Session, party: Party) -> None:
    """UntrustedError unless the key kept for a party was accepted on this computer."""
    if not accepts(session, party):
        raise not_accepted(party.name, PublicKey.from_line(party.key or ""))


def accepts(session: Session, party: Party) -> bool:
    """Whether the key kept for a party was accepted on this computer; one that is none has nothing to accept."""
    return _is_held(session, signer_of(party))


def kinds_not_accepted(session: Session, party: Party) -> tuple[str, ...]:
    """Which of KINDS the store keeps for a party and nobody accepted on this computer."""
    kept = ((KEY, signer_of(party)), (RECIPIENT, recipient_of(party)))
    return tuple(kind for kind, signer in kept if not _is_held(session, signer))


def unaccepted_notices(session: Session, party: Party, vouched: Collection[str] = ()) -> tuple[str, ...]:
    """What to say of those, but for the kinds that are `vouched` for: to accept one is not to have seen the other."""
    left = [kind for kind in kinds_not_accepted(session, party) if kind not in vouched]
    return tuple(f"its {_TITLES[kind]} was not accepted on this computer: talktag key accept" for kind in left)


def _is_held(session: Session, signer: AcceptedKey | None) -> bool:
    return signer is None or signer in accepted_now(session)


def check_recipient(session: Session, party: Party) -> None:
    """UntrustedError unless the age recipient kept for a party was accepted on this computer."""
    if RECIPIENT in kinds_not_accepted(session, party):
        raise UntrustedError(
            f"the age recipient that the store keeps for {party.name} was not accepted on this computer",
            details=[f"it is {party.age}"],
            hints=[_ACCEPT],
        )


def owner_key(session: Session) -> PublicKey:
    """The owner's key as the store has it; UntrustedError where another was put there than was accepted here."""
    data = session.store.read(layout.OWNER_KEY)
    for key in keys_in(data):
        if AcceptedKey(OWNER, "owner", key.fingerprint) in accepted_now(session):
            return key
        raise not_accepted("the owner of this store", key)
    raise InvalidError(f'"{layout.OWNER_KEY}" holds no OpenSSH public key', hints=["talktag doctor"])


def not_accepted(title: str, key: PublicKey) -> UntrustedError:
    """The error of a key that is in the store and that nobody accepted on this computer."""
    return UntrustedError(
        f"the key that the store keeps for {title} was not accepted on this computer",
        details=[f"it is {key.fingerprint}"],
        hints=[_ACCEPT],
    )


def accepting(session: Session, changes: Iterable[Change], vouched: Collection[str] = ()) -> tuple[AcceptKeys, ...]:
    """What accepts the keys that these changes bring; nothing where there is nothing to accept.

    For what the owner does on this computer, which is the only thing that vouches for a key. A key that was in a record
    before is not brought: somebody else may have put it there. `vouched` are the kinds of keys, of KINDS, that the
    owner looked at all the same.
    """
    accepted = accepted_now(session)
    known: dict[str, set[AcceptedKey]] = {}
    for name, states, before, after in signers_in(changes):
        fresh = {each for each in after if each not in before or _kind(each) in vouched}
        if not fresh and before == after:
            continue
        known.setdefault(name, {each for each in accepted if each.name == name})
        known[name] = {each for each in known[name] if each.state not in states or each in after} | fresh
    changed = {
        name: signers for name, signers in known.items() if signers != {each for each in accepted if each.name == name}
    }
    return (keeping(session, changed),) if changed else ()


def forgetting(session: Session, changes: Sequence[Change]) -> tuple[AcceptKeys, ...]:
    """What forgets the keys that these changes take away; nothing where they take none that was accepted.

    For changes that vouch for nothing, such as taking back what somebody else did: a key they bring is not accepted.
    """
    effect = keeping(session, {}, changes)
    return (effect,) if effect.forgotten else ()


def accepting_named(
    session: Session, found: Iterable[Named], recipients: bytes | None = None
) -> tuple[AcceptKeys, ...]:
    """What accepts the keys that the owner looked at, for their names no others, and that list of recipients if any."""
    known: dict[str, list[AcceptedKey]] = {}
    for each in found:
        known.setdefault(each.name, []).append(each.signer)
    kept = keeping(session, known)
    effect = acceptance(session.key_folder, kept.store_id, kept.known, recipients=recipients, seen=kept.seen)
    return (effect,) if effect.changed else ()


def key_values(
    key: PublicKey, slug: str, known_as: str | None, today: datetime.date, came: str | None = None
) -> dict[tuple[str, ...], datetime.date | str | None]:
    """What a party's record says of a key that is kept from now on; `known_as` is how it is known.

    `came` is how it came, one of KEY_FROM, if it was on a card.
    """
    checked = today if known_as == COMPARED else None
    return {("key",): key.line(slug), ("key_seen",): today, ("key_checked",): checked, ("key_from",): came}


def _kind(signer: AcceptedKey) -> str:
    return RECIPIENT if signer.state == RECIPIENT else KEY
