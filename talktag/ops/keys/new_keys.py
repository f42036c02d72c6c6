"""`key restore`, `passphrase`, `rotate`, `use`: other keys, or another lock on them. Never shuts what is old for ever.

Keys are on the disk before anything is sealed to them or signed with them, and those that were replaced stay. They
are in use from the commit on that seals the store to them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError, SealedError, UsageError
from talktag.model.toml.record_file import without_absent
from talktag.ops import commit_message
from talktag.ops.keys.key import KeysShown, shown_of
from talktag.ops.keys.key_file import Asks, read_key_file
from talktag.ops.keys.next_key_claims import NextKeyClaims, claims_for_next_key, say_lost_claims
from talktag.ops.keys.reseal import HISTORY, Resealing, accepting_own, dropped_notices, owner_changes, resealing
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.seal.keys.key_files import FreshKeys
from talktag.seal.keys.recipients import PublicKeys
from talktag.seal.ssh.key import PublicKey, SigningKey
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.plan import Change, Plan

_PRINT = "print the new recovery key, and destroy the page of the old one: talktag key backup --pdf"
_TELL = (
    "give the new signing key to whoever knows the old one, on a new card (talktag key card); "
    "key checks on labels of before are of that"
)


@dataclass(frozen=True, slots=True)
class Locked:
    """Keys whose passphrase was changed; `protected` tells whether there is one now."""

    folder: Path
    protected: bool

    def values(self) -> Mapping[str, Any]:
        """Where they are; never the passphrase."""
        return {"folder": str(self.folder), "passphrase": self.protected}


@dataclass(frozen=True, slots=True)
class Changed:
    """Keys as they will be, and what becomes of the store by that, where there is one."""

    keys: KeysShown
    resealing: Resealing | None = None

    def values(self) -> Mapping[str, Any]:
        """The public keys, and how much is sealed anew."""
        made = self.resealing
        counts = {"notes": made.notes, "files": made.files} if made else {"notes": None, "files": None}
        return without_absent({**self.keys.values(), **counts})


def change_passphrase(session: Session, new: Callable[[], str | None]) -> Outcome:
    """Lock the keys with another passphrase, or with none; `new` gives it, after the one in use opened them."""
    folder = session.key_folder
    keys = session.keys
    words = new()
    if words == "":
        raise InvalidError(
            "the new passphrase is empty", hints=["to have none: talktag key passphrase --no-passphrase"]
        )
    notices = () if words else ("whoever can read the folder can open every note now",)
    old = "copies of the key folder that were made before still open with the old passphrase"
    return Outcome(
        Locked(folder.path, words is not None),
        notices=(*notices, old),
        effects=(folder.lock_change(keys, words),),
    )


def restore(session: Session, recovery: str, name: str | None, passphrase: Callable[[], str] | None) -> Outcome:
    """New keys on a computer without any, with the recovery key of before; the store is sealed to them anew.

    The old signing key cannot come back, as it is not on paper. `passphrase` is asked for when the keys are really
    made; None makes keys without one. InvalidError where there are keys, SealedError where the recovery key opens
    nothing in the store.
    """
    from talktag.seal import age

    folder = session.key_folder
    if folder.exists():
        raise InvalidError(
            f'there are keys in "{folder.path}" already',
            hints=[f'if you cannot open them any more, put them aside first: mv "{folder.path}" "{folder.path}-old"'],
        )
    store = session.store_if_any
    if name is None and store:
        name = store.settings.owner
    if not name:
        raise UsageError("the new signing key needs your name", hints=['add it with: --name "Ana Pérez"'])
    fresh = FreshKeys(age.generate_identity(), recovery, SigningKey.generate())
    public = fresh.public(name)
    made = resealing(session, public, (recovery,)) if store else None
    plan = _plan("key restore", "Seal the private notes and files to new keys", made.changes if made else ())
    data = Changed(shown_of(folder.path, public, protected=None), made)
    new_signer = "your signing key is new: the old one is not in a recovery key; give the new one to your parties"
    return Outcome(
        data,
        plan,
        question="Seal everything to these keys?" if plan else None,
        notices=(new_signer, *say_lost_claims(session, public.signer.fingerprint), *_notices(made)),
        problems=made.problems if made else (),
        effects=(
            folder.new_keys(fresh, name, passphrase, old=(fresh.recovery,)),
            *((accepting_own(store, folder, made.changes, made.recipients),) if store and made else ()),
        ),
    )


def rotate(session: Session, *, encryption: bool, signing: bool) -> Outcome:
    """New keys in place of those in use: `encryption` the identity and the recovery key, `signing` the signing key.

    Everything in the store is sealed anew in one commit. The keys of earlier stay, to open the history and other
    stores, and to know what they signed.
    """
    folder, keys = session.key_folder, session.keys
    public = folder.public()
    by_agent = folder.agent_key() is not None
    if by_agent and not encryption:
        raise InvalidError("ssh-agent holds your signing key", hints=["use another: talktag key use FILE"])
    fresh = _fresh(session, encryption=encryption, signing=signing)
    new = fresh.public(_comment(public))
    if by_agent:
        new = PublicKeys(new.owner_recipient, new.recovery_recipient, public.signing_line)
    store = session.store_if_any
    made = None
    found = tuple(owner_changes(store, new)) if store else ()
    if store and encryption:
        folder.check_pin(store.settings.id, store.read(layout.RECIPIENTS))
        made = resealing(session, new, keys.identities, (public.owner_recipient, public.recovery_recipient))
        found = made.changes
    claims = claims_for_next_key(session) if signing and not by_agent else NextKeyClaims()
    plan = _plan("key rotate", "Seal the private notes and files to new keys", (*found, *claims.writes))
    shown = shown_of(folder.path, new, protected=folder.needs_passphrase())
    notices = (*((_PRINT, HISTORY) if encryption else ()), *((_TELL,) if signing and not by_agent else ()))
    return Outcome(
        Changed(shown, made),
        plan,
        question="Put these in place of your keys?",
        notices=(*notices, *claims.notices, *_notices(made)),
        problems=made.problems if made else (),
        effects=(
            folder.renewal(keys, fresh),
            *((accepting_own(store, folder, found, made.recipients if made else None),) if store else ()),
        ),
    )


def use_key(session: Session, path: Path, passphrase: Asks) -> Outcome:
    """Sign with an OpenSSH key that exists: a private one is sealed into the key folder.

    Of a public one the other half is asked of ssh-agent for every signature. `passphrase` asks for the one that
    protects the file, and tries it. NotFoundError, InvalidError and SealedError say what is wrong with the file.
    """
    folder = session.key_folder
    public = folder.public()
    key, signing = _found_key(session, path, passphrase)
    line = key.line(_comment(public))
    new = PublicKeys(public.owner_recipient, public.recovery_recipient, line)
    shown = shown_of(folder.path, new, protected=folder.needs_passphrase())
    if line == public.signing_line and (signing is None) == (folder.agent_key() is not None):
        return Outcome(Changed(shown), notices=("you sign with this key already",))
    store = session.store_if_any
    found = tuple(owner_changes(store, new)) if store else ()
    claims = claims_for_next_key(session) if line != public.signing_line else NextKeyClaims()
    plan = _plan("key use", "Sign with another key", (*found, *claims.writes))
    return Outcome(
        Changed(shown),
        plan,
        question="Sign with this key from now on?",
        notices=(_TELL, *claims.notices),
        effects=(
            folder.signing_with(line, signing),
            *((accepting_own(store, folder, found, None),) if store else ()),
        ),
    )


def _fresh(session: Session, *, encryption: bool, signing: bool) -> FreshKeys:
    """New keys where they are wanted, those in use elsewhere; one that ssh-agent holds is never among them."""
    keys, made = session.keys, FreshKeys.generate()
    return FreshKeys(
        made.identity if encryption else keys.identity,
        made.recovery if encryption else session.key_folder.recovery_identity(keys),
        made.signing if signing or not isinstance(keys.signing, SigningKey) else keys.signing,
    )


def _found_key(session: Session, path: Path, passphrase: Asks) -> tuple[PublicKey, SigningKey | None]:
    """The key of a file, and its secret half unless ssh-agent holds that, which is asked here whether it does."""
    file = read_key_file(path)
    if file.secret is not None:
        return file.public, file.open(passphrase)
    if not file.agent_key(session).is_held():
        raise SealedError(f"ssh-agent does not hold the key {file.public.fingerprint}", hints=[file.hint])
    return file.public, None


def _comment(public: PublicKeys) -> str:
    """What the signing key's line calls its owner."""
    return public.signing_line.partition(" ")[2].partition(" ")[2]


def _plan(command: str, subject: str, found: tuple[Change, ...]) -> Plan | None:
    return commit_message.plan(command, subject, *found) if found else None


def _notices(made: Resealing | None) -> tuple[str, ...]:
    if made is None:
        return ("in each store, once you have it here: talktag key reseal",)
    return (*dropped_notices(made), "if you have other stores, in each: talktag key reseal")
