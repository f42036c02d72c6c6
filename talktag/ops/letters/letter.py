"""`letter`: a letter to a party, filled in from the record, for who has no software at all. Sends nothing.

It is shown before it is written. That it was, what it told, and by which day an answer is asked for, stand in the
ledger and on the log.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.model.files.chosen_files import NAMED
from talktag.model.letters.first_end import first_end
from talktag.model.letters.kinds import ENDS, TERMS, WORDS
from talktag.model.log.entry import TITLE_LIMIT, Entry
from talktag.model.log.kinds import LETTER, MESSAGE, TOLD
from talktag.model.products.keys import KEYS
from talktag.model.sharing.share import Share, SharedFile
from talktag.ops import commit_message
from talktag.ops.files.files_out import notices_of, question_of, unread
from talktag.ops.letters.find_about import address_of
from talktag.ops.letters.make_letter import MAIL, LetterFile, MadeLetter, letter_file, make_letter
from talktag.ops.letters.written_letter import LetterRequest, WrittenLetter
from talktag.ops.log.own_entries import append_about, own_entry
from talktag.ops.outcome import Outcome, Output
from talktag.ops.sharing.ledger import share_write
from talktag.page.letters.describe_letter import cite_text
from talktag.page.letters.wording import letter_wording
from talktag.store.collections import SHARES

if TYPE_CHECKING:
    from talktag.model.plan import Write
    from talktag.ops.session import Session


def write_letter(session: Session, request: LetterRequest, form: str, path: Path | None) -> Outcome:
    """The letter as a file of that form, `pdf`, `html`, `txt` or `eml`, and the plan that remembers it.

    NotFoundError for a kind, a product or a party that there is not, UsageError for what does not go together.
    """
    made = make_letter(session, request, brings_files=form == MAIL)
    ident = session.new_id()
    file = letter_file(session, made, form, ident)
    letter = _tell_written(session, made, file, (ident, form, path))
    title = _title(made)
    return Outcome(
        letter,
        commit_message.plan("letter", f"Write a {title[0].lower()}{title[1:]}", *_changes(session, made, letter)),
        Output(path, lambda: file.data),
        question=question_of(f"Write this to {letter.party.name}?", made.filled.files),
        notices=(*_notices(letter), *_notice_day(session, made), *file.notices, *notices_of(made.filled.files)),
        in_person=unread(made.filled.files, [each.removeprefix(NAMED) for each in request.include]),
        done=_next_steps(letter),
    )


def _tell_written(
    session: Session, made: MadeLetter, file: LetterFile, where: tuple[str, str, Path | None]
) -> WrittenLetter:
    """The letter as values; `where` is its id, the form of its file, and the path of that."""
    told, texts = made.told, letter_wording(made.language)
    return WrittenLetter(
        kind=told.kind.name,
        entry=where[0],
        party=made.about.party,
        product=made.about.product,
        subject=made.description.title,
        text=made.text,
        language=made.language,
        answer_by=told.answer_by,
        is_by_law=told.is_by_law,
        cites=tuple(cite_text(each, texts) for each in told.cites),
        rows=made.filled.rows,
        lacks=told.lacks,
        share=_share(session, made, where[0], file.data),
        form=where[1],
        path=where[2],
        size=len(file.data),
        pages=file.pages,
    )


def _title(made: MadeLetter) -> str:
    """What the log calls it, in the language of the log."""
    subject = letter_wording("en").kinds[made.told.kind.name].bare
    return f"Letter to {made.about.party.name}: {subject}"[:TITLE_LIMIT]


def _share(session: Session, made: MadeLetter, ident: str, data: bytes) -> Share | None:
    """The line of the ledger that remembers what of the product left; none where it is about none."""
    product, files = made.about.product, made.filled.files
    left = [row for row in made.filled.rows if row.leaves]
    if product is None:
        return None
    return Share(
        bundle=ident,
        product=product.id,
        party=made.about.party.slug,
        date=session.today,
        sections=tuple(dict.fromkeys(row.section for row in left if row.section != "owner")),
        signed=None,
        printed=hashlib.sha256(data).hexdigest(),
        sequence=len(session.store.where(SHARES, product=product.id)) + 1,
        fields=tuple(dict.fromkeys(row.field for row in left if row.field != "file")),
        files=tuple(SharedFile(each.path, each.name, each.sha256, uncleaned=each.uncleaned) for each in files),
        purpose=letter_wording("en").kinds[made.told.kind.name].bare,
    )


def _changes(session: Session, made: MadeLetter, letter: WrittenLetter) -> Iterator[Write]:
    """The line of the ledger, and the entry on the log: with the product, else with the party."""
    entry = _entry(session, made, letter)
    if letter.product and letter.share:
        yield share_write(letter.product, letter.share)
    yield append_about(session.store, made.about.folder, entry)


def _entry(session: Session, made: MadeLetter, letter: WrittenLetter) -> Entry:
    """What the owner said, to whom, and by which day an answer is asked for."""
    entry = own_entry(
        session,
        MESSAGE,
        _title(made),
        made.told.words or None,
        party=letter.party.slug,
        due=letter.answer_by,
        derived=letter.entry,
    )
    told = {TOLD: " ".join(made.filled.entries)} if made.filled.entries else {}
    return entry._replace(to=letter.party.slug, data={LETTER: letter.kind, **told})


def _notices(letter: WrittenLetter) -> Iterator[str]:
    """What the owner should know before it is written: what it lacks, and how to add that."""
    slug = letter.product.slug if letter.product else ""
    for name in letter.lacks:
        ways = {WORDS: 'say it behind the product: "TEXT"', TERMS: 'name them: --terms "…"'}
        how = ways.get(name) or f"talktag set {slug} {_key_name(name)}=…"
        what = "your own words" if name == WORDS else name
        yield f"without {what}: the letter has a line to fill in; to add it: {how}"
    if letter.form == MAIL:
        yield "a mail is not encrypted: everybody on its way can read it"
    if letter.form == MAIL and address_of(letter.party) is None:
        party = letter.party
        yield (
            f"no mail address of {party.name} is known, so type it into the mail, "
            f"or keep it: talktag party set {party.slug} mail=…"
        )


def _notice_day(session: Session, made: MadeLetter) -> Iterator[str]:
    """Until when notice has to be there for the day that the letter names, so far as the record says that day."""
    product = made.about.product
    found = first_end(product.service, session.today) if product and ENDS in made.told.kind.says else None
    if found and product and product.service.notice and made.told.said.get(ENDS) == str(found.ends):
        yield f"the last day to give notice for {found.ends} is {found.notice}; it counts when it reaches them"


def _key_name(path: str) -> str:
    """What `set` calls a key of the record."""
    return next((each.name for each in KEYS if each.path == path), path)


def _next_steps(letter: WrittenLetter) -> tuple[str, ...]:
    """What lies where, and what is the owner's to do now."""
    if letter.path is None:
        return ()
    how = "open it with your mail program and send it" if letter.form == MAIL else "sign it, and send it"
    return (
        f'wrote "{letter.path}" for {letter.party.name}',
        f"next: {how}; talktag sends nothing",
        f"the answer is asked for by {letter.answer_by}, which stands in: talktag due",
    )
