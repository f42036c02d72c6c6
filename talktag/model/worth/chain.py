"""Who and what is behind a thing: parts, services, and every party with what it made, sold, did or stands by. Pure.

A graph as values; what draws it knows no product.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.products.product import CONSUMABLE, SERVICE
from talktag.model.values.fold import fold
from talktag.model.values.warranty import LIFETIME
from talktag.model.worth.flow import expenses_of, income_of, money_text, net

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.model.worth.flow import Flow
    from talktag.model.worth.holding import Holding
    from talktag.model.worth.worth import Worth

THING, PARTY = "thing", "party"  # beside the kinds of products, which are what else a node can be


class Node(NamedTuple):
    """A product or a party; `key` tells it from the others, `label` is what it is called, `more` a line below that."""

    key: str
    kind: str
    label: str
    more: str = ""


class Edge(NamedTuple):
    """What the one at `source` did for the one at `target`, or needs of it."""

    source: str
    target: str
    label: str


class Chain(NamedTuple):
    """Nodes, each once, and edges between them, in an order that is the same everywhere."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def chain_of(worth: Worth, holdings: Mapping[str, Holding], names: Mapping[str, str]) -> Chain:
    """The chain of what was asked for; `names` has what parties are called by their slugs."""
    idents = _products(worth, holdings)
    called = {fold(name): slug for slug, name in names.items()}
    edges = dict.fromkeys(_edges(worth, [holdings[each].product for each in idents], called))
    parties = {each: None for edge in edges for each in edge[:2] if each.startswith("party:")}
    nodes = [_node(holdings[each], worth) for each in idents]
    nodes += [Node(key, PARTY, names.get(name := key.removeprefix("party:"), name)) for key in parties]
    return Chain(tuple(nodes), tuple(edges))


def _products(worth: Worth, holdings: Mapping[str, Holding]) -> tuple[str, ...]:
    """What was asked for and what is inside of it, what it needs, and what it uses up."""
    found = dict.fromkeys(worth.products)
    found |= dict.fromkeys(each.product for each in worth.flows)
    found |= dict.fromkeys(each.service.product.id for each in worth.services)
    waiting = [*found]
    while waiting:
        for ident in holdings[waiting.pop(0)].product.needs:
            if ident in holdings and ident not in found:
                found[ident] = None
                waiting.append(ident)
    return tuple(found)


def _edges(worth: Worth, products: list[Product], called: Mapping[str, str]) -> Iterator[Edge]:
    shown = {each.id for each in products}
    for each in products:
        yield from _of_record(each, shown, called)
    yield from _of_money(worth.flows)


def _of_record(product: Product, shown: set[str], called: Mapping[str, str]) -> Iterator[Edge]:
    """What the record says: who made it and stands by it, what it is a part of and needs."""
    key = f"product:{product.id}"
    if product.maker:
        yield Edge(_party(product.maker, called), key, "runs it" if product.kind == SERVICE else "made it")
    if (seller := product.purchase.seller) and product.purchase.price is None and product.service.fee is None:
        yield Edge(_party(seller, called), key, "sold it")
    for each in product.warranties:
        if provider := each.provider or product.purchase.seller:
            end = each.ends(product.purchase.date)
            until = f" until {end}" if end else f" for a {LIFETIME}" if each.term == LIFETIME else ""
            yield Edge(_party(provider, called), key, f"stands by it{until}")
    if product.inside in shown:
        yield Edge(key, f"product:{product.inside}", "part of")
    for ident in product.needs:
        if ident in shown:
            yield Edge(key, f"product:{ident}", "used up by" if product.kind == CONSUMABLE else "needs")


def _of_money(flows: tuple[Flow, ...]) -> Iterator[Edge]:
    """What each party earned with each product, and what it paid for it; sort by sort."""
    found: dict[tuple[str, str, str], list[Flow]] = {}
    for each in flows:
        if each.party:
            found.setdefault((each.party, each.product, each.what), []).append(each)
    for (party, product, what), several in found.items():
        times = f"{len(several)} × " if len(several) > 1 else ""
        if sums := expenses_of(several):
            yield Edge(f"party:{party}", f"product:{product}", f"{times}{what}: {money_text(sums)}")
        if sums := income_of(several):
            yield Edge(f"product:{product}", f"party:{party}", f"{times}{what}: {money_text(sums)}")


def _node(held: Holding, worth: Worth) -> Node:
    product = held.product
    sums = net(each for each in worth.flows if each.product == product.id)
    return Node(f"product:{product.id}", product.kind or THING, product.name, money_text(sums))


def _party(name: str, called: Mapping[str, str]) -> str:
    return f"party:{called.get(fold(name), name)}"
