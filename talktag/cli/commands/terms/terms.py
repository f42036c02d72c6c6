"""`talktag terms`: texts that two agree on: kept, offered, answered."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import OutputFile, complete_party, complete_product, complete_terms
from talktag.cli.commands.ways_out import InTheClear, Mail, Out, Via, way_out
from talktag.cli.context import Context
from talktag.cli.output_name import path_of
from talktag.cli.views.terms.terms import show_kept, show_list, show_receipt, show_said, show_whole
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.model.terms.said_terms import Act
    from talktag.ops.talk.leaving.way_out import WayOut

FILE_HELP = "A .txt, .md, .html or .pdf; - reads the text from standard input."
ROSTER_HELP = "The address of the list of agreements that it is from; nothing is fetched."
ID_HELP = "What it is called in that list, such as SD-BASE."
FROM_HELP = "The address at which you read the text; nothing is fetched."
TERMS_HELP = "The text: its hash or id as it begins, or its title."
OFFER_HELP = "The offer by its id, or its text by hash, id or title."
WITH_HELP = "The text that you offer instead."
Text = Annotated[str, typer.Argument(metavar="TERMS", help=TERMS_HELP, autocompletion=complete_terms)]
To = Annotated[
    str | None,
    typer.Option(metavar="PARTY", help="With whom; needed where several offered it.", autocompletion=complete_party),
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="The last day on which it can be accepted.")]
Words = Annotated[str | None, typer.Option("--text", metavar="TEXT", help="Words besides.")]


class AddFlags(NamedTuple):
    """A text, and what is known of it."""

    path: Annotated[Path, typer.Argument(metavar="FILE", help=FILE_HELP)]
    roster: Annotated[str | None, typer.Option(metavar="ADDRESS", help=ROSTER_HELP)] = None
    id: Annotated[str | None, typer.Option(metavar="ID", help=ID_HELP)] = None
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="What to call it.")] = None
    language: Annotated[str | None, typer.Option(metavar="LANGUAGE", help="Of the text, such as en.")] = None
    source: Annotated[str | None, typer.Option("--from", metavar="ADDRESS", help=FROM_HELP)] = None
    words: Annotated[str | None, typer.Option(metavar="TEXT", help="Your own words about it; they stay here.")] = None


class OfferFlags(NamedTuple):
    """Which text is offered to whom, about what, until when; and how it leaves."""

    terms: Text
    ref: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", help="What it is about; nothing if left out.", autocompletion=complete_product),
    ] = None
    to: To = None
    until: Until = None
    text: Words = None
    output: Out = None
    mail: Mail = False
    via: Via = None
    in_the_clear: InTheClear = False


class AnswerFlags(NamedTuple):
    """Which offer is answered; and how it leaves."""

    terms: Annotated[str, typer.Argument(metavar="TERMS", help=OFFER_HELP, autocompletion=complete_terms)]
    to: To = None
    text: Words = None
    output: Out = None
    mail: Mail = False
    via: Via = None
    in_the_clear: InTheClear = False


class CounterFlags(NamedTuple):
    """Which offer is answered by which other text; and how it leaves."""

    terms: Annotated[str, typer.Argument(metavar="TERMS", help=OFFER_HELP, autocompletion=complete_terms)]
    other: Annotated[str, typer.Option("--with", metavar="TERMS", help=WITH_HELP, autocompletion=complete_terms)]
    to: To = None
    until: Until = None
    text: Words = None
    output: Out = None
    mail: Mail = False
    via: Via = None
    in_the_clear: InTheClear = False


class ReceiptFlags(NamedTuple):
    """Of what both signed with whom, and the file."""

    terms: Annotated[str, typer.Argument(metavar="TERMS", help=OFFER_HELP, autocompletion=complete_terms)]
    output: OutputFile
    to: To = None


@command("add", view=show_kept, family="terms")
def add(context: Context, typed: AddFlags) -> Outcome:
    """Keep a text of terms, byte for byte, known by its hash.

    It may be from a list of agreements, such as those of MyTerms: its address and the id in it are kept with the text.
    Nothing is fetched from there, and nothing is concluded from an id: what holds is what the text says.

    Example: talktag terms add sd-base.md --roster https://roster.example --id SD-BASE
    """
    from talktag.cli.input.note_text import read_text
    from talktag.ops.terms.add import NewTerms, add_terms

    text = read_text(context.terminal) if str(typed.path) == "-" else None
    return add_terms(context.session(), NewTerms(typed.path, text, *typed[1:]))


@command("list", view=show_list, family="terms")
def list_all(
    context: Context,
    party: Annotated[
        str | None, typer.Argument(metavar="[PARTY]", help="Only with them.", autocompletion=complete_party)
    ] = None,
) -> Outcome:
    """List the texts, and how each stands with whom: offered, countered, agreed, refused, expired, withdrawn, breached.

    Agreed is what both signed, and nothing else.

    Example: talktag terms list
    """
    from talktag.ops.terms.list_terms import list_terms

    return list_terms(context.session(), party)


@command("show", view=show_whole, family="terms")
def show(context: Context, terms: Text) -> Outcome:
    """Show a text as the letters that it is, what is known of it, and how it stands with whom.

    Example: talktag terms show SD-BASE
    """
    from talktag.ops.terms.list_terms import show_terms

    return show_terms(context.session(), terms)


@command("offer", view=show_said, family="terms")
def offer(context: Context, typed: OfferFlags) -> Outcome:
    """Offer a text to a party: it travels with what you sign, and they keep the same bytes.

    Nothing is agreed by that: they accept by a signed answer, refuse, or offer another text instead, once.

    Example: talktag terms offer SD-BASE --to fix-it
    """
    from talktag.ops.terms.say_terms import TermsRequest, offer_terms

    request = TermsRequest(typed.terms, typed.to, typed.ref, until=typed.until, text=typed.text)
    return offer_terms(context.session(), request, _way(typed))


@command("accept", view=show_said, family="terms")
def accept(context: Context, typed: AnswerFlags) -> Outcome:
    """Accept what a party offered: you sign that very text, and then it is agreed.

    Example: talktag terms accept SD-BASE --to ana
    """
    from talktag.model.terms.said_terms import Act

    return _answer(context, Act.ACCEPTED, typed)


@command("refuse", view=show_said, family="terms")
def refuse(context: Context, typed: AnswerFlags) -> Outcome:
    """Refuse what a party offered, and tell them.

    Example: talktag terms refuse SD-BASE --to ana
    """
    from talktag.model.terms.said_terms import Act

    return _answer(context, Act.REFUSED, typed)


@command("counter", view=show_said, family="terms")
def counter(context: Context, typed: CounterFlags) -> Outcome:
    """Offer another text instead of the one that a party offered. There is one counter-offer, and no second.

    Example: talktag terms counter SD-BASE --with our-terms --to ana
    """
    from talktag.model.terms.said_terms import Act
    from talktag.ops.terms.say_terms import TermsRequest, answer_terms

    request = TermsRequest(typed.terms, typed.to, counter=typed.other, until=typed.until, text=typed.text)
    return answer_terms(context.session(), Act.COUNTERED, request, _way(typed))


@command("withdraw", view=show_said, family="terms")
def withdraw(context: Context, typed: AnswerFlags) -> Outcome:
    """Withdraw what you offered or signed, from now on, and tell them.

    That it was agreed until then stays in the history of both.

    Example: talktag terms withdraw SD-BASE --to fix-it
    """
    from talktag.model.terms.said_terms import Act

    return _answer(context, Act.WITHDRAWN, typed)


@command("breach", view=show_said, family="terms")
def breach(context: Context, typed: AnswerFlags) -> Outcome:
    """Say that what both signed was not kept, signed, to them. Nobody judges it here.

    Example: talktag terms breach SD-BASE --to fix-it --text "An advertiser wrote to me."
    """
    from talktag.model.terms.said_terms import Act

    return _answer(context, Act.BREACH, typed)


@command("receipt", view=show_receipt, family="terms")
def receipt(context: Context, typed: ReceiptFlags) -> Outcome:
    """Write what both signed as a receipt of consent in JSON-LD, shaped like ISO/IEC TS 27560:2023.

    It tells what is known here: who, with whom, which text, when, by which keys, what was given under it. Purposes,
    legal bases and retention are not in it, as no text is read for its meaning.

    Example: talktag terms receipt SD-BASE --to fix-it -o receipt.jsonld
    """
    from talktag.ops.terms.receipt import write_terms_receipt

    return write_terms_receipt(context.session(), typed.terms, typed.to, path_of(typed.output))


def _answer(context: Context, act: "Act", typed: AnswerFlags) -> Outcome:
    from talktag.ops.terms.say_terms import TermsRequest, answer_terms

    return answer_terms(context.session(), act, TermsRequest(typed.terms, typed.to, text=typed.text), _way(typed))


def _way(typed: OfferFlags | AnswerFlags | CounterFlags) -> "WayOut":
    return way_out(typed.output, typed.via, mail=typed.mail, in_the_clear=typed.in_the_clear)
