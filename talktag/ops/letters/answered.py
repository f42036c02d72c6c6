"""`letter answered`: an answer came to a letter, on whatever way, so that nobody waits for it. Sends nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import AmbiguousError, NotFoundError, UsageError
from talktag.model.log.entry import TITLE_LIMIT, Entry, entry_values
from talktag.model.log.kinds import DONE, LETTER
from talktag.model.log.schedule import dues_of, standing_entries
from talktag.model.typed.text import typed_text
from talktag.ops import commit_message
from talktag.ops.finding.find_product import find_product
from talktag.ops.letters.find_about import find_letter_about
from talktag.ops.log.find_entry import short_ids
from talktag.ops.log.own_entries import append_about, own_entry
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.typed import read_day, read_flag
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.ops.session import Session


class AnswerRequest(NamedTuple):
    """What was typed: what the letter was about, whom it was to, the beginning of its id, what they said, and when."""

    ref: str
    text: str | None = None
    to: str | None = None
    letter: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class AnsweredLetter:
    """The letter that was answered, and the entry that says so."""

    letter: Entry
    entry: Entry

    def values(self) -> Mapping[str, Any]:
        """Both, as entries."""
        return {"letter": entry_values(self.letter), "entry": entry_values(self.entry)}


def answer_letter(session: Session, request: AnswerRequest) -> Outcome:
    """A plan that says on the log that the only letter that was meant is answered.

    NotFoundError where none waits for an answer, AmbiguousError with the list where several do.
    """
    folder, name = _find_folder(session, request)
    log = standing_entries(session.store.entries_in(folder).value or ())
    letter = _find_open(session, log, request, name)
    day = read_day("date", request.date, session.today) if request.date else session.today
    text = read_flag("TEXT", partial(typed_text, request.text)) if request.text else None
    made = own_entry(session, DONE, f"Answered: {letter.title}"[:TITLE_LIMIT], text)
    entry = made._replace(date=day, cause=letter.id, party=letter.party)
    change = append_about(session.store, folder, entry)
    return Outcome(
        AnsweredLetter(letter, entry), commit_message.plan("letter", f"Note that they answered: {letter.title}", change)
    )


def _find_folder(session: Session, request: AnswerRequest) -> tuple[str, str]:
    """Where the letters are remembered, and what they are about."""
    try:
        about = find_letter_about(session, request.ref, None)
    except UsageError:  # a product, and nobody needs to be named
        product = find_product(session.store, request.ref).product
        return layout.about_product(product.slug), product.name
    return about.folder, about.party.name


def _find_open(session: Session, log: Sequence[Entry], request: AnswerRequest, name: str) -> Entry:
    """The letter that waits for an answer and that was meant."""
    waiting = {each.entry for each in dues_of(log)}
    letters = [each for each in log if each.id in waiting and LETTER in each.data]
    meant = letters
    if request.to:
        party = find_party(session.store, request.to)
        meant = [each for each in meant if each.to == party.slug]
    if request.letter:
        begin = request.letter.strip().casefold()
        meant = [each for each in meant if begin and each.id.startswith(begin)]
    if len(meant) == 1:
        return meant[0]
    short = short_ids(each.id for each in log)
    listed = [f"{short[each.id]}  {each.title}, by {each.due}" for each in meant or letters]
    if meant:
        raise AmbiguousError(
            f"{len(meant)} letters about {name} wait for an answer", details=listed, hints=["say which: --letter ID"]
        )
    raise NotFoundError(f"no such letter about {name} waits for an answer", details=listed)
