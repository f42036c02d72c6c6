"""Terms under which a bundle is given: their text goes along in it, and both sides note that they were offered.

Neither side agrees by that. What the owner signs offers them; the other side accepts by a signed answer of its own.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from talktag.errors import UntrustedError, UsageError
from talktag.model.bundles.told import ToldEntry
from talktag.model.log.entry import Entry
from talktag.model.log.kinds import TERMS
from talktag.model.sharing.table import Row
from talktag.model.sharing.told_entries import entry_of
from talktag.model.talk.message import read_message
from talktag.model.terms.brought import is_terms
from talktag.model.terms.said_terms import BRINGS_TEXT, SHORT, Act, SaidTerms, is_hash, read_said_terms
from talktag.ops.finding.find_terms import exact_terms, text_of
from talktag.ops.sharing.terms.along import terms_in, terms_out

if TYPE_CHECKING:
    from talktag.bundle.reading import Contents
    from talktag.model.bundles.document import Document
    from talktag.model.plan import Write
    from talktag.model.terms.terms_text import Terms
    from talktag.ops.bundles.open_foreign import OpenedBundle
    from talktag.ops.session import Session
    from talktag.ops.sharing.document_out import Selection
    from talktag.page.reply_form import FormTerms


def said_of(terms: Terms, act: Act, until: datetime.date | None = None) -> SaidTerms:
    """What is said of terms that are kept here; the person's own words about them stay."""
    named = {key: getattr(terms, key) for key in ("roster", "id", "title", "language", "type")}
    return SaidTerms(act, terms.sha256, **named, until=until)


def terms_named(session: Session, text: str | None) -> Terms | None:
    """The kept terms that a reference names exactly; None for a reference to a text that is not kept here."""
    return exact_terms(session.store, text) if text else None


def with_terms(session: Session, selection: Selection, terms: Terms) -> Selection:
    """What leaves, with the text of the terms, and the entry that offers them."""
    table, said = selection.table, said_of(terms, Act.OFFERED)
    told: dict[str, Any] = {"kind": TERMS, "date": session.instant[:10], "title": said.line(), "data": said.data()}
    product = {**table.product, "entries": [*table.product.get("entries", ()), told]}
    rows = (
        Row(f"entries:{TERMS}", "entries", said.line(), leaves=True, reason="--terms"),
        Row("terms", "file", f"the text, {terms.sha256[:SHORT]}", leaves=True, reason="--terms"),
    )
    sections = dict.fromkeys((*table.sections, f"entries:{TERMS}"))
    changed = replace(table, product=product, rows=(*table.rows, *rows), sections=tuple(sections))
    return selection._replace(table=changed, files=(*selection.files, terms_out(session.store, terms)))


def offered_entry(session: Session, document: Document, terms: Terms, party: str) -> Entry:
    """What the owner's log says of the offer, by an id that both sides know it by."""
    made = _entry(document, said_of(terms, Act.OFFERED))
    return made._replace(to=party, recorded=session.recorded)


def accepting_form(session: Session, document: Document, terms: Terms) -> FormTerms:
    """What the form beside the bundle shows of the terms, and the entry by which it says that they are accepted.

    Nobody signs that form: what it says is kept as said, and counts nothing.
    """
    from talktag.page.reply_form import FormTerms

    said = said_of(terms, Act.ACCEPTED)
    entry = {"kind": TERMS, "title": said.line(), "cause": f"{document.bundle}-terms", "data": said.data()}
    text = text_of(session.store, terms).decode("utf-8") if terms.is_text else None
    return FormTerms(text, terms.sha256, entry)


def take_offer(session: Session, contents: Contents, fingerprint: str) -> tuple[Entry | None, tuple[Write, ...]]:
    """The offer that a table makes, not yet anybody's, and what keeps its text; None where it names no text by a hash.

    UntrustedError where the text that it brings is not the one that it names.
    """
    document = contents.document
    said = offered_in(document)
    if said is None:
        if any(map(is_terms, document.files)):
            raise UntrustedError("it brings a text of terms that it does not offer")
        return None, ()
    entry = _entry(document, said)._replace(signer=fingerprint, recorded=session.recorded)
    return entry, terms_in(session, contents, [entry])


def acceptance_of(opened: OpenedBundle, day: datetime.date) -> ToldEntry:
    """The entry that accepts the terms which a bundle offers; UsageError where it offers none, or several."""
    document = opened.contents.document
    if document.is_about_one:
        said = offered_in(document)
        found = [(f"{document.bundle}-terms", said)] if said else []
    else:
        entries = read_message(document, opened.key.fingerprint).entries
        found = [(each.id, said) for each in entries if (said := read_said_terms(each)) and said.act in BRINGS_TEXT]
    if len(found) != 1:
        what = "offers no terms" if not found else "offers several texts"
        raise UsageError(f"the bundle {what}", hints=["leave out --accept-terms"])
    cause, said = found[0]
    accepted = said._replace(act=Act.ACCEPTED, until=None)
    return ToldEntry(kind=TERMS, date=day.isoformat(), title=accepted.line(), cause=cause, data=accepted.data())


def offered_in(document: Document) -> SaidTerms | None:
    """What a table says of the terms that it is given under."""
    if not document.terms or not is_hash(document.terms):
        return None
    for number, each in enumerate(document.product.entries or (), 1):
        if each.kind == TERMS and isinstance(each.data, dict):
            data = {key: value for key, value in each.data.items() if isinstance(value, str) and len(value) <= 500}
            said = read_said_terms(entry_of(each, number, document.bundle, "")._replace(data=data))
            if said and (said.act, said.terms) == (Act.OFFERED, document.terms):
                return said
    return None


def _entry(document: Document, said: SaidTerms) -> Entry:
    created = datetime.datetime.fromisoformat(document.created)
    ident, title = f"{document.bundle}-terms", said.line()
    made = Entry(ident, created.date(), TERMS, title, original=document.bundle, time=created, data=said.data())
    return made._replace(channel=document.bundle)
