"""What the codes of stickers are made from, as the store keeps it, and its signature, made where none holds yet.

A signature is only made once it is wanted: after a yes, and never by a build that finds the keys to be the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from talktag.content import Later
from talktag.errors import InvalidError, UntrustedError
from talktag.model.finder.finder_key import SEED_BITS, FinderKey, finder_key_values, read_finder_key
from talktag.model.finder.page_owner import NAMESPACE, statement
from talktag.model.plan import Change, Write
from talktag.model.toml.write import changed_text, new_text
from talktag.ops.keys.accepted_keys import owner_key
from talktag.ops.keys.accepted_recipients import accepted_recipients
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.store import Store


class PageKey(NamedTuple):
    """The seed, what gives the whole key, and the changes that keep it; without any nothing has to be signed."""

    seed: bytes
    sign: Callable[[], FinderKey]
    changes: tuple[Change, ...] = ()
    is_new: bool = False


def kept_key(store: Store) -> FinderKey | None:
    """The key that the store keeps, None before the first build; InvalidError where it does not hold up."""
    if not store.has(layout.FINDER_KEY):
        return None
    reading = read_finder_key(store.read(layout.FINDER_KEY), layout.FINDER_KEY)
    if reading.value is None:
        raise InvalidError(
            f'"{layout.FINDER_KEY}" cannot be used, and without it no sticker with a code can be told',
            details=[str(problem) for problem in reading.problems],
            hints=["see what happened to it: talktag log", "bring it back: talktag undo COMMIT"],
        )
    return reading.value


def page_key(session: Session) -> PageKey:
    """The key for a page of now: the kept one, signed anew where the owner's keys are no longer those it is about.

    Only recipients and a signing key that were accepted on this computer are put on a page.
    """
    store = session.store
    held = kept_key(store)
    recipients, signer = accepted_recipients(session), owner_key(session).line()
    if held and (held.recipients, held.signer) == (recipients, signer) and is_signed(held):
        return PageKey(held.seed, lambda: held)
    made = session.today if held is None else held.made
    seed = session.random_bits(SEED_BITS).to_bytes(SEED_BITS // 8) if held is None else held.seed

    @cache
    def sign() -> FinderKey:
        return FinderKey(seed, made, recipients, signer, _sign(session, recipients, signer))

    data = None if held is None else store.read(layout.FINDER_KEY)
    change = Write(layout.FINDER_KEY, Later(lambda: _key_text(sign(), data)), data)
    return PageKey(seed, sign, (change,), is_new=held is None)


def is_signed(key: FinderKey) -> bool:
    """Whether the signature is that of its signer, over its recipients."""
    return holds(key.recipients, key.signer, key.signature)


def holds(recipients: tuple[str, ...], signer: str, signature: str) -> bool:
    """Whether a signature, as a page has it, is that of `signer` over those recipients."""
    from talktag.seal.ssh import sshsig

    try:
        key = sshsig.verify(statement(recipients, signer), sshsig.armor(signature), NAMESPACE)
    except (UntrustedError, InvalidError, UnicodeError):
        return False
    return key.line() == signer


def _sign(session: Session, recipients: tuple[str, ...], signer: str) -> str:
    """The owner's signature; UntrustedError where this computer signs with another key than the store names."""
    from talktag.seal.ssh import sshsig

    by = session.signer
    if by.public.line() != signer:
        message = "this computer signs with another key than the store names as its owner's"
        raise UntrustedError(message, hints=["put the one of now in its place: talktag key reseal"])
    return sshsig.bare(sshsig.sign(statement(recipients, signer), by, NAMESPACE))


def _key_text(key: FinderKey, held: bytes | None) -> bytes:
    """The record; what the owner wrote beside the values stays."""
    values = finder_key_values(key)
    return new_text(values) if held is None else changed_text(held, {(name,): each for name, each in values.items()})
