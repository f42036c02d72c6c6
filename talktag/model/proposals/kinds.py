"""What may be proposed, a row a kind: the verb that it would be, and what is said of it. It carries out nothing.

There is no row for notes, keys, sealed files, permissions or sending: what is not here cannot be proposed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from talktag.errors import InvalidError
from talktag.model.letters.kinds import LETTERS
from talktag.model.values.near import hints, near_words

TEXT_LIMIT = 10_000  # characters of one thing that is said
MOST_TEXTS = 20  # of a list
Arguments = Mapping[str, str | tuple[str, ...]]


class ProposalPart(NamedTuple):
    """One thing that is said: its name and meaning, whether it has to be, and whether it is a list of texts."""

    name: str
    meaning: str
    is_needed: bool = False
    is_list: bool = False


class ProposalKind(NamedTuple):
    """One kind of proposal: the verb that it would be, what that does, what is said, and what the owner is asked."""

    name: str
    meaning: str
    parameters: tuple[ProposalPart, ...]
    question: str


_REF = ProposalPart("ref", "The product: its slug, its name, or a part of one that only it has.", is_needed=True)
_TO = ProposalPart("to", "The party, by its slug.", is_needed=True)

PROPOSALS: Mapping[str, ProposalKind] = {
    each.name: each
    for each in (
        ProposalKind(
            "entry",
            "Write on a product's log what happened to it.",
            (
                _REF,
                ProposalPart("kind", "service, check, reading, claim, firmware, manual, link, message or due.", True),
                ProposalPart("title", "What happened, in one line.", is_needed=True),
                ProposalPart("text", "More of it."),
                ProposalPart("date", "When, such as 2026-11-22; today where it is left out."),
                ProposalPart("cost", 'What it cost, like "40 EUR".'),
                ProposalPart("due", "When it is to be done next: a date, or 6m."),
                ProposalPart("every", "After how long it comes again: 6m, 10000 km.", is_list=True),
                ProposalPart("meter", "What a meter showed: km=41250.", is_list=True),
                ProposalPart("party", "Who did it, by the slug of the party."),
            ),
            "Write this on the log?",
        ),
        ProposalKind(
            "talk",
            "Say something to a party about a product.",
            (
                _REF,
                _TO,
                ProposalPart("text", "The words, as they would leave.", is_needed=True),
                ProposalPart("kind", "message, question or promise; a message where it is left out."),
                ProposalPart("due", "Of a promise: by when."),
                ProposalPart("answers", "The id of the entry that it answers; none for none."),
            ),
            "Say this?",
        ),
        ProposalKind(
            "export",
            "Hand a chosen part of a product's table to a party, signed.",
            (
                _REF,
                _TO,
                ProposalPart("include", "Sections besides what the party's role is given: files:photo.", is_list=True),
                ProposalPart("without", "Files that stay, by name.", is_list=True),
                ProposalPart("purpose", "What it is for."),
                ProposalPart("until", "Until when they may keep it, as a date."),
            ),
            "Hand this over?",
        ),
        ProposalKind(
            "letter",
            "Write a letter to a party that needs no software, filled in from the record.",
            (
                ProposalPart("ref", "The product; for some kinds the party alone will do.", is_needed=True),
                ProposalPart("kind", f"One of {', '.join(LETTERS)}.", is_needed=True),
                ProposalPart("to", "The party, by its slug; left out where ref is that party."),
                ProposalPart("text", "The owner's own words in it, such as the defect."),
                ProposalPart("entries", "Ids of entries of the log that it tells.", is_list=True),
                ProposalPart("include", "More of the record: value, field:NAME.", is_list=True),
                ProposalPart("ends", "Of a cancellation: the day on which it is to end."),
                ProposalPart("terms", "Of a withdrawal or a breach: the terms that were agreed on."),
                ProposalPart("answer_by", "The day for the answer, in place of the usual one."),
                ProposalPart("language", "en, es, de, fr, it or sv; that of the party where it is left out."),
            ),
            "Write this letter?",
        ),
        ProposalKind(
            "wish",
            "Write down what the owner wants. It is sent to nobody.",
            (
                ProposalPart("name", "What is wanted, in a few words.", is_needed=True),
                ProposalPart("fits", "Things of the owner's that it goes with.", is_list=True),
                ProposalPart("must", "Points that it has to meet: mount=EF.", is_list=True),
                ProposalPart("should", "Points that it had better meet: weight<1500g.", is_list=True),
                ProposalPart("avoid", "Points that it must not meet: colour=red.", is_list=True),
                ProposalPart("most", 'What it may cost at the most, like "900 EUR".'),
                ProposalPart("until", "The last day for offers."),
                ProposalPart("text", "More of it."),
            ),
            "Write this wish down?",
        ),
    )
}


def read_arguments(kind: str, given: Mapping[str, Any]) -> Arguments:
    """What is said of a proposal, each text and list within its bounds; InvalidError for anything else.

    What is None or empty was not said.
    """
    if kind not in PROPOSALS:
        raise InvalidError(f'"{kind}" cannot be proposed', hints=[f"what can: {', '.join(PROPOSALS)}"])
    rows = {each.name: each for each in PROPOSALS[kind].parameters}
    if unknown := next((name for name in given if name not in rows), None):
        near = hints(near_words(unknown, rows, 1))
        raise InvalidError(f'a proposal of kind {kind} has no "{unknown}"', hints=near)
    said = {name: _text_or_list(rows[name], value) for name, value in given.items() if value not in (None, "", [], ())}
    if missing := next((row.name for row in rows.values() if row.is_needed and row.name not in said), None):
        raise InvalidError(f'a proposal of kind {kind} needs "{missing}"', hints=[rows[missing].meaning])
    return {name: said[name] for name in rows if name in said}


def _text_or_list(row: ProposalPart, value: Any) -> str | tuple[str, ...]:
    texts = value if row.is_list and isinstance(value, list | tuple) else (value,)
    if len(texts) > MOST_TEXTS:
        raise InvalidError(f'"{row.name}" has {len(texts)} texts; {MOST_TEXTS} are the most')
    for each in texts:
        if not isinstance(each, str):
            raise InvalidError(f'"{row.name}" is not a text', hints=[row.meaning])
        if len(each) > TEXT_LIMIT:
            raise InvalidError(f'"{row.name}" has {len(each):,} characters; {TEXT_LIMIT:,} are the most')
    return tuple(texts) if row.is_list else str(value)
