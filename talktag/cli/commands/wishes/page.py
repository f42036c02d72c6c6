"""`talktag wish page`, `wish take` and `wish export`: a wish for whoever has no talktag, and what comes back."""

from pathlib import Path
from typing import Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import OutputFile, complete_language, complete_party
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.picking.asked import Asked
from talktag.cli.views.wishes.page import show_out, show_page, show_taken
from talktag.ops.outcome import Outcome

complete_wish = completes("wish")
complete_form = completes("talktag.ops.wishes.pages.export_wish:FORMS")
Wish = Annotated[str, typer.Argument(metavar="WISH", help="A wish of yours.", autocompletion=complete_wish)]


@command("page", view=show_page, family="wish")
def page(
    context: Context,
    wish: Wish,
    output: OutputFile,
    to: Annotated[
        str | None, typer.Option(metavar="PARTY", help="Whom it is for; noted.", autocompletion=complete_party)
    ] = None,
    mail: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A mail that takes it along, for your mail program: wish.eml")
    ] = None,
    terms: Annotated[str | None, typer.Option(metavar="TEXT", help="The terms on which you ask.")] = None,
    without_name: Annotated[bool, typer.Option("--without-name", help="Without your name and contact.")] = False,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="LANGUAGE",
            help="Of the page: en, es, de, fr, it or sv.",
            autocompletion=complete_language,
            show_default="that of the party, else en",
        ),
    ] = None,
) -> Outcome:
    """Write a wish as a page with a form for the offer, for whoever has no talktag. It sends nothing.

    The page works offline in any browser; the form makes an offer file, which they send back to you as they like.

    Example: talktag wish page 70-200 --to foto-ruiz -o wish.html --mail wish.eml
    """
    from talktag.cli.output_name import check_ending, path_of
    from talktag.ops.wishes.pages.page_out import PageRequest, page_out

    path = path_of(output)
    check_ending(path, "html", "htm")
    wanted = PageRequest(wish, path, mail=mail, to=to, language=language, terms=terms, without_name=without_name)
    return page_out(context.session(), wanted)


@command("take", view=show_taken, family="wish")
def take(
    context: Context,
    wish: Wish,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The offer's file, a page or a text that it is in; - is standard input."),
    ],
    party: Annotated[
        str,
        typer.Option("--from", metavar="PARTY", help="Whose offer it is.", autocompletion=complete_party),
        Asked("party"),
    ],
) -> Outcome:
    """Take in an offer that nobody signed: a file that the page of a wish made, or a saved page of a shop.

    It is an Offer of schema.org in JSON-LD. What it says is kept as an offer of PARTY, marked as signed by nobody.

    Example: talktag wish take 70-200 offer.json --from foto-ruiz
    """
    from talktag.cli.input.importing import file_name, read_file
    from talktag.ops.wishes.pages.take_offer import OfferFile, take_offers

    handed = OfferFile(read_file(context.terminal, file), file_name(file))
    return take_offers(context.session(), wish, handed, party)


@command("export", view=show_out, family="wish")
def export(
    context: Context,
    wish: Wish,
    output: OutputFile,
    form: Annotated[
        str, typer.Option("--as", metavar="FORM", help="For other programs: jsonld.", autocompletion=complete_form)
    ] = "jsonld",
    offers: Annotated[bool, typer.Option("--offers", help="What was offered for it, in place of the wish.")] = False,
) -> Outcome:
    """Write a wish as a Demand of schema.org, or what was offered for it as Offers, in JSON-LD.

    Example: talktag wish export 70-200 -o wish.jsonld
    """
    from talktag.cli.output_name import check_ending, path_of
    from talktag.errors import UsageError
    from talktag.ops.wishes.pages.export_wish import FORMS, export_wish

    if form not in FORMS:
        raise UsageError(f'there is no form "{form}"', hints=[f"one of: {', '.join(FORMS)}"])
    path = path_of(output)
    check_ending(path, "jsonld", "json")
    return export_wish(context.session(), wish, path, offers=offers)
