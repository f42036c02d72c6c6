"""What can be picked where nothing was named: products, parties, ways to part, a line each. Picks nothing itself."""

from __future__ import annotations

from collections.abc import Collection

from talktag.errors import Candidate, NotFoundError
from talktag.model.products.product import GONE
from talktag.model.queries.match import told_apart
from talktag.ops.session import Session
from talktag.store.collections import GIVEN_TABLES, PARTIES

_SHOWN_OF_PRODUCTS = ("place",)
_SHOWN_OF_PARTIES = ("role",)


def product_choices(session: Session, states: Collection[str] = (), having: str = "") -> tuple[Candidate, ...]:
    """The products in one of `states`, in any where none is named, by name; what is gone comes last, and says so.

    With `having` only those of which that fact, such as `files`, is not empty.

    NotFoundError where there are none.
    """
    every = session.store.catalogue.facts()
    fitting = (each for each in every if (not states or each.state in states) and (not having or getattr(each, having)))
    found = sorted(fitting, key=lambda facts: facts.state in GONE)
    if not found:
        if every and having:
            raise NotFoundError(f"no product has {having}", hints=["see what is there: talktag list"])
        if every and states:
            raise NotFoundError(f"nothing is {' or '.join(states)}", hints=["see what is there: talktag list"])
        raise NotFoundError("there are no products", hints=["add one with: talktag add NAME"])
    lines = told_apart(found, _SHOWN_OF_PRODUCTS)
    return tuple(
        choice if facts.state == "owned" else choice._replace(line=f"{choice.line}  ({facts.state})")
        for choice, facts in zip(lines, found, strict=True)
    )


def party_choices(session: Session) -> tuple[Candidate, ...]:
    """The parties; NotFoundError where there are none."""
    found = [reading.value for reading in session.store.all(PARTIES) if reading.value]
    if not found:
        raise NotFoundError("there are no parties", hints=["add one with: talktag party add NAME --role ROLE"])
    return told_apart(found, _SHOWN_OF_PARTIES)


def table_choices(session: Session) -> tuple[Candidate, ...]:
    """The tables that others gave, with whose they are; NotFoundError where there are none."""
    found = [reading.value for reading in session.store.all(GIVEN_TABLES) if reading.value]
    if not found:
        raise NotFoundError("nobody gave you a table", hints=["take one in with: talktag receive FILE.zip"])
    return tuple(Candidate(each.slug, f"{each.slug}  {each.name}, {each.owner}") for each in found)


def way_choices() -> tuple[Candidate, ...]:
    """The ways in which a product goes."""
    return tuple(Candidate(way, way) for way in GONE)
