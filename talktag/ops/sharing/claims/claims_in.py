"""Makers' tags that came along with a hand-over: kept with the claim, and the maker as a party. It accepts no key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import TalktagError
from talktag.model.bundles.document import Signatory
from talktag.model.makers.claimed_tag import CLAIMED_KEYS, ClaimedTag, claimed_tag_table
from talktag.model.makers.maker_code import key_beginning
from talktag.model.plan import Write
from talktag.model.products.product import Tag
from talktag.model.toml.write import changed_text, new_text
from talktag.model.values.ident import printed_tag
from talktag.ops.keys.whose_key import key_of_line
from talktag.ops.sharing.claims.known_maker import MakerHere, maker_of
from talktag.seal.age.identity import parse_recipient
from talktag.store import layout
from talktag.store.collections import CLAIMED_TAGS

if TYPE_CHECKING:
    from talktag.model.makers.passed_claim import PassedClaim
    from talktag.model.products.product import Product
    from talktag.ops.files.files_in import Incoming
    from talktag.ops.session import Session


class ClaimsIn(NamedTuple):
    """The changes that keep the tags and their makers, and what the owner should know. No key in it was accepted."""

    writes: tuple[Write, ...] = ()
    remarks: tuple[str, ...] = ()


class Fresh(NamedTuple):
    """What a product gains by a hand-over: files on their way in, and the tags of its maker."""

    incoming: Sequence[Incoming]
    tags: tuple[Tag, ...] = ()


def maker_tags(session: Session, passed: Sequence[PassedClaim], held: Product | None) -> tuple[Tag, ...]:
    """The tags as the record of the product has them, but for those that it has already."""
    here = {each.id for each in held.tags} if held else set()
    return tuple(Tag(each.tag, session.today, of_maker=True) for each in passed if each.tag not in here)


def claims_in(session: Session, product: Product, passed: Sequence[PassedClaim]) -> ClaimsIn:
    """What keeps the tags of a product that was handed over."""
    writes: dict[str, Write] = {}
    remarks: list[str] = []
    for each in passed:
        maker = _maker(session, each)
        for write in _writes(session, product, each, maker):
            writes.setdefault(write.path, write)
        shown = printed_tag(each.tag)
        remarks.append(f"its maker's tag {shown} came along; the maker is told of nothing")
    if passed:
        remarks.append(f"to let the maker know that it is yours now: talktag claim tell {product.slug}")
    return ClaimsIn(tuple(writes.values()), tuple(remarks))


def _maker(session: Session, passed: PassedClaim) -> MakerHere | None:
    """The maker by the last owner's word, where the key is the one that the code on the thing names."""
    key = key_of_line(passed.key) if passed.key else None
    if key is None or key_beginning(key.fingerprint) != passed.maker or not passed.name:
        return None
    try:
        if passed.age:
            parse_recipient(passed.age)
        said = Signatory(name=passed.name, contact=passed.contact or None, age=passed.age or None)
        return maker_of(session, said, key)
    except TalktagError:
        return None  # such as a name that another key is kept for here: a description by the maker settles it


def _writes(session: Session, product: Product, passed: PassedClaim, maker: MakerHere | None) -> Iterator[Write]:
    if maker and maker.write:
        yield maker.write
    claimed = ClaimedTag(
        tag=passed.tag,
        product=product.id,
        claim=passed.claim,
        maker=passed.maker,
        claimed=session.today,
        address=passed.address,
        party=maker.party.slug if maker else None,
        handover=passed.handover or None,
        handover_seed=passed.seed or None,
    )
    values = claimed_tag_table(claimed)
    path = f"{layout.CLAIMED}/{passed.tag.lower()}.toml"
    kept = next(iter(session.store.where(CLAIMED_TAGS, tag=passed.tag)), None)
    if kept is None:
        yield Write(path, new_text(values))
    else:
        changes: dict[tuple[str, ...], object] = {(key,): values.get(key) for key in CLAIMED_KEYS}
        yield Write(kept.path, changed_text(kept.data, changes), kept.data)
