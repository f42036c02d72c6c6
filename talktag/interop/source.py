"""What a row is called where it comes from, so that the same file twice is recognised. It invents nothing random."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence


def digest_of(parts: Iterable[str]) -> str:
    """16 hexadecimal digits of SHA-256 over the parts, in order."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def told_apart(names: Sequence[str]) -> list[str]:
    """The names, a number put behind each that has come before: the second `x` is `x#2`."""
    seen: dict[str, int] = {}
    apart = []
    for name in names:
        count = seen[name] = seen.get(name, 0) + 1
        apart.append(name if count == 1 else f"{name}#{count}")
    return apart
