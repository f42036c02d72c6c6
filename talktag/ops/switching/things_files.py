"""The files of a packet about things: each a form that other programs read. It writes none of them to a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.interop.homebox.write import write_homebox
from talktag.interop.linkset.write_linkset import linkset_context, write_linksets
from talktag.interop.own.csv_out import write_csv
from talktag.interop.own.json import write_json
from talktag.interop.schema_org.write_products import write_jsonld
from talktag.interop.shelf.write import write_shelf
from talktag.interop.snipe_it.write import write_snipe_it
from talktag.model.values.gs1 import digital_link
from talktag.ops.importing.linkset_out import links_of

if TYPE_CHECKING:
    from talktag.interop.export_result import Lost
    from talktag.ops.switching.with_party import WithParty
    from talktag.store.store import Store

THINGS_CSV, THINGS_JSON, HOMEBOX, SNIPE_IT, SHELF, LINKED, LINKSET = (
    "things.csv",
    "things.json",
    "things-homebox.csv",
    "things-snipe-it.csv",
    "things-shelf.csv",
    "things.jsonld",
    "things-linkset.json",
)


class ThingsFiles(NamedTuple):
    """Each of them by its name, and of those that are forms of other programs what they do not hold as it is.

    `currencies` are those of prices that stand without one.
    """

    files: Mapping[str, bytes]
    lost: Mapping[str, Sequence[Lost]]
    currencies: Mapping[str, str]


def things_files(store: Store, found: WithParty) -> ThingsFiles:
    """All that can be written of the things; none where there are no things."""
    products, owners = found.products, store.settings.currency
    if not products:
        return ThingsFiles({}, {}, {})
    peers = {
        HOMEBOX: write_homebox(products, owners),
        SNIPE_IT: write_snipe_it(products, owners),
        SHELF: write_shelf(products),
    }
    files = {
        THINGS_CSV: write_csv(products).data,
        THINGS_JSON: write_json(products).data,
        **{name: each.data for name, each in peers.items()},
        LINKED: write_jsonld(products).data,
    }
    if linkset := _linkset(found):
        files[LINKSET] = linkset
    return ThingsFiles(
        files,
        {name: each.lost for name, each in peers.items() if each.lost},
        {name: each.currency for name, each in peers.items() if each.currency},
    )


def _linkset(found: WithParty) -> bytes | None:
    """Where things about them are, of those with a number that GS1 gave, by what was said with the party alone."""
    told = (
        (product, links_of(each.entry for each in found.entries if each.product == product))
        for product in found.products
        if product.gtin and digital_link(product.gtin)
    )
    contexts = [linkset_context(product, links) for product, links in told if links]
    return write_linksets(contexts) if contexts else None
