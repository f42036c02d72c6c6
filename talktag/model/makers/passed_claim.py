"""A maker's tag as a hand-over tells it to the next owner: the claim, the maker, and the proof that it is passed on.

Judges the form of what came; it verifies no signature and trusts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from talktag.errors import UntrustedError
from talktag.model.finder.sticker_code import code_bytes, code_letters
from talktag.model.typed.text import compose, without_controls
from talktag.model.values.ident import parse_tag
from talktag.model.web_address import is_web_address

CLAIMS = "claims"  # the member of the document that lists them
_MOST = 10
_ADDRESS = re.compile(r"https://[!-~]{1,200}")
_SEED = re.compile(r"[0-9a-f]{64}")
_BASE64 = re.compile(r"[A-Za-z0-9+/=]{1,1000}")
_LINE = 200  # characters


class PassedClaim(NamedTuple):
    """A tag with its claim and how the maker's key begins; the maker by name, contact, key and recipient, if known.

    `handover` and `seed` are there where the last owner had told the maker: their signature, and the seed of the key
    that it names, as 64 hexadecimal digits.
    """

    tag: str
    claim: str
    maker: str
    address: str = ""
    name: str = ""
    contact: str = ""
    key: str = ""
    age: str = ""
    handover: str = ""
    seed: str = ""

    def values(self) -> dict[str, str]:
        """It as JSON values; what is not there is left out."""
        return {key: text for key, text in self._asdict().items() if text}


def read_passed_claims(more: Mapping[str, Any]) -> tuple[PassedClaim, ...]:
    """The tags that a hand-over tells of, in the members that no reader knows; UntrustedError where one is none."""
    listed = more.get(CLAIMS, [])
    if not isinstance(listed, list) or len(listed) > _MOST:
        raise UntrustedError("the makers' tags of the hand-over are no list of a few")
    return tuple(_claim(each, number) for number, each in enumerate(listed, 1))


def _claim(said: Any, number: int) -> PassedClaim:
    texts = {key: text for key, text in said.items() if isinstance(text, str)} if isinstance(said, dict) else {}
    tag, claim, maker = (
        parse_tag(texts.get("tag", "")),
        code_bytes(texts.get("claim", "")),
        code_bytes(texts.get("maker", "")),
    )
    wrong = [key for key, form in _FORMS.items() if key in texts and not form.fullmatch(texts[key])]
    if "address" in texts and not is_web_address(texts["address"], secure=True):
        wrong.append("address")
    if tag is None or claim is None or maker is None or wrong:
        raise UntrustedError(f"the maker's tag number {number} of the hand-over does not hold up")
    lines = {key: _line(texts.get(key, "")) for key in ("name", "contact", "key", "age")}
    rest = {key: texts.get(key, "") for key in _FORMS}
    return PassedClaim(tag, code_letters(claim), code_letters(maker), **lines, **rest)


_FORMS = {"address": _ADDRESS, "handover": _BASE64, "seed": _SEED}


def _line(text: str) -> str:
    return compose(" ".join(without_controls(text).split()))[:_LINE].strip()
