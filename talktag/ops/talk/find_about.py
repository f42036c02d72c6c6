"""What a conversation is about: a product of one's own, a thing that somebody showed a table of, or nothing at all.

It never acts on a near match, and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from talktag.errors import NotFoundError
from talktag.model.queries.match import match, typed_tag
from talktag.model.talk.table import GivenTable
from talktag.model.values.ident import is_id, is_slug
from talktag.model.wishes.wish import OwnWish
from talktag.ops.finding.find_product import find_product
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.collection import Stored
from talktag.store.collections import GIVEN_TABLES
from talktag.store.store import Record, Store


class About(NamedTuple):
    """One's own product or wish, or the table of somebody else's thing; none of them where it is about nothing.

    `thing` is the id that a wish has where it is said.
    """

    product: Record | None = None
    table: GivenTable | None = None
    wish: OwnWish | None = None
    thing: str | None = None

    def folder(self, party: str | None = None) -> str:
        """Where what is said about it lies; of a wish, and of what is about nothing, with the `party` of that slug."""
        if self.product:
            return layout.about_product(self.product.product.slug)
        return layout.about_table(self.table.slug) if self.table else layout.about_none(party or "")

    @property
    def name(self) -> str:
        """What it is called; empty for nothing."""
        own = self.product.product if self.product else self.wish
        return own.name if own else self.table.name if self.table else ""


NOTHING = About()


@dataclass(frozen=True, slots=True)
class _NamedTable:
    """A table as it can be named: by the thing and by whose it is."""

    slug: str
    name: str
    id: str


def find_about(session: Session, ref: str | None) -> About:
    """What `ref` names; NOTHING where it is None.

    A slug that is typed exactly counts before a part of a name, and one's own products count before those of others.
    NotFoundError with near names, AmbiguousError with the list.
    """
    if ref is None:
        return NOTHING
    store = session.store
    is_exact = is_slug(ref) and store.has(layout.table(ref)) and not store.has(layout.record(ref))
    if is_exact and (exact := _exact_table(store, ref)):
        return About(table=exact)
    try:
        return About(find_product(store, ref))
    except NotFoundError as own:
        try:
            return About(table=find_table(store, ref))
        except NotFoundError as others:
            near = [hint for hint in others.hints if hint.startswith("did you mean")]
            raise NotFoundError(own.message, hints=[*near, *own.hints]) from None


def find_table(store: Store, ref: str) -> GivenTable:
    """The table that `ref` names: a slug, a tag of the thing, its id or that of a bundle, its name or its owner's.

    Also a part of these that fits only one. NotFoundError with near names, AmbiguousError with the list.
    """
    if exact := _exact_table(store, ref):
        return exact
    tables = {each.value.slug: each.value for each in store.all(GIVEN_TABLES) if each.value}
    named = [_NamedTable(each.slug, f"{each.name}, {each.owner}", each.product) for each in tables.values()]
    return tables[match(ref, named, "table").slug]


def _exact_table(store: Store, ref: str) -> GivenTable | None:
    """The one table with just that slug, tag or id, of the thing or of a bundle; no other is read."""
    if is_slug(ref) and store.has(layout.table(ref)):
        return store.one(GIVEN_TABLES, ref).value
    ident = ref.strip().lower()
    found: list[Stored[GivenTable]] = []
    if tag := typed_tag(ref.strip()):
        found = list(store.where(GIVEN_TABLES, tag=tag))
    elif is_id(ident):
        found = [*store.where(GIVEN_TABLES, product=ident), *store.where(GIVEN_TABLES, channel=ident)]
    return found[0].value if len({each.path for each in found}) == 1 else None
