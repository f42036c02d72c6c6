"""Which records name a party by the name it had before. It changes none of them: a record says what a receipt says."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.model.values.fold import fold
from talktag.model.values.plural import plural

if TYPE_CHECKING:
    from talktag.store.store import Store

_KEYS = {"from": "seller", "maker": "maker"}  # of a product, which name a party in words


def still_called(store: Store, old: str, new: str) -> Iterator[str]:
    """What still has the old name, and what to type where that is to go; it counts as another party's from now on."""
    before = fold(old)
    if before == fold(new):
        return
    facts = store.catalogue.facts([before])
    for key, name in _KEYS.items():
        said = Counter(value for each in facts if fold(value := getattr(each, name) or "") == before)
        for spelling, count in sorted(said.items()):
            where, wanted = shlex.quote(f"{key}:={spelling}"), shlex.quote(f"{key}={new}")
            yield f"{_tell_named(count, spelling)}: talktag set --where {where} {wanted}"
    said = Counter(value for each in facts for value in {*each.providers} if fold(value) == before)
    for spelling, count in sorted(said.items()):  # each has terms of its own, so no one line sets all
        yield f"{_tell_named(count, spelling)} for a warranty: talktag list {shlex.quote(f'provider:={spelling}')}"


def _tell_named(count: int, spelling: str) -> str:
    return f'{plural(count, "product")} still {"names" if count == 1 else "name"} "{spelling}"'
