"""The names of parties by their slugs, for showing. Reads only the records that are asked for; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from talktag.model.values.ident import is_slug
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.store.store import Store


def party_names(store: Store, slugs: Iterable[str]) -> Mapping[str, str]:
    """The names of parties whose records can be read; a slug from a record may be anything."""
    names = {}
    for slug in slugs:
        path = layout.party(slug)
        if is_slug(slug) and store.has(path):
            from talktag.model.parties.party import read_party

            party = read_party(store.read(path), path, slug).value
            names[slug] = party.name if party else slug
    return names
