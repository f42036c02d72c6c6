"""`terms receipt`: what both signed, as a receipt that other programs read. It changes nothing and sends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError
from talktag.ops.finding.find_terms import kept_terms
from talktag.ops.keys.whose_key import key_of_line
from talktag.ops.outcome import Outcome, Output
from talktag.ops.terms.say_terms import TermsRequest, find_signed
from talktag.store import layout
from talktag.store.collections import PARTIES, SHARES

if TYPE_CHECKING:
    from talktag.interop.consent.write_receipt import ReceiptParty, ToReceipt
    from talktag.model.parties.party import Party
    from talktag.ops.parties.agreements import StandingTerms
    from talktag.ops.session import Session


class WrittenReceipt(NamedTuple):
    """The receipt: what it is of, and the file that it is in."""

    standing: StandingTerms
    shares: int
    path: Path | None

    def values(self) -> Mapping[str, Any]:
        """How it stands, how many times something was given under it, and the file."""
        return {**self.standing.values(), "given": self.shares, "file": str(self.path) if self.path else "-"}


def write_terms_receipt(session: Session, ref: str, to: str | None, path: Path | None) -> Outcome:
    """The receipt of an agreement; NotFoundError where both signed none that is called so."""
    from talktag.interop.consent.write_receipt import write_receipt

    standing = find_signed(session, TermsRequest(ref, to))
    receipt = receipt_of(session, standing)
    made = WrittenReceipt(standing, len(receipt.shares), path)
    wrote = (f'wrote "{path}"',) if path else ()
    return Outcome(made, output=Output(path, partial(write_receipt, receipt)), done=wrote)


def receipt_of(session: Session, standing: StandingTerms) -> ToReceipt:
    """What a receipt of it tells; InvalidError where the text is gone."""
    from talktag.interop.consent.write_receipt import ToReceipt

    terms = kept_terms(session.store, standing.agreement.terms)
    if terms is None:
        raise InvalidError("the text that both signed is not here any more", hints=["talktag doctor"])
    party = (
        session.store.one(PARTIES, standing.party).value if session.store.has(layout.party(standing.party)) else None
    )
    found = [each.value for each in session.store.where(SHARES, party=standing.party) if each.value]
    return ToReceipt(
        standing.agreement,
        terms,
        owner=_owner(session),
        other=_other(standing, party),
        shares=tuple(each for each in found if each.terms == terms.sha256),
        created=session.instant,
        owner_is_person=party is None or party.role != "customer",
    )


def _owner(session: Session) -> ReceiptParty:
    from talktag.interop.consent.write_receipt import ReceiptParty

    settings, folder = session.store.settings, session.key_folder
    key = key_of_line(folder.public().signing_line) if folder.exists() else None
    return ReceiptParty(settings.owner, settings.contact, key.fingerprint if key else None)


def _other(standing: StandingTerms, party: Party | None) -> ReceiptParty:
    from talktag.interop.consent.write_receipt import ReceiptParty

    key = next((each.entry.signer for each in standing.agreement.history if not each.own), None)
    return ReceiptParty(standing.name, (party.contact or party.mail) if party else None, key)
