"""What is known of a message that came, as plain values for the policy. Found out elsewhere; nothing here is judged."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from talktag.model.parties.party import Party
    from talktag.model.talk.channel import Channel


class KeyIs(Enum):
    """How the key that signed is known: by the party's record, and by what was accepted on this computer."""

    ACCEPTED = "accepted"
    NEW = "new"  # the party has none yet, or this one was not accepted on this computer
    CHANGED = "changed"  # the party has another one
    UNKNOWN = "unknown"  # nobody here has it, and no channel says whose it would be


class AnsweredWish(NamedTuple):
    """The owner's own wish that an offer answers, by who was sent it; `came` is how many of theirs came before.

    At most `most` of one party are let in without a permission, up to the day `until`, and none where it `is_over`.
    """

    slug: str
    name: str
    most: int
    until: datetime.date | None = None
    is_over: bool = False
    came: int = 0


class SaidEntry(NamedTuple):
    """One entry that came: its kind, what it is about, whether it names a cost, which wish of the owner it answers.

    `product` is the slug of a product, `tables/SLUG` for what somebody else owns, None for what is about none.
    """

    kind: str
    product: str | None = None
    has_cost: bool = False
    wish: AnsweredWish | None = None


class Earlier(NamedTuple):
    """A message of the same party that was taken in before: when, and the kinds of its entries."""

    moment: datetime.datetime
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFacts:
    """What came, from whom, on which channel.

    `form_fault` and `signature_fault` say in a sentence what is wrong, None for nothing. `products` are those it is
    about, in the words of `SaidEntry`, whether or not an entry says something of them; `files` the kinds of the files
    it brings. `given` are the products that the party was given something about. `until` is the last day on which the
    message was meant to be read. `can_ask` tells whether somebody is there to answer a question.
    """

    now: datetime.datetime
    can_ask: bool
    key: KeyIs
    party: Party | None = None
    channel: Channel | None = None
    entries: Sequence[SaidEntry] = ()
    products: Sequence[str] = ()
    files: Sequence[str] = ()
    given: frozenset[str] = frozenset()
    earlier: Sequence[Earlier] = ()
    until: datetime.date | None = None
    form_fault: str | None = None
    signature_fault: str | None = None

    @property
    def today(self) -> datetime.date:
        """The day of it."""
        return self.now.date()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its entries, each once."""
        return tuple(dict.fromkeys(each.kind for each in self.entries))
