"""What is to be said, about what, to whom and how, before it is a message. It makes and sends nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from talktag.model.talk.new_entry import NewEntry
    from talktag.ops.files.files_out import Outgoing
    from talktag.ops.talk.find_about import About
    from talktag.ops.talk.leaving.addressee import Addressee


class FixedParts(NamedTuple):
    """What is settled beforehand of what a rule says, so that it is the same whenever and wherever it is made.

    The id of its bundle, when that is made in UTC, the day of its entry, and the name of the rule.
    """

    bundle: str
    moment: datetime.datetime
    day: datetime.date
    rule: str


class ToSay(NamedTuple):
    """What is to be said, about what, to whom; with `files` as they leave, and meant to be read until a day.

    One that `waits` is put into the outbox, to be carried from there, by the carrier called `via` where one was named.
    `page` is one of make_bundle.PAGES, None for none. One that is `small` goes without words for people, and is sealed
    to nobody besides: a code has no room for either. What is `fixed` is not drawn by chance, nor by the clock. What is
    `anonymous` begins a conversation in which the party does not know the owner. `prove` gives values that are good for
    the key alone which signs. What `opens` goes on no conversation that there is, as none that another key began.
    """

    about: About
    to: Addressee
    said: Sequence[NewEntry]
    files: Sequence[Outgoing] = ()
    until: datetime.date | None = None
    in_the_clear: bool = False
    waits: bool = True
    via: str | None = None
    small: bool = False
    page: str | None = None
    fixed: FixedParts | None = None
    anonymous: bool = False
    prove: Callable[[str], Mapping[str, str]] | None = None
    opens: bool = False

    def said_by(self, fingerprint: str) -> Sequence[NewEntry]:
        """What is said, with what `prove` gives for the key of that fingerprint, which is to sign it."""
        if self.prove is None:
            return self.said
        first, *rest = self.said
        return (first._replace(data={**first.data, **self.prove(fingerprint)}), *rest)
