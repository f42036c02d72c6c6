"""Cards of keys as other people's talktag makes them. Judges nothing."""

from __future__ import annotations

from talktag.model.bundles.kinds import CARD_NAMESPACE
from talktag.model.parties.key_card import KeyCard
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.key import SigningKey

AGE = "age1w7wtet5d0wvaxwcty3lgqhh0xnntefykef9kpr0etkdd8xzyupesg8ey37"
OTHER_AGE = "age1ha72ehm57tyxcmn829728mad7ltzhwp53ktdz8zwdddserru7djqze4suh"


def signed_card(key: SigningKey, **values: str) -> KeyCard:
    """A card with that key, signed by it; `values` in place of those of a shop."""
    said = {"name": "Foto Ruiz", "mail": "ruiz@example.es", "phone": "+34 91 555 01 23", "language": "es", "age": AGE}
    card = KeyCard(**{**said, "key": key.public.line(), **values})
    return card._replace(signature=sshsig.bare(sshsig.sign(card.signed_text, key, CARD_NAMESPACE)))
