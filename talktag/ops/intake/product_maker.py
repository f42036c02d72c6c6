"""The product of a group of pictures: a new record, or one that is there with more in it. It writes no file itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from talktag.errors import InvalidError
from talktag.model.intake.decision import Decision
from talktag.model.intake.field_offer import FieldOffer
from talktag.model.intake.pictures.picture import SeenFile
from talktag.model.plan import Change, Write
from talktag.model.products.product import Product, ProductFile, Tag
from talktag.model.products.record import file_table, product_table, tag_table
from talktag.model.products.unnamed import stand_in_name
from talktag.model.toml.record_file import without_absent
from talktag.model.toml.write import appended_text, new_text
from talktag.model.typed.text import typed_text
from talktag.model.values.free_name import free_name
from talktag.model.values.ident import make_slug
from talktag.ops.files.files_in import Incoming, Shelf
from talktag.ops.files.photo_facts import FIELD
from talktag.ops.finding.find_tag import Index, claimable
from talktag.ops.intake.proposals import Proposal
from talktag.ops.products.assignments import changed_values, parse_assignments
from talktag.ops.products.serials import serial_notices
from talktag.ops.products.set import changed_record
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.store import Record


class IntakeResult(NamedTuple):
    """A product of an intake as it will be: whether it is new, what came to it, and what is offered for it."""

    product: Product
    tags: tuple[str, ...]
    is_new: bool
    files: tuple[ProductFile, ...]
    paths: tuple[str, ...]
    offers: tuple[FieldOffer, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values."""
        pairs = zip(self.files, self.paths, strict=True)
        return without_absent(
            {
                "slug": self.product.slug,
                "name": self.product.name,
                "tags": list(self.tags),
                "new": self.is_new,
                "gtin": self.product.gtin,
                "serial": self.product.serial,
                "files": [{"name": file.name, "kind": file.kind, "path": path} for file, path in pairs],
                "offers": [each._asdict() for each in self.offers],
            }
        )


class IntakeGroup(NamedTuple):
    """One or several proposals that are one thing, the first of them named."""

    members: tuple[Proposal, ...]
    decision: Decision

    @property
    def tags(self) -> tuple[str, ...]:
        """Those of all of them."""
        return tuple(each.tag for each in self.members)

    @property
    def files(self) -> tuple[SeenFile, ...]:
        """Its files, each content once, less those that are left out."""
        files = (file for each in self.members for file in each.files if file.path not in self.decision.without)
        return tuple({file.sha256: file for file in files}.values())

    @property
    def records(self) -> tuple[Record, ...]:
        """The products that its tags are on already."""
        return tuple({each.record.path: each.record for each in self.members if each.record}.values())


class ProductMaker:
    """Makes products and changes of groups, one after the other, each slug once."""

    def __init__(self, session: Session, shelf: Shelf) -> None:
        self.changes: list[Change] = []
        self.notices: list[str] = []
        self._session = session
        self._shelf = shelf
        self._index = Index(session.store)
        self._slugs: set[str] = set()

    def make(self, group: IntakeGroup, incoming: Mapping[str, Incoming]) -> IntakeResult:
        """What becomes of a group."""
        records = group.records
        if len(records) > 1:
            slugs = " and ".join(f'"{each.product.slug}"' for each in records)
            raise InvalidError(f"the tags of one group are on {slugs}", hints=["do not merge these"])
        held = records[0] if records else None
        base = self._with_tags(held, group) if held else self._new_record(group)
        record = self._with_values(base, group, is_new=held is None)
        files = self._shelf.put(record.product, [incoming[each.path] for each in group.files])
        data = record.data
        if files:
            data = appended_text(data, "files", [file_table(each) for each in files])
        product = record.product._replace(files=(*record.product.files, *files))
        if held is None or data != held.data:
            self.changes.append(Write(record.path, data, held.data if held else None))
        self.notices += [*serial_notices(self._session.store, product), *_notes(product, group)]
        offers = tuple(offer for each in group.members for offer in each.offers)
        paths = tuple(each.path for each in group.files)
        return IntakeResult(product, group.tags, is_new=held is None, files=files, paths=paths, offers=offers)

    def _new_record(self, group: IntakeGroup) -> Record:
        session, tags = self._session, self._free_tags(group)
        name = typed_name(group.decision.name) or stand_in_name(group.members[0].tag)
        slug = self._free_slug(name, ident := session.new_id())
        product = Product(ident, slug, name, added=session.today, tags=tags)
        return Record(product, layout.record(slug), new_text(product_table(product)), ())

    def _with_tags(self, held: Record, group: IntakeGroup) -> Record:
        """The product that is there, with the tags that were on no product."""
        tags = self._free_tags(group)
        name = typed_name(group.decision.name)
        product = held.product._replace(tags=(*held.product.tags, *tags))
        record = held._replace(product=product)
        if tags:
            record = record._replace(data=appended_text(held.data, "tags", [tag_table(each) for each in tags]))
        return self._set(record, {"name": name}) if name else record

    def _free_tags(self, group: IntakeGroup) -> tuple[Tag, ...]:
        store = self._session.store
        free = [each.tag for each in group.members if each.record is None]
        return tuple(Tag(tag, claimable(store, tag, self._index).made) for tag in free)

    def _with_values(self, record: Record, group: IntakeGroup, *, is_new: bool) -> Record:
        """The record with what bar codes and cameras say where it says nothing, and with what a person took."""
        read = {key: value for each in reversed(group.members) for key, value in each.read.items()}
        wanted = {key: value for key, value in read.items() if getattr(record.product, key) is None}
        taken = max((each.taken for each in group.members if each.taken), default=None)
        if taken and is_new:
            wanted[f"field.{FIELD}:date"] = taken.isoformat()
        return self._set(record, {**wanted, **group.decision.values})

    def _set(self, record: Record, values: Mapping[str, str]) -> Record:
        wanted = [f"{key}={value}" for key, value in values.items() if value]
        if not wanted:
            return record
        changes = changed_values(record.product, parse_assignments(self._session, wanted))
        data, product = changed_record(record, changes)
        return record._replace(data=data, product=product)

    def _free_slug(self, name: str, ident: str) -> str:
        store = self._session.store
        slug = free_name(
            make_slug(name, f"product-{ident[:6]}"),
            lambda slug: slug in self._slugs or store.has(layout.record(slug)),
        )
        self._slugs.add(slug)
        return slug


def typed_name(text: str) -> str:
    """A name as it was typed, empty for none; InvalidError where it cannot be one."""
    try:
        return typed_text(text) if text.strip() else ""
    except ValueError as error:
        raise InvalidError(f"name: {error}") from None


def _notes(product: Product, group: IntakeGroup) -> list[str]:
    return [f'"{product.slug}": {note}' for each in group.members for note in each.notes]
