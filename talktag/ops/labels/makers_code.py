"""A maker's code that was scanned: what it says, whose it claims to be, and how sure that is. It opens no address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.model.makers.maker_code import MakerCode, key_beginning, read_maker_code
from talktag.model.toml.record_file import without_absent
from talktag.ops.keys.accepted_keys import keys_named
from talktag.seal.keys.recipients import Recipient
from talktag.store.collections import PARTIES

if TYPE_CHECKING:
    from talktag.ops.session import Session

ACCEPTED, KEPT, UNKNOWN = "accepted", "kept", "unknown"


@dataclass(frozen=True, slots=True)
class SeenMakerCode:
    """A maker's code: `whose` is the name of the party whose key it names, None for nobody's here.

    `sure` is ACCEPTED where that key was accepted on this computer, KEPT where the store has it and nobody did.
    """

    code: MakerCode
    whose: str | None = None
    sure: str = UNKNOWN

    def values(self) -> Mapping[str, Any]:
        """What the code says, but for the claim, and whose it claims to be."""
        goods = self.code.goods
        return without_absent(
            {
                "tag": self.code.tag,
                "address": self.code.address,
                "gtin": goods and goods.gtin,
                "serial": goods and goods.serial,
                "key": self.code.key,
                "whose": self.whose,
                "sure": self.sure,
            }
        )

    @property
    def line(self) -> str:
        """How sure it is, in words."""
        if self.whose is None:
            return "it names a key that nobody here knows, so that it is a maker's is its own word"
        sure = "and you accepted that key" if self.sure == ACCEPTED else "which was not accepted on this computer"
        return f"it names the key that is kept for {self.whose}, {sure}"


def look_at_maker_code(session: Session, text: str) -> SeenMakerCode | None:
    """What a maker's code says; None for any other text."""
    code = read_maker_code(text)
    if code is None:
        return None
    named = [each for each in keys_named(session) if not isinstance(each.key, Recipient)]
    parties = {each.value.name for each in session.store.all(PARTIES) if each.value}
    found = [
        each
        for each in named
        if each.title in parties
        and not isinstance(each.key, Recipient)
        and key_beginning(each.key.fingerprint) == code.key
    ]
    if not found:
        return SeenMakerCode(code)
    best = max(found, key=lambda each: each.accepted)
    return SeenMakerCode(code, best.title, ACCEPTED if best.accepted else KEPT)
