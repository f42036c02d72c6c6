"""What a rule is given to look at, and what it makes of it, as values. Nothing here is written or sent."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from talktag.model.log.entry import Entry
from talktag.model.parties.party import Party
from talktag.model.problem import Problem
from talktag.model.products.product import Product
from talktag.model.rules.made_id import Origin

_NO_PARTIES: Mapping[str, Party] = MappingProxyType({})
_NOTHING_GIVEN: Mapping[str, frozenset[str]] = MappingProxyType({})


class Around(NamedTuple):
    """What is known beside the log: the product that it is of, the parties by their slugs, the owner's zone.

    `given` are the names of the values, such as `product.maker`, that parties were given of that product, by their
    slugs. Only rules from elsewhere ask for it, and what is not in it they do not see.
    """

    product: Product | None = None
    parties: Mapping[str, Party] = _NO_PARTIES
    zone: datetime.tzinfo = datetime.UTC
    given: Mapping[str, frozenset[str]] = _NOTHING_GIVEN


class MadeEntry(NamedTuple):
    """An entry for one's own log."""

    origin: Origin
    entry: Entry


class MadeMessage(NamedTuple):
    """An entry to be sent to the party whose slug is `entry.to`."""

    origin: Origin
    entry: Entry


class MadeNotice(NamedTuple):
    """One line for the owner, which nobody keeps."""

    origin: Origin
    line: str


MadeThing = MadeEntry | MadeMessage | MadeNotice


class Reaction(NamedTuple):
    """All that was made, in order, and every problem: rules that do not hold up, and what was not made."""

    made: tuple[MadeThing, ...] = ()
    problems: tuple[Problem, ...] = ()
