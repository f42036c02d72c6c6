"""The text of terms as it goes along in a bundle, and as one that came is kept: the same bytes on both sides.

It writes nothing itself, and shows no text to anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from talktag.content import content_of
from talktag.model.log.kinds import TERMS
from talktag.model.plan import Write
from talktag.model.terms.brought import BroughtText, check_answers, texts_brought
from talktag.model.terms.said_terms import SaidTerms
from talktag.model.terms.terms_text import FILE_KIND, LEAVES_AS, Terms, terms_table
from talktag.model.toml.write import new_text
from talktag.model.web_address import is_web_address
from talktag.ops.files.files_out import Outgoing
from talktag.ops.finding.find_terms import kept_terms, text_of
from talktag.store import layout

if TYPE_CHECKING:
    import datetime

    from talktag.bundle.reading import Contents
    from talktag.model.log.entry import Entry
    from talktag.ops.session import Session
    from talktag.store.store import Store


def terms_out(store: Store, terms: Terms) -> Outgoing:
    """The text as a file of a bundle; InvalidError where it is not the one with that hash any more."""
    content = content_of(text_of(store, terms))
    ending, media = LEAVES_AS[terms.type]
    return Outgoing(f"files/{FILE_KIND}-1.{ending}", terms.called, FILE_KIND, media, content)


def terms_in(session: Session, contents: Contents, entries: Iterable[Entry]) -> tuple[Write, ...]:
    """What keeps the texts that a bundle brings; UntrustedError where they are not those that its entries name."""
    store = session.store
    brought = texts_brought(
        entries,
        contents.document.files,
        lambda path: contents.files[path].whole(),
        lambda sha256: kept_terms(store, sha256) is not None,
    )
    return tuple(write for each in brought for write in keep_text(store, each, session.today))


def keep_text(store: Store, text: BroughtText, today: datetime.date) -> Iterator[Write]:
    """What keeps a text that is not kept yet, and a record of what its writer calls it."""
    said = text.said
    if kept_terms(store, said.terms) is not None:
        return
    made = terms_of(said, text.type, today)
    yield Write(layout.terms_text(made.sha256, made.type), text.data)
    yield Write(layout.terms(made.sha256), new_text(terms_table(made)))


def terms_of(said: SaidTerms, kind: str, today: datetime.date) -> Terms:
    """The record of a text, as who brought it calls it."""
    roster = said.roster if said.roster and is_web_address(said.roster) else None
    return Terms(said.terms, kind, today, title=said.title, roster=roster, id=said.id, language=said.language)


def check_terms_said(store: Store, folder: str, entries: Iterable[Entry]) -> None:
    """UntrustedError where something that came is about another text than what it answers."""
    said = [each for each in entries if each.kind == TERMS]
    if said:
        check_answers(said, store.entries_in(folder).value or ())
