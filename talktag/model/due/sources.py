"""What is due by a record, one function a source: by a product, its log, a share, a party. It asks no clock.

Later sources, such as terms, are one more function here, and a line where `ops/due` gathers.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from talktag.model.due.due_item import (
    ENTRY,
    FIRMWARE,
    LOAN,
    NOTICE,
    PERMISSION,
    QUESTION,
    RENEWAL,
    RETURN,
    SERVICE_END,
    SHARE,
    TABLE,
    WARRANTY,
    DueItem,
)
from talktag.model.due.firmware import firmware_news, news_text
from talktag.model.log import kinds
from talktag.model.log.schedule import dues_of, standing_entries
from talktag.model.log.settling import is_own
from talktag.model.products.product import PARTED
from talktag.model.talk.open_questions import open_questions
from talktag.model.values.warranty import RETURN as RETURN_WINDOW

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.log.schedule import Due
    from talktag.model.parties.party import Party
    from talktag.model.products.product import Product
    from talktag.model.sharing.share import Share
    from talktag.model.talk.table import GivenTable


def dues_of_record(product: Product) -> Iterator[DueItem]:
    """The end of each warranty and return window whose end is known, and the days of a service; none of what is gone.

    Several of one kind are told apart by their order among those, so that a mended term, start or provider changes the
    day and not what it is called.
    """
    if product.state in PARTED:
        return
    met: Counter[str] = Counter()
    for each in product.warranties:
        source = RETURN if each.kind == RETURN_WINDOW else WARRANTY
        met[each.kind] += 1
        key = (source, each.kind, *((str(met[each.kind]),) if met[each.kind] > 1 else ()))
        if day := each.ends(product.purchase.date):
            yield DueItem(product.id, key, source, each.kind, day, party=each.provider or product.purchase.seller)
    yield from _dues_of_service(product)


def _dues_of_service(product: Product) -> Iterator[DueItem]:
    """When a service goes on by itself, until when notice can be given before that, and when it is over."""
    service, party = product.service, product.earner()
    told = ((RENEWAL, service.renewals(), str(service.fee or "")), (NOTICE, service.notices(), ""))
    for source, days, title in told:
        if days and (day := days.number(0)):
            yield DueItem(product.id, (source,), source, title, day, party=party, series=days)
    if service.ends:
        yield DueItem(product.id, (SERVICE_END,), SERVICE_END, "", service.ends, party=party)


def dues_of_log(entries: Iterable[Entry]) -> Iterator[DueItem]:
    """What is to be done by the entries of a product, in their order, and when a loan should be back.

    The loan is due only while the record says lent, which the log alone cannot know. The ledger tells of shares. No
    item knows the product's id yet.
    """
    log = standing_entries(entries)
    yield from (_of_entry(each) for each in dues_of(log) if each.kind != kinds.SHARE)
    yield from questions_to_owner(log)
    if any(each.kind == kinds.FIRMWARE and each.data for each in log) and (news := firmware_news(log)):
        title, said = news_text(news), news.entry
        yield DueItem("", (FIRMWARE,), FIRMWARE, title, party=said.party, entry=said.id)
    loans = [each for each in log if each.kind == kinds.LOAN]
    if loans and (last := loans[-1]).due:
        yield DueItem("", (LOAN, last.id), LOAN, last.title, last.due, party=last.party, entry=last.id)


def questions_to_owner(entries: Iterable[Entry]) -> Iterator[DueItem]:
    """What others asked and nobody answered, without a day; no item knows what it is about."""
    for each in open_questions(entries):
        if not is_own(each):
            key = (QUESTION, each.id)
            yield DueItem("", key, QUESTION, each.title, party=each.party, entry=each.id)


def dues_of_share(share: Share) -> Iterator[DueItem]:
    """The day until which the other side may keep what it was given, unless it was asked back."""
    if share.until and not share.revoked:
        key = (SHARE, share.bundle)
        yield DueItem(share.product, key, SHARE, SHARE, share.until, party=share.party)


def dues_of_table(table: GivenTable) -> Iterator[DueItem]:
    """The day until which somebody else's table may be kept. Nothing says whose it is: a calendar would keep that."""
    if table.until:
        yield DueItem(
            table.product, (TABLE, table.channel), TABLE, TABLE, table.until, slug=table.slug, name=table.name
        )


def due_of_share_text(text: str) -> DueItem | None:
    """The same of what an index keeps of a share: day, product, bundle and party; None where it keeps the day alone."""
    day, _, rest = text.partition(" ")
    if not rest:
        return None
    product, bundle, party = rest.split(" ")
    return DueItem(product, (SHARE, bundle), SHARE, SHARE, datetime.date.fromisoformat(day), party=party)


def dues_of_party(party: Party) -> Iterator[DueItem]:
    """The last day on which kinds of entries may come from a party, and that of all that may; nothing that is muted."""
    days = {kind: each.until for kind, each in party.channel.permissions.items() if kind not in party.channel.mute}
    for kind, day in {**days, "": party.channel.until}.items():
        if day:
            yield _end_of_permission(day, party.slug, kind)


def due_of_party_text(text: str) -> DueItem:
    """The same of what an index keeps of a party: day, slug, and kind, which is empty for all of them."""
    day, slug, kind = text.split(" ", 2)
    return _end_of_permission(datetime.date.fromisoformat(day), slug, kind)


def _end_of_permission(day: datetime.date, slug: str, kind: str) -> DueItem:
    title = f"permission for {kind or 'everything'} ends"
    return DueItem("", (PERMISSION, slug, kind), PERMISSION, title, day, party=slug)


def _of_entry(due: Due) -> DueItem:
    at = None if due.at is None else f"{due.at.normalize():f}"
    key = (ENTRY, *due.key)
    told = DueItem("", key, due.kind, due.title, due.date)
    return told._replace(party=due.party, entry=due.entry, meter=due.meter, at=at)
