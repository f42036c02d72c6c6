"""The signature in a credential: Data Integrity by `eddsa-jcs-2022`, with a key of `did:key`. It checks no signature.

What was signed and by which key is taken apart here; whether it holds, the room for keys says, and whose key it is,
the owner. Anything else that a credential may be signed with is told as what it is, and counts as no signature.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from talktag.interop.passport.canonical import canonical_json
from talktag.model.values.foreign_text import quote

SUITE = "eddsa-jcs-2022"
_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DID = "did:key:"
_ED25519 = b"\xed\x01"  # of multicodec
_KEY, _SIGNATURE = 32, 64
_LONGEST = 200  # letters of a key or a signature


class Signed(NamedTuple):
    """What a proof says was signed: these bytes, by the raw Ed25519 key `key` that is called `did`."""

    did: str
    key: bytes
    message: bytes
    signature: bytes
    created: str | None = None


def read_proof(document: Mapping[str, Any]) -> Signed | str | None:
    """The proof of a credential; a sentence for one that nothing here can verify, None where there is none.

    ValueError with a sentence for one that says it is of SUITE and is no such thing.
    """
    proof = document.get("proof")
    if isinstance(proof, list):
        proof = proof[0] if len(proof) == 1 else {"type": f"{len(proof)} proofs"} if proof else None
    if proof is None:
        return None
    if not isinstance(proof, dict):
        raise ValueError("its proof is not an object")  # noqa: TRY004 - it is the text that is wrong
    if proof.get("type") != "DataIntegrityProof" or proof.get("cryptosuite") != SUITE:
        named = proof.get("cryptosuite") or proof.get("type") or "nothing"
        return f"it is signed by {quote(str(named))}, which talktag cannot verify"
    if proof.get("proofPurpose") != "assertionMethod":
        raise ValueError("its proof is for another purpose than to say something")
    did = _did_of(proof.get("verificationMethod"))
    key = decode_base58(did.removeprefix(_DID), "the key of its proof")
    if key[:2] != _ED25519 or len(key) != 2 + _KEY:
        return "it is signed by a key of another type than Ed25519"
    signature = decode_base58(proof.get("proofValue"), "the signature of its proof")
    if len(signature) != _SIGNATURE:
        raise ValueError("the signature of its proof has a wrong length")
    created = proof.get("created")
    message = signed_bytes(document, proof)
    return Signed(did, key[2:], message, signature, created if isinstance(created, str) else None)


def signed_bytes(document: Mapping[str, Any], proof: Mapping[str, Any]) -> bytes:
    """What is signed: the hash of the proof without its value, and that of the document without its proof."""
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    plain = {name: value for name, value in document.items() if name != "proof"}
    if "@context" in options:  # what was signed is what the signer saw; contexts that came behind are not
        if not _begins_so(plain.get("@context"), options["@context"]):
            raise ValueError("its proof is of another context")
        plain["@context"] = options["@context"]
    return b"".join(hashlib.sha256(canonical_json(each)).digest() for each in (options, plain))


def encode_base58(data: bytes) -> str:
    """Bytes in the letters of base58btc, with the `z` of multibase before them."""
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, len(_LETTERS))
        text = _LETTERS[rest] + text
    return "z" + _LETTERS[0] * (len(data) - len(data.lstrip(b"\0"))) + text


def decode_base58(text: Any, what: str) -> bytes:
    """The bytes of base58btc; ValueError with a sentence about `what`."""
    if not isinstance(text, str) or not text.startswith("z") or len(text) > _LONGEST:
        raise ValueError(f"{what} is not in base58btc")
    number = 0
    for letter in text[1:]:
        place = _LETTERS.find(letter)
        if place < 0:
            raise ValueError(f"{what} is not in base58btc")
        number = number * len(_LETTERS) + place
    zeros = len(text[1:]) - len(text[1:].lstrip(_LETTERS[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def did_of(key: bytes) -> str:
    """What a raw Ed25519 key is called."""
    return _DID + encode_base58(_ED25519 + key)


def _did_of(method: Any) -> str:
    if not isinstance(method, str) or not method.startswith(_DID) or len(method) > 2 * _LONGEST:
        raise ValueError("the key of its proof is not a did:key")
    did, _, fragment = method.partition("#")
    if fragment and fragment != did.removeprefix(_DID):
        raise ValueError("the key of its proof names another one behind the #")
    return did


def _begins_so(whole: Any, start: Any) -> bool:
    listed, wanted = (each if isinstance(each, list) else [each] for each in (whole, start))
    return listed[: len(wanted)] == wanted
