"""What a passport says of a product beside what its record says. It changes no word of the owner's."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.due.recalls.match import batch_of
from talktag.model.values.fold import fold
from talktag.model.values.foreign_text import quote

if TYPE_CHECKING:
    from talktag.model.products.product import Product

_KEYS = {"maker": "maker", "model": "model", "serial": "serial", "gtin": "gtin"}
_FIELDS = {"batch": "field.batch", "produced": "field.produced", "country": "field.country"}


class SaidFact(NamedTuple):
    """One fact: what it is, what the file says, what the record says; None where that says nothing."""

    name: str
    said: str
    held: str | None

    @property
    def is_news(self) -> bool:
        """Whether the record says something else, or nothing, of what it could say."""
        return self.name != "name" and (self.held is None or fold(self.held) != fold(self.said))

    def notice(self, slug: str) -> str:
        """The same in a line, with what to type to keep it; the owner's word stays until then."""
        key = _KEYS.get(self.name) or _FIELDS[self.name]
        typed = f"talktag set {slug} {shlex.quote(f'{key}={self.said}')}"
        if self.held is None:
            return f"{self.name} is {quote(self.said)} by the file; to keep that: {typed}"
        yours = f"and {quote(self.held)} in your record, which stays"
        return f"{self.name} is {quote(self.said)} by the file, {yours}; to change it: {typed}"


def said_facts(facts: Mapping[str, str], product: Product) -> tuple[SaidFact, ...]:
    """The facts of a passport, each beside what the record says."""
    fields = {fold(name): str(value) for name, value in product.fields.items()}
    held = {
        "name": product.name,
        "maker": product.maker,
        "model": product.model,
        "serial": product.serial,
        "gtin": product.gtin,
        "batch": batch_of(product),
        "produced": fields.get("produced"),
        "country": fields.get("country"),
    }
    return tuple(SaidFact(name, said, held[name]) for name, said in facts.items())
