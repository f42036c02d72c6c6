"""What two signed, as a receipt of consent in JSON-LD, with its context in it: read with no network, and by anybody.

It tells what is known here: who, with whom, which text, when, signed with which keys, what was given under it. No text
is read for its meaning, so purposes, legal bases, kinds of processing, retention and jurisdiction are not in it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from talktag.model.sharing.share import Share
from talktag.model.terms.agreement import Agreement, Statement
from talktag.model.terms.said_terms import Act
from talktag.model.terms.terms_text import Terms

FORM = "talktag-receipt/1, shaped like ISO/IEC TS 27560:2023 by the guide of W3C DPV 2.3"
_CONTEXT = {
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "mt": "https://w3id.org/dpv/standards/ieee/7012#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_STATES: Mapping[Act, tuple[str, ...]] = {
    Act.OFFERED: ("mt:AgreementNegotiationInitiated",),
    Act.COUNTERED: ("mt:AgreementNegotiationCounterOfferMade",),
    Act.ACCEPTED: ("mt:AgreementAccepted", "dpv:ConsentGiven"),
    Act.REFUSED: ("mt:AgreementRefused",),
    Act.WITHDRAWN: ("dpv:ConsentWithdrawn",),
    Act.BREACH: ("dpv:ContractBreached",),
}
_WITHDRAWAL = "a signed message that names the text, which talktag writes by: talktag terms withdraw"


@dataclass(frozen=True, slots=True)
class ReceiptParty:
    """One of the two: what they are called, how to reach them, and the fingerprint of their key."""

    name: str
    contact: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class ToReceipt:
    """What a receipt is of. The owner is the `person` whose data it is about, unless the other side is their customer.

    `shares` are what was given under it, which the ledger tells.
    """

    agreement: Agreement
    terms: Terms
    owner: ReceiptParty
    other: ReceiptParty
    shares: Sequence[Share]
    created: str
    owner_is_person: bool = True


def write_receipt(receipt: ToReceipt) -> bytes:
    """The receipt, with the one record that it is of."""
    ident = receipt.agreement.offer.entry.id
    document = {
        "@context": _CONTEXT,
        "@id": f"urn:talktag:receipt:{ident}:{receipt.created}",
        "@type": "dpv:ConsentReceipt",
        "dct:identifier": f"{ident} {receipt.created}",
        "dct:conformsTo": FORM,
        "dct:created": _moment(receipt.created),
        "dct:hasPart": _record(receipt),
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _record(receipt: ToReceipt) -> dict[str, Any]:
    made, terms = receipt.agreement, receipt.terms
    person, entity = (_OWNER, _OTHER) if receipt.owner_is_person else (_OTHER, _OWNER)
    record = {
        "@id": f"urn:talktag:agreement:{made.offer.entry.id}",
        "@type": ["dpv:ConsentRecord", "mt:AgreementInteractionRecord"],
        "dct:identifier": made.offer.entry.id,
        "dct:conformsTo": FORM,
        "dpv:hasDataSubject": _ref(person),
        "dpv:hasRecipient": _ref(entity),
        "mt:hasFirstParty": _party(receipt, person, ["dpv:DataSubject", "mt:Person"]),
        "mt:hasSecondParty": _party(receipt, entity, ["dpv:Recipient", "mt:Entity"]),
        "dpv:hasNotice": _notice(terms),
        "mt:hasAgreement": _agreement(terms),
        "dpv:hasConsentStatus": [_event(each) for each in made.history],
        "dpv:hasConsentControl": {"@type": "dpv:WithdrawConsent", "dct:description": _WITHDRAWAL},
        "dpv:hasTechnicalOrganisationalMeasure": {
            "@type": "dpv:DigitalSignatures",
            "dct:description": "both signed the SHA-256 of the text, with Ed25519 keys, as SSHSIG",
        },
        "dpv:hasProcess": [_process_of(each) for each in receipt.shares],
    }
    return {key: value for key, value in record.items() if value not in (None, [], {})}


_OWNER, _OTHER = "urn:talktag:party:owner", "urn:talktag:party:other"


def _ref(ident: str) -> dict[str, str]:
    return {"@id": ident}


def _party(receipt: ToReceipt, ident: str, types: Sequence[str]) -> dict[str, Any]:
    party = receipt.owner if ident == _OWNER else receipt.other
    told = {"dpv:hasName": party.name, "dpv:hasContact": party.contact, "dpv:hasIdentifier": party.key}
    return {"@id": ident, "@type": list(types), **{key: value for key, value in told.items() if value}}


def _notice(terms: Terms) -> dict[str, Any]:
    told = {
        "dct:identifier": f"sha256:{terms.sha256}",
        "dct:title": terms.title,
        "dct:language": terms.language,
        "dct:format": terms.type,
        "dct:source": terms.source,
    }
    found = {key: value for key, value in told.items() if value}
    return {"@id": _text_id(terms), "@type": "dpv:Notice", **found}


def _agreement(terms: Terms) -> dict[str, Any]:
    """The text, and what a list of agreements calls it: as words, since nothing is concluded from an id."""
    registry = {"@type": "mt:AgreementRegistry", "dct:source": terms.roster} if terms.roster else None
    told = {
        "dct:identifier": terms.id,
        "mt:hasAgreementRegistry": registry,
        "mt:hasHumanReadableFormat": _ref(_text_id(terms)),
    }
    return {"@type": "mt:Agreement", **{key: value for key, value in told.items() if value}}


def _text_id(terms: Terms) -> str:
    return f"urn:talktag:terms:{terms.sha256}"


def _event(said: Statement) -> dict[str, Any]:
    """What was said, by whom, when, as which state."""
    entry, until = said.entry, said.said.until
    moment = (entry.time or datetime.datetime.combine(entry.date, datetime.time(), datetime.UTC)).isoformat()
    told: dict[str, Any] = {
        "@type": list(_STATES[said.said.act]),
        "dct:identifier": entry.id,
        "dpv:isIndicatedAtTime": _moment(moment.replace("+00:00", "Z")),
        "dpv:isIndicatedBy": _ref(_OWNER if said.own else _OTHER),
        "dct:description": entry.text,
        "dpv:hasDuration": _duration(until),
    }
    return {key: value for key, value in told.items() if value}


def _process_of(share: Share) -> dict[str, Any]:
    """What of a product was given under it, by the names of fields and sections, and never their values."""
    names = dict.fromkeys((*share.fields, *share.sections))
    told: dict[str, Any] = {
        "dct:identifier": share.bundle,
        "dct:date": _day(share.date),
        "dct:description": share.purpose,
        "dpv:hasPersonalData": [{"@type": "dpv:PersonalData", "dct:title": name} for name in names],
        "dpv:hasDuration": _duration(share.until),
    }
    return {"@type": "dpv:Process", **{key: value for key, value in told.items() if value}}


def _duration(until: datetime.date | None) -> dict[str, Any] | None:
    return {"@type": "dpv:UntilTimeDuration", "dct:date": _day(until)} if until else None


def _day(day: datetime.date) -> dict[str, str]:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def _moment(text: str) -> dict[str, str]:
    return {"@value": text, "@type": "xsd:dateTime"}
