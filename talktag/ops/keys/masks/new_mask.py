"""A mask, made: fresh keys by chance, whose secret halves are sealed to whom the store seals to. It writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from talktag.model.parties.mask import Mask, mask_values
from talktag.model.plan import Write
from talktag.model.toml.write import new_text
from talktag.ops.keys.accepted_recipients import accepted_recipients
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.model.wishes.wish import OwnWish
    from talktag.ops.session import Session
    from talktag.seal.ssh.key import SigningKey


class WornMask(NamedTuple):
    """A mask and its signing key, which is in memory only, and the change that keeps both."""

    mask: Mask
    signing: SigningKey
    change: Write


def new_mask(
    session: Session, of: Product | OwnWish, party: str, channel: str, *, thing: str | None = None
) -> WornMask:
    """A mask for a conversation with a party about a product or a wish, which is called `thing` there, else by chance.

    `channel` is the id of its first bundle.
    """
    from talktag.model.wishes.wish import OwnWish
    from talktag.seal import age
    from talktag.seal.ssh.key import SigningKey

    identity, signing = age.generate_identity(), SigningKey.generate()
    secret = f"{identity}\n".encode() + signing.to_openssh()
    sealed = age.encrypt(secret, recipients=accepted_recipients(session), armor=True)
    mask = Mask(
        channel=channel,
        party=party,
        product=None if isinstance(of, OwnWish) else of.id,
        wish=of.id if isinstance(of, OwnWish) else None,
        thing=thing or session.new_id(),
        name=of.name if isinstance(of, OwnWish) else class_of(of),
        made=session.today,
        key=signing.public_line(),
        age=age.recipient_of(identity),
        sealed=sealed.decode("ascii"),
    )
    return WornMask(mask, signing, Write(layout.mask(channel), new_text(mask_values(mask))))


def class_of(product: Product) -> str:
    """What a product is called where nobody is to know whose it is: maker and model, as every one of its kind."""
    return " ".join(filter(None, (product.maker, product.model))) or "a thing"
