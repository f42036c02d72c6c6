"""The channels of a store: derived from what was given to others, what others gave, and what was said. Changes nothing.

Whoever looks for one names what it may be about, so that finding it costs neither a look at the whole ledger nor one
into every log.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from talktag.model.talk.channel import Channel, thing_about
from talktag.model.talk.facts import Earlier
from talktag.ops.finding.find_holder import slugs_of
from talktag.store import layout
from talktag.store.collections import GIVEN_TABLES, SHARES

if TYPE_CHECKING:
    from talktag.model.parties.party import Party
    from talktag.model.sharing.share import Share
    from talktag.model.talk.table import GivenTable
    from talktag.store.store import Store

_FIRST = datetime.datetime.min.replace(tzinfo=datetime.UTC)


def find_channel(store: Store, ident: str, about: Iterable[str] = ()) -> Channel | None:
    """The channel of that id; None where there is none. `about` are the folders of what it may be about."""
    for found in _ways_to(store, ident, tuple(dict.fromkeys(about))):
        for channel in found:
            if channel.id == ident:
                return channel
    return None


def _ways_to(store: Store, ident: str, about: Sequence[str]) -> Iterator[Iterator[Channel]]:
    """Where a channel of that id may be told of, the cheapest first."""
    for folder in about:
        if (thing := thing_about(folder)) and folder == layout.about_product(thing):
            yield _of_shares(store, (each.value for each in store.where(SHARES, slug=thing, bundle=ident)))
    for folder in about:
        if thing_about(folder) is None:  # what was said before its table came: the channel stays where it began
            yield _said_in(store, folder)
    yield (_of_table(each.value, ident) for each in store.where(GIVEN_TABLES, slug="", channel=ident) if each.value)
    for folder in about:
        if thing_about(folder) is not None:
            yield _said_in(store, folder)
    names = (name.removesuffix(".toml") for name in store.names(layout.SHARES) if name.endswith(f"-{ident}.toml"))
    yield _of_shares(store, (store.one(SHARES, name).value for name in names))


def channels_with(store: Store, party: Party) -> tuple[Channel, ...]:
    """Every channel with a party, the oldest first, also those that are closed."""
    shares = _of_shares(store, (each.value for each in store.where(SHARES, party=party.slug)))
    said = (each for each in _said_in(store, layout.about_none(party.slug)) if each.party == party.slug)
    found: dict[str, Channel] = {}
    for channel in (*shares, *_of_tables(store, party), *said):
        found.setdefault(channel.id, channel)
    return tuple(sorted(found.values(), key=lambda each: (each.opened, each.id)))


def things_given(store: Store, party: Party, about: Iterable[str], today: datetime.date) -> frozenset[str]:
    """What of the folders `about` stands open with a party: the slug of a product, `tables/SLUG` for what is theirs."""
    found = set()
    for folder in dict.fromkeys(about):
        thing = thing_about(folder)
        if thing is None:
            continue
        if folder == layout.about_product(thing):
            product = store.record(thing).product.id  # of a party that was given thousands the index finds the few
            shares = (each.value for each in store.where(SHARES, slug=thing, product=product, party=party.slug))
            channels = _of_shares(store, shares)
        else:
            channels = (each for each in _of_tables(store, party) if each.about == folder)
        if any(each.is_open(today) and each.about == folder for each in channels):
            found.add(thing)
    return frozenset(found)


def earlier_messages(store: Store, party: Party) -> tuple[Earlier, ...]:
    """The messages of a party that were taken in before, about whatever it is: for how many may come in how much time.

    Where its record names no rate none is asked for, and no log is read.
    """
    rights = party.channel
    if rights.most is None and not any(each.most for each in rights.permissions.values()):
        return ()
    folders = dict.fromkeys(each.about for each in channels_with(store, party))
    kinds: dict[str, set[str]] = {}
    moments: dict[str, datetime.datetime] = {}
    for folder in {**folders, layout.about_none(party.slug): None}:
        for entry in store.entries_in(folder).value or ():
            if entry.original and entry.party == party.slug and not entry.to:
                kinds.setdefault(entry.original, set()).add(entry.kind)
                moments.setdefault(entry.original, entry.recorded or entry.moment or _FIRST)
    return tuple(Earlier(moments[each], frozenset(kinds[each])) for each in kinds)


def _of_shares(store: Store, shares: Iterable[Share | None]) -> Iterator[Channel]:
    """The channels that shares opened; a print-out opens none, as nobody can answer it."""
    signed = [each for each in shares if each and each.signed and not each.printed]
    slugs = slugs_of(store, {each.product for each in signed})
    for each in signed:
        if slug := slugs.get(each.product):
            about = layout.about_product(slug)
            yield Channel(each.bundle, each.party, about, each.date, until=each.until, closed=each.revoked)


def _of_tables(store: Store, party: Party) -> Iterator[Channel]:
    """The channels that a party opened about what is theirs, by the key that signed it."""
    for word in (party.key or "").split()[1:2]:
        for each in store.where(GIVEN_TABLES, slug="", key=word):
            if each.value:
                yield from (_of_table(each.value, channel) for channel in each.value.channels)


def _of_table(table: GivenTable, ident: str) -> Channel:
    about = layout.about_table(table.slug)
    return Channel(ident, table.party or table.slug, about, table.received, until=table.until)


def _said_in(store: Store, folder: str) -> Iterator[Channel]:
    """The channels that something was said on in a folder, by the first entry of each."""
    met = set()
    for entry in store.entries_in(folder).value or ():
        if entry.channel and entry.channel not in met and (party := entry.to or entry.party):
            met.add(entry.channel)
            yield Channel(entry.channel, party, folder, entry.date)
