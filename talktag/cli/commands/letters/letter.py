"""`talktag letter`: a letter to a party, filled in from the record."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import (
    complete_language,
    complete_party,
    complete_product,
    complete_section,
    complete_terms,
)
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.output_name import letter_form
from talktag.cli.picking.asked import Asked
from talktag.cli.views.letters.letter import show_answered, show_letter
from talktag.model.letters.kinds import ENDS, LETTERS, TERMS
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.letters.written_letter import LetterRequest

complete_letter = completes("talktag.model.letters.kinds:LETTERS")
complete_entry = completes("entry")
KIND_HELP = f"One of: {', '.join(LETTERS)}."
_OF_A_PARTY = ", ".join(each.name for each in LETTERS.values() if not each.needs_product)
REF_HELP = f"A product; or a party alone, for: {_OF_A_PARTY}."
TEXT_HELP = "Your own words, such as the defect; - reads them from standard input."
OUT_HELP = "A .pdf, .txt or .html file; - is text on standard output."
TERMS_HELP = "Of a withdrawal or a breach: the terms agreed on, by title, or by the hash of kept ones."
MAIL_HELP = "A ready mail that your mail program opens and sends."
INCLUDE_HELP = "More of the record: value, field:NAME; with --mail also files:receipt, file:NAME; repeatable."
ABOUT_HELP = "What it was about: a product, or the party alone."


class LetterFlags(NamedTuple):
    """What kind of letter, about what, to whom, what it tells besides, and in which form."""

    kind: Annotated[str, typer.Argument(metavar="KIND", help=KIND_HELP, autocompletion=complete_letter)]
    ref: Annotated[str, typer.Argument(metavar="REF", help=REF_HELP, autocompletion=complete_product), Asked("product")]
    text: Annotated[str | None, typer.Argument(metavar="[TEXT|-]", help=TEXT_HELP, show_default=False)] = None
    to: Annotated[str | None, typer.Option(metavar="PARTY", help="Whom it is to.", autocompletion=complete_party)] = (
        None
    )
    entry: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID", help="An entry of the log that it tells; repeatable.", autocompletion=complete_entry
        ),
    ] = None
    include: Annotated[
        list[str] | None, typer.Option(metavar="SECTION", help=INCLUDE_HELP, autocompletion=complete_section)
    ] = None
    leave_out: Annotated[
        list[str] | None, typer.Option("--leave-out", metavar="FIELD", help="A fact that stays, such as serial.")
    ] = None
    ends: Annotated[
        str | None, typer.Option(metavar="DATE", help="Of a cancellation: the day on which it is to end.")
    ] = None
    terms: Annotated[str | None, typer.Option(metavar="TEXT|HASH", help=TERMS_HELP, autocompletion=complete_terms)] = (
        None
    )
    answer_by: Annotated[
        str | None,
        typer.Option("--answer-by", metavar="DATE", help="The day for the answer.", show_default="by the kind"),
    ] = None
    language: Annotated[
        str | None,
        typer.Option(
            metavar="LANGUAGE",
            help="Of the letter: en, es, de, fr, it or sv.",
            autocompletion=complete_language,
            show_default="that of the party, else en",
        ),
    ] = None
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help=OUT_HELP)] = None
    mail: Annotated[bool, typer.Option("--mail", help=MAIL_HELP)] = False


@command("letter", view=show_letter)
def letter(context: Context, typed: LetterFlags) -> Outcome:
    """Write a letter to a party that needs no software, filled in from the record.

    Shows every word and all that leaves, and asks. Writes down in the ledger what it told, and on the log by which
    day an answer is asked for: that stands in talktag due until you say that it came.

    It cites where the law stands, with the day on which an answer is expected. It is not legal advice; whether it
    applies is yours to judge.

    Example: talktag letter repair canon "crack in the eyepiece" --to fix-it -o repair.pdf

    Example: talktag letter guarantee canon "it does not focus" --to foto-sol --mail

    Example: talktag letter access foto-sol --mail
    """
    from talktag.ops.letters.letter import write_letter

    path, form = letter_form(typed.kind, typed.output, mail=typed.mail)
    return write_letter(context.session(), _request_of(context, typed), form, path)


class AnsweredFlags(NamedTuple):
    """Which letter was answered, what they said, and when."""

    ref: Annotated[
        str,
        typer.Argument(metavar="REF", help=ABOUT_HELP, autocompletion=complete_product),
        Asked("product"),
    ]
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="What they said.", show_default=False)] = None
    to: Annotated[str | None, typer.Option(metavar="PARTY", help="Whom it was to.", autocompletion=complete_party)] = (
        None
    )
    letter: Annotated[str | None, typer.Option(metavar="ID", help="Its id, or the beginning of it.")] = None
    date: Annotated[str | None, typer.Option(metavar="DATE", help="When; today if left out.")] = None


@command("answered", view=show_answered, family="letter")
def note_answer(context: Context, typed: AnsweredFlags) -> Outcome:
    """Write down that a letter was answered, so that nothing waits for it any more.

    Example: talktag letter answered canon "They take it in on Monday" --to fix-it
    """
    from talktag.ops.letters.answered import AnswerRequest, answer_letter

    return answer_letter(context.session(), AnswerRequest(*typed))


def _request_of(context: Context, typed: LetterFlags) -> "LetterRequest":
    from talktag.cli.input.note_text import read_words
    from talktag.cli.input.once import read_once
    from talktag.ops.letters.written_letter import LetterRequest

    stdin = context.terminal.stdin
    words = read_once(stdin, lambda: read_words(context.terminal)) if typed.text == "-" else typed.text
    return LetterRequest(
        typed.kind,
        typed.ref,
        to=typed.to,
        words=words,
        entries=typed.entry or (),
        include=typed.include or (),
        leave_out=typed.leave_out or (),
        said={name: text for name, text in ((ENDS, typed.ends), (TERMS, typed.terms)) if text},
        answer_by=typed.answer_by,
        language=typed.language,
    )
