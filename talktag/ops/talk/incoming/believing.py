"""What is believed when something comes in, besides the keys that are kept, and who may say yes. It asks nobody."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from talktag.ops.keys.whose_key import Compare


@dataclass(frozen=True, slots=True, kw_only=True)
class Believing:
    """Keys are believed by the file `signer`, and by digits that `compare` asks for, where somebody `can_compare`.

    `can_ask` is whether a yes can be had: a person is there, or said it beforehand. Who `decided` looked at it before.
    A plain answer, which nobody signed, is only taken with `unsigned`. What comes in `unattended` is taken in where the
    policy lets it, and else waits.
    """

    compare: Compare
    signer: Path | None = None
    unsigned: bool = False
    can_ask: bool = True
    can_compare: bool = True
    decided: bool = False
    unattended: bool = False


def believe_nobody() -> Believing:
    """What is believed where nobody is there: nothing but the keys that are kept."""
    return Believing(compare=lambda _: None, can_ask=False, can_compare=False, unattended=True)
