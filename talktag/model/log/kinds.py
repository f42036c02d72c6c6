"""Every kind of entry in one table: who may write it, what it means for the standing, whom it is given, its words.

A log may also hold kinds that are not here, from a later version or another program; those are the owner's, mean
nothing for the standing and leave only when they are asked for by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

SERVICE, CHECK, READING, CLAIM = "service", "check", "reading", "claim"
FIRMWARE, MANUAL, LINK, MESSAGE = "firmware", "manual", "link", "message"
TRANSFER, LOAN, RETURN, RETIRED = "transfer", "loan", "return", "retired"
LOST, FOUND, TAG, SHARE = "lost", "found", "tag", "share"
DUE, DONE, WITHDRAWN = "due", "done", "withdrawn"
RECALL, REVIEW = "recall", "review"
CASE = "case"  # for a person to decide, by a rule; a word of its own, and none of the table
QUESTION, PROMISE, OFFER, PERMISSION, TERMS = "question", "promise", "offer", "permission", "terms"
WISH = "wish"
LETTER, TOLD = "letter", "told"  # in the data of a message: which kind of letter it was, the ids of the entries in it

_CALLED_BACK = "What is called back, and why"
_INSURER = ("insurer",)
_WORKSHOPS = ("maker", "repairer")
_SELLS = ("maker", "seller")
_TRADE = ("maker", "seller", "repairer")
_WANTS = ("buyer", "customer", "other")
_ALL = (*_TRADE, *_INSURER, "finder", "buyer", "customer", "other")


class EntryKind(NamedTuple):
    """One kind of entry. One that no role `writes` is the owner's own, such as a loan.

    It leaves without being asked for to the roles in `given_to`, and to the next owner where it `goes_along`.
    """

    name: str
    writes: tuple[str, ...] = ()  # the roles of parties that may put it on a table by a reply
    given_to: tuple[str, ...] = ()
    goes_along: bool = False
    seen: bool = False  # the product was surely there on that day
    stands_alone: bool = False  # what it says is due is done by an entry that names it, and by no other
    calls: bool = False  # it is to be done even where it names no day, until an entry says that it was
    lends: bool = False  # its party has the product from then on, and is to bring it back on the day it is due
    opens: bool = False  # it stands open until the other side answers it, or it is done
    consents: bool = False  # it says which kinds its writer wants to be sent
    by_message: bool = False  # it is said in a message, and in no reply
    needs_permission: bool = False  # no role is enough to write one: the owner has to have allowed it by name
    stays: bool = False  # it is the owner's own for ever, and leaves for no asking
    is_address: bool = False  # its title is an address of the web, which nothing ever opens by itself
    names_price: bool = False  # its cost is what something would cost, and nobody paid it yet
    fetches: bool = False  # its cost is what the product fetched
    asks: str = ""  # what somebody who writes one is asked for, in English


# In the order that a person reads them in, which is also the order that a reply has them in.
KINDS: Mapping[str, EntryKind] = {
    each.name: each
    for each in (
        EntryKind(SERVICE, _TRADE, ("repairer", "buyer"), goes_along=True, asks="What was done"),
        EntryKind(CHECK, (*_TRADE, *_INSURER), goes_along=True, seen=True, asks="What was looked at, and found"),
        EntryKind(READING, (*_WORKSHOPS, "customer"), goes_along=True, asks='Like "shutter count 18342"'),
        EntryKind(CLAIM, (*_TRADE, *_INSURER), asks="What became of a claim"),
        EntryKind(FIRMWARE, _WORKSHOPS, goes_along=True, asks="The version that is on it now"),
        EntryKind(MANUAL, _TRADE, goes_along=True, asks="Which manual belongs to it"),
        EntryKind(LINK, _TRADE, goes_along=True, is_address=True, asks="An address to look at"),
        EntryKind(MESSAGE, _ALL, names_price=True, asks="Anything else to say"),
        EntryKind(QUESTION, _ALL, opens=True, by_message=True, names_price=True, asks="What is to be answered"),
        EntryKind(PROMISE, _ALL, stands_alone=True, by_message=True, names_price=True, asks="What will be done"),
        EntryKind(WISH, _WANTS, opens=True, by_message=True, names_price=True, asks="What is wanted"),
        EntryKind(OFFER, _TRADE, by_message=True, needs_permission=True, names_price=True, asks="What is offered"),
        EntryKind(RECALL, _SELLS, stands_alone=True, calls=True, by_message=True, asks=_CALLED_BACK),
        EntryKind(PERMISSION, _ALL, consents=True, by_message=True, asks="What may be sent"),
        EntryKind(TERMS, _ALL, by_message=True, asks="What is said of which terms"),
        EntryKind(TRANSFER, goes_along=True, fetches=True),
        EntryKind(LOAN, lends=True),
        EntryKind(RETURN, seen=True),
        EntryKind(RETIRED, fetches=True),
        EntryKind(LOST),
        EntryKind(FOUND, seen=True),
        EntryKind(TAG),
        EntryKind(SHARE, stays=True),
        EntryKind(REVIEW),
        EntryKind(DUE, stands_alone=True, names_price=True, asks="What is to be done"),
        EntryKind(DONE, _ALL, by_message=True, asks="Which of what is due was done"),
        EntryKind(WITHDRAWN, stays=True),
    )
}
BY_OTHERS = tuple(each.name for each in KINDS.values() if each.writes)
IN_REPLIES = tuple(name for name in BY_OTHERS if not KINDS[name].by_message)
HISTORY = tuple(each.name for each in KINDS.values() if each.goes_along)


def written_by(role: str) -> tuple[str, ...]:
    """The kinds that a party of this role may put on a table, without a permission that names them."""
    return tuple(each.name for each in KINDS.values() if role in each.writes and not each.needs_permission)


def given_to(role: str) -> tuple[str, ...]:
    """The kinds that a party of this role is given without asking."""
    return tuple(each.name for each in KINDS.values() if role in each.given_to)


def kind_values() -> dict[str, Any]:
    """What the script of a page needs to know of the kinds that others write, as JSON values."""
    return {name: {"is_address": KINDS[name].is_address} for name in BY_OTHERS}
