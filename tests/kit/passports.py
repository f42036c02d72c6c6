"""Passports as a maker would write and sign them, of a camera that does not exist. Judges nothing."""

from __future__ import annotations

import json
from typing import Any

from talktag.interop.passport.proof import SUITE, did_of, encode_base58, signed_bytes
from talktag.seal.ssh.key import SigningKey

MAKER = SigningKey.from_seed(b"\x07" * 32)
GTIN = "09521234543213"
W3C = "https://www.w3.org/ns/credentials/v2"
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"  # of the word "test"
REPAIR = {"linkURL": "https://maker.example/repair", "linkName": "Repair"}
MANUAL = {
    "linkURL": "https://maker.example/manual.pdf",
    "linkName": "Manual",
    "linkType": "https://ref.gs1.org/voc/instructions",
}
CANON = {"id": "https://maker.example/", "name": "Canon"}


def passport(**product: Any) -> dict[str, Any]:
    """One of the camera of the house as 0.6.1 has it, unsigned; `product` are further members of the product."""
    about = {
        "type": ["Product"],
        "id": f"https://id.gs1.org/01/{GTIN}",
        "name": "EOS 5D",
        "serialNumber": "0320",
        "batchNumber": "B17",
        "productionDate": "2023-05-01",
        "countryOfProduction": "JP",
        "producedByParty": CANON,
        "furtherInformation": [MANUAL],
    }
    evidence = {"linkURL": "https://maker.example/co2.pdf", "hashDigest": DIGEST, "hashMethod": "SHA-256"}
    return _credential("https://test.uncefact.org/vocabulary/untp/dpp/0.6.1/") | {
        "credentialSubject": {
            "type": ["ProductPassport"],
            "id": "https://maker.example/products/0320",
            "granularityLevel": "item",
            "product": about | product,
            "circularityScorecard": {"recycledContent": 0.125, "repairInformation": REPAIR},
            "traceabilityInformation": [{"traceabilityEvent": [evidence]}],
        },
    }


def newer_passport(**product: Any) -> dict[str, Any]:
    """The same as 0.7.0 has it, where a link to the manual tells a digest."""
    scheme = {"type": ["IdentifierScheme"], "id": "https://id.gs1.org/01/", "name": "GS1 GTIN"}
    kind = {"code": "47215", "name": "Cameras", "schemeId": "https://cpc.example/", "schemeName": "CPC"}
    hashed = {"digestMultibase": encode_base58(b"\x12\x20" + bytes.fromhex(DIGEST)), "mediaType": "application/pdf"}
    about = {
        "type": ["Product"],
        "id": f"https://id.gs1.org/01/{GTIN}",
        "name": "EOS 5D",
        "idScheme": scheme,
        "modelNumber": "DS126601",
        "itemNumber": "0320",
        "batchNumber": "B17",
        "idGranularity": "item",
        "productCategory": [kind],
        "relatedDocument": [MANUAL | hashed, REPAIR],
        "relatedParty": [
            {"role": "importer", "party": CANON | {"type": ["Party"], "name": "Somebody"}},
            {"role": "manufacturer", "party": CANON | {"type": ["Party"]}},
        ],
        "producedAtFacility": {"type": ["Facility"], "id": "https://maker.example/oita", "name": "Oita"},
        "productionDate": "2023-05-01",
        "countryOfProduction": {"countryCode": "JP", "countryName": "Japan"},
    }
    of_version = _credential("https://vocabulary.uncefact.org/untp/0.7.0/context/")
    return of_version | {"name": "Passport of a camera", "credentialSubject": about | product}


def _credential(vocabulary: str) -> dict[str, Any]:
    return {
        "@context": [W3C, vocabulary],
        "type": ["DigitalProductPassport", "VerifiableCredential"],
        "id": "https://maker.example/passports/0320",
        "issuer": {"type": ["CredentialIssuer"], "id": did_of(MAKER.public.raw), "name": "Canon"},
        "validFrom": "2024-01-01T00:00:00Z",
    }


def signed(document: dict[str, Any], key: SigningKey = MAKER, **options: Any) -> dict[str, Any]:
    """The same with a proof by a key; `options` replace members of the proof."""
    did = did_of(key.public.raw)
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": "2024-01-01T00:00:00Z",
        "verificationMethod": f"{did}#{did.removeprefix('did:key:')}",
        "proofPurpose": "assertionMethod",
        "@context": document["@context"],
        **options,
    }
    proof.setdefault("proofValue", encode_base58(key.sign(signed_bytes(document, proof))))
    return document | {"proof": proof}


def as_file(document: Any) -> bytes:
    """It as a file."""
    return json.dumps(document, ensure_ascii=False).encode()
