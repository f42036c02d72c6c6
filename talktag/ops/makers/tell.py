"""`claim tell`: the maker is told that a tag is one's own, by a message with the proof. Nothing leaves before a yes.

The proof is for the key that signs the message alone: whoever else reads it can claim nothing with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError, NotFoundError, UntrustedError
from talktag.model.makers.claim import CLAIM_NAMESPACE, Claim, claim_seed, claim_text
from talktag.model.makers.claimed_tag import CLAIMED_KEYS, ClaimedTag, claimed_tag_table
from talktag.model.makers.maker_code import key_beginning
from talktag.model.plan import Write
from talktag.model.toml.write import changed_text
from talktag.model.values.ident import printed_tag
from talktag.ops import commit_message
from talktag.ops.finding.find_product import find_product
from talktag.ops.keys.next_key_claims import is_of_another_key
from talktag.ops.keys.whose_key import key_of_line
from talktag.ops.makers.find_code import claimed_on
from talktag.ops.talk.say import LeavingMessage, say
from talktag.ops.talk.talk_request import NONE, TalkRequest
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.key import SigningKey
from talktag.store.collections import PARTIES

if TYPE_CHECKING:
    from talktag.model.parties.party import Party
    from talktag.ops.outcome import Outcome
    from talktag.ops.session import Session
    from talktag.ops.talk.leaving.way_out import WayOut
    from talktag.store.collection import Stored
    from talktag.store.store import Store


def tell_maker(session: Session, ref: str, way: WayOut, *, anonymous: bool = False) -> Outcome:
    """The message that claims the tag of a thing at its maker, and the plan that remembers it was told.

    NotFoundError where the thing has no maker's tag, InvalidError where nobody described it yet, UntrustedError where
    the maker's key is not the one that the code names, or was not accepted on this computer.
    """
    store = session.store
    record = find_product(store, ref)
    stored = _newest(ref, claimed_on(store, record))
    claimed = stored.value
    assert claimed is not None  # noqa: S101
    party = _maker(store, claimed)
    shown = printed_tag(claimed.tag)
    request = TalkRequest(
        record.product.slug,
        f"I have the thing with your tag {shown}",
        to=party.slug,
        answers=NONE,
        anonymous=anonymous,
        prove=partial(_prove, claimed, _key_of(party, claimed)),
        opens=claimed.handover is not None,  # what another key began goes on with that key alone
    )
    outcome = say(session, request, way)
    if not isinstance(outcome.data, LeavingMessage) or outcome.plan is None:
        raise InvalidError(f"{party.name} cannot be told")
    told = replace(claimed, told=session.today, message=outcome.data.made.document.bundle)
    values = claimed_tag_table(told)
    changes: dict[tuple[str, ...], Any] = {(key,): values.get(key) for key in CLAIMED_KEYS}
    kept = Write(stored.path, changed_text(stored.data, changes), stored.data)
    plan = commit_message.plan("claim tell", f"Tell {party.name} of the tag {shown}", *outcome.plan.changes, kept)
    return outcome._replace(plan=plan, notices=(*_notices(session, claimed), *outcome.notices))


def _newest(ref: str, found: list[Stored[ClaimedTag]]) -> Stored[ClaimedTag]:
    if not found:
        raise NotFoundError(
            f'"{ref}" has no tag of its maker\'s', hints=["scan the code beside its serial number: talktag claim CODE"]
        )
    return found[-1]


def _maker(store: Store, claimed: ClaimedTag) -> Party:
    """Who is told; InvalidError where nobody said yet who that is."""
    party = store.one(PARTIES, claimed.party).value if claimed.party else None
    if party is None:
        raise InvalidError(
            "it is not known yet who its maker is",
            hints=[f"bring the maker's description: talktag claim {claimed.tag} --from FILE"],
        )
    return party


def _key_of(party: Party, claimed: ClaimedTag) -> str:
    """The fingerprint of the maker's key; UntrustedError where that is not the one which the code names."""
    key = key_of_line(party.key or "")
    if key is None or key_beginning(key.fingerprint) != claimed.maker:
        raise UntrustedError(
            f"the key that is kept for {party.name} is not the one that the code names",
            hints=["whoever has that key did not print the code; bring a description by who did: --from FILE"],
        )
    return key.fingerprint


def _prove(claimed: ClaimedTag, maker: str, claimer: str) -> Mapping[str, str]:
    """The claim for the key that says it, by its fingerprint."""
    text = claim_text(claimed.tag, claimer, maker)
    proof = _sign_by(text, claim_seed(claimed.code.secret, claimed.tag))
    if not (claimed.handover and claimed.handover_seed):
        return Claim(claimed.tag, proof).data()
    return Claim(claimed.tag, proof, claimed.handover, _sign_by(text, bytes.fromhex(claimed.handover_seed))).data()


def _sign_by(text: bytes, seed: bytes) -> str:
    return sshsig.bare(sshsig.sign(text, SigningKey.from_seed(seed), CLAIM_NAMESPACE))


def _notices(session: Session, claimed: ClaimedTag) -> tuple[str, ...]:
    """That they know of it, and by which key they may."""
    if not claimed.told:
        return ()
    own = session.key_folder.public().signer.fingerprint
    other = "by a key of before, and say no to this one until they were asked by another way to set it free"
    lost = (f"they know the tag {other}",) if is_of_another_key(session.store, claimed, own) else ()
    return (f"they were told on {claimed.told} already", *lost)
