"""`wish choose` and `wish end`: an offer taken, and who is told. Nobody is told anything that was not shown before.

Whoever was asked without a name learns who the owner is only where she says so, and only the one whom she chose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from talktag.errors import InvalidError, NotFoundError
from talktag.model.log.kinds import DONE, MESSAGE
from talktag.model.plan import Remove
from talktag.model.talk.new_entry import NewEntry, words_of
from talktag.model.typed.text import typed_text
from talktag.model.wishes.comparing import AGAINST, Met
from talktag.model.wishes.point import MUST
from talktag.model.wishes.side_by_side import ComparedOffer, compare_offers
from talktag.model.wishes.wish import CHOSEN, ENDED, OwnWish, SentWish
from talktag.ops import commit_message
from talktag.ops.finding.party_names import party_names
from talktag.ops.log.own_entries import append_about, own_entry
from talktag.ops.log.wish_offers import offers_for
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.talk.find_about import About
from talktag.ops.talk.leaving.addressee import party_addressee
from talktag.ops.talk.leaving.to_say import ToSay
from talktag.ops.typed import read_flag
from talktag.ops.wishes.add import WishWritten
from talktag.ops.wishes.find_wish import change_wish, open_wish
from talktag.ops.wishes.send import LeavingWish, closed_wish, outcome_of
from talktag.ops.wishes.ways import LeavingOne, check_way, leave
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.plan import Change
    from talktag.ops.session import Session
    from talktag.ops.talk.leaving.way_out import WayOut

_TELL_THEM = "they were asked by a page, and learn of it from you alone: write to them that you take their offer"
_OTHERS = "the others are not told; tell them, too, with: --tell-others"
TAKEN, NOT_WANTED = "I take your offer", "Nothing is wanted any more; thank you"


def choose(
    session: Session,
    ref: str,
    offer: str,
    way: WayOut,
    *,
    words: str | None = None,
    by_name: bool = False,
    tell_others: bool = False,
) -> Outcome:
    """The messages with their preview, and the plan that keeps them and closes the wish.

    InvalidError for a wish that is over, NotFoundError for an offer that nobody made.
    """
    store = session.store
    wish = open_wish(store, ref)
    found = compare_offers(wish, offers_for(store, wish))
    chosen = _find_offer(offer, found, wish)
    what = []
    if is_by_message := bool(wish.sent_to(chosen.offer.party)):
        winner = _last_to(wish, chosen.offer.party, chosen.offer.entry.channel)
        entry = _words_to_winner(session, chosen, winner, words, by_name=by_name)
        what.append(_to_say(session, wish, winner, entry, way))
    if tell_others:
        what += _to_others(session, wish, way, _last_offers(found), skip=chosen.offer.party)
    made = _leaving(session, what, way)
    closed = closed_wish(wish, session, state=CHOSEN, chosen=chosen.offer.id)
    change = change_wish(store, wish, {("state",): CHOSEN, ("chosen",): chosen.offer.id, ("closed",): session.today})
    quiet = [] if tell_others else [*_closing_lines(session, wish, skip=chosen.offer.party)]
    told = _what_is_told(made, by_name=by_name) if is_by_message else (_TELL_THEM,)
    others = () if tell_others else (_OTHERS,)
    data = LeavingWish(closed, made, (*_remarks(session, chosen), *told, *others))
    outcome = outcome_of(session, data, f"Choose an offer for {wish.name}", (change, *quiet), way)
    names = party_names(store, [chosen.offer.party])
    return outcome._replace(question=f"Take the offer of {names.get(chosen.offer.party, chosen.offer.party)}?")


def end(session: Session, ref: str, way: WayOut | None) -> Outcome:
    """The plan that closes a wish without an offer; with a `way` everybody who was asked is told."""
    store = session.store
    wish = open_wish(store, ref)
    closed = closed_wish(wish, session, state=ENDED)
    change = change_wish(store, wish, {("state",): ENDED, ("closed",): session.today})
    subject = f"End the wish for {wish.name}"
    if way is None or not wish.sent:
        notes = _closing_lines(session, wish)
        notices = ("nobody is told; say it with: --tell",) if wish.sent else ()
        return Outcome(WishWritten(closed), commit_message.plan("wish", subject, change, *notes), notices=notices)
    last = _last_offers(compare_offers(wish, offers_for(store, wish)))
    made = _leaving(session, list(_to_others(session, wish, way, last)), way)
    outcome = outcome_of(session, LeavingWish(closed, made), subject, (change,), way)
    return outcome._replace(question="End it, and tell them this?")


def drop(session: Session, ref: str) -> Outcome:
    """The plan that takes a wish out of the store that nobody was sent; InvalidError for any other."""
    from talktag.ops.wishes.find_wish import find_wish

    store = session.store
    wish = find_wish(store, ref)
    if wish.sent:
        hint = f"end it: talktag wish end {wish.slug}; what comes back is known by it"
        raise InvalidError(f'"{wish.name}" was sent to somebody, and stays as it is', hints=[hint])
    path = layout.wish(wish.slug)
    plan = commit_message.plan("wish", f"Drop the wish for {wish.name}", Remove(path, store.read(path)))
    return Outcome(WishWritten(wish), plan)


def _find_offer(ref: str, found: Sequence[ComparedOffer], wish: OwnWish) -> ComparedOffer:
    """The offer whose id begins so, or ends so as lists show it; the only one of a party by its slug."""
    wanted = ref.lower()
    for match in (
        [each for each in found if each.offer.id == wanted],
        [each for each in found if each.offer.id.startswith(wanted)],
        [each for each in found if each.offer.party == wanted],
    ):
        if len(match) == 1:
            return match[0]
        if match:
            raise InvalidError(
                f'"{ref}" is {len(match)} offers', hints=[f"name one by its id: talktag wish offers {wish.slug}"]
            )
    raise NotFoundError(f'no offer for "{wish.name}" is "{ref}"', hints=[f"see them: talktag wish offers {wish.slug}"])


def _last_to(wish: OwnWish, party: str, channel: str | None = None) -> SentWish:
    """The last sending to a party; of several conversations that on the channel."""
    sent = wish.sent_to(party)
    return next((each for each in reversed(sent) if each.channel == channel), sent[-1])


def _words_to_winner(
    session: Session, chosen: ComparedOffer, sent: SentWish, words: str | None, *, by_name: bool
) -> NewEntry:
    title, text = words_of(read_flag("TEXT", lambda: typed_text(words))) if words else (TAKEN, None)
    data = {"wish": sent.thing, "chosen": "yes"}
    if by_name and sent.anonymous:
        settings, public = session.store.settings, session.key_folder.public()
        told = {"name": settings.owner, "contact": settings.contact or "", "key": public.signing_line}
        data |= {name: value for name, value in {**told, "age": public.owner_recipient}.items() if value}
    return NewEntry(MESSAGE, title, text, cause=chosen.offer.id, data=data)


def _last_offers(found: Iterable[ComparedOffer]) -> Mapping[str, Entry]:
    """The last offer of each party, of those in the order in which they came."""
    return {each.offer.party: each.offer.entry for each in found}


def _to_others(
    session: Session, wish: OwnWish, way: WayOut, last: Mapping[str, Entry], skip: str | None = None
) -> Iterator[ToSay]:
    """What everybody else who was asked is told, each on their own channel, in answer to their `last` offer if any."""
    for party in dict.fromkeys(each.party for each in wish.sent):
        if party != skip and wish.sent_to(party):
            offer = last.get(party)
            sent = _last_to(wish, party, offer.channel if offer else None)
            cause = offer.id if offer else sent.entry
            entry = NewEntry(DONE, NOT_WANTED, cause=cause, data={"wish": sent.thing, "chosen": "no"})
            yield _to_say(session, wish, sent, entry, way)


def _to_say(session: Session, wish: OwnWish, sent: SentWish, entry: NewEntry, way: WayOut) -> ToSay:
    return ToSay(
        About(wish=wish, thing=sent.thing),
        party_addressee(find_party(session.store, sent.party)),
        (entry,),
        in_the_clear=way.in_the_clear,
        waits=not way.by_file,
        via=way.via,
    )


def _leaving(session: Session, what: Sequence[ToSay], way: WayOut) -> list[LeavingOne]:
    made = [leave(session, each, way) for each in what]
    check_way(way, anonymous=any(each.made.anonymous for each in made))
    return made


def _closing_lines(session: Session, wish: OwnWish, skip: str | None = None) -> Iterator[Change]:
    """A line on the log of each who is not told, so that the question to them is no longer open here."""
    for party in dict.fromkeys(each.party for each in wish.sent):
        if party == skip or not wish.sent_to(party):
            continue
        asked = (each for each in wish.sent_to(party))
        lines = [own_entry(session, DONE, NOT_WANTED, party=party)._replace(cause=each.entry) for each in asked]
        yield append_about(session.store, layout.about_none(party), *lines)


def _remarks(session: Session, chosen: ComparedOffer) -> Iterator[str]:
    """What speaks against the offer, said once more before the yes."""
    failed = [str(each.point) for each in chosen.points if each.weight == MUST and each.met is not Met.MEETS]
    if failed:
        yield f"it does not say that it meets: {', '.join(failed)}"
    if against := AGAINST.get(chosen.price_is):
        yield f"its price{f', {chosen.offer.price},' if chosen.offer.price else ''} {against}"
    if chosen.is_over(session.today):
        yield f"it held until {chosen.offer.valid}, which has passed"


def _what_is_told(made: Sequence[LeavingOne], *, by_name: bool) -> Iterator[str]:
    if made[0].made.anonymous:
        yield "they learn your name and how to reach you" if by_name else "they still do not learn who you are"
