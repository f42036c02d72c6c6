"""Which open wish of the owner's what came answers: who was sent one may make offers. It lets nothing in by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from talktag.model.log.kinds import OFFER
from talktag.model.log.schedule import standing_entries
from talktag.model.talk.channel import thing_about
from talktag.model.talk.facts import AnsweredWish
from talktag.model.wishes.comparing import PriceIs, compare_price
from talktag.model.wishes.offer import OFFERS_MOST, is_answer, is_offer_to, read_offer
from talktag.model.wishes.wish import OPEN
from talktag.store import layout
from talktag.store.collections import WISHES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.talk.channel import Channel
    from talktag.model.wishes.wish import OwnWish
    from talktag.ops.talk.incoming.places import AboutPart
    from talktag.store.store import Store


def find_answered(store: Store, party: str, entry: Entry) -> OwnWish | None:
    """The wish that was sent to a party and that an entry of theirs answers; None for any other entry."""
    bundle = (entry.cause or "").rpartition("-")[0]
    for key, wanted in (("channel", entry.channel), ("bundle", bundle)):
        for each in store.where(WISHES, **{key: wanted}) if wanted else ():
            if each.value and any(is_answer(entry, sent) for sent in each.value.sent_to(party)):
                return each.value
    return None


def answered_wish(store: Store, party: str, entry: Entry) -> AnsweredWish | None:
    """The same of an offer, with how many of the party's offers came before; None for what is no such offer."""
    wish = find_answered(store, party, entry) if entry.kind == OFFER else None
    if wish is None:
        return None
    log = standing_entries(store.entries_in(layout.about_none(party)).value or ())
    came = sum(each.party == party and is_offer_to(each, wish) for each in log)
    return AnsweredWish(wish.slug, wish.name, OFFERS_MOST, wish.until, is_over=wish.state != OPEN, came=came)


def remarks_on_offers(store: Store, party: str, entries: Iterable[Entry]) -> Iterator[str]:
    """What is worth a look in offers to the owner's wishes, a line each: what cannot be read, and other currencies."""
    for each in entries:
        wish = find_answered(store, party, each) if each.kind == OFFER else None
        if wish is None:
            continue
        offer = read_offer(each)
        yield from offer.faults
        if compare_price(offer.price, wish.most) is PriceIs.OTHER_CURRENCY and wish.most and offer.price:
            yield f"its price is in {offer.price.currency}, and your most in {wish.most.currency}: nothing is converted"


def kept_with_party(store: Store, parts: tuple[AboutPart, ...], channel: Channel | None) -> tuple[AboutPart, ...]:
    """What is said of a wish is about no thing that is here: it stays with the party, where the channel is."""
    if channel is None or thing_about(channel.about) is not None or all(each.folder for each in parts):
        return parts
    found = (each.value for each in store.where(WISHES, channel=channel.id))
    things = {sent.thing for wish in found if wish for sent in wish.sent if sent.channel == channel.id}
    return tuple(replace(each, folder=channel.about) if each.product in things else each for each in parts)
