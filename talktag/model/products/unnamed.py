"""The name of a product that was never named: of its tag, until somebody gives it one. Pure; names nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable

_UNNAMED = re.compile(r"Unnamed ([0-9A-Z]{4})")


def stand_in_name(tag: str) -> str:
    """What a product of that tag id is called for the time being: `Unnamed K3B8`."""
    return f"Unnamed {tag[:4]}"


def is_unnamed(name: str, tags: Iterable[str]) -> bool:
    """Whether the name of a product is still the one made of one of its tag ids."""
    found = _UNNAMED.fullmatch(name)
    return found is not None and any(tag.startswith(found[1]) for tag in tags)
