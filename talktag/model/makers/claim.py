"""A claim to a maker's tag as a message carries it, and the texts that are signed for it. Pure; it signs nothing.

What a code authorises is a key, which is made of the code: whoever has the code signs with it that the tag is to belong
to the key of a claimer. The proof is of use to that claimer alone, and from then on the code opens nothing at the desk.
Who holds a tag hands it on to a key of its own, which is made for the next owner, whoever that will be.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from talktag.model.finder.sticker_code import expand, extract
from talktag.model.makers.maker_code import FORMAT
from talktag.model.values.ident import parse_tag

CLAIM_NAMESPACE, HANDOVER_NAMESPACE = "claim@talktag", "handover@talktag"
SEED_BYTES = 32
TAG, PROOF, HANDOVER, HEIR, HELD = "tag", "claim", "handover", "heir", "held"  # names of the data of an entry
YES, NO = "yes", "no"  # what a desk says to a claim, as HELD


class Claim(NamedTuple):
    """A claim to a tag. `proof` is a signature over `claim_text`, by the key of the code.

    `handover` is the signature of whoever held the tag over `handover_text`, and `heir` that of the key which it names,
    again over `claim_text`; both are empty for a first claim. All are SSHSIG, in base64 on one line.
    """

    tag: str
    proof: str
    handover: str = ""
    heir: str = ""

    def data(self) -> dict[str, str]:
        """It, as the data of an entry."""
        said = {TAG: self.tag, PROOF: self.proof, HANDOVER: self.handover, HEIR: self.heir}
        return {key: value for key, value in said.items() if value}


def read_claim(data: Mapping[str, str]) -> Claim | None:
    """The claim in the data of an entry; None where it is none. Whether it holds, its signatures say."""
    tag, proof = parse_tag(data.get(TAG, "")), data.get(PROOF, "")
    return Claim(tag, proof, data.get(HANDOVER, ""), data.get(HEIR, "")) if tag and proof else None


def claim_text(tag: str, claimer: str, maker: str) -> bytes:
    """What a claim signs: the tag, the fingerprint of whoever is to hold it, and that of the maker's key."""
    return _lines("claim", tag, claimer, maker)


def handover_text(tag: str, to: str) -> bytes:
    """What a hand-over signs: the tag, and the fingerprint of the key that may claim it next."""
    return _lines("hand-over", tag, to)


def claim_seed(secret: bytes, tag: str) -> bytes:
    """The seed of the key that a code authorises."""
    return expand(extract(secret, b""), f"claim {tag}", SEED_BYTES, FORMAT)


def _lines(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in (FORMAT, *lines)).encode("ascii")
