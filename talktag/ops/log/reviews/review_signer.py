"""Whose key signs a review: the owner's, or that of a mask, behind which nobody is told a name. It makes no key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import NotFoundError
from talktag.ops.keys.masks.find_mask import secrets_of
from talktag.ops.parties.party import find_party
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.key import PublicKey
from talktag.store.collections import MASKS

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.ops.session import Session
    from talktag.seal.ssh.sshsig import Signer


class ReviewSigner(NamedTuple):
    """The name that is told, None behind a mask; the public line of the key; and what opens the secret half."""

    name: str | None
    line: str
    unlock: Callable[[], Signer]
    is_mask: bool = False

    @property
    def fingerprint(self) -> str:
        """The key as ssh-keygen names it."""
        return PublicKey.from_line(self.line).fingerprint

    def sign(self, data: bytes, namespace: str) -> bytes:
        """The signature, as `ssh-keygen -Y sign` would make it."""
        return sshsig.sign(data, self.unlock(), namespace)


def find_signer(session: Session, product: Product, party: str | None) -> ReviewSigner:
    """The owner's key; with a party the mask that the owner wears before it about the product.

    NotFoundError where there was no anonymous conversation with it.
    """
    if party is None:
        line = session.key_folder.public().signing_line
        return ReviewSigner(session.store.settings.owner, line, lambda: session.signer)
    slug = find_party(session.store, party).slug
    masks = [each.value for each in session.store.all(MASKS) if each.value]
    worn = [each for each in masks if each.party == slug and each.product == product.id]
    if not worn:
        hint = f'begin one first: talktag talk {product.slug} "TEXT" --to {slug} --anonymous -o FILE'
        raise NotFoundError(f'you wear no mask before "{slug}" about "{product.name}"', hints=[hint])
    mask = max(worn, key=lambda each: (each.made, each.channel))
    return ReviewSigner(None, mask.key, lambda: secrets_of(session, mask).signing, is_mask=True)
