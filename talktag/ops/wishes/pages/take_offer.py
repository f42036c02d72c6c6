"""`wish take`: offers out of a file, a page or a pasted text become entries of who made them, signed by nobody.

The page of a wish makes such files, and many a shop has the like on its own pages. Nothing of one is believed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError, UsageError
from talktag.interop.schema_org.read_offer import ReadOffer, cut_out_offers, read_offers
from talktag.model.log.entry import UNSIGNED, Entry, entry_values
from talktag.model.log.kinds import OFFER
from talktag.model.plan import Change, Write
from talktag.model.typed.text import compose, tidy, without_controls
from talktag.model.values.foreign_text import quote
from talktag.model.values.ident import ID_BITS, make_id
from talktag.model.wishes.offer import OFFERS_MOST, is_offer_to, read_offer
from talktag.model.wishes.wish import SentWish
from talktag.ops import commit_message
from talktag.ops.log.own_entries import append_about
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.wishes.find_wish import note_sending, open_wish
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.parties.party import Party
    from talktag.model.wishes.wish import OwnWish
    from talktag.ops.session import Session

_TEXT_MOST = 4_000  # characters


class OfferFile(NamedTuple):
    """What was handed over: the bytes of a file or a text, and what to call it."""

    data: bytes
    name: str


@dataclass(frozen=True, slots=True)
class OffersTaken:
    """Offers as they are kept, of whom and for which wish; `taken` tells whether they were taken in before."""

    wish: OwnWish
    party: Party
    entries: Sequence[Entry]
    taken: bool = False

    def values(self) -> Mapping[str, Any]:
        """The same as JSON."""
        offers = [entry_values(each) for each in self.entries]
        return {"wish": self.wish.slug, "party": self.party.slug, "offers": offers, "taken": self.taken}


def take_offers(session: Session, ref: str, file: OfferFile, party: str | None) -> Outcome:
    """A plan that takes the offers in. InvalidError where there is none, they are for another wish, or too many."""
    store = session.store
    wish = open_wish(store, ref)
    if party is None:
        raise UsageError(
            "it is not said whose offer it is", hints=["name them: --from PARTY", "see: talktag party list"]
        )
    giver = find_party(store, party)
    data = cut_out_offers(file.data)
    offers = read_offers(data)
    ident = _ident_of(data, giver.slug)
    _check(wish, offers)
    path = layout.received_in(layout.about_none(giver.slug), f"{ident}.json")
    sent, noted = _sending(session, wish, giver)
    entries = tuple(_entry(session, each, f"{ident}-{at}", sent) for at, each in enumerate(offers, 1))
    if store.has(path):
        again = OffersTaken(wish, giver, entries, taken=True)
        return Outcome(again, notices=("this offer was taken in before; nothing was changed",))
    _check_count(session, wish, giver, len(entries))
    changes: list[Change] = [Write(path, data), append_about(store, layout.about_none(giver.slug), *entries), *noted]
    return Outcome(
        OffersTaken(wish, giver, entries),
        commit_message.plan("wish take", f"Take in what {giver.name} offers for {wish.name}", *changes),
        question="Take this in, marked as signed by nobody?",
        ahead=tuple(_remarks(wish, giver, offers, entries)),
        done=(f"next: talktag wish offers {wish.slug}",),
    )


def _ident_of(data: bytes, party: str) -> str:
    """An id made of what was said and by whom, so that the same file twice is the same offer."""
    digest = hashlib.sha256(party.encode() + b"\0" + data).digest()
    return make_id(int.from_bytes(digest) >> (256 - ID_BITS))


def _check(wish: OwnWish, offers: Sequence[ReadOffer]) -> None:
    known = {wish.id, *(each.thing for each in wish.sent)}
    for each in offers:
        if each.wish is not None and each.wish not in known:
            raise InvalidError(
                f"the offer is for another wish, {quote(each.wish, 30)}", hints=["see yours with: talktag wish list"]
            )


def _check_count(session: Session, wish: OwnWish, party: Party, more: int) -> None:
    log = session.store.entries_in(layout.about_none(party.slug)).value or ()
    came = sum(is_offer_to(each, wish) for each in log)
    if came + more > OFFERS_MOST:
        raise InvalidError(
            f"{party.name} made {came} offers for {quote(wish.name)}, and {OFFERS_MOST} is the most",
            hints=["choose one of them, or write another wish down"],
        )


def _sending(session: Session, wish: OwnWish, party: Party) -> tuple[SentWish, tuple[Change, ...]]:
    """Which sending it answers: one that says whose wish it is, else that they have it from a page, noted now."""
    known = [*(each for each in wish.sent_to(party.slug) if not each.anonymous), *wish.pages_for(party.slug)]
    if known:
        return known[-1], ()
    bundle = session.new_id()
    sent = SentWish(bundle=bundle, party=party.slug, date=session.today, channel=bundle, thing=wish.id, page=True)
    return sent, (note_sending(session.store, wish, (sent,)),)


def _entry(session: Session, offer: ReadOffer, ident: str, sent: SentWish) -> Entry:
    told = {"wish": sent.thing, "price": offer.price, "valid": offer.valid, **offer.said}
    return Entry(
        ident,
        session.today,
        OFFER,
        _made_fit(offer.title) or "An offer",
        _made_fit(offer.text or "", lines=True)[:_TEXT_MOST] or None,
        party=sent.party,
        original=ident.rpartition("-")[0],
        signer=UNSIGNED,
        recorded=session.recorded,
        cause=sent.entry,
        data={name: text for name, value in told.items() if value and (text := _made_fit(value))},
    )


def _made_fit(text: str, *, lines: bool = False) -> str:
    """Foreign words as a log can keep them."""
    halves = text.encode("utf-8", "replace").decode()
    plain = tidy(without_controls(compose(halves.replace("\r\n", "\n").replace("\r", "\n"))))
    return plain if lines else " ".join(plain.split())


def _remarks(wish: OwnWish, party: Party, offers: Sequence[ReadOffer], entries: Sequence[Entry]) -> Iterator[str]:
    """What is no reason to refuse, and worth a look before saying yes."""
    names = dict.fromkeys(each.seller for each in offers if each.seller and each.seller != party.name)
    yield from (f"it calls itself {quote(each)}, and you say that it is from {party.name}" for each in names)
    if party.key:
        yield f"{party.name} has a key and did not use it; ask whether this offer is theirs"
    for each in entries:
        offer = read_offer(each)
        yield from offer.faults
        if wish.most and offer.price and offer.price.currency != wish.most.currency:
            yield f"its price is in {offer.price.currency}, and your most in {wish.most.currency}: nothing is converted"
