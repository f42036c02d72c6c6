"""Which mask a message is addressed to, and what its sealed halves open and sign. It makes none and changes nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InvalidError, SealedError, TalktagError
from talktag.model.parties.mask import Mask, read_mask
from talktag.store import layout
from talktag.store.collections import MASKS

if TYPE_CHECKING:
    from talktag.content import Content
    from talktag.ops.session import Session
    from talktag.seal.ssh.key import PublicKey, SigningKey
    from talktag.store.store import Store


class MaskSecrets(NamedTuple):
    """The secret halves of a mask."""

    identity: str
    signing: SigningKey

    def __repr__(self) -> str:
        return "MaskSecrets()"


def mask_of(store: Store, channel: str) -> Mask | None:
    """The mask of a channel; None where it has none, or its keys were deleted."""
    path = layout.mask(channel)
    return read_mask(store.read(path), path, channel).value if layout.is_path(path) and store.has(path) else None


def mask_to(session: Session, fingerprint: str | None) -> Mask | None:
    """The mask that a message is addressed to, by the fingerprint of the key that it names; None for none."""
    store = session.store_if_any
    if store is None or fingerprint is None:
        return None
    return next((each for each in _masks(store) if _key_of(each) == fingerprint), None)


def is_own_mask(session: Session, key: PublicKey) -> bool:
    """Whether a key is that of one of the owner's masks."""
    return mask_to(session, key.fingerprint) is not None


def open_masked(session: Session, content: Content) -> Content | None:
    """What an age file holds that is sealed to a mask; None where it is to none, or no key here opens its own."""
    from talktag.seal import age

    store = session.store_if_any
    for mask in _masks(store) if store else ():
        try:
            identity = secrets_of(session, mask).identity
        except TalktagError:
            continue  # one that is spoiled keeps no other from opening what is its own
        try:
            return age.open_content(content, [identity])
        except age.DamagedError:
            raise
        except SealedError:
            continue
    return None


def secrets_of(session: Session, mask: Mask) -> MaskSecrets:
    """The secret halves; SealedError where no key here opens them, InvalidError where they are those of no mask."""
    from talktag.seal import age
    from talktag.seal.ssh.key import SigningKey

    if known := session.looked_up.get((secrets_of, mask.sealed)):
        return known  # type: ignore[no-any-return]
    opened = age.decrypt(mask.sealed.encode(), identities=session.keys.identities)
    line, _, openssh = opened.partition(b"\n")
    identity, signing = line.decode("ascii", "replace"), SigningKey.from_openssh(openssh)
    if signing.public_line() != mask.key or age.recipient_of(identity) != mask.age:
        raise InvalidError(f'what is sealed in "{layout.mask(mask.channel)}" are other keys than it says')
    found = MaskSecrets(identity, signing)
    session.looked_up[secrets_of, mask.sealed] = found  # what no key here opens is tried with each of them, and often
    return found


def _masks(store: Store) -> Iterator[Mask]:
    return (each.value for each in store.all(MASKS) if each.value)


def _key_of(mask: Mask) -> str | None:
    from talktag.seal.ssh.key import PublicKey

    with contextlib.suppress(TalktagError):
        return PublicKey.from_line(mask.key).fingerprint
    return None
