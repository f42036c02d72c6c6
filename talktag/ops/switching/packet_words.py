"""What a packet says in words, in one language: contracts first, with the last day for notice. It computes no date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Self

from talktag.model.terms.said_terms import SHORT
from talktag.ops.switching.agreed_files import RECEIPT, TERMS
from talktag.ops.switching.packet_files import readings_of
from talktag.page.site.describe_thing import said_of_due
from talktag.page.site.wording import fill_in, site_wording
from talktag.page.switching.packet_text import PacketSection
from talktag.page.switching.wording import packet_wording
from talktag.page.wording import wording
from talktag.page.words_for_values import term_in

if TYPE_CHECKING:
    from talktag.interop.export_result import Lost
    from talktag.model.products.product import Product
    from talktag.model.sharing.share import Share
    from talktag.model.values.warranty import Duration
    from talktag.model.wishes.offer import WishOffer
    from talktag.ops.due.gather import Gathered
    from talktag.ops.parties.agreements import StandingTerms
    from talktag.ops.session import Session
    from talktag.ops.switching.with_party import AskedOfParty, Tie, WithParty
    from talktag.page.site.wording.texts import SiteTexts
    from talktag.page.switching.wording.texts import PacketTexts
    from talktag.page.wording.texts import Texts

Rows = list[tuple[str, str]]


class PacketWords(NamedTuple):
    """The words of one language: those of packets alone, of values, and of what is due."""

    own: PacketTexts
    values: Texts
    due: SiteTexts

    @classmethod
    def of(cls, language: str) -> Self:
        """Those of a language; InvalidError for one in which no packet is written."""
        return cls(packet_wording(language), wording(language), site_wording(language))


class InPacket(NamedTuple):
    """What the text tells of the files: their names, what forms do not hold as it is, and what stays, counted.

    `currencies` are those of the prices in sheets that do not name it.
    """

    names: Sequence[str]
    lost: Mapping[str, Sequence[Lost]]
    staying: Mapping[str, int]
    currencies: Mapping[str, str]


def sections_of(
    session: Session, found: WithParty, due: Gathered, words: PacketWords, packed: InPacket
) -> list[PacketSection]:
    """Every section of the text, in the order in which a person needs it."""
    own = words.own
    services = [each for each in found.ties if each.is_service]
    things = [each for each in found.ties if not each.is_service]
    shown = readings_of(found.entries)
    return [
        PacketSection(own.who, _party_rows(found, words)),
        *(PacketSection(each.product.name, list(_service_rows(session, each.product, words))) for each in services),
        PacketSection(own.things, [(each.product.name, "\n".join(_thing_lines(each, words))) for each in things]),
        PacketSection(own.days, _days(due, words)),
        PacketSection(own.readings, [(f"{day}", f"{name}: {what} {at}") for day, name, what, at in shown]),
        PacketSection(own.said, _happenings(found, words)),
        PacketSection(own.wishes, [(f"{each.sent.date}", _wish_line(each, own)) for each in found.wishes]),
        PacketSection(own.offers, [(f"{each.date}", _offer_line(each, own)) for each in found.offers]),
        PacketSection(own.terms, [_terms_row(each, own) for each in found.terms]),
        PacketSection(own.given, [(f"{each.date}", _share_line(each, words)) for each in found.shares]),
        PacketSection(own.files, [(name, _reader_row(name, packed, own)) for name in packed.names]),
        PacketSection(own.lost, [(name, _fields_of(lost)) for name, lost in packed.lost.items()]),
        PacketSection(own.staying, [(what, str(count)) for what, count in packed.staying.items() if count]),
    ]


def reader_of(name: str, own: PacketTexts) -> str:
    """Which programs read a file of a packet, or that it is one which was attached."""
    if name.startswith(TERMS):
        return own.receipt if name.endswith(RECEIPT) else own.terms_text
    return own.read_by.get(name, own.kept)


def _reader_row(name: str, packed: InPacket, own: PacketTexts) -> str:
    currency = packed.currencies.get(name)
    priced = fill_in(own.prices, currency=currency) if currency else ""
    return "; ".join(filter(None, (reader_of(name, own), priced)))


def _party_rows(found: WithParty, words: PacketWords) -> Rows:
    party, own = found.party, words.own
    rows = (
        (own.name, party.name),
        (own.role, words.values.roles.get(party.role, party.role)),
        (own.contact, party.contact),
        (own.mail, party.mail),
        (own.phone, party.phone),
        (own.address, party.address),
        (own.web, party.url),
    )
    return [(name, value) for name, value in rows if value]


def _service_rows(session: Session, product: Product, words: PacketWords) -> Iterator[tuple[str, str]]:
    service, today, own = product.service, session.today, words.own
    if service.fee:
        every = service.every and _period(service.every, words)
        yield own.costs, fill_in(own.every, fee=str(service.fee), every=every) if every else str(service.fee)
    if product.purchase.date:
        yield own.since, str(product.purchase.date)
    if product.purchase.order:
        yield own.number, product.purchase.order
    notices, renewals = service.notices(), service.renewals()
    if notices and (day := notices.next(today)):
        yield own.notice, str(day)
    if renewals and (day := renewals.next(today)):
        yield own.goes_on, str(day)
    if service.ends:
        yield own.ends, str(service.ends)
    if product.serial:
        yield own.serial, product.serial
    yield from ((name, str(value)) for name, value in product.fields.items() if isinstance(value, str | int | float))


def _period(every: Duration, words: PacketWords) -> str:
    """How often: `month`, `3 months`."""
    return words.values.units[every.unit][0] if every.length == 1 else term_in(words.values, str(every)) or str(every)


def _thing_lines(tie: Tie, words: PacketWords) -> Iterator[str]:
    product, own = tie.product, words.own
    yield ", ".join(own.why[each] for each in tie.why)
    made = " ".join(filter(None, (product.maker, product.model)))
    if made and made != product.name:
        yield made
    if product.serial:
        yield f"{own.serial} {product.serial}"
    purchase = product.purchase
    bought = [fill_in(own.bought, what=str(purchase.date)) if purchase.date else "", str(purchase.price or "")]
    if any(bought):
        yield ", ".join(filter(None, bought))
    for each in product.warranties:
        end = each.ends(purchase.date)
        until = fill_in(own.until, day=str(end)) if end else term_in(words.values, str(each.term)) or str(each.term)
        kind = words.values.warranties.get(each.kind, each.kind)
        yield (
            fill_in(own.warranty, kind=kind, until=until) if each.kind != "all" else f"{words.values.warranty} {until}"
        )


def _days(due: Gathered, words: PacketWords) -> Rows:
    return [
        (str(item.date), f"{said_of_due(item, words.due, due.parties.get(item.party or '', ''))}: {item.name}")
        for item in due.items
        if item.date
    ]


def _happenings(found: WithParty, words: PacketWords) -> Rows:
    kinds = words.values.entries
    return [
        (f"{each.entry.date}", f"{kinds.get(each.entry.kind, each.entry.kind)}: {each.entry.title}")
        for each in found.entries
    ]


def _wish_line(asked: AskedOfParty, own: PacketTexts) -> str:
    wish = asked.wish
    parts = [
        wish.name,
        fill_in(own.most, price=str(wish.most)) if wish.most else "",
        fill_in(own.until, day=str(wish.until)) if wish.until else "",
        own.nameless if asked.sent.anonymous else "",
    ]
    return "; ".join(filter(None, parts))


def _offer_line(offer: WishOffer, own: PacketTexts) -> str:
    until = f"; {fill_in(own.until, day=str(offer.valid))}" if offer.valid else ""
    return f"{offer.price or own.no_price}{until}: {offer.entry.title}"


def _terms_row(standing: StandingTerms, own: PacketTexts) -> tuple[str, str]:
    """The day on which they were offered, what they are called with the beginning of their hash, and how they stand."""
    made = standing.agreement
    parts = [
        own.statuses[made.status.value],
        own.by_owner if made.offer.own else own.by_party,
        fill_in(own.signed, day=str(made.accepted.entry.date)) if made.accepted else "",
    ]
    called, short = made.of.said.called, made.terms[:SHORT]
    named = called if called == short else f"{called} ({short})"
    return f"{made.offer.entry.date}", f"{named}\n{'; '.join(filter(None, parts))}"


def _share_line(share: Share, words: PacketWords) -> str:
    own, sections = words.own, words.values.sections
    parts = [", ".join(sections.get(each, each) for each in share.sections) or sections["identity"]]
    if share.purpose:
        parts.append(fill_in(own.purpose, purpose=share.purpose))
    if share.until:
        parts.append(fill_in(own.until, day=str(share.until)))
    if share.revoked:
        parts.append(fill_in(own.taken_back, day=str(share.revoked)))
    return "; ".join(parts)


def _fields_of(lost: Sequence[Lost]) -> str:
    """The keys of the facts, as records have them, each once."""
    return ", ".join(dict.fromkeys(each.field for each in lost))
