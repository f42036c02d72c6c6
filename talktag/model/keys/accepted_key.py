"""A key that somebody accepted on a computer, as it is kept there. It holds no key, only what a key is known by."""

from __future__ import annotations

from typing import NamedTuple


class AcceptedKey(NamedTuple):
    """Under which name it was accepted (a party's slug, or the owner), in which state, and its fingerprint.

    The fingerprint is "SHA256:…" as ssh-keygen prints it; the state says how well the key is known.
    """

    name: str
    state: str
    fingerprint: str
