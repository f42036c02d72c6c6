"""Makers' tags that a key claimed, handed on to the key that comes after it. It tells no maker, and sends nothing.

A desk gives a tag to the key that claimed it and to another by a hand-over alone; so the key that goes signs one
while it is still there. What a mask claimed stays the mask's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import TalktagError
from talktag.model.makers.claim import HANDOVER_NAMESPACE, SEED_BYTES, handover_text
from talktag.model.plan import Write
from talktag.model.toml.write import changed_text
from talktag.model.values.ident import printed_tag
from talktag.ops.keys.masks.find_mask import mask_of
from talktag.ops.keys.signature import signer_of_sent
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.key import SigningKey
from talktag.store import layout
from talktag.store.collections import CLAIMED_TAGS

if TYPE_CHECKING:
    from talktag.model.makers.claimed_tag import ClaimedTag
    from talktag.ops.session import Session
    from talktag.seal.ssh.sshsig import Signer
    from talktag.store.collection import Stored
    from talktag.store.store import Store

_TELL = "talktag claim tell REF"


class NextKeyClaims(NamedTuple):
    """The changes that keep what the old key signed, what the owner has to know or do about it."""

    writes: tuple[Write, ...] = ()
    notices: tuple[str, ...] = ()


class SignedHandover(NamedTuple):
    """The signature of who holds a tag, and the seed of the key that may claim it next, as 64 hexadecimal digits."""

    signature: str
    seed: str


def sign_handover(session: Session, tag: str, holder: Signer) -> SignedHandover:
    """The hand-over of a tag to a key that is made for it."""
    heir = SigningKey.from_seed(session.random_bits(8 * SEED_BYTES).to_bytes(SEED_BYTES))
    text = handover_text(tag, heir.public.fingerprint)
    return SignedHandover(sshsig.bare(sshsig.sign(text, holder, HANDOVER_NAMESPACE)), heir.seed.hex())


def claims_for_next_key(session: Session) -> NextKeyClaims:
    """What hands each tag that the owner's key claimed on to the next one; asks for a passphrase where there is any."""
    own = session.key_folder.public().signer.fingerprint
    found = list(_told_by_name(session))
    lost = [each for each in found if is_of_another_key(session.store, each[1], own)]
    found = [each for each in found if each not in lost]
    stays = _say_lost(session, lost)
    if not found:
        return NextKeyClaims(notices=stays)
    try:
        writes = tuple(_hand_on(session, each, claimed) for each, claimed in found)
    except TalktagError as error:
        notices = (f"{each} stays with the old key: {error}" for each in _tags_on_things(session, found))
        return NextKeyClaims(notices=(*notices, *stays))
    notices = (f"{each} is still the old key's at its maker" for each in _tags_on_things(session, found))
    return NextKeyClaims(writes, (*notices, f"tell its maker of the new key, for each of them: {_TELL}", *stays))


def say_lost_claims(session: Session, own: str) -> tuple[str, ...]:
    """What there is to tell of tags that another key of the owner's claimed than `own`, by its fingerprint."""
    found = _told_by_name(session)
    return _say_lost(session, [each for each in found if is_of_another_key(session.store, each[1], own)])


def is_of_another_key(store: Store, claimed: ClaimedTag, own: str) -> bool:
    """Whether its maker was told of it by name with another key than `own`; no where that is not known."""
    if not claimed.told or not claimed.message or mask_of(store, claimed.message):
        return False
    named = store.catalogue.products_of_ids([claimed.product]).get(claimed.product)
    folders = (layout.about_product(named[0]),) if named else ()
    return signer_of_sent(store, folders, claimed.message) not in {own, None}


def _say_lost(session: Session, found: list[tuple[Stored[ClaimedTag], ClaimedTag]]) -> tuple[str, ...]:
    why = "stays with the old key at its maker, who has to be asked by another way"
    said = tuple(f"{each} {why}" for each in _tags_on_things(session, found))
    return (*said, f"once its maker set it free, for each of them: {_TELL}") if said else ()


def _told_by_name(session: Session) -> Iterator[tuple[Stored[ClaimedTag], ClaimedTag]]:
    store = session.store_if_any
    for each in store.all(CLAIMED_TAGS) if store else ():
        claimed = each.value
        if store and claimed and claimed.told and not claimed.passed and not mask_of(store, claimed.message or ""):
            yield each, claimed


def _hand_on(session: Session, stored: Stored[ClaimedTag], claimed: ClaimedTag) -> Write:
    """The record of a tag as of one that somebody handed over, whose maker was told nothing yet."""
    signed = sign_handover(session, claimed.tag, session.signer)
    said = {"handover": signed.signature, "handover_seed": signed.seed, "told": None, "message": None}
    return Write(stored.path, changed_text(stored.data, {(key,): said[key] for key in said}), stored.data)


def _tags_on_things(session: Session, found: list[tuple[Stored[ClaimedTag], ClaimedTag]]) -> Iterator[str]:
    store = session.store_if_any
    named = store.catalogue.products_of_ids(claimed.product for _, claimed in found) if store else {}
    for _, claimed in found:
        slug = named[claimed.product][0] if claimed.product in named else None
        yield f"the tag {printed_tag(claimed.tag)}{f' on {slug}' if slug else ''}"
