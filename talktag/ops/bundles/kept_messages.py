"""Messages that were taken in, as they came: found by the id of the bundle. It reads none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.errors import NotFoundError
from talktag.model.values.ident import is_id, is_slug
from talktag.store import layout
from talktag.store.collections import PARTIES
from talktag.store.slugs import slugs

if TYPE_CHECKING:
    from talktag.store.store import Store


def is_message(store: Store, text: str) -> bool:
    """Whether `text` is the id of a message that was taken in."""
    return is_id(text) and next(_places(store, text), None) is not None


def find_kept_message(store: Store, bundle: str) -> str:
    """The path of a message; NotFoundError where there is none of that id."""
    if found := next(_places(store, bundle), None):
        return found
    raise NotFoundError(f'no message "{bundle}" was taken in', hints=["see what came: talktag log REF"])


def _places(store: Store, bundle: str) -> Iterator[str]:
    folders = [*map(layout.about_product, slugs(store.folder))]
    folders += [layout.about_none(each) for each in store.names(PARTIES.folder) if is_slug(each)]
    paths = (layout.received_in(folder, f"{bundle}.zip") for folder in folders)
    return (path for path in paths if store.has(path))
