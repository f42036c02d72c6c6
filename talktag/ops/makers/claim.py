"""`claim`: the code that a maker printed becomes a tag of one's own thing, filled in from the maker's description.

It reaches no network, sends nothing, and lets the maker know nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError, NotFoundError
from talktag.model.log.kinds import TAG
from talktag.model.makers.claimed_tag import CLAIMED_KEYS, ClaimedTag, claimed_tag_table
from talktag.model.plan import Change, Plan, Write
from talktag.model.products.product import Product, Tag
from talktag.model.products.product_json import product_values
from talktag.model.products.record import product_table
from talktag.model.toml.record_file import without_absent
from talktag.model.toml.write import changed_text, new_text
from talktag.model.values.ident import printed_tag
from talktag.ops import commit_message
from talktag.ops.finding.find_product import find_product
from talktag.ops.finding.find_tag import Index
from talktag.ops.log.own_entries import append_entry, own_entry
from talktag.ops.makers.description_in import MakerDescription, read_description
from talktag.ops.makers.fill_in import FilledIn, check_taken, fill_in
from talktag.ops.makers.find_code import claimed_tag, find_code
from talktag.ops.outcome import Outcome
from talktag.ops.products.add import free_slug
from talktag.ops.sharing.claims.known_maker import MakerHere, maker_of, say_sure
from talktag.store import layout
from talktag.store.store import Record

if TYPE_CHECKING:
    from talktag.model.makers.maker_code import MakerCode
    from talktag.ops.session import Session
    from talktag.store.collection import Stored


class ClaimRequest(NamedTuple):
    """What is to be claimed, as typed: a code or a photo of it, the thing, the files with descriptions.

    `take` names what the maker's word replaces of the owner's. Without `ref` it is the thing that has the tag, or a new
    one, made of the description.
    """

    given: str | Path
    ref: str | None = None
    files: Sequence[Path] = ()
    take: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A thing with its maker's tag, as it will be; `maker` is who described it, None where nobody did yet.

    `entries` is how many the description brings. `differences` is what the maker says otherwise than the owner.
    """

    product: Product
    code: MakerCode
    maker: MakerHere | None
    entries: int
    is_new: bool
    differences: tuple[str, ...] = ()
    plan: Plan | None = None

    def values(self) -> Mapping[str, Any]:
        """The product in the form of the contract, and whose tag it has."""
        maker = {"slug": self.maker.party.slug, "name": self.maker.party.name} if self.maker else None
        return without_absent(
            {
                "product": product_values(self.product, 0, self.entries),
                "tag": self.code.tag,
                "address": self.code.address,
                "maker": maker,
                "sure": self.maker and self.maker.sure,
                "entries": self.entries,
                "differences": list(self.differences),
                "new": self.is_new or None,
            }
        )


def claim(session: Session, wanted: ClaimRequest) -> Outcome:
    """A plan that puts a maker's tag on a thing and fills in what its owner has not said; nothing leaves.

    InvalidError where the tag is on another thing, NotFoundError where there is neither a thing nor a description.
    """
    check_taken(wanted.take)
    store, code = session.store, find_code(session, wanted.given)
    kept = claimed_tag(store, code.tag)
    _check_same(kept, code)
    described = read_description(session, code, wanted.files) if wanted.files else None
    record = _record(session, code, wanted.ref, described)
    maker = maker_of(session, described.document.signer, described.opened.key) if described else None
    filled = fill_in(store, record, described, Tag(code.tag, session.today, of_maker=True), wanted.take)
    claimed = _record_of(session, code, filled.product, kept)
    if described and maker:
        claimed = replace(claimed, party=maker.party.slug, description=described.document.bundle)
    changes = [*_changes(session, record, filled, described, maker), _kept_write(code, claimed, kept)]
    changes = [each for each in changes if not isinstance(each, Write) or each.data != each.replaces]
    plan = commit_message.plan("claim", f"Claim the tag {printed_tag(code.tag)} of {filled.product.name}", *changes)
    data = Claimed(
        product=filled.product,
        code=code,
        maker=maker,
        entries=len(described.entries) if described else 0,
        is_new=not store.has(record.path),
        differences=filled.differences,
        plan=plan,
    )
    if not changes:
        return Outcome(replace(data, plan=None), notices=("it says all of that already; nothing was changed",))
    said = (*([say_sure(maker)] if maker else []), *filled.differences, *filled.shelf.notices)
    return Outcome(
        data,
        plan,
        question="Fill this in?" if described else None,
        notices=_without(described, code),
        ahead=said,
        done=_say_done(filled.product, maker),
    )


