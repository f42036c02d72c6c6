"""`talktag hand`: bundle, form and mail for a party, in one folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import (
    GivenNotes,
    Language,
    Page,
    Product,
    Without,
    complete_party,
    complete_role,
    complete_section,
    complete_terms,
)
from talktag.cli.context import Context
from talktag.cli.picking.asked import Asked
from talktag.cli.views.leaving import preview_leaving
from talktag.cli.views.view import Block, Line, Pairs, Quote
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.sharing.hand.hand import HandRequest, Packet

TO_HELP = "Who gets it: a party, or the name of a new one."
DIR_HELP = "The folder to write; made where there is none."
ROLE_HELP = "Of a new party: maker, seller, repairer, insurer, finder, buyer, customer or other."
ENCRYPT_HELP = "To the party's age recipient, without the form."


def show(data: "Packet") -> Iterator[Block]:
    """What leaves and what stays, and the mail word for word."""
    from talktag.disk.sizes import size_text

    if data.added:
        yield Line(f"{data.added.party.name} is added to your parties, as: {data.added.party.role}")
    yield from preview_leaving(data.leaving)
    yield Line(f"The mail: {data.mail}", "strong")
    yield Pairs([("to", data.address), ("subject", data.words.subject), ("size", f"up to {size_text(data.mail_size)}")])
    yield Quote(data.words.text, folds=True)


class HandFlags(NamedTuple):
    """What is handed to whom, and what of it is said already."""

    ref: Product
    to: Annotated[str, typer.Argument(metavar="PARTY", help=TO_HELP, autocompletion=complete_party), Asked("party")]
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help=DIR_HELP, show_default="named after product and party"),
    ] = None
    purpose: Annotated[str | None, typer.Option(metavar="TEXT", help="What it is for; empty for nothing.")] = None
    include: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SECTION",
            help="More than the party's role is given; repeatable, as for export.",
            autocompletion=complete_section,
        ),
    ] = None
    without: Without = None
    note: GivenNotes = None
    role: Annotated[str | None, typer.Option(help=ROLE_HELP, autocompletion=complete_role)] = None
    mail: Annotated[
        str | None, typer.Option("--mail", "--email", metavar="ADDRESS", help="Their mail address; empty for none.")
    ] = None
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Until when they may keep it.")] = None
    terms: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT|URL",
            help="What they may do with it; empty for none.",
            autocompletion=complete_terms,
            show_default="that of talktag.toml",
        ),
    ] = None
    language: Language = None
    page: Page = None
    encrypt: Annotated[
        bool | None,
        typer.Option("--encrypt/--no-encrypt", help=ENCRYPT_HELP, show_default="encrypt where that is known"),
    ] = None


@command("hand", view=show)
def hand(context: Context, typed: HandFlags) -> Outcome:
    """Hand a product to a party: bundle, form for the answer and ready mail, in one folder.

    Adds the party if it is new. Asks at a terminal for what is not said: who they are, what it is for, and what else
    than usual; shows what leaves, what stays and the mail; and does all of it on one yes. Without a terminal look with
    --dry-run, then add --yes.

    talktag sends nothing: open the mail in your mail program, and send it.

    Example: talktag hand canon "Velo Nord"

    Example: talktag hand canon fix-it --purpose "crack in the eyepiece" --include files:photo -o packet
    """
    from talktag.cli.input.handing import ask_handing
    from talktag.cli.input.once import read_once
    from talktag.ops.sharing.hand.hand import hand as operate

    session, terminal = context.session(), context.terminal
    wanted = read_once(terminal.stdin, lambda: ask_handing(terminal, session, _request_of(typed)))
    return operate(session, wanted)


def _request_of(typed: HandFlags) -> "HandRequest":
    from talktag.ops.sharing.document_out import ShareRequest
    from talktag.ops.sharing.hand.hand import HandRequest
    from talktag.ops.sharing.hand.handed_to import SaidOfParty

    share = ShareRequest(
        typed.ref,
        to=typed.to,
        include=typed.include or (),
        without=typed.without or (),
        notes=typed.note or (),
        purpose=typed.purpose,
        until=typed.until,
        terms=typed.terms,
        language=typed.language,
        page=typed.page or "html",
    )
    party = SaidOfParty(typed.to, typed.role, typed.mail, typed.language)
    return HandRequest(share, party, typed.output, typed.encrypt)
