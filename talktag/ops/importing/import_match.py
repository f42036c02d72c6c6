"""The rows of a file met with the store: which product each row is, and what becomes of it. Writes nothing.

A row is a product that is here when it has its id, or when that product came from the same place before; by nothing
else, as a name or a serial number may be another thing's too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from talktag.errors import InternalError, InvalidError
from talktag.interop.cut_text import cut_value
from talktag.interop.draft import Draft, DraftRow, RowProblem
from talktag.model.products.product import Product, Tag
from talktag.model.products.record import product_table, read_product
from talktag.model.toml.write import TomlPath, changed_text, new_text
from talktag.model.values.free_name import names_like
from talktag.model.values.ident import make_slug
from talktag.ops.importing.import_merge import differences, merge_row
from talktag.ops.products.serials import serial_key
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.store import Record, Store

_HOMEBOX = "homebox:"  # what talktag hands to Homebox has the product's id as its reference


@dataclass(slots=True)
class MatchedRow:
    """One row: the product it is or will be, and what is to happen.

    `action` is `new`; `same` or `differs` for a product that is here, `update` where it takes the row's values; `left`
    for a row that cannot be taken as it stands.
    """

    row: DraftRow
    ident: str = ""
    held: Record | None = None
    inside: str | None = None
    product: Product | None = None
    data: bytes = b""
    changes: Mapping[TomlPath, tuple[Any, Any]] = field(default_factory=dict)
    action: str = "left"
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def draft(self) -> Draft:
        """What the row says; only asked for where it says something."""
        if self.row.draft is None:
            raise InternalError("a row that says nothing was asked what it says")
        return self.row.draft

    @property
    def said(self) -> Product:
        """The product as the row says it."""
        return self.draft.product

    def error(self, column: str, value: object, message: str) -> None:
        """Note why the row cannot be taken."""
        self.problems.append(RowProblem(self.row.line, column, cut_value(value), message))

    def warning(self, column: str, value: object, message: str) -> None:
        """Note what of the row stays behind."""
        self.problems.append(RowProblem(self.row.line, column, cut_value(value), message, "warning"))

    @property
    def sound(self) -> bool:
        """Whether the row can be taken."""
        return self.row.draft is not None and all(each.severity != "error" for each in self.problems)


class Here:
    """What the store holds already, as far as rows can mean it.

    `ids` and `tags` lead to slugs, `tagged` leads from a tag to an id, `names` from a slug or a folded name to ids.
    `serials` has slugs with the serial numbers they have.
    """

    def __init__(self, store: Store) -> None:
        from talktag.store.slugs import slugs

        self._store = store
        self.slugs = set(slugs(store.folder))
        self.ids: dict[str, str] = {}
        self.tags: dict[str, str] = {}
        self.tagged: dict[str, str] = {}
        self.names: dict[str, list[str]] = {}
        self.serials: list[tuple[str, tuple[str, str]]] = []
        for each in store.catalogue.products():
            self.ids[each.id] = each.slug
            if key := serial_key(each):
                self.serials.append((each.slug, key))
            self.tags |= dict.fromkeys(each.tag_ids, each.slug)
            self.tagged |= dict.fromkeys(each.tag_ids, each.id)
            for name in {each.slug, each.name.casefold()}:
                self.names.setdefault(name, []).append(each.id)
        self.sources: dict[str, list[Record]] = {}
        for record in store.saying(["source"]):
            if record.product.source:
                self.sources.setdefault(record.product.source, []).append(record)

    def find(self, draft: Draft) -> list[Record]:
        """The products that a row is, by id and else by source; more than one is for a person to settle."""
        source = draft.product.source or ""
        exported = source.removeprefix(_HOMEBOX) if source.startswith(_HOMEBOX) else ""
        if draft.product.id in self.ids:
            return [self._store.record(self.ids[draft.product.id])]
        if source in self.sources:
            return self.sources[source]
        return [self._store.record(self.ids[exported])] if exported in self.ids else []

    def inside_of(self, ident: str) -> str | None:
        """The id of the product that one is inside of."""
        return self._store.record(self.ids[ident]).product.inside if ident in self.ids else None


def match_rows(session: Session, rows: Iterable[DraftRow], here: Here) -> tuple[MatchedRow, ...]:
    """Each row with the product it is; a new id for each that is none yet. Rows that mean one product are an error."""
    came = tuple(MatchedRow(row, problems=list(row.problems)) for row in rows)
    lines: dict[str, int] = {}
    for each in came:
        if each.row.draft is None:
            continue
        found = here.find(each.row.draft)
        if len(found) > 1:
            slugs = ", ".join(record.product.slug for record in found)
            each.error(
                "",
                each.said.source,
                f'several products came from "{cut_value(each.said.source)}": {slugs}',
            )
        each.held = found[0] if found else None
        each.ident = each.held.product.id if each.held else each.said.id or session.new_id()
        names = {each.ident, each.said.source or each.ident}
        if earlier := [lines[name] for name in names if name in lines]:
            each.error("", each.said.name, f"is the same product as line {min(earlier)}")
        lines |= {name: each.row.line for name in names if name not in lines}
    return came


def tell_same_serials(came: Sequence[MatchedRow], here: Here) -> None:
    """A warning for each new row with the serial number of a product that is here, or of an earlier row."""
    known = {key: slug for slug, key in here.serials}
    for each in came:
        if each.action != "new" or each.product is None or (key := serial_key(each.product)) is None:
            continue
        if other := known.get(key) or known.get((key[0], "")):
            each.warning("serial", each.product.serial, f'"{other}" has the serial number "{each.product.serial}", too')
        known.setdefault(key, each.product.slug)


def settle_products(session: Session, came: Sequence[MatchedRow], here: Here, *, update: bool) -> None:
    """Give each sound row its product and the bytes of its record; what does not hold up as one is an error."""
    free_slug = _slugs(here.slugs)
    for each in came:
        if not each.sound:
            continue
        if each.held is None:
            product = _new(session, each, free_slug(each.said.slug, each.said.name, each.ident))
            each.action = "new"
        else:
            product = merge_row(each.held.product, each.draft, each.inside)
            each.changes = differences(each.held.product, product)
            each.action = ("update" if update else "differs") if each.changes else "same"
        each.product = product
        _check_tags(each, product.slug, here)
        if each.action in {"new", "update"}:
            _make_record(each, product)


def _new(session: Session, matched_row: MatchedRow, slug: str) -> Product:
    """A product as the row has it; one that never was in a store is added today, and given a tag as `add` gives one."""
    said = matched_row.said._replace(id=matched_row.ident, slug=slug, inside=matched_row.inside)
    if matched_row.said.id:
        return said
    tags = said.tags or (Tag(session.new_tag(), session.today),)
    return said._replace(added=said.added or session.today, tags=tags)


def _check_tags(matched_row: MatchedRow, own: str, here: Here) -> None:
    """A tag leads to one product, or it leads nowhere; `own` is the slug of this one."""
    for tag in matched_row.said.tags:
        other = here.tags.setdefault(tag.id, own)
        if other != own:
            matched_row.error("tags", tag.id, f'the tag "{tag.id}" is on "{other}" already')


def _make_record(matched_row: MatchedRow, product: Product) -> None:
    """Make the record, and read it back: only what comes out as it went in is kept."""
    name = matched_row.said.name
    try:
        matched_row.data = _text(matched_row, product)
    except InvalidError as error:
        matched_row.error("", name, error.message)
        return
    reading = read_product(matched_row.data, layout.record(product.slug), product.slug)
    known = {(each.name, each.field) for each in matched_row.held.problems} if matched_row.held else set()
    wrong = [each for each in reading.problems if each.severity == "error" and (each.name, each.field) not in known]
    for each in wrong:
        matched_row.error(each.field or "", name, f"does not hold up in a record: {each.message}")
    # By their spelling, too, because a number that is none is not even equal to itself.
    if not wrong and reading.value != product and repr(reading.value) != repr(product):
        matched_row.error("", name, "does not come back from a record as it stands in the row")


def _text(matched_row: MatchedRow, product: Product) -> bytes:
    if matched_row.held is None:
        return new_text(product_table(product))
    return changed_text(matched_row.held.data, {path: new for path, (_, new) in matched_row.changes.items()})


def _slugs(taken: set[str]) -> Callable[[str | None, str, str], str]:
    """A maker of slugs that no record has; for many at once, so that the thousandth drill is as quick as the first."""
    ahead: dict[str, Iterator[str]] = {}

    def free(wanted: str | None, name: str, ident: str) -> str:
        first = wanted if wanted and wanted not in taken else make_slug(name, f"product-{ident[:6]}")
        names = ahead.setdefault(first, names_like(first))
        slug = next(each for each in names if each not in taken)
        taken.add(slug)
        return slug

    return free
