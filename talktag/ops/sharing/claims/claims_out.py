"""Makers' tags that go to the next owner with a hand-over: the claim, and the proof of it. It tells no maker.

Where the maker was told, whoever holds the tag there signs that a fresh key may claim it; that key goes along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.makers.claimed_tag import ClaimedTag
from talktag.model.makers.maker_code import sound_address
from talktag.model.makers.passed_claim import CLAIMS, PassedClaim
from talktag.model.plan import Write
from talktag.model.toml.write import changed_text
from talktag.model.values.ident import printed_tag
from talktag.ops.keys.masks.find_mask import mask_of, secrets_of
from talktag.ops.keys.next_key_claims import is_of_another_key, sign_handover
from talktag.store.collections import CLAIMED_TAGS, PARTIES

if TYPE_CHECKING:
    from talktag.model.bundles.document import Document
    from talktag.model.products.product import Product
    from talktag.ops.session import Session
    from talktag.seal.ssh.sshsig import Signer
    from talktag.store.collection import Stored


class ClaimsOut(NamedTuple):
    """What goes along, the changes that mark it as passed on, and what the owner should know before."""

    passed: tuple[PassedClaim, ...] = ()
    writes: tuple[Write, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def tags(self) -> tuple[str, ...]:
        """The ids of the tags."""
        return tuple(each.tag for each in self.passed)


def with_claims(document: Document, passed: Sequence[PassedClaim]) -> Document:
    """The document of a hand-over with the makers' tags that go along."""
    return replace(document, more={**document.more, CLAIMS: [each.values() for each in passed]}) if passed else document


def claims_out(session: Session, product: Product) -> ClaimsOut:
    """The makers' tags of a product; asks for a passphrase where a maker was told of one, as that is signed now."""
    found = tuple(_standing(session, product))
    writes = tuple(
        Write(each.path, changed_text(each.data, {("passed",): session.today}), each.data) for each, _ in found
    )
    own = session.key_folder.public().signer.fingerprint
    lost = frozenset(each.tag for _, each in found if is_of_another_key(session.store, each, own))
    passed = tuple(_pass_on(session, claimed, is_lost=claimed.tag in lost) for _, claimed in found)
    why = "its maker has it as an earlier key's, and will give it to nobody else before they were asked by another way"
    return ClaimsOut(
        passed, writes, tuple(f"the tag {printed_tag(each)} goes along, but {why}" for each in sorted(lost))
    )


def _standing(session: Session, product: Product) -> Iterator[tuple[Stored[ClaimedTag], ClaimedTag]]:
    for each in session.store.where(CLAIMED_TAGS, product=product.id):
        if each.value and each.value.passed is None:
            yield each, each.value


def _pass_on(session: Session, claimed: ClaimedTag, *, is_lost: bool) -> PassedClaim:
    party = session.store.one(PARTIES, claimed.party).value if claimed.party else None
    passed = PassedClaim(claimed.tag, claimed.claim, claimed.maker, sound_address(claimed.address))
    if party:
        known = (party.name, party.contact or "", party.key or "", party.age or "")
        passed = passed._replace(**dict(zip(("name", "contact", "key", "age"), known, strict=True)))
    if claimed.told is None:  # what an earlier owner signed is still good for whoever has it
        return passed._replace(handover=claimed.handover or "", seed=claimed.handover_seed or "")
    if is_lost:
        return passed
    signed = sign_handover(session, claimed.tag, _holder(session, claimed))
    return passed._replace(handover=signed.signature, seed=signed.seed)


def _holder(session: Session, claimed: ClaimedTag) -> Signer:
    """The key that claimed it: that of the mask where that was done anonymously, else the owner's."""
    mask = mask_of(session.store, claimed.message) if claimed.message else None
    return secrets_of(session, mask).signing if mask else session.signer
