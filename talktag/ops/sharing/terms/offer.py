"""Terms that are offered along with something that is said: what tells of them, and their text. It sends nothing."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.log.kinds import TERMS
from talktag.model.talk.new_entry import NewEntry
from talktag.model.terms.said_terms import Act, SaidTerms
from talktag.ops.finding.find_terms import find_terms
from talktag.ops.sharing.terms.along import terms_out
from talktag.ops.sharing.terms.given import said_of

if TYPE_CHECKING:
    from talktag.ops.files.files_out import Outgoing
    from talktag.ops.session import Session


class OfferedTerms(NamedTuple):
    """What a message says of terms, and the file with their text."""

    entry: NewEntry
    file: Outgoing


def entry_of(said: SaidTerms, text: str | None = None, cause: str | None = None) -> NewEntry:
    """It, as an entry to be said; `text` are words besides, `cause` is what it answers."""
    return NewEntry(TERMS, said.line(), text, cause=cause, data=said.data())


def offer_of(session: Session, ref: str, until: datetime.date | None = None) -> OfferedTerms:
    """The terms that `ref` names, as they are offered along with a message.

    NotFoundError where nothing is called so, InvalidError where the text is not the one with its hash any more.
    """
    terms = find_terms(session.store, ref)
    return OfferedTerms(entry_of(said_of(terms, Act.OFFERED, until)), terms_out(session.store, terms))
