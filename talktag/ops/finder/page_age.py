"""Whether a plan makes the page for finders older than the store: told with what to type. It builds and opens no page.

Only what the page shows is compared: words for finders, states of stickers, the owner's block.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from talktag.content import Later, content_of
from talktag.model.plan import Move, Write
from talktag.model.products.product import PARTED, Product
from talktag.model.toml.read import RECORD_LIMIT
from talktag.store import layout
from talktag.store.collections import BLANK_TAGS, PRODUCTS, collection_of

if TYPE_CHECKING:
    from talktag.content import Content
    from talktag.model.plan import Change, Plan

OLDER = "the page for finders is older than this; build it and upload it: talktag finder build"
NEW_STICKER = (
    "the page for finders does not know this sticker as it is now; build it and upload it: talktag finder build"
)


def page_notices(plan: Plan) -> tuple[str, ...]:
    """What to say of the page of a store that has one, where the plan does not build it as well."""
    if any(each.path in {layout.FINDER_KEY, layout.FINDER_BUILT} for each in plan.changes):
        return ()
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for change in plan.changes:
        old, new, target = _sides(change)
        before |= _view(change.path, old)
        after |= _view(target, new)
    if before == after:
        return ()
    fresh = any(key.startswith(_TAG) and key not in before for key in after)
    return (NEW_STICKER if fresh else OLDER,)


_TAG = "tag "


def _sides(change: Change) -> tuple[bytes | None, bytes | None, str]:
    """What a file holds before and after, and what it is called then; what is no record is of no interest."""
    old = _record(change.replaces)
    if isinstance(change, Move):
        return old, old, change.target
    return old, _record(change.data) if isinstance(change, Write) else None, change.path


def _record(data: bytes | Content | None) -> bytes | None:
    """What is there already; what is only made once it is wanted is no record."""
    if data is None or isinstance(data, Later):
        return None
    content = content_of(data)
    return content.whole() if content.size <= RECORD_LIMIT else None


def _view(path: str, data: bytes | None) -> Mapping[str, Any]:
    """What the page shows of a file: by tag, and by what else there is only one of."""
    if data is None:
        return {}
    if path == layout.SETTINGS:
        return {"settings": _of_settings(data)}
    collection = collection_of(path)
    if collection is None or collection.kind not in {PRODUCTS.kind, BLANK_TAGS.kind}:
        return {}
    value = collection.read(data, path).value
    if value is None:
        return {}
    return dict(_of_product(value)) if isinstance(value, Product) else {f"{_TAG}{tag}": "blank" for tag in value.tags}


def _of_product(product: Product) -> Iterator[tuple[str, Any]]:
    photo = next((each.sha256 for each in product.files if each.name == product.finder.photo), None)
    for tag in product.own_tags:
        is_live = tag.retired is None and product.state not in PARTED
        yield f"{_TAG}{tag.id}", (product.state == "lost", product.finder, photo) if is_live else "retired"


def _of_settings(data: bytes) -> Any:
    from talktag.model.settings.store_settings import read_settings

    told = read_settings(data, layout.SETTINGS).value
    if told is None:
        return None
    own = {key: value for key, value in told._asdict().items() if key.startswith("finder_")}
    return told.contact, told.phone if told.finder_phone else None, own
