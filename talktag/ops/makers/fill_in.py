"""What a maker's description fills in of a product: what its owner has not said. It replaces no word unasked."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError, UsageError
from talktag.model.products.record import file_table, tag_table, warranty_table
from talktag.model.toml.write import appended_text, changed_text
from talktag.model.values.fold import fold
from talktag.ops.files.files_in import Shelf
from talktag.ops.sharing.take_in import incoming_files

if TYPE_CHECKING:
    from talktag.model.products.product import Product, Tag
    from talktag.ops.makers.description_in import MakerDescription
    from talktag.store.store import Record, Store

TEXTS = ("maker", "model", "serial", "gtin")


class FilledIn(NamedTuple):
    """A product as it is then, the text of its record, the files that are new, and what the maker says otherwise."""

    product: Product
    data: bytes
    shelf: Shelf
    differences: tuple[str, ...] = ()


def check_taken(take: Collection[str]) -> None:
    """UsageError for a key that a description cannot replace."""
    if wrong := [each for each in take if each not in TEXTS]:
        raise UsageError(f'"{wrong[0]}" is nothing to take from a maker', hints=[f"one of: {', '.join(TEXTS)}"])


def fill_in(
    store: Store, record: Record, described: MakerDescription | None, tag: Tag, take: Collection[str]
) -> FilledIn:
    """The record with the tag, and with what the description says where the owner has said nothing, or asked for it.

    InvalidError where the owner's serial number is another, as the code is then on another thing.
    """
    product, data = record.product, record.data
    if all(each.id != tag.id for each in product.tags):
        product = product._replace(tags=(*product.tags, tag))
        data = appended_text(data, "tags", [tag_table(tag)])
    if described is None:
        return FilledIn(product, data, Shelf(store, ()))
    said = described.product
    _check_serial(product, said, take)
    wanted = {key: getattr(said, key) for key in TEXTS if getattr(said, key)}
    fresh = {key: text for key, text in wanted.items() if not getattr(product, key) or key in take}
    otherwise = tuple(
        f'the {key} is "{text}" by its maker; yours is kept: "{getattr(product, key)}"'
        for key, text in wanted.items()
        if key not in fresh and fold(text) != fold(getattr(product, key))
    )
    fields = {key: value for key, value in said.fields.items() if key not in product.fields}
    changes: dict[tuple[str, ...], Any] = {(key,): text for key, text in fresh.items()}
    changes |= {("fields", key): value for key, value in fields.items()}
    data = changed_text(data, changes) if changes else data
    product = product._replace(**fresh, fields={**product.fields, **fields})
    if said.warranties and not product.warranties:
        product = product._replace(warranties=said.warranties)
        data = appended_text(data, "warranties", [warranty_table(each) for each in said.warranties])
    incoming = incoming_files(described.opened.contents, described.files)
    shelf = Shelf(store, incoming)
    if files := shelf.put(product, incoming):
        product = product._replace(files=(*product.files, *files))
        data = appended_text(data, "files", [file_table(each) for each in files])
    return FilledIn(product, data, shelf, otherwise)


def _check_serial(product: Product, said: Product, take: Collection[str]) -> None:
    here, there = product.serial, said.serial
    if here and there and fold(here) != fold(there) and "serial" not in take:
        raise InvalidError(
            f'the code is on the article with the serial number "{there}", and yours has "{here}"',
            hints=["name the thing that the code is on", "or, if yours was mistyped, add: --take serial"],
        )
