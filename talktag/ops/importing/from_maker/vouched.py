"""Who vouches for a passport: its signature verified, its key held against the party's. A key alone proves no name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import UntrustedError
from talktag.interop.passport.proof import Signed
from talktag.model.values.foreign_text import quote

if TYPE_CHECKING:
    from talktag.interop.passport.read_passport import Passport
    from talktag.model.parties.party import Party
    from talktag.ops.session import Session


class Vouched(NamedTuple):
    """The fingerprint of the key that signed, None where nobody vouches for it; and what the owner should know."""

    fingerprint: str | None = None
    did: str | None = None
    by_party: str | None = None
    notices: tuple[str, ...] = ("it is not signed: nobody vouches for what it says",)

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values."""
        told = {"fingerprint": self.fingerprint, "did": self.did, "party": self.by_party}
        return {"is_signed": self.fingerprint is not None} | {name: value for name, value in told.items() if value}


def look_at_proof(session: Session, passport: Passport, party: Party | None) -> Vouched:
    """Who vouches for the passport; UntrustedError where it is signed and the signature does not hold."""
    proof = passport.proof
    more = [f"it was to be used until {passport.until}"] if passport.until and passport.until < session.today else []
    if proof is None:
        return Vouched(notices=(*Vouched().notices, *more))
    if isinstance(proof, str):
        return Vouched(notices=(f"{proof}, so nobody vouches here for what it says", *more))
    fingerprint = _verify(proof)
    issuer, name = passport.issuer or ("", None)
    if issuer != proof.did:
        said = f"its signature holds, by a key that is not that of its issuer {quote(name or issuer)}"
        return Vouched(notices=(f"{said}, so nobody vouches here for what it says", *more))
    if party and party.key and _fingerprint_of(party.key) == fingerprint:
        return Vouched(fingerprint, proof.did, party.slug, tuple(more))
    whose = f"calls itself {quote(name)}" if name else "gives no name"
    return Vouched(
        fingerprint, proof.did, None, (f"its signature holds; whoever signed {whose}, which no key proves", *more)
    )


def _verify(proof: Signed) -> str:
    """The fingerprint of the key, as ssh-keygen prints it."""
    from talktag.seal.ssh import raw_signature, wire
    from talktag.seal.ssh.key import ED25519, PublicKey

    key = PublicKey(wire.pack(ED25519.encode(), proof.key))
    try:
        raw_signature.check(key, wire.pack(ED25519.encode(), proof.signature), proof.message)
    except UntrustedError:
        raise UntrustedError(
            "the signature of the passport does not hold: it was changed, or another key signed it",
            hints=["nothing of it was kept; ask its maker for another copy"],
        ) from None
    return key.fingerprint


def _fingerprint_of(line: str) -> str | None:
    from talktag.errors import InvalidError
    from talktag.seal.ssh.key import PublicKey

    try:
        return PublicKey.from_line(line).fingerprint
    except InvalidError:
        return None
