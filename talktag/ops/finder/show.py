"""`finder show`: what whoever finds a thing sees, and where its stickers lead. It shows nothing that is not public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from talktag.model.products.product import PARTED, Product
from talktag.ops.finder.build import told_values
from talktag.ops.finder.gather import Told, block_of, told_of
from talktag.ops.finder.page_place import INDEX, last_built
from talktag.ops.finder.sticker_text import sticker_texts
from talktag.ops.finding.find_product import find_product
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session


@dataclass(frozen=True, slots=True)
class SeenByFinder:
    """What a finder of a product sees: what is told of it, what is told with every thing, and where each tag leads.

    `addresses` are by tag; they hold the sticker's code where there is one.
    """

    product: Product
    told: Told
    block: Mapping[str, str]
    addresses: Mapping[str, str]

    def values(self) -> Mapping[str, Any]:
        """The same as JSON."""
        return {
            **told_values(self.told),
            "everywhere": dict(self.block),
            "addresses": [{"tag": tag, "address": address} for tag, address in self.addresses.items()],
        }


def show(session: Session, ref: str) -> Outcome:
    """What a finder of a product sees, as the page would say it if it were built now."""
    store = session.store
    product = find_product(store, ref).product
    is_parted = product.state in PARTED
    live = () if is_parted else tuple(each.id for each in product.own_tags if each.retired is None)
    told = (None if is_parted else told_of(store, product, live)) or Told(product, {}, b"", live)
    codes, built = sticker_texts(store), last_built(store)
    page = (Path(built.folder) / INDEX).as_uri() if built else ""
    if codes.addresses.finder is None:  # a page that is only on this computer yet
        codes = codes._replace(addresses=codes.addresses._replace(finder=page))
    addresses = {tag: codes.of(tag, "finder") for tag in live}
    seen = SeenByFinder(product, told, block_of(store), addresses)
    return Outcome(seen, notices=tuple(_notices(told, is_built=codes.seed is not None)))


def _notices(told: Told, *, is_built: bool) -> list[str]:
    slug, said = told.product.slug, []
    if not is_built:
        said.append("there is no page yet; build it: talktag finder build DIR")
    if told.product.state in PARTED:
        said.append(f"it is {told.product.state}: its page says that the sticker is not in use any more")
        return said
    if not told.tags:
        said.append(f"no sticker leads to it; give it a tag: talktag tag {slug} --new")
    if not told.texts:
        said.append(f"nothing of its own is told; say something: talktag set {slug} finder.words=…")
    return said
