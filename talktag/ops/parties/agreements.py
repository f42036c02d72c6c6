"""Who agreed to what: what the logs of all conversations come to about terms. Reads them; changes nothing."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import TalktagError
from talktag.model.log.entry import UNSIGNED
from talktag.model.log.kinds import TERMS, WITHDRAWN
from talktag.model.log.settling import other_side
from talktag.model.terms.agreement import Agreement, agreements_with
from talktag.ops.finding.party_names import party_names
from talktag.ops.keys.accepted_keys import accepts
from talktag.ops.keys.whose_key import key_of_line
from talktag.store import layout
from talktag.store.collections import GIVEN_TABLES, PARTIES

if TYPE_CHECKING:
    import datetime

    from talktag.content import Content
    from talktag.model.log.entry import Entry
    from talktag.model.talk.table import GivenTable
    from talktag.ops.session import Session
    from talktag.store.store import Store


class StandingTerms(NamedTuple):
    """What stands with the `party` of that slug, called `name`, in the conversation that lies in `folder`."""

    party: str
    name: str
    folder: str
    agreement: Agreement

    def values(self) -> dict[str, Any]:
        """It as JSON values."""
        return {"party": self.party, "name": self.name, "about": self.folder, **self.agreement.values()}


def find_agreements(
    session: Session, party: str | None = None, at: datetime.date | None = None
) -> tuple[StandingTerms, ...]:
    """What stands with everybody, or with the party of that slug, oldest first. Only logs that may tell are read.

    With `at` it is what stood when that day ended, by what was here then.
    """
    day = at or session.today
    said: dict[str, list[Entry]] = defaultdict(list)
    places: dict[str, str] = {}
    names: dict[str, str] = {}
    keys: dict[str, set[str]] = {}
    for folder, table in _folders(session.store, party):
        entries = [each for each in session.store.entries_in(folder).value or () if each.kind in {TERMS, WITHDRAWN}]
        entries = [each for each in entries if _came_by(session, each, day)]
        if not any(each.kind == TERMS for each in entries):
            continue
        owner = _owner(session.store, table) if table else None
        if table and owner:
            entries = [_with(each, owner) for each in entries]
            names[owner], keys[owner] = table.owner, keys.get(owner, set()) | _fingerprints(table.key)
        places |= {each.id: folder for each in entries}
        for slug in {side for each in entries if (side := other_side(each))}:
            said[slug] += [each for each in entries if other_side(each) in {slug, None}]
    wanted = [slug for slug in said if party in {None, slug}]
    names = {**names, **party_names(session.store, wanted)}
    standing: list[StandingTerms] = []
    for slug in wanted:
        known = keys.get(slug, set()) | _kept_keys(session, slug)
        known |= _earlier_keys(session.store, said[slug], places, known)
        found = agreements_with(said[slug], slug, known, day)
        standing += [StandingTerms(slug, names.get(slug, slug), places[made.offer.entry.id], made) for made in found]
    return tuple(sorted(standing, key=lambda each: (each.agreement.offer.moment[0], each.party)))


def _came_by(session: Session, entry: Entry, day: datetime.date) -> bool:
    return (entry.recorded.astimezone(session.now.tzinfo).date() if entry.recorded else entry.date) <= day


def _folders(store: Store, party: str | None) -> Iterator[tuple[str, GivenTable | None]]:
    """Where something may have been said of terms, with the table of a thing that another owns."""
    slugs = [party] if party else [each.value.slug for each in store.all(PARTIES) if each.value]
    yield from (
        (layout.about_none(slug), None) for slug in slugs if store.has(layout.entries_in(layout.about_none(slug)))
    )
    found = store.catalogue.facts([TERMS])
    yield from ((layout.about_product(each.slug), None) for each in found if each.entries)
    for stored in store.all(GIVEN_TABLES):
        table = stored.value
        if table and (party is None or _owner(store, table) == party):
            folder = layout.about_table(table.slug)
            if store.has(layout.entries_in(folder)):
                yield folder, table


def _owner(store: Store, table: GivenTable) -> str:
    """What the owner of a table is called here, as a party or by the table alone."""
    return table.party if table.party and store.has(layout.party(table.party)) else table.slug


def _with(entry: Entry, owner: str) -> Entry:
    """An entry at a table, where nobody else is, whatever its owner was called at the time."""
    if entry.original is None:
        return entry
    return entry._replace(to=owner) if entry.to else entry._replace(party=owner)


def _kept_keys(session: Session, slug: str) -> set[str]:
    """The fingerprint of the party's key, where it was accepted here."""
    party = session.store.one(PARTIES, slug).value if session.store.has(layout.party(slug)) else None
    return _fingerprints(party.key or "") if party and party.key and accepts(session, party) else set()


def _fingerprints(line: str) -> set[str]:
    key = key_of_line(line) if line else None
    return {key.fingerprint} if key else set()


def _earlier_keys(store: Store, said: Iterable[Entry], places: Mapping[str, str], keys: set[str]) -> set[str]:
    """Keys that the party had before: what they signed is kept as it came, and was let in while the key was theirs."""
    found: set[str] = set()
    for entry in said:
        if entry.original and entry.signer and entry.to is None and entry.signer not in keys | found | {UNSIGNED}:
            path = layout.received_in(places[entry.id], f"{entry.original}.zip")
            if store.has(path) and _signer_of(store.content(path)) == entry.signer:
                found.add(entry.signer)
    return found


def _signer_of(archive: Content) -> str | None:
    """The fingerprint of the key whose signature on a kept bundle holds; None for none."""
    from talktag.bundle.reading import open_archive
    from talktag.seal.ssh import sshsig

    with contextlib.suppress(TalktagError):
        opened = open_archive(archive)
        return sshsig.verify(opened.manifest, opened.signature, sshsig.purpose(opened.signature)).fingerprint
    return None
