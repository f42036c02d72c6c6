"""Whose keys a store names, and which of them were accepted on this computer. Believes nothing for being in a store.

Whoever can write to a copy of the store can put a key into it; only what the owner did or accepted here counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InvalidError, UntrustedError
from talktag.model.party import Party, read_party
from talktag.model.plan import Change, Write
from talktag.ops.session import Session
from talktag.seal.pins import Signer
from talktag.seal.recipients import Recipient
from talktag.seal.sshkey import PublicKey
from talktag.store import layout

if TYPE_CHECKING:
    import datetime

    from talktag.seal.keys import PublicKeys

OWNER = "@owner"  # no party's slug begins like this
RECIPIENT = "age"  # in place of how a key was checked
KEY = "key"
KINDS = (KEY, RECIPIENT)  # of what is kept of a party, as its record calls them
_TITLES = {KEY: "key", RECIPIENT: "age recipient"}
_OWNER_FILES = {layout.OWNER_KEY: "owner", layout.OLD_OWNER_KEYS: "earlier"}
_PARTY_STATES = ("seen", "checked", RECIPIENT)
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
    def signer(self) -> Signer:
        """What is kept of it when it is accepted."""
        return Signer(self.name, self.state, self.key.fingerprint)


def named(session: Session) -> tuple[Named, ...]:
    """Every key that the store names: the owner's, those the owner had, the parties'. What is no key is left out."""
    store = session.store
    accepted = session.key_folder.signers(store.settings.id)
    found: list[tuple[Signer, str, PublicKey | Recipient]] = []
    for path, state in _OWNER_FILES.items():
        data = store.read(path) if store.has(path) else b""
        found += [(Signer(OWNER, state, key.fingerprint), "the owner of this store", key) for key in _keys(data)]
    for reading in store.parties():
        party = reading.value
        if party and (signer := _of_party(party)):
            found.append((signer, party.name, PublicKey.from_line(party.key or "")))
        if party and (signer := _recipient_of(party)):
            found.append((signer, party.name, Recipient(party.age or "")))
    return tuple(Named(each.name, title, each.state, key, each in accepted) for each, title, key in found)


def known_in_store(session: Session, key: PublicKey) -> str | None:
    """Whose key it is by this store; None for nobody's, UntrustedError where that was not accepted here."""
    found = [each for each in named(session) if each.key == key]
    accepted = next((each for each in found if each.accepted), None)
    if found and not accepted:
        raise not_accepted(found[0].title, key)
    if accepted is None:
        return None
    return f"{accepted.title}, with a key of earlier" if accepted.state == "earlier" else accepted.title


def owner_signer(public: PublicKeys) -> Signer:
    """What is kept of the owner's own key."""
    return Signer(OWNER, "owner", PublicKey.from_line(public.signing_line).fingerprint)


def check_kept(session: Session, party: Party) -> None:
    """UntrustedError unless the key kept for a party was accepted on this computer."""
    if not accepts(session, party):
        raise not_accepted(party.name, PublicKey.from_line(party.key or ""))


def accepts(session: Session, party: Party) -> bool:
    """Whether the key kept for a party was accepted on this computer; one that is none has nothing to accept."""
    return _is_held(session, _of_party(party))


def unaccepted(session: Session, party: Party) -> tuple[str, ...]:
    """Which of KINDS the store keeps for a party and nobody accepted on this computer."""
    kept = ((KEY, _of_party(party)), (RECIPIENT, _recipient_of(party)))
    return tuple(kind for kind, signer in kept if not _is_held(session, signer))


def unaccepted_notices(session: Session, party: Party, vouched: Collection[str] = ()) -> tuple[str, ...]:
    """What to say of those, but for the kinds that are `vouched` for: to accept one is not to have seen the other."""
    left = [kind for kind in unaccepted(session, party) if kind not in vouched]
    return tuple(f"its {_TITLES[kind]} was not accepted on this computer: talktag key accept" for kind in left)


def _is_held(session: Session, signer: Signer | None) -> bool:
    return signer is None or signer in session.key_folder.signers(session.store.settings.id)


def check_recipient(session: Session, party: Party) -> None:
    """UntrustedError unless the age recipient kept for a party was accepted on this computer."""
    if RECIPIENT in unaccepted(session, party):
        raise UntrustedError(
            f"the age recipient that the store keeps for {party.name} was not accepted on this computer",
            details=[f"it is {party.age}"],
            hints=[_ACCEPT],
        )