def _check_same(kept: Stored[ClaimedTag] | None, code: MakerCode) -> None:
    """InvalidError for a code that has the tag of another one, as only a forged one can."""
    if kept and kept.value and (kept.value.claim, kept.value.maker) != (code.claim, code.key):
        raise InvalidError(
            f'the tag "{printed_tag(code.tag)}" was claimed here with another code',
            hints=["it is a forged label, or one that was copied wrongly; compare it with the one on the thing"],
        )


def _record(session: Session, code: MakerCode, ref: str | None, described: MakerDescription | None) -> Record:
    """The thing that is meant, or a new one as the description says it."""
    store = session.store
    held = Index(store).look_up(code.tag).record
    if ref is not None:
        record = find_product(store, ref)
        if held and held.path != record.path:
            raise InvalidError(
                f'the tag "{printed_tag(code.tag)}" is on "{held.product.slug}" already',
                hints=["one tag is never on two products", f"see it with: talktag show {held.product.slug}"],
            )
        return record
    if held:
        return held
    if described is None:
        raise NotFoundError(
            "it is not said on which thing the code is, and there is no description to make a new one of",
            hints=["name the thing: talktag claim CODE REF", "or bring the maker's description: --from FILE"],
        )
    name, ident = described.product.name, session.new_id()
    slug = free_slug(store, name, session.new_id())
    product = Product(ident, slug, name, added=session.today)
    return Record(product, layout.record(slug), new_text(product_table(product)), ())


def _changes(
    session: Session, record: Record, filled: FilledIn, described: MakerDescription | None, maker: MakerHere | None
) -> list[Change]:
    """The record, its log, what came and its files, and the maker as a party."""
    store, slug = session.store, filled.product.slug
    replaces = record.data if store.has(record.path) else None
    changes: list[Change] = []
    if filled.data != replaces:
        changes.append(Write(record.path, filled.data, replaces))
    log = []
    if len(filled.product.tags) > len(record.product.tags):
        log.append(own_entry(session, TAG, f"Maker's tag {printed_tag(filled.product.tags[-1].id)} put on"))
    if described and maker:
        original = layout.received_in(layout.about_product(slug), f"{described.document.bundle}.zip")
        if not store.has(original):
            changes.append(Write(original, described.opened.archive))
            known = {each.id for each in store.entries(slug).value or ()}
            fresh = [each for each in described.entries if each.id not in known]
            log += [each._replace(party=maker.party.slug, recorded=session.recorded) for each in fresh]
        changes += [*filled.shelf.writes(), *([maker.write] if maker.write else [])]
    if log:
        changes.append(append_entry(store, slug, *log))
    return changes


def _record_of(session: Session, code: MakerCode, product: Product, kept: Stored[ClaimedTag] | None) -> ClaimedTag:
    """What is kept of the tag; of one that was handed on and is back, what was said to its maker is over."""
    fresh = ClaimedTag(
        tag=code.tag,
        product=product.id,
        claim=code.claim,
        maker=code.key,
        claimed=session.today,
        address=code.address,
    )
    before = kept.value if kept else None
    if before is None or before.passed:
        return replace(fresh, party=before.party if before else None)
    return replace(before, product=product.id, address=code.address or before.address)


def _kept_write(code: MakerCode, claimed: ClaimedTag, kept: Stored[ClaimedTag] | None) -> Write:
    path = f"{layout.CLAIMED}/{code.tag.lower()}.toml"
    values = claimed_tag_table(claimed)
    if kept is None:
        return Write(path, new_text(values))
    changes: dict[tuple[str, ...], Any] = {(key,): values.get(key) for key in CLAIMED_KEYS}
    return Write(kept.path, changed_text(kept.data, changes), kept.data)


def _without(described: MakerDescription | None, code: MakerCode) -> tuple[str, ...]:
    """What to do where nobody described the thing yet."""
    if described:
        return described.opened.remarks
    where = f", such as from {code.address}" if code.address else ""
    return (f"nothing was filled in: bring the maker's description{where}, then: talktag claim CODE --from FILE",)


def _say_done(product: Product, maker: MakerHere | None) -> tuple[str, ...]:
    if maker is None:
        return ("nothing left this computer: the maker knows nothing of it",)
    return (
        f"nothing left this computer: {maker.party.name} knows nothing of it",
        f"let them know, if you like: talktag claim tell {product.slug}",
    )
