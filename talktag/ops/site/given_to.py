"""What a party may see of a product now: what its shares in force name, as the record has it, and what was said.

Nothing of the record is in it that no share names, and no private note, label or sealed file can be.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.log.kinds import KINDS
from talktag.model.log.log_text import ENTRIES_LIMIT
from talktag.model.log.schedule import standing_entries
from talktag.model.sharing.told_again import told_again
from talktag.ops.talk.their_side.show import show_their_side
from talktag.store import layout
from talktag.store.collections import SHARES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.parties.party import Party
    from talktag.model.products.product import Product, ProductFile
    from talktag.model.sharing.share import Share
    from talktag.ops.session import Session
    from talktag.store.store import Store


class GivenFile(NamedTuple):
    """A file that the party was given: what it is called there, and the file of the record."""

    name: str
    file: ProductFile


@dataclass(frozen=True, slots=True)
class GivenThing:
    """A product as a party may see it: its values, the entries that these come from, files, what was said.

    `basis` are all shares in force as one; None where only something was said.
    """

    product: Product
    every: tuple[Entry, ...]
    basis: Share | None
    values: Mapping[str, Any]
    entries: tuple[Entry, ...]
    files: tuple[GivenFile, ...]
    said: tuple[Entry, ...]

    def is_told(self, section: str, field: str) -> bool:
        """Whether a fact of the record is among what it may see."""
        if self.basis is None:
            return False
        return section in self.basis.sections if field == "entries" else field in self.basis.fields


def given_things(session: Session, party: Party) -> list[GivenThing]:
    """Every product of which the party may see anything, by name."""
    store = session.store
    shares: dict[str, list[Share]] = {}
    for stored in store.where(SHARES, party=party.slug):
        share = stored.value
        if share and share.is_in_force(session.today) and not share.anonymous and not share.site:
            shares.setdefault(share.product, []).append(share)
    of_id = store.catalogue.products_of_ids(shares)
    given = {of_id[ident][0]: several for ident, several in shares.items() if ident in of_id}
    talked = (slug for slug in (each.slug for each in store.catalogue.products()) if _names(store, slug, party))
    slugs = dict.fromkeys((*given, *talked))
    found = [_thing_for(session, slug, party, given.get(slug, [])) for slug in slugs]
    return sorted((each for each in found if each), key=lambda each: (each.product.name.casefold(), each.product.slug))


def _names(store: Store, slug: str, party: Party) -> bool:
    """Whether the log of a product may hold something said to or by the party."""
    path = layout.entries(slug)
    return store.has(path) and f'"{party.slug}"'.encode() in store.read(path, ENTRIES_LIMIT)


def _thing_for(session: Session, slug: str, party: Party, shares: Sequence[Share]) -> GivenThing | None:
    store = session.store
    product = store.record(slug).product
    every = standing_entries(store.entries(slug).value or ())
    side: Any = show_their_side(session, slug, party.slug).data
    said = tuple(side.said)
    if not shares and not said:
        return None
    basis = _as_one(shares) if shares else None
    values = told_again(product, every, basis) if basis else {}
    told = tuple(each for each in every if basis and f"entries:{each.kind}" in basis.sections and _may_leave(each))
    return GivenThing(
        product,
        every,
        basis,
        values={**values, "name": product.name},
        entries=told if "entries" in values else (),
        files=tuple(_files(product, shares)),
        said=said,
    )


def _as_one(shares: Sequence[Share]) -> Share:
    """Shares of a product as one that names whatever any of them does, until the first of them ends."""
    ends = [each.until for each in shares if each.until]
    return replace(
        shares[0],
        fields=tuple(dict.fromkeys(field for each in shares for field in each.fields)),
        sections=tuple(dict.fromkeys(section for each in shares for section in each.sections)),
        until=min(ends, default=None),
    )


def _may_leave(entry: Entry) -> bool:
    return not entry.anonymous and not (entry.kind in KINDS and KINDS[entry.kind].stays)


def _files(product: Product, shares: Iterable[Share]) -> Iterable[GivenFile]:
    """The files that left with any of the shares and are kept still, by the names that they have there."""
    held = {each.name: each for each in product.files if not each.sealed}
    left = {each.name: each.path.removeprefix("files/") for share in shares for each in share.files if not each.listed}
    return (GivenFile(path, held[name]) for name, path in left.items() if name in held)


def moment_of(entry: Entry) -> datetime.datetime:
    """When an entry was, as far as its reader may know: the moment at which it was said, else its day."""
    return entry.time or datetime.datetime.combine(entry.date, datetime.time(), datetime.UTC)
