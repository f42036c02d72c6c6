"""Whether a claim to a tag holds, and whose the tag is then. The first key keeps it; it keeps and sends nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import UntrustedError
from talktag.model.desk.tag_holder import TagHolder
from talktag.model.makers.claim import CLAIM_NAMESPACE, HANDOVER_NAMESPACE, Claim, claim_text, handover_text
from talktag.model.values.ident import printed_tag
from talktag.seal.ssh import sshsig

if TYPE_CHECKING:
    from talktag.model.makers.tag_register import PrintedTag
    from talktag.seal.ssh.key import PublicKey


class Claimer(NamedTuple):
    """Who claims: their channel, the fingerprint of their key, and those of the desk's keys, which they may know."""

    channel: str
    key: str
    makers: frozenset[str]


class JudgedClaim(NamedTuple):
    """Who holds the tag then, and whether that is who claimed; else why not, in words for them."""

    holder: TagHolder
    is_theirs: bool
    why: str = ""


def judge_claim(claim: Claim, printed: PrintedTag | None, holder: TagHolder | None, who: Claimer) -> JudgedClaim:
    """Whose the tag is once they claimed it. UntrustedError where a signature does not hold, or nothing was printed."""
    if printed is None:
        raise UntrustedError(f"the tag {printed_tag(claim.tag)} is none that was printed here")
    if _proven(claim.tag, claim.proof, who) != printed.claim:
        raise UntrustedError(f"the claim to the tag {printed_tag(claim.tag)} is not that of its code")
    fresh = TagHolder(tag=claim.tag, channel=who.channel, key=who.key)
    if holder is None:
        return JudgedClaim(fresh, is_theirs=True)
    if holder.key == who.key:
        return JudgedClaim(holder, is_theirs=True)
    if not claim.handover:
        return JudgedClaim(holder, is_theirs=False, why="another key claimed it before")
    to = _proven(claim.tag, claim.heir, who)
    if to in holder.used:
        return JudgedClaim(holder, is_theirs=False, why="that hand-over was used before")
    signer = _signer(handover_text(claim.tag, to), claim.handover, HANDOVER_NAMESPACE)
    if signer.fingerprint != holder.key:
        return JudgedClaim(holder, is_theirs=False, why="the hand-over is not by whoever it belongs to")
    passed = replace(fresh, before=holder.channel, used=(*holder.used, to))
    return JudgedClaim(passed, is_theirs=True)


def _proven(tag: str, proof: str, who: Claimer) -> str:
    """The fingerprint of the key that signed that the tag is to be theirs, here."""
    signers = (_try_proof(claim_text(tag, who.key, maker), proof) for maker in sorted(who.makers))
    return _first(signers, tag)


def _first(signers: Iterable[PublicKey | None], tag: str) -> str:
    found = next(filter(None, signers), None)
    if found is None:
        raise UntrustedError(f"a proof of the claim to the tag {printed_tag(tag)} does not hold for that key")
    return found.fingerprint


def _try_proof(text: bytes, proof: str) -> PublicKey | None:
    try:
        return _signer(text, proof, CLAIM_NAMESPACE)
    except UntrustedError:
        return None


def _signer(text: bytes, signature: str, namespace: str) -> PublicKey:
    return sshsig.verify(text, sshsig.armor(signature), namespace)
