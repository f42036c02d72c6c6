"""Choosing products by a query: the same words for every command that takes many. Reads the store; changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import NotFoundError
from talktag.model.products.product import GONE
from talktag.model.queries.query import Query, is_keyed, parse_query
from talktag.ops.finding.find_product import find_product
from talktag.ops.session import Session
from talktag.store.collections import SHARES

if TYPE_CHECKING:
    from talktag.model.queries.facts import Facts
    from talktag.store.store import Store


class Chosen(NamedTuple):
    """The products that a query chooses, and how many more it would choose that are gone."""

    query: Query
    found: tuple[Facts, ...]
    gone: int = 0

    def notices(self, command: str, words: Sequence[str] = ()) -> tuple[str, ...]:
        """What to say of those that were left out; `words` are what `command` was given."""
        return left_out(self.gone, command, words)


def left_out(gone: int, command: str, words: Sequence[str] = ()) -> tuple[str, ...]:
    """What to say where so many that are gone were left out, nothing where there are none."""
    if not gone:
        return ()
    import shlex

    those, them = ("that is gone is", "it") if gone == 1 else ("that are gone are", "them")
    return (f"{gone} {those} left out; see {them} with: {shlex.join((*command.split(), *words, 'state:any'))}",)


def choose(session: Session, words: Sequence[str], needs: Collection[str] = ()) -> Chosen:
    """What `facts_of_query` gives, less what is gone, unless a word asks for a state."""
    query, found = _run_query(session, words, needs)
    if query.asks_states:
        return Chosen(query, found)
    here = tuple(facts for facts in found if facts.state not in GONE)
    return Chosen(query, here, len(found) - len(here))


def facts_of_query(session: Session, words: Sequence[str], needs: Collection[str] = ()) -> tuple[Facts, ...]:
    """The facts of the products that each of `words` holds for, by name; of all products where there are no words.

    `needs` names what of `notes` and `shares` is to be counted besides what the query itself asks for.
    Raises UsageError for a word that does not hold up.
    """
    return _run_query(session, words, needs)[1]


def _run_query(session: Session, words: Sequence[str], needs: Collection[str]) -> tuple[Query, tuple[Facts, ...]]:
    store = session.store
    # Only an amount without a currency needs the store's settings.
    currency = store.settings.currency if any("price" in word.lower() for word in words) else None
    query = parse_query(words, session.today, currency)
    found = with_counts(store, store.catalogue.facts(query.texts), {*query.needs, *needs})
    return query, found if query.is_plain_text else tuple(facts for facts in found if query.matches(facts))


def slugs_of(session: Session, words: Sequence[str]) -> tuple[str, ...]:
    """The slugs of the products that `words` name: each one of them, unless any word has a key, such as `place:office`.

    Then they are a query together. NotFoundError or AmbiguousError for a name that does not fit exactly one.
    """
    if any(is_keyed(word) for word in words):
        return tuple(facts.slug for facts in facts_of_query(session, words))
    return tuple(dict.fromkeys(find_product(session.store, word).product.slug for word in words))


def slugs_here(session: Session, words: Sequence[str], command: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What `slugs_of` gives, all there is without words; of a query less what is gone, and what to say of that.

    NotFoundError where that leaves nothing.
    """
    if words and not any(is_keyed(word) for word in words):
        return slugs_of(session, words), ()
    choice = choose(session, words)
    said = choice.notices(command, words)
    if not choice.found:
        nothing = "no product matches" if words else "there are no products"
        hint = "see what a query can say with: talktag help query" if words else "add one with: talktag add NAME"
        raise NotFoundError(nothing, hints=said or [hint])
    return tuple(facts.slug for facts in choice.found), said


def with_counts(store: Store, found: Iterable[Facts], needs: Collection[str]) -> tuple[Facts, ...]:
    """The facts with their counts of `notes` and `shares`, as far as `needs` names them."""
    found = tuple(found)
    if "notes" in needs:
        kept = store.catalogue.count_notes()
        found = tuple(facts._replace(notes=kept.get(facts.slug, 0)) for facts in found)
    if "shares" in needs:
        given = store.count(SHARES, "product")
        found = tuple(facts._replace(shares=given[facts.id]) for facts in found)
    return found
