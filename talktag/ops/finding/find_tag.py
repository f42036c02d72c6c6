"""Tags of the store: which product one leads to, and tags made ahead of any product. Changes nothing by itself."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from talktag.errors import AmbiguousError, InvalidError, NotFoundError, TalktagError
from talktag.model.labels.blank_tags import BlankTags, blank_tags_table
from talktag.model.labels.payload import read_payload
from talktag.model.plan import Write
from talktag.model.products.product import Product, Tag
from talktag.model.toml.write import new_text
from talktag.model.values.ident import looks_like_tag, parse_tag, printed_tag, tags_near
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.collections import BLANK_TAGS, GIVEN_TABLES
from talktag.store.store import Record, Store

BLANK_LIMIT = 10_000  # tags of one printing
_LONGEST_TYPED = 16  # characters of a tag with its prefix, blanks and hyphens
_OFFERED = 3
UNCLAIMED = "yours, on no product yet"


class Known(NamedTuple):
    """What the store knows of one tag: its product's record, or the printing it is unclaimed from.

    Else the slug of the table that somebody `gave` of the thing which it is on, empty where there is none.
    """

    tag: str
    record: Record | None = None
    blank: BlankTags | None = None
    given: str = ""

    @property
    def on_product(self) -> Tag | None:
        """What the record says of the tag."""
        return next((each for each in self.record.product.tags if each.id == self.tag), None) if self.record else None

    @property
    def retired(self) -> datetime.date | None:
        """The day it was taken out of use."""
        return self.on_product.retired if self.on_product else None

    @property
    def status(self) -> str:
        """`live`, `retired`, `unclaimed` or `unknown`."""
        if self.record:
            return "retired" if self.retired else "live"
        return "unclaimed" if self.blank else "unknown"


class Index:
    """The tags of a store: one is looked up, and all are gathered once where that does not settle it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def slugs(self) -> Mapping[str, list[str]]:
        """The slugs of the products that have each tag; more than one is a fault."""
        found: dict[str, list[str]] = {}
        for each in self._store.catalogue.products():
            for tag in each.tag_ids:
                found.setdefault(tag, []).append(each.slug)
        return found

    @cached_property
    def blank(self) -> Mapping[str, BlankTags]:
        """The printing that each tag is from that was printed ahead, claimed or not."""
        lists = [reading.value for reading in self._store.all(BLANK_TAGS) if reading.value]
        return {tag: each for each in lists for tag in each.tags}

    def look_up(self, tag: str) -> Known:
        """What the store knows of a tag id; AmbiguousError where several products have it."""
        slugs = self._slugs_of(tag)
        if len(slugs) > 1:
            raise AmbiguousError(
                f'the tag "{printed_tag(tag)}" is on {len(slugs)} products',
                details=slugs,
                hints=["see: talktag doctor"],
            )
        if slugs:
            return Known(tag, self._store.record(slugs[0]))
        blank = self.blank.get(tag)
        return Known(tag, blank=blank, given="" if blank else self._table_with(tag))

    def _table_with(self, tag: str) -> str:
        """The slug of the table of somebody else's thing that has the tag."""
        found = self._store.where(GIVEN_TABLES, tag=tag) if (self._store.folder / layout.TABLES).is_dir() else ()
        return found[0].name if found else ""

    def _slugs_of(self, tag: str) -> list[str]:
        found = self._store.lookup.products("tag", tag)
        return [found[0].slug] if len(found) == 1 else self.slugs.get(tag, [])  # none, or a fault: look at all


def missing(found: Known) -> NotFoundError:
    """Why a tag leads to no product, and what to type."""
    printed = printed_tag(found.tag)
    if found.blank:
        return NotFoundError(
            f'the tag "{printed}" is {UNCLAIMED}', hints=[f"put it on one with: talktag tag claim {found.tag} REF"]
        )
    if found.given:
        return NotFoundError(
            f'the tag "{printed}" is on somebody else\'s thing',
            hints=[f"see it with: talktag tables show {found.given}"],
        )
    return NotFoundError(
        f'the tag "{printed}" is not one of this store',
        hints=["it may be someone else's, or of another store of yours: --store DIR"],
    )


