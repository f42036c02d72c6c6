"""Keeps what is signed away from a finder whom nobody knows: it would tell them who the owner is. It sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.errors import UsageError
from talktag.ops.parties.party import find_party

if TYPE_CHECKING:
    from talktag.model.parties.party import Party
    from talktag.store.store import Store


def find_known_party(store: Store, ref: str) -> Party:
    """The party that `ref` names, as `find_party` finds it; UsageError for a finder whom nobody knows."""
    party = find_party(store, ref)
    refuse_unknown_finder(party)
    return party


def refuse_unknown_finder(party: Party | None) -> None:
    """UsageError for whoever wrote on the page behind a sticker, which opens answers and no bundle."""
    if party and party.is_unknown_finder:
        hint = f"answer them about the thing: talktag talk PRODUCT TEXT --to {party.slug}"
        raise UsageError("the page behind a sticker reads answers, and nothing else of yours", hints=[hint])
