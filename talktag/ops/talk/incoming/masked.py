"""A message that comes to an anonymous conversation, or must not: it is for the mask there, and sealed to it alone.

Whoever guesses whose conversation it is could ask the owner by another way and see whether an answer comes on it. So
what was not sealed to the mask alone is refused, and what is not addressed to it never comes there. Changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.errors import SealedError, UntrustedError
from talktag.model.talk.message import channel_of
from talktag.ops.bundles.encrypt_bundle import is_encrypted
from talktag.ops.keys.masks.find_mask import mask_of, mask_to
from talktag.store.collections import SHARES, WISHES

if TYPE_CHECKING:
    from talktag.content import Content
    from talktag.model.bundles.document import Document
    from talktag.model.parties.mask import Mask
    from talktag.ops.session import Session
    from talktag.store.store import Store

_ASK = "do not take it in; whoever sent it may want to learn whose conversation that is"


def addressed_mask(session: Session, document: Document) -> Mask | None:
    """The mask that a message is for; UntrustedError where its address and its channel are not both of one mask."""
    mask = mask_to(session, document.audience.fingerprint if document.audience else None)
    channel = channel_of(document)
    if mask and channel != mask.channel:
        raise UntrustedError("it is addressed to an anonymous conversation, and comes on another", hints=[_ASK])
    if mask is None and (mask_of(session.store, channel) or _was_anonymous(session.store, channel)):
        raise UntrustedError("it comes on an anonymous conversation, and is not addressed to that", hints=[_ASK])
    return mask


def check_seal(session: Session, sealed: Content) -> None:
    """UntrustedError unless a message for a mask came sealed, and to no key that has the owner's name."""
    if not is_encrypted(sealed):
        raise UntrustedError("it is for an anonymous conversation, and did not come sealed to that", hints=[_ASK])
    from talktag.seal import age

    try:
        age.open_content(sealed, session.keys.identities)
    except SealedError:
        return
    raise UntrustedError("it is for an anonymous conversation, and came sealed to your own key", hints=[_ASK])


def _was_anonymous(store: Store, channel: str) -> bool:
    """Whether the ledger or a wish says so, also where the keys are deleted."""
    sent = (each for stored in store.where(WISHES, channel=channel) if stored.value for each in stored.value.sent)
    if any(each.anonymous for each in sent if each.channel == channel):
        return True
    return any(each.value.anonymous for each in store.where(SHARES, bundle=channel) if each.value)
