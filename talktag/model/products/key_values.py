"""The values of a product by the rows of the table of keys, there and back. It judges none of them."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from talktag.model.products.key import ProductKey
from talktag.model.products.keys import KEYS
from talktag.model.products.product import Product

NOBODY = Product("", "", "")
_GETTERS = {key.name: attrgetter(key.attribute) for key in KEYS}
# Of each key: the table of a record that it stands in, "" for none, what it is called there, and what gives its value.
PLACES = tuple((key, *key.path.rpartition(".")[::2], attrgetter(key.attribute)) for key in KEYS)


def value_of(product: Product, key: ProductKey) -> Any:
    """What a product has at a key; what stands for nothing where it has nothing."""
    return _GETTERS[key.name](product)


def product_with(product: Product, values: Mapping[str, Any]) -> Product:
    """The product with each of `values`, by the attributes of the keys, such as `purchase.seller`."""
    plain: dict[str, Any] = {}
    tables: dict[str, dict[str, Any]] = {}
    for attribute, value in values.items():
        head, dot, rest = attribute.partition(".")
        if dot:
            tables.setdefault(head, {})[rest] = value
        else:
            plain[head] = value
    plain |= {head: getattr(product, head)._replace(**inner) for head, inner in tables.items()}
    return product._replace(**plain)
