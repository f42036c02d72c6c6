"""Choosing products by a query: the same words for every command that takes many. Reads the store; changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from talktag.model.query import is_keyed, parse_query
from talktag.ops.products import find_product
from talktag.ops.session import Session
from talktag.store.folders import count_notes

if TYPE_CHECKING:
    from talktag.model.facts import Facts
    from talktag.store.store import Store


def chosen(session: Session, words: Sequence[str], needs: Collection[str] = ()) -> tuple[Facts, ...]:
    """The facts of the products that each of `words` holds for, by name; of all products where there are no words.

    `needs` names what of `notes` and `shares` is to be counted besides what the query itself asks for.
    Raises UsageError for a word that does not hold up.
    """
    store = session.store
    # Only an amount without a currency needs the store's settings.
    currency = store.settings.currency if any("price" in word.lower() for word in words) else None
    query = parse_query(words, session.today, currency)
    found = counted(store, store.catalogue.facts(query.texts), {*query.needs, *needs})
    return found if query.is_plain_text else tuple(facts for facts in found if query.matches(facts))


def meant(session: Session, words: Sequence[str]) -> tuple[str, ...]:
    """The slugs of the products that `words` name: each one of them, unless any word has a key, such as `place:office`.

    Then they are a query together. NotFoundError or AmbiguousError for a name that does not fit exactly one.
    """
    if any(is_keyed(word) for word in words):
        return tuple(facts.slug for facts in chosen(session, words))
    return tuple(dict.fromkeys(find_product(session.store, word).product.slug for word in words))


def counted(store: Store, found: Iterable[Facts], needs: Collection[str]) -> tuple[Facts, ...]:
    """The facts with their counts of `notes` and `shares`, as far as `needs` names them."""
    found = tuple(found)
    if "notes" in needs:
        kept = count_notes(store.folder)
        found = tuple(facts._replace(notes=kept.get(facts.slug, 0)) for facts in found)
    if "shares" in needs:
        given = Counter(share.value.product for share in store.shares() if share.value)
        found = tuple(facts._replace(shares=given[facts.id]) for facts in found)
    return found