def owner_key(session: Session) -> PublicKey:
    """The owner's key as the store has it; UntrustedError where another was put there than was accepted here."""
    data = session.store.read(layout.OWNER_KEY)
    for key in _keys(data):
        if Signer(OWNER, "owner", key.fingerprint) in session.key_folder.signers(session.store.settings.id):
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


def accepting(session: Session, changes: Iterable[Change], vouched: Collection[str] = ()) -> Callable[[], None] | None:
    """What accepts the keys that these changes bring, once they are carried out; None where there is nothing to accept.

    For what the owner does on this computer, which is the only thing that vouches for a key. A key that was in a record
    before is not brought: somebody else may have put it there. `vouched` are the kinds of keys, of KINDS, that the
    owner looked at all the same.
    """
    held = session.key_folder.signers(session.store.settings.id)
    known: dict[str, set[Signer]] = {}
    for name, states, before, after in _signers(changes):
        fresh = {each for each in after if each not in before or _kind(each) in vouched}
        if not fresh and before == after:
            continue
        known.setdefault(name, {each for each in held if each.name == name})
        known[name] = {each for each in known[name] if each.state not in states or each in after} | fresh
    changed = {
        name: signers for name, signers in known.items() if signers != {each for each in held if each.name == name}
    }
    if not changed:
        return None
    return lambda: session.key_folder.pin_signers(session.store.settings.id, changed)


def accept(session: Session, found: Iterable[Named]) -> None:
    """Accept on this computer the keys that the owner looked at, and for their names no others."""
    known: dict[str, list[Signer]] = {}
    for each in found:
        known.setdefault(each.name, []).append(each.signer)
    session.key_folder.pin_signers(session.store.settings.id, known)


def key_values(
    key: PublicKey, slug: str, known_as: str | None, today: datetime.date
) -> dict[tuple[str, ...], datetime.date | str | None]:
    """What a party's record says of a key that is kept from now on; `known_as` is how it is known."""
    checked = today if known_as == COMPARED else None
    return {("key",): key.line(slug), ("key_seen",): today, ("key_checked",): checked}


def _signers(changes: Iterable[Change]) -> Iterator[tuple[str, Collection[str], set[Signer], set[Signer]]]:
    """For each name that the changes are about: the states that its keys there can have, those before, those after."""
    for change in changes:
        data = change.data if isinstance(change, Write) else b""
        read = _reader(change.path)
        if read is not None:
            name, states, keys = read
            yield name, states, keys(change.replaces or b""), keys(data)


def _reader(path: str) -> tuple[str, Collection[str], Callable[[bytes], set[Signer]]] | None:
    """Whose keys the file at `path` holds, in which states they can be, and how to read them; None for other files."""
    if state := _OWNER_FILES.get(path):
        return OWNER, {state}, lambda data: {Signer(OWNER, state, key.fingerprint) for key in _keys(data)}
    if not (path.startswith(f"{layout.PARTIES}/") and path.endswith(".toml")):
        return None
    slug = path.removeprefix(f"{layout.PARTIES}/").removesuffix(".toml")

    def of_record(data: bytes) -> set[Signer]:
        party = read_party(data, path, slug).value if data else None
        return {each for each in (_of_party(party), _recipient_of(party)) if each} if party else set()

    return slug, _PARTY_STATES, of_record


def _kind(signer: Signer) -> str:
    return RECIPIENT if signer.state == RECIPIENT else KEY


def _of_party(party: Party) -> Signer | None:
    if not party.key:
        return None
    try:
        key = PublicKey.from_line(party.key)
    except InvalidError:
        return None
    return Signer(party.slug, "checked" if party.key_checked else "seen", key.fingerprint)


def _recipient_of(party: Party) -> Signer | None:
    return Signer(party.slug, RECIPIENT, Recipient(party.age).fingerprint) if party.age else None


def _keys(data: bytes) -> Iterator[PublicKey]:
    """The keys of a file of OpenSSH public lines; lines that are none are passed over."""
    for line in data.decode("utf-8", "replace").splitlines():
        try:
            yield PublicKey.from_line(line)
        except InvalidError:
            continue
