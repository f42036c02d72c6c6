"""Finding the product a person means, and the JSON form of products. Reads the store; changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from talktag.errors import NotFoundError
from talktag.model.products.product import Product
from talktag.model.products.product_json import product_values
from talktag.model.queries.match import match, typed_tag
from talktag.model.values.fold import fold
from talktag.model.values.ident import is_id, is_slug
from talktag.store import layout
from talktag.store.store import Record, Store

if TYPE_CHECKING:
    from talktag.store.index.catalogue import Summary, Unreadable


def find_product(store: Store, ref: str) -> Record:
    """The product `ref` names; NotFoundError with near names, AmbiguousError with the list.

    An exact slug is answered from its file alone, and a tag or an id is looked up, which keeps `show` as quick in a
    store of 10,000 as in one of 10.
    """
    if is_slug(ref) and store.has(layout.record(ref)):
        return store.record(ref)
    if slug := _slug_of_mark(store, ref.strip()):
        return store.record(slug)
    # A record that cannot be read is met by its slug, so that its fault is named rather than its existence denied.
    found: list[Summary | Unreadable] = [*store.catalogue.products(), *store.catalogue.unreadable()]
    try:
        return store.record(match(ref, found).slug)
    except NotFoundError as error:
        raise _of_tag(store, ref, error) or _elsewhere(store, ref, error) from None


def _slug_of_mark(store: Store, ref: str) -> str | None:
    """The slug of the one product that has the tag or the id; None leaves it to the look at all of them."""
    if tag := typed_tag(ref):
        found = store.lookup.products("tag", tag)
    elif is_id(ref.lower()):
        found = store.lookup.products("id", ref.lower())
    else:
        return None
    return found[0].slug if len(found) == 1 else None


def _elsewhere(store: Store, ref: str, error: NotFoundError) -> NotFoundError:
    """The error, with what finds the text, or one near to it, where it stands in a part of a name, or in a maker."""
    import shlex

    from talktag.ops.finding.near_words import nearest_words

    words = [fold(word) for word in ref.split()]
    near = [hint for hint in error.hints if hint.startswith("did you mean")]
    if not words or not store.catalogue.facts(words):
        meant = () if near else nearest_words(store, ref.split())
        found = [f"did you mean: talktag find {shlex.join(meant)}"] if meant else []
        return NotFoundError(error.message, hints=[*found, *error.hints])
    return NotFoundError(error.message, hints=[*near, f"it is found elsewhere: talktag find {shlex.join(ref.split())}"])


def _of_tag(store: Store, ref: str, error: NotFoundError) -> NotFoundError | None:
    """What to say of a tag that was printed ahead and is on no product yet, and of one with a wrong sign."""
    from talktag.model.labels.payload import read_payload
    from talktag.ops.finding.find_tag import Index, missing, slip

    if not (tag := read_payload(ref)):
        return slip(store, ref, is_name=any(hint.startswith("did you mean") for hint in error.hints))
    found = Index(store).look_up(tag)
    return missing(found) if found.blank else None


def whole_values(store: Store, product: Product) -> Mapping[str, Any]:
    """A product in the JSON form of the contract, with the counts of its notes and entries."""
    entries = store.entries(product.slug).value or ()
    return product_values(product, len(store.note_ids(product.slug)), len(entries))
