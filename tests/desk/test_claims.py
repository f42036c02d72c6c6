"""Whose a maker's tag is: every kind of claim that holds, does not hold, or comes too late, by keys alone."""

from __future__ import annotations

import pytest

from talktag.errors import UntrustedError
from talktag.model.desk.tag_holder import TagHolder, holder_bytes, lock_of, read_holder
from talktag.model.makers.claim import CLAIM_NAMESPACE, HANDOVER_NAMESPACE, Claim, claim_text, handover_text
from talktag.model.makers.tag_register import PrintedTag
from talktag.ops.desk.tags.judge_claim import Claimer, JudgedClaim, judge_claim
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.key import SigningKey

TAG = "R709WNXNW"
CODE, ANA, BEA, EVE, HEIR, LATER, MAKER = (SigningKey.from_seed(bytes([number]) * 32) for number in range(7))
PRINTED = PrintedTag(TAG, CODE.public.fingerprint, "0320", "Camera")
OF_ANA = TagHolder(tag=TAG, channel="a" * 32, key=ANA.public.fingerprint)


def signature(key: SigningKey, text: bytes, namespace: str = CLAIM_NAMESPACE) -> str:
    return sshsig.bare(sshsig.sign(text, key, namespace))


def claim(who: SigningKey, heir: SigningKey | None = None, by: SigningKey = ANA, code: SigningKey = CODE) -> Claim:
    text = claim_text(TAG, who.public.fingerprint, MAKER.public.fingerprint)
    if heir is None:
        return Claim(TAG, signature(code, text))
    given = signature(by, handover_text(TAG, heir.public.fingerprint), HANDOVER_NAMESPACE)
    return Claim(TAG, signature(code, text), given, signature(heir, text))


def judge(
    said: Claim, who: SigningKey, holder: TagHolder | None = None, printed: PrintedTag | None = PRINTED
) -> JudgedClaim:
    channel = who.public.fingerprint[7:39].lower()
    return judge_claim(
        said, printed, holder, Claimer(channel, who.public.fingerprint, frozenset([MAKER.public.fingerprint]))
    )


def test_the_first_key_has_it_and_keeps_it() -> None:
    first = judge(claim(ANA), ANA)
    assert first.is_theirs
    assert first.holder.key == ANA.public.fingerprint
    assert judge(claim(ANA), ANA, first.holder) == (first.holder, True, "")
    assert judge(claim(EVE), EVE, first.holder) == (first.holder, False, "another key claimed it before")


def test_a_hand_over_gives_it_to_the_next_key_once() -> None:
    given = judge(claim(BEA, HEIR), BEA, OF_ANA)
    assert given.is_theirs
    assert (given.holder.key, given.holder.before) == (BEA.public.fingerprint, OF_ANA.channel)
    assert given.holder.used == (HEIR.public.fingerprint,)
    assert judge(claim(BEA, HEIR), BEA, given.holder) == (given.holder, True, "")
    assert judge(claim(EVE, HEIR), EVE, given.holder).why == "that hand-over was used before"


def test_who_handed_it_on_does_not_get_it_back_by_the_same_hand_over() -> None:
    of_bea = judge(claim(BEA, HEIR), BEA, OF_ANA).holder
    back = judge(claim(ANA, LATER, by=BEA), ANA, of_bea).holder
    assert back.key == ANA.public.fingerprint
    assert judge(claim(BEA, HEIR), BEA, back).why == "that hand-over was used before"


@pytest.mark.parametrize("by", [EVE, BEA, HEIR, CODE, MAKER])
def test_a_hand_over_by_anybody_but_the_holder_is_none(by: SigningKey) -> None:
    assert judge(claim(EVE, HEIR, by=by), EVE, OF_ANA).why == "the hand-over is not by whoever it belongs to"


def test_where_the_last_owner_never_told_the_maker_the_code_is_enough() -> None:
    assert judge(claim(BEA, HEIR), BEA).is_theirs
    assert judge(claim(BEA), BEA).is_theirs


@pytest.mark.parametrize(
    ("said", "who", "printed", "fault"),
    [
        (claim(ANA), EVE, PRINTED, "does not hold for that key"),  # a proof that was seen on its way
        (claim(ANA, code=EVE), ANA, PRINTED, "is not that of its code"),
        (claim(ANA), ANA, None, "none that was printed here"),
        (Claim(TAG, "AAAA"), ANA, PRINTED, "does not hold for that key"),
        (Claim(TAG, ""), ANA, PRINTED, "does not hold for that key"),
        (Claim(TAG, "x" * 100_000), ANA, PRINTED, "does not hold for that key"),
    ],
)
def test_a_proof_that_does_not_hold_is_refused(
    said: Claim, who: SigningKey, printed: PrintedTag | None, fault: str
) -> None:
    with pytest.raises(UntrustedError, match=fault):
        judge(said, who, OF_ANA, printed)


def test_a_hand_over_whose_parts_were_exchanged_is_refused() -> None:
    good = claim(BEA, HEIR)
    for wrong in (good._replace(heir=good.proof), good._replace(heir=claim(EVE, HEIR).heir), good._replace(heir="")):
        if wrong.heir == good.proof:  # the key of the code is no heir of anybody
            assert not judge_or_refuse(wrong)
        else:
            with pytest.raises(UntrustedError):
                judge(wrong, BEA, OF_ANA)


def judge_or_refuse(said: Claim) -> bool:
    try:
        return judge(said, BEA, OF_ANA).is_theirs
    except UntrustedError:
        return False


def test_a_desk_of_earlier_keys_takes_claims_to_those() -> None:
    who = Claimer("c" * 32, ANA.public.fingerprint, frozenset([EVE.public.fingerprint, MAKER.public.fingerprint]))
    assert judge_claim(claim(ANA), PRINTED, None, who).is_theirs


def test_who_holds_a_tag_is_read_back_from_its_file() -> None:
    holder = judge(claim(BEA, HEIR), BEA, OF_ANA).holder
    assert read_holder(holder_bytes(holder), "R709WNXNW.toml").value == holder
    assert read_holder(b'format = 1\ntag = "nonsense"\n', "x").value is None
    assert len(lock_of(TAG)) == 32
