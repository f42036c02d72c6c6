"""`wish offer`: what somebody else wishes for, answered with a price and points. It promises nothing unseen."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import AmbiguousError, NotFoundError, UsageError
from talktag.model.log.kinds import OFFER, WISH
from talktag.model.log.schedule import standing_entries
from talktag.model.log.settling import is_own
from talktag.model.talk.thread import is_with
from talktag.model.wishes.asked import AskedWish, read_asked
from talktag.model.wishes.comparing import AGAINST, ComparedPoint, compare_points, compare_price
from talktag.model.wishes.offer import offer_data, offer_title
from talktag.model.wishes.point import EQUAL, WishPoint, parse_point
from talktag.ops.log.find_entry import find_entry
from talktag.ops.talk.find_conversation import find_conversation
from talktag.ops.talk.say import LeavingMessage, say
from talktag.ops.talk.talk_request import TalkRequest
from talktag.ops.typed import read_day, read_flag, read_money

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.values.money import Money
    from talktag.ops.outcome import Outcome
    from talktag.ops.session import Session
    from talktag.ops.talk.leaving.way_out import WayOut


class OfferRequest(NamedTuple):
    """What is offered, as typed: for the wish in the conversation `ref`, and `to` whom; `answers` is the wish's id."""

    ref: str
    points: Sequence[str] = ()
    price: str | None = None
    valid: str | None = None
    text: str | None = None
    to: str | None = None
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class LeavingOffer:
    """An offer as it leaves, and how it stands to each point of the wish; `remarks` are to be read before the yes."""

    message: LeavingMessage
    points: Sequence[ComparedPoint]
    remarks: Sequence[str] = ()

    def values(self) -> Mapping[str, Any]:
        """All that leaves, the points, and the remarks."""
        remarks = {"remarks": [*self.remarks]} if self.remarks else {}
        return {**self.message.values(), "points": [each.values() for each in self.points], **remarks}


def make_offer(session: Session, request: OfferRequest, way: WayOut) -> Outcome:
    """The message with its preview, and how it stands to what was asked for."""
    conversation = find_conversation(session, request.ref, request.to)
    theirs = [each for each in conversation.entries if not each.to and is_with(each, conversation.to.slug)]
    wish = _find_asked(theirs, request)
    asked = read_asked(wish.data)
    points = _points(request.points)
    price = read_money("price", request.price, session.store.settings.currency) if request.price else None
    valid = read_day("valid", request.valid, session.today, ahead=True) if request.valid else None
    if price is None and not points and not request.text:
        raise UsageError("nothing is offered", hints=['say what: --price "850 EUR" mount=EF, or --text "…"'])
    text = request.text or offer_title(wish.title)
    data = [f"{name}={value}" for name, value in offer_data(price, points, valid).items()]
    said = TalkRequest(request.ref, text, to=request.to, kind=OFFER, answers=wish.id, data=data)
    outcome = say(session, said, way)
    assert isinstance(outcome.data, LeavingMessage)  # noqa: S101
    compared = compare_points(asked.points, {each.name: each.value for each in points})
    remarks = tuple(_remarks(asked, price, session.today))
    return outcome._replace(data=LeavingOffer(outcome.data, compared, remarks))


def _points(texts: Iterable[str]) -> tuple[WishPoint, ...]:
    """What is offered, each once; UsageError for a limit, which is a wish and no offer."""
    found: dict[str, WishPoint] = {}
    for text in texts:
        point = read_flag("POINT", partial(parse_point, text), "write it like: mount=EF")
        if point.sign != EQUAL:
            raise UsageError(f'"{text}" is a limit', hints=[f"say what it is, like: {point.name}={point.value}"])
        if point.name in found:
            raise UsageError(f'"{point.name}" is said twice', hints=["say it once"])
        found[point.name] = point
    return tuple(found.values())


def _find_asked(theirs: Sequence[Entry], request: OfferRequest) -> Entry:
    """The wish that is meant: the one named, else the only one there, or the last text of it."""
    wishes = [each for each in standing_entries(theirs) if each.kind == WISH and not is_own(each)]
    if request.answers:
        return find_entry(request.answers, wishes, request.ref)
    newest = {each.data.get("wish") or each.id: each for each in wishes}
    if len(newest) == 1:
        return next(iter(newest.values()))
    if newest:
        lines = [f"{each.id}  {each.title}" for each in newest.values()]
        raise AmbiguousError(f"{len(newest)} wishes are there", details=lines, hints=["name one: --answers ID"])
    raise NotFoundError(f'nobody wishes for anything at "{request.ref}"', hints=["see: talktag tables list"])


def _remarks(asked: AskedWish, price: Money | None, today: datetime.date) -> Iterator[str]:
    """What speaks against it beside the points."""
    against = AGAINST.get(compare_price(price, asked.most))
    if asked.most and against:
        yield f"the price {against}; the most they say is {asked.most}"
    if asked.until and asked.until < today:
        yield f"offers were to come until {asked.until}"
