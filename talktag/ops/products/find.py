"""`find`: the products whose text holds some words. Opens private notes only when asked to, in memory alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talktag.errors import UsageError
from talktag.model.values.fold import fold
from talktag.model.values.ident import parse_tag
from talktag.ops.finding.broken_records import broken_records
from talktag.ops.outcome import Outcome
from talktag.ops.products.list import Listing
from talktag.ops.session import Session

if TYPE_CHECKING:
    from talktag.model.queries.facts import Facts


def find(session: Session, words: Sequence[str], *, notes: bool = False) -> Outcome:
    """The products that hold each of `words` anywhere: in names, fields, entries, the names of files; gone or not.

    Case and accents aside, and in any order. A tag may have blanks in it. With `notes`, a word may also stand in a
    private note; SealedError where these cannot be opened.
    """
    typed = [part for word in words for part in word.split()]
    wanted = [text for part in typed if (text := fold(part))]
    if not wanted:
        raise UsageError("there is nothing to look for", hints=["see everything with: talktag list"])
    catalogue = session.store.catalogue
    found: tuple[Facts, ...] = ()
    if tag := parse_tag(" ".join(typed)):
        found = catalogue.facts([fold(tag)])
    if not found and notes:
        found = tuple(facts for facts in catalogue.facts() if _holds(session, facts, wanted))
    elif not found:
        found = catalogue.facts(wanted)
    notices = () if found else (_nothing(session, typed),)
    return Outcome(Listing(session.store, found), notices=notices, problems=broken_records(session.store))


def _nothing(session: Session, words: Sequence[str]) -> str:
    from talktag.model.queries.query import is_keyed
    from talktag.ops.finding.near_words import nothing_matches

    if any(is_keyed(word) for word in words):
        import shlex

        return f"no product matches; for a query: talktag list {shlex.join(words)}"
    return nothing_matches(session.store, "talktag find", words, words)


def _holds(session: Session, facts: Facts, wanted: Sequence[str]) -> bool:
    """Whether each word stands in the record or in a note, which are only opened for what the record lacks."""
    lacking = [word for word in wanted if word not in facts.text]
    ids = session.store.note_ids(facts.slug) if lacking else ()
    if not (lacking and ids):
        return not lacking
    from talktag.ops.notes.note import open_notes

    texts = [fold(note.text) for note in open_notes(session, facts.slug, facts.id, ids)]
    return all(any(word in text for text in texts) for word in lacking)
