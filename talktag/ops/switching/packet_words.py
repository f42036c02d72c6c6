"""What a packet says in words: contracts first, with the last day for notice. It computes no date anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from talktag.model.due.due_item import what_is_due
from talktag.ops.switching.packet_files import READ_BY, readings_of
from talktag.page.switching.packet_text import PacketSection

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.model.sharing.share import Share
    from talktag.ops.due.gather import Gathered
    from talktag.ops.session import Session
    from talktag.ops.switching.with_party import Tie, WithParty


def sections_of(
    session: Session, found: WithParty, due: Gathered, names: Sequence[str], staying: Mapping[str, int]
) -> list[PacketSection]:
    """Every section of the text, in the order in which a person needs it."""
    services = [each for each in found.ties if each.is_service]
    things = [each for each in found.ties if not each.is_service]
    return [
        PacketSection("Who", _party_rows(found)),
        *(PacketSection(each.product.name, list(_service_rows(session, each.product))) for each in services),
        PacketSection("Things", [(each.product.name, "\n".join(_thing_lines(each))) for each in things]),
        PacketSection(
            "Days",
            [
                (str(item.date), f"{what_is_due(item, due.parties.get(item.party or ''))}: {item.name}")
                for item in due.items
                if item.date
            ],
        ),
        PacketSection(
            "Readings",
            [(f"{day}", f"{thing}: {meter} {shown}") for day, thing, meter, shown in readings_of(found.entries)],
        ),
        PacketSection(
            "Said and done",
            [(f"{each.entry.date}", f"{each.entry.kind}: {each.entry.title}") for each in found.entries],
        ),
        PacketSection("Given to them", [(f"{each.date}", _share_line(each)) for each in found.shares]),
        PacketSection("Files", [(name, READ_BY.get(name, "as it is kept")) for name in names]),
        PacketSection("Not in it", [(what, str(count)) for what, count in staying.items() if count]),
    ]


def _party_rows(found: WithParty) -> list[tuple[str, str]]:
    party = found.party
    rows = (
        ("name", party.name),
        ("role", party.role),
        ("contact", party.contact),
        ("mail", party.mail),
        ("phone", party.phone),
        ("address", party.address),
        ("web", party.url),
    )
    return [(name, value) for name, value in rows if value]


def _service_rows(session: Session, product: Product) -> Iterator[tuple[str, str]]:
    service, today = product.service, session.today
    if service.fee:
        every = service.every and (service.every.unit if service.every.length == 1 else str(service.every))
        yield "costs", f"{service.fee} every {every}" if every else str(service.fee)
    if product.purchase.date:
        yield "since", str(product.purchase.date)
    if product.purchase.order:
        yield "their number", product.purchase.order
    notices, renewals = service.notices(), service.renewals()
    if notices and (day := notices.next(today)):
        yield "last day for notice", str(day)
    if renewals and (day := renewals.next(today)):
        yield "goes on by itself on", str(day)
    if service.ends:
        yield "ends for good on", str(service.ends)
    if product.serial:
        yield "serial number", product.serial
    yield from ((name, str(value)) for name, value in product.fields.items() if isinstance(value, str | int | float))


def _thing_lines(tie: Tie) -> Iterator[str]:
    product = tie.product
    yield ", ".join(tie.why)
    made = " ".join(filter(None, (product.maker, product.model)))
    if made and made != product.name:
        yield made
    if product.serial:
        yield f"serial number {product.serial}"
    purchase = product.purchase
    bought = [f"bought {purchase.date}" if purchase.date else "", str(purchase.price) if purchase.price else ""]
    if any(bought):
        yield ", ".join(filter(None, bought))
    for each in product.warranties:
        end = each.ends(purchase.date)
        yield f"warranty ({each.kind}) {f'until {end}' if end else str(each.term)}"


def _share_line(share: Share) -> str:
    parts = [", ".join(share.sections) or "identity"]
    if share.purpose:
        parts.append(f"for: {share.purpose}")
    if share.until:
        parts.append(f"until {share.until}")
    if share.revoked:
        parts.append(f"taken back {share.revoked}")
    return "; ".join(parts)
