"""Terms as they are shown: texts, how they stand with whom, and what is said of them. It decides nothing.

A text is shown as the letters that it is, whatever it calls itself; what has not been signed by both is not agreed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talktag.cli.views.view import Block, Columns, Line, Pairs, Quote
from talktag.disk.sizes import size_text
from talktag.model.terms.said_terms import SHORT, Act

if TYPE_CHECKING:
    from talktag.model.terms.agreement import Agreement
    from talktag.model.terms.terms_text import Terms
    from talktag.ops.parties.agreements import StandingTerms
    from talktag.ops.terms.add import KeptTerms
    from talktag.ops.terms.list_terms import ListedTerms, ShownTerms
    from talktag.ops.terms.receipt import WrittenReceipt
    from talktag.ops.terms.say_terms import SaidOfTerms

_SHOWN = 6000  # letters of a text before it is signed; all of it is shown by `terms show`


def show_kept(data: KeptTerms) -> Iterator[Block]:
    """What is kept of it."""
    yield Line(data.terms.called, "strong")
    yield _facts(data.terms, data.size)


def show_list(data: ListedTerms) -> Iterator[Block]:
    """A line a text, and a line for how each stands with whom."""
    rows = [(each.sha256[:SHORT], each.id or "", each.title or "", each.type, str(each.added)) for each in data.terms]
    if rows:
        yield Columns(("terms", "id", "title", "type", "kept"), rows, ("type", "kept"))
    yield from standing_of_terms(data.standing)


def standing_of_terms(standing: Sequence[StandingTerms]) -> Iterator[Block]:
    """How what was offered stands with whom, a line each."""
    rows = [
        (
            each.agreement.offer.entry.id,
            each.party,
            each.agreement.status.value,
            f"{each.agreement.of.said.called} ({each.agreement.terms[:SHORT]})",
            _next_step(each.agreement),
        )
        for each in standing
    ]
    if rows:
        yield Columns(("offer", "with", "is", "text", ""), rows, ("offer",))


def _next_step(made: Agreement) -> str:
    """Whose turn it is, or when it came to what it is."""
    if made.status.is_open:
        until = f" until {made.of.said.until}" if made.of.said.until else ""
        has_yes = any(each.said.act is Act.ACCEPTED for each in made.unsigned)
        said = "; they said yes, unsigned" if has_yes else ""
        return f"{'yours to answer' if made.waits_for_owner else 'theirs to answer'}{until}{said}"
    last = made.ended or (made.breaches[-1] if made.breaches else None) or made.accepted or made.refused
    return f"since {last.entry.date}" if last else f"since {made.of.said.until}"


def show_whole(data: ShownTerms) -> Iterator[Block]:
    """The record, the text, and how it stands."""
    yield Line(data.terms.called, "strong")
    yield _facts(data.terms, data.size)
    if data.text is None:
        yield Line("a PDF, which is not shown here; the file lies in the folder terms of the store", "faint")
    else:
        yield Quote(data.text.rstrip("\n"), folds=True)
    yield from standing_of_terms(data.standing)


def show_said(data: SaidOfTerms) -> Iterator[Block]:
    """What is said, of which text, word for word, and the message as it leaves."""
    from talktag.cli.views.talk.leaving_message import preview_message

    yield from preview_message(data.message)
    yield Line("")
    yield Line(f"the text, {data.terms.sha256}:", "strong")
    if data.words is None:
        yield Line("a PDF, which is not shown here: read it before you sign", "faint")
        return
    yield Quote(data.words[:_SHOWN].rstrip("\n"), folds=True)
    if len(data.words) > _SHOWN:
        yield Line(f"… all of it: talktag terms show {data.terms.sha256[:SHORT]}", "faint")


def show_receipt(data: WrittenReceipt) -> Iterator[Block]:
    """What it is of."""
    made = data.standing.agreement
    yield Line(f"{made.of.said.called}, with {data.standing.name}", "strong")
    signed = made.accepted.entry.date if made.accepted else None
    yield Pairs([("is", made.status.value), ("signed by both", signed), ("sha256", made.terms), ("given", data.shares)])


def _facts(terms: Terms, size: int) -> Pairs:
    shaped = terms.roster and terms.id
    return Pairs(
        [
            ("sha256", terms.sha256),
            ("roster", terms.roster),
            ("id", terms.id),
            ("shaped like", "MyTerms; nothing is concluded from an id" if shaped else None),
            ("language", terms.language),
            ("type", f"{terms.type}, {size_text(size)}"),
            ("read at", terms.source),
            ("kept", terms.added),
            ("your words", terms.words),
        ]
    )
