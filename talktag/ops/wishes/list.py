"""`wish list` and `wish show`: what is wanted, whom it was sent to, and how much was offered. Changes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.model.wishes.wish import OPEN, OwnWish
from talktag.ops.finding.party_names import party_names
from talktag.ops.log.wish_offers import offers_for_each
from talktag.ops.outcome import Outcome
from talktag.ops.wishes.add import wish_values
from talktag.ops.wishes.find_wish import find_wish
from talktag.ops.wishes.not_sent import NotSent, not_sent
from talktag.ops.wishes.set import say_again
from talktag.store.collections import WISHES

if TYPE_CHECKING:
    from talktag.ops.session import Session


@dataclass(frozen=True, slots=True)
class ListedWish:
    """A wish, how many offers came for it, and when the last one did."""

    wish: OwnWish
    offers: int = 0
    last: datetime.datetime | None = None

    def values(self) -> Mapping[str, Any]:
        """The wish with its count of offers."""
        last = {"last_offer": self.last.isoformat().replace("+00:00", "Z")} if self.last else {}
        return {**wish_values(self.wish), "offers": self.offers, **last}


@dataclass(frozen=True, slots=True)
class WishList:
    """The wishes, those whose day comes first before the others; `over` are so many more."""

    wishes: Sequence[ListedWish]
    today: datetime.date
    over: int = 0

    def values(self) -> Mapping[str, Any]:
        """Each wish."""
        return {"wishes": [each.values() for each in self.wishes], "over": self.over}


@dataclass(frozen=True, slots=True)
class WishShown:
    """One wish; `names` has what parties and things are called, `differing` what parties know otherwise."""

    listed: ListedWish
    names: Mapping[str, str]
    things: Mapping[str, str]
    today: datetime.date
    differing: Sequence[NotSent] = ()

    def values(self) -> Mapping[str, Any]:
        """The wish, and what was not sent yet."""
        differing = {"not_sent": [each.values() for each in self.differing]} if self.differing else {}
        return {**self.listed.values(), **differing}


def list_wishes(session: Session, *, whole: bool = False) -> Outcome:
    """The open wishes, or all of them."""
    stored = session.store.all(WISHES)
    found = [each.value for each in stored if each.value]
    shown = [each for each in found if whole or each.state == OPEN]
    shown.sort(key=lambda each: (each.state != OPEN, each.until or datetime.date.max, each.name.casefold(), each.slug))
    over = len(found) - len(shown)
    problems = tuple(problem for each in stored for problem in each.problems if problem.severity == "error")
    more = (f"{over} more are over; see them with: --all",) if over else ()
    nothing = () if shown or over else ('there is none; write one down: talktag wish add "a 70-200 for the 5D"',)
    listed = tuple(_lines_of(session, shown))
    return Outcome(WishList(listed, session.today, over), notices=(*nothing, *more), problems=problems)


def show_wish(session: Session, ref: str) -> Outcome:
    """The wish that `ref` names."""
    store = session.store
    wish = find_wish(store, ref)
    names = party_names(store, dict.fromkeys(each.party for each in wish.sent))
    things = {ident: found[1] for ident in wish.fits if (found := store.catalogue.of_id(ident))}
    gone = [ident for ident in wish.fits if ident not in things]
    notices = tuple(f'what it has to go with is no longer here: "{ident}"' for ident in gone)
    (listed,) = _lines_of(session, [wish])
    differing = not_sent(session, wish) if wish.state == OPEN else ()
    again = tuple(say_again(wish)) if differing else ()
    return Outcome(WishShown(listed, names, things, session.today, differing), notices=(*notices, *again))


def _lines_of(session: Session, wishes: Sequence[OwnWish]) -> Iterator[ListedWish]:
    came: dict[str, list[datetime.datetime]] = {each.slug: [] for each in wishes}
    for slug, offer in offers_for_each(session.store, wishes):
        came[slug].append(offer.came)
    return (ListedWish(each, len(came[each.slug]), max(came[each.slug], default=None)) for each in wishes)
