"""One finder's hand: what somebody nobody knows is called here, by the one-time recipient that their page made.

It says that two messages are of one hand, never whose.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from talktag.model.values.free_name import free_name
from talktag.model.values.ident import ALPHABET

_LETTERS = 6


def hand_slug(recipient: str) -> str:
    """What a finder is called: `finder-` and six letters of a hash of the recipient."""
    number = int.from_bytes(hashlib.sha256(f"talktag-finder/1 hand {recipient}".encode()).digest(), "big")
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in range(_LETTERS))
    return f"finder-{letters.lower()}"


def free_slug(recipient: str, is_taken: Callable[[str], bool]) -> str:
    """The same, with a number behind it where another party is called so."""
    return free_name(hand_slug(recipient), is_taken)
