"""The files of a packet about wishes, offers and terms: of what one party was asked, offered and agreed to, alone.

A text that is gone, or is not the one with its hash any more, is left out; what was said of it stands all the same.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from talktag.errors import InvalidError
from talktag.interop.consent.write_receipt import write_receipt
from talktag.interop.schema_org.write_demand import demand_values, write_demands
from talktag.interop.schema_org.write_offers import write_offers
from talktag.model.terms.said_terms import SHORT
from talktag.model.terms.terms_text import LEAVES_AS
from talktag.ops.finding.find_terms import kept_terms, text_of
from talktag.ops.terms.receipt import receipt_of
from talktag.ops.wishes.pages.told import told_wish

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from talktag.ops.session import Session
    from talktag.ops.switching.with_party import AskedOfParty, WithParty

WISHES, OFFERS, TERMS = "wishes.jsonld", "offers.jsonld", "terms/"
RECEIPT = ".jsonld"  # the ending of a receipt among the terms


def agreed_files(session: Session, found: WithParty) -> dict[str, bytes]:
    """Each of them by its name; of what there is nothing, there is no file."""
    files: dict[str, bytes] = {}
    if found.wishes:
        files[WISHES] = write_demands([_demand(session, each) for each in found.wishes])
    if found.offers:
        files[OFFERS] = write_offers(found.offers, {found.party.slug: found.party.name})
    files.update(_receipts(session, found))
    files.update(_texts(session, found))
    return files


def _demand(session: Session, asked: AskedOfParty) -> Mapping[str, object]:
    """A wish as the party knows it, by the id that it has there."""
    wish = asked.wish
    told = told_wish(session, wish, asked.sent.thing, without_name=asked.sent.anonymous)
    return demand_values(told.asked, wish.name, wish.text, tuple(map(str, wish.order.picks)) if wish.order else ())


def _receipts(session: Session, found: WithParty) -> Iterator[tuple[str, bytes]]:
    """A receipt of each agreement that both signed, whatever became of it."""
    for each in found.terms:
        if each.agreement.accepted:
            with contextlib.suppress(InvalidError):
                ident = each.agreement.offer.entry.id
                yield f"{TERMS}{ident}{RECEIPT}", write_receipt(receipt_of(session, each))


def _texts(session: Session, found: WithParty) -> Iterator[tuple[str, bytes]]:
    """Each text that was named between the two, byte for byte; one in HTML as the text that it is."""
    named = {said.said.terms for each in found.terms for said in each.agreement.history}
    for sha256 in sorted(named):
        if terms := kept_terms(session.store, sha256):
            with contextlib.suppress(InvalidError):
                yield f"{TERMS}{sha256[:SHORT]}.{LEAVES_AS[terms.type][0]}", text_of(session.store, terms)
