"""`talktag transfer`: hand a product over to its next owner."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import (
    Encrypt,
    GivenNotes,
    Language,
    OutputFile,
    Page,
    Product,
    Without,
    complete_party,
    complete_section,
)
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.output_name import check_bundle_name, path_of
from talktag.cli.picking.asked import Asked
from talktag.cli.views.leaving import Cells, preview_leaving
from talktag.cli.views.view import View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.sharing.transfer_out import TransferOut


def show(data: "TransferOut") -> View:
    """The preview: what leaves and what stays, and what becomes of it here."""
    more: list[Cells] = [("leaves", "originals", "signed answer", each, "with its entries") for each in data.originals]
    more += [("leaves", "claim", "maker's tag", each, "and that it is theirs from then on") for each in data.claims]
    more += [("stays", "originals", "signed answer", ident, reason) for ident, reason in data.staying]
    more += [("stays", "inside", "part", slug, "has a record of its own") for slug in data.parts]
    more += [("here", "state", "", data.how, ""), *(("here", "tags", "retired", each, "") for each in data.retired)]
    return list(preview_leaving(data.leaving, more))


class TransferFlags(NamedTuple):
    """What goes along with a product to its next owner."""

    ref: Product
    to: Annotated[
        str,
        typer.Option(metavar="PARTY", help="The next owner.", autocompletion=complete_party),
        Asked("party"),
    ]
    output: OutputFile
    how: Annotated[
        str | None,
        typer.Option(
            metavar="WAY",
            help="sold or given; sold to a buyer if left out.",
            autocompletion=completes("talktag.ops.sharing.transfer_out:WAYS"),
        ),
    ] = None
    price: Annotated[str | None, typer.Option(metavar="MONEY", help='What it fetched, like "120 EUR".')] = None
    include: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SECTION",
            help="More than its history; repeatable. See below.",
            autocompletion=complete_section,
        ),
    ] = None
    without: Without = None
    note: GivenNotes = None
    purpose: Annotated[str | None, typer.Option(metavar="TEXT", help="A word to the next owner.")] = None
    language: Language = None
    page: Page = None
    encrypt: Encrypt = False


@command("transfer", view=show)
def transfer(context: Context, typed: TransferFlags) -> Outcome:
    """Hand a product over to its next owner, with its history.

    The record, services, readings, manuals, certificates and reports go along, answers with their signatures; not
    what you paid, where it is, your notes, or who was given what. Here its tags are retired and it is marked as
    sold or given, in the same commit.

    Shows what leaves and what stays, then asks; without a terminal look with --dry-run, then add --yes.

    SECTION: value, place, entries:KIND, files:KIND, file:NAME, field:NAME.

    Example: talktag transfer canon --to bea --include files:receipt -o canon.zip
    """
    from talktag.ops.sharing.document_out import ShareRequest
    from talktag.ops.sharing.transfer_out import transfer as operate

    request = ShareRequest(
        typed.ref,
        to=typed.to,
        include=typed.include or (),
        notes=typed.note or (),
        purpose=typed.purpose,
        language=typed.language,
        encrypt=typed.encrypt,
        page=typed.page or "html",
        without=typed.without or (),
    )
    path = path_of(typed.output)
    check_bundle_name(path, encrypt=typed.encrypt)
    return operate(context.session(), request, typed.how, typed.price, path)
