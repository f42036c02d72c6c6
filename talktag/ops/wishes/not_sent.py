"""A wish as it would be said now, and what of it those whom it was sent to do not know yet. It sends nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.log.kinds import WISH
from talktag.model.talk.new_entry import NewEntry
from talktag.model.wishes.asked import asked_data
from talktag.ops.keys.masks.new_mask import class_of
from talktag.store import layout
from talktag.store.collections import PRODUCTS

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.wishes.wish import OwnWish, SentWish
    from talktag.ops.session import Session

_APART = ("wish", "terms")  # of what is said, those that are no word of the wish


class NotSent(NamedTuple):
    """One thing that a party was told otherwise: what it knows, `told`, and what is wanted `now`; None for nothing."""

    party: str
    what: str
    told: str | None
    now: str | None

    def values(self) -> Mapping[str, str]:
        """The same as JSON values."""
        return {name: value for name, value in self._asdict().items() if value is not None}

    def __str__(self) -> str:
        if self.what == "text":
            return "another text"
        if self.now is None:
            return f"{self.what} {self.told}, no longer"
        return f"{self.what} {self.now}, {f'was {self.told}' if self.told else 'new'}"


def said_now(
    session: Session, wish: OwnWish, thing: str, cause: str | None = None, terms: str | None = None
) -> NewEntry:
    """The entry that says it; `thing` is what the wish is called there, `terms` under which it is asked."""
    things = (each.value for ident in wish.fits for each in _records(session, ident))
    fits = ", ".join(dict.fromkeys(class_of(each) for each in things if each))
    return NewEntry(WISH, wish.name, wish.text, cause=cause, data=asked_data(wish, thing, fits, terms))


def _records(session: Session, ident: str) -> Iterator[Any]:
    """The record of a thing that it has to go with, where that is still here."""
    found = session.store.catalogue.of_id(ident)
    if found:
        yield session.store.one(PRODUCTS, found[0])


def last_sending(session: Session, wish: OwnWish, party: str) -> tuple[SentWish | None, Entry | None]:
    """The last one to a party in a message, and what it said where the log has that; None where there was none.

    Of those of one day the log knows which was the last.
    """
    sent = {each.entry: each for each in wish.sent_to(party)}
    log = session.store.entries_in(layout.about_none(party)).value or () if sent else ()
    said = next((each for each in reversed(log) if each.id in sent), None)
    return (sent[said.id] if said else next(reversed(sent.values()), None)), said


def not_sent(session: Session, wish: OwnWish) -> tuple[NotSent, ...]:
    """What each party knows otherwise that it was sent to; of a page nobody knows that."""
    parties = dict.fromkeys(each.party for each in wish.sent if not each.page)
    return tuple(each for party in parties for each in not_sent_to(session, wish, party))


def not_sent_to(session: Session, wish: OwnWish, party: str) -> Iterator[NotSent]:
    """What one party knows otherwise, by what was said to it last."""
    last, said = last_sending(session, wish, party)
    if last and said:
        now = said_now(session, wish, last.thing)
        told = _facts(said.title, said.text, said.data)
        yield from (NotSent(party, *each) for each in _differences(told, _facts(now.title, now.text, now.data)))


def _facts(title: str, text: str | None, data: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each thing that is said, by its name; points and choices by their sort, without their number."""
    return [
        ("name", title),
        *([("text", text)] if text else []),
        *((_sort(name), value) for name, value in data.items() if name not in _APART),
    ]


def _sort(name: str) -> str:
    sort, _, number = name.rpartition("-")
    return sort if number.isdigit() else name


def _differences(
    told: list[tuple[str, str]], now: list[tuple[str, str]]
) -> Iterator[tuple[str, str | None, str | None]]:
    """What is new and what is gone; of what there is one alone, both in one."""
    gone, new = [each for each in told if each not in now], [each for each in now if each not in told]
    for what in dict.fromkeys(name for name, _ in (*gone, *new)):
        before, after = ([value for name, value in side if name == what] for side in (gone, new))
        if len(before) == len(after) == 1:
            yield what, before[0], after[0]
        else:
            yield from ((what, value, None) for value in before)
            yield from ((what, None, value) for value in after)
