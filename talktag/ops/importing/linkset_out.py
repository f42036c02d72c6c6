"""`export --as linkset`: where things about products are, by their logs, as one linkset. No serial number is in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from talktag.interop.export_result import ExportResult
from talktag.interop.linkset.link import Link
from talktag.interop.linkset.write_linkset import linkset_context, write_linksets
from talktag.model.log.kinds import LINK, MANUAL
from talktag.model.log.schedule import standing_entries

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.products.product import Product
    from talktag.store.store import Store


def linkset_of(store: Store, products: Sequence[Product]) -> ExportResult:
    """The linkset of the products, in their order, with the links that stand in their logs."""
    contexts = [linkset_context(each, links_of(store.entries(each.slug).value or ())) for each in products]
    return ExportResult(write_linksets(contexts))


def links_of(entries: Iterable[Entry]) -> tuple[Link, ...]:
    """The links that entries tell of, each address once for each relation, as it was said last.

    The title of a link is its address, of a manual its name; `data` has the rest (see `ops/importing/maker_in`).
    """
    found: dict[tuple[str, str], Link] = {}
    for each in standing_entries(entries):
        if each.kind not in {LINK, MANUAL}:
            continue
        data = each.data
        href = data.get("href") or (each.title if each.kind == LINK else "")
        relation = data.get("relation") or ("instructions" if each.kind == MANUAL else "related")
        title = (data.get("title") or each.text or href) if each.kind == LINK else each.title
        languages = tuple(data.get("language", "").split())
        if href:
            link = Link(relation, href, title, languages=languages)
            found[relation, href] = link._replace(media=data.get("media"), digest=data.get("sha256"))
    return tuple(found.values())