def slip(store: Store, text: str, *, is_name: bool = False) -> NotFoundError | None:
    """What to say of what was meant for a tag and is none: a wrong sign, which the check sign tells.

    What may be a name is only taken for a tag where it is near one of the store's.
    """
    if parse_tag(text) or not 8 <= len(text.strip()) <= _LONGEST_TYPED:
        return None
    index = Index(store)
    near = tags_near(text, dict.fromkeys((*index.slugs, *index.blank)))
    if not near and (is_name or not looks_like_tag(text)):
        return None
    hints = [
        f"did you mean {printed_tag(tag)}, on {', '.join(index.slugs.get(tag, ['no product yet']))}?" for tag in near
    ]
    return NotFoundError(
        f'"{text}" is a tag with a slip: check it', hints=hints[:_OFFERED] or ["type it as it stands beside the code"]
    )


def retired_notices(product: Product, ref: str) -> tuple[str, ...]:
    """That the tag somebody came by is retired, where `ref` is one."""
    tag = read_payload(ref)
    return tuple(
        f'the tag "{printed_tag(each.id)}" was retired on {each.retired}'
        for each in product.tags
        if each.id == tag and each.retired
    )


def fresh_tag(session: Session) -> str:
    """A tag id that neither a product nor a blank label of the store has."""
    while _is_taken(session.store, tag := session.new_tag()):
        pass
    return tag


def new_blank_tags(session: Session, count: int) -> tuple[tuple[str, ...], Write]:
    """So many new tags that are on no product yet, in the order they are to be printed, and the change that keeps them.

    InvalidError for a count that is not from 1 to BLANK_LIMIT.
    """
    if not 1 <= count <= BLANK_LIMIT:
        raise InvalidError(f"{count} blank labels cannot be made at once", hints=[f"use 1 to {BLANK_LIMIT}"])
    tags = _fresh(session, count)
    path = layout.blank_tags_named(f"{session.today}-{session.new_id()}")
    return tags, Write(path, new_text(blank_tags_table(session.today, tags)))


def claimable(store: Store, tag: str, index: Index | None = None) -> BlankTags:
    """The printing that an unclaimed tag is from; `index` is one that is used for several.

    NotFoundError for a tag that is not the store's, InvalidError for one that may be on a product.
    """
    found = (index or Index(store)).look_up(tag)
    if found.record:
        slug = found.record.product.slug
        raise InvalidError(
            f'the tag "{printed_tag(tag)}" is on "{slug}" already',
            hints=["one tag is never on two products; take another label", f"see it with: talktag tag {slug}"],
        )
    for each in store.catalogue.unreadable():
        if _holds(store, each.slug, tag):
            raise InvalidError(
                f'the tag "{printed_tag(tag)}" may be on "{each.slug}", whose record cannot be used',
                hints=["mend it first; see: talktag doctor"],
            )
    if not found.blank:
        raise missing(found)
    return found.blank


def _is_taken(store: Store, tag: str) -> bool:
    """Whether a product or a blank label has the tag; no other is looked at."""
    return bool(store.lookup.products("tag", tag) or store.where(BLANK_TAGS, tag=tag))


def _fresh(session: Session, count: int) -> tuple[str, ...]:
    index = Index(session.store)
    taken = {*index.slugs, *index.blank}
    made: list[str] = []
    while len(made) < count:
        tag = session.new_tag()
        if tag not in taken:
            taken.add(tag)
            made.append(tag)
    return tuple(made)


def _holds(store: Store, slug: str, tag: str) -> bool:
    """Whether a record that cannot be read says the tag anyhow."""
    try:
        data = store.read(layout.record(slug))
    except TalktagError:
        return False
    return tag.encode() in data.upper()
