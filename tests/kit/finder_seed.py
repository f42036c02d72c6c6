"""A store that has a page for finders: the record that its codes are made from. Its signature proves nothing."""

from __future__ import annotations

import datetime

from talktag.model.finder.finder_key import FinderKey, finder_key_values
from talktag.model.toml.write import new_text

SEED = bytes(range(32))


def finder_key_text() -> bytes:
    """The record of a page that was built."""
    day = datetime.date(2026, 1, 2)
    return new_text(finder_key_values(FinderKey(SEED, day, ("age1example",), "ssh-ed25519 AAAA", "A" * 64)))
