"""`wish send`: a wish said to parties, to each on a channel of its own; without a name, until the owner chooses.

All of it is shown before one yes. No party learns who else was asked, nor anything by which two could tell that they
were asked by the same person but for the words of the wish.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError, UsageError
from talktag.model.effects.of_talk import Carried, CarryMessages
from talktag.model.values.plural import plural
from talktag.model.wishes.wish import OwnWish, SentWish
from talktag.ops import commit_message
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.sharing.terms.offer import OfferedTerms, offer_of
from talktag.ops.talk.find_about import About
from talktag.ops.talk.leaving.addressee import Addressee, party_addressee
from talktag.ops.talk.leaving.to_say import ToSay
from talktag.ops.talk.leaving.way_out import outputs_of, say_done
from talktag.ops.wishes.find_wish import note_sending, open_wish
from talktag.ops.wishes.menus.order_remarks import order_remarks
from talktag.ops.wishes.not_sent import last_sending, not_sent_to, said_now
from talktag.ops.wishes.ways import LeavingOne, as_a_page, check_way, leave

if TYPE_CHECKING:
    from talktag.model.plan import Change
    from talktag.ops.outcome import Output
    from talktag.ops.session import Session
    from talktag.ops.talk.leaving.way_out import WayOut


@dataclass(frozen=True, slots=True)
class LeavingWish:
    """A wish as it leaves, or what is said of it: a message a party. `remarks` are to be read before the yes."""

    wish: OwnWish
    messages: Sequence[LeavingOne]
    remarks: Sequence[str] = ()

    def values(self) -> Mapping[str, Any]:
        """Which wish, and each message."""
        told = {"id": self.wish.id, "slug": self.wish.slug, "name": self.wish.name, "state": self.wish.state}
        remarks = {"remarks": [*self.remarks]} if self.remarks else {}
        return {"wish": told, "messages": [each.values() for each in self.messages], **remarks}


def send_wish(
    session: Session, ref: str, to: Sequence[str], way: WayOut, *, by_name: bool = False, terms: str | None = None
) -> Outcome:
    """The messages with their preview, one plan that keeps them, and what lets them leave after one yes.

    A party that was sent it before gets it anew as it was asked then, by name or without. `terms` names a text that is
    kept, which goes along and is offered with it. UsageError without a party.
    """
    store = session.store
    wish = open_wish(store, ref)
    if wish.until and wish.until < session.today:
        hint = f"give it another day first: talktag wish set {wish.slug} --until DATE"
        raise InvalidError(f"its day, {wish.until}, has passed", hints=[hint])
    offered = offer_of(session, terms, wish.until) if terms else None
    parties = {found.slug: found for found in (find_party(store, each) for each in to)}
    if not parties:
        before = " ".join(dict.fromkeys(each.party for each in wish.sent if not each.page)) or "PARTY"
        raise UsageError("it is not said to whom", hints=[f"name them: talktag wish send {wish.slug} --to {before}"])
    leaving, sent = [], []
    for party in parties.values():
        addressee = party_addressee(party)
        what = _to_say(session, wish, addressee, way, by_name=by_name, terms=offered)
        check_way(way, anonymous=what.anonymous, others=as_a_page(what))
        one = leave(session, what, way)
        leaving.append(one)
        sent.append(_sending_of(session, one, what))
    names = [each.made.what.to.name for each in leaving]
    note = note_sending(store, wish, tuple(sent))
    data = LeavingWish(
        wish,
        leaving,
        (*order_remarks(store, wish, session.today), *_before(session, wish, leaving), *_remarks(leaving)),
    )
    outcome = outcome_of(session, data, f"Send the wish for {wish.name}", (note,), way)
    return outcome._replace(question=f"Send this to {_and(names)}?")


def _to_say(
    session: Session, wish: OwnWish, to: Addressee, way: WayOut, *, by_name: bool, terms: OfferedTerms | None
) -> ToSay:
    """What is said to one: as nobody or by name, as it was begun with them, else as it is wanted now."""
    last, _ = last_sending(session, wish, to.slug)
    is_anonymous = last.anonymous if last else not by_name
    thing = last.thing if last else session.new_id() if is_anonymous else wish.id
    entry = said_now(session, wish, thing, last.entry if last else None, terms.entry.data["terms"] if terms else None)
    return ToSay(
        About(wish=wish, thing=thing),
        to,
        (entry, *([terms.entry] if terms else [])),
        (terms.file,) if terms else (),
        until=wish.until,
        in_the_clear=way.in_the_clear,
        waits=not way.by_file,
        via=way.via,
        anonymous=is_anonymous and last is None,
    )


def outcome_of(session: Session, data: LeavingWish, subject: str, changes: Sequence[Change], way: WayOut) -> Outcome:
    """One plan for all messages, and what lets them leave; without a question yet."""
    if way.by_file and len(data.messages) > 1 and (way.path is None or way.path.suffix):
        raise UsageError("several messages are no one file", hints=["name a folder, without an ending: -o offers"])
    outputs: list[Output] = []
    done: list[str] = []
    for each in data.messages:
        its = way._replace(path=each.path)
        outputs += [one._replace(in_own_folder=each.path != way.path) for one in outputs_of(session, each.made, its)]
        done += say_done(each.made, each.by, its)
    carried = tuple(
        Carried(each.made.document.bundle, each.made.what.to.name, each.by.name) for each in data.messages if each.by
    )
    kept = (change for each in data.messages for change in each.made.changes)
    return Outcome(
        data,
        commit_message.plan("wish", subject, *kept, *changes),
        outputs[0] if outputs else None,
        more=tuple(outputs[1:]),
        effects=(CarryMessages(carried),) if carried else (),
        done=tuple(dict.fromkeys(done)),
    )


def _sending_of(session: Session, one: LeavingOne, what: ToSay) -> SentWish:
    made, thing = one.made, what.about.thing
    assert thing  # noqa: S101
    return SentWish(
        bundle=made.document.bundle,
        party=what.to.slug,
        date=session.today,
        channel=made.channel,
        thing=thing,
        anonymous=made.anonymous,
    )


def _before(session: Session, wish: OwnWish, leaving: Sequence[LeavingOne]) -> Iterator[str]:
    """What is allowed by it: offers come in without a question; and to whom it goes once more."""
    from talktag.model.wishes.offer import OFFERS_MOST

    until = f"until {wish.until}" if wish.until else "until you choose or end it"
    yield f"their offers are taken in without a question {until}, at most {OFFERS_MOST} of each"
    for each in leaving:
        to = each.made.what.to
        if wish.sent_to(to.slug):
            new = "; ".join(map(str, not_sent_to(session, wish, to.slug)))
            yield f"{to.name} had it before, and this takes its place: {new or 'word for word the same'}"


def _remarks(leaving: Sequence[LeavingOne]) -> Iterator[str]:
    if any(each.made.anonymous for each in leaving):
        yield "your words may tell who you are, and so may whatever carries it, such as the sender of a mail"
    if any(not each.made.recipients for each in leaving):
        yield "it is not encrypted: everybody on its way can read it"
    unknown = [each.made.what.to.name for each in leaving if each.made.what.to.key is None]
    if unknown:
        yield f"no key of {_and(unknown)} is kept, so what comes back in their name waits for you"


def _and(names: Sequence[str]) -> str:
    if len(names) > 5:
        return f"{', '.join(names[:4])} and {plural(len(names) - 4, 'other')}"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def closed_wish(wish: OwnWish, session: Session, **changes: Any) -> OwnWish:
    """A wish as it is once it is over."""
    return replace(wish, closed=session.today, **changes)
