"""What becomes of the stored contents of attachments that a product lets go of. Plans only, and loses none in use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from talktag.model.plan import Change, Move, Remove, Write
from talktag.model.products.product import ProductFile
from talktag.model.toml.write import changed_items
from talktag.model.values.free_name import free_file_name
from talktag.store import layout
from talktag.store.store import Record, Store


def release(store: Store, slug: str, paths: Iterable[str]) -> tuple[Change, ...]:
    """Changes by which the files at `paths`, of the product `slug`, go: away, or to the next product that has them."""
    texts: dict[str, tuple[Record, bytes]] = {}
    changes: list[Change] = []
    for path in paths:
        heirs = [record for record in store.saying({path}) if record.product.slug != slug and _files_at(record, path)]
        held = store.content(path) if store.has(path) else None
        target = None
        if heirs and held is not None:
            target = _free_place(store, heirs[0], _files_at(heirs[0], path)[0].name)
            changes.append(Move(path, target, held))
        elif held is not None:
            changes.append(Remove(path, held))
        for record in heirs if target else ():
            _, text = texts.get(record.path, (record, record.data))
            for file in _files_at(record, path):
                at = None if target == layout.file(record.product.slug, file.name) else target
                text = changed_items(text, "files", _is(file), {"at": at})
            texts[record.path] = record, text
    return (*changes, *(Write(record.path, text, record.data) for record, text in texts.values()))


def _files_at(record: Record, path: str) -> list[ProductFile]:
    return [file for file in record.product.files if file.at == path]


def _is(file: ProductFile) -> Callable[[Mapping[str, Any]], bool]:
    return lambda item: item.get("name") == file.name and item.get("at") == file.at


def _free_place(store: Store, record: Record, name: str) -> str:
    """Where the file can lie beside a record: under its own name there, unless something else has it."""
    slug = record.product.slug
    taken = {*store.names(layout.file(slug, "")), *(file.name for file in record.product.files if not file.at)}
    return layout.file(slug, free_file_name(name, taken) if name in taken else name)
