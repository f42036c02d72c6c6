"""`talktag export`: hand a part of a product's table to a party."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product
from talktag.cli.context import Context
from talktag.cli.view import Block, Columns, Facts, Line, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.export import Leaving


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(app, "export", show)
    def export(
        context: Context,
        ref: Product,
        to: Annotated[str, typer.Option(metavar="PARTY", help="Who it is for.")],
        output: Annotated[
            Path, typer.Option("--output", "-o", metavar="FILE.zip", help="The bundle; - is standard output.")
        ],
        include: Annotated[
            list[str] | None,
            typer.Option(metavar="SECTION", help="More than the party's role is given; repeatable. See below."),
        ] = None,
        note: Annotated[
            list[str] | None, typer.Option(metavar="ID", help="A private note to give away; repeatable.")
        ] = None,
        purpose: Annotated[str | None, typer.Option(metavar="TEXT", help="What it is for.")] = None,
        until: Annotated[str | None, typer.Option(metavar="DATE", help="Until when they may keep it.")] = None,
    ) -> Outcome:
        """Hand a chosen part of a product's table to a party, signed.

        Writes the bundle and remembers in the ledger what left.

        Shows what leaves and what stays, then asks; without a terminal look with --dry-run, then add --yes.

        SECTION: identity, serial, purchase, warranty, value, place, entries:KIND, files:KIND, field:NAME.

        Example: talktag export canon --to fix-it --include files:photo --purpose "crack in the eyepiece" -o canon.zip
        """
        from talktag.ops.export import Request
        from talktag.ops.export import export as operate

        request = Request(ref, to, include or (), note or (), purpose, until)
        return operate(context.session(), request, None if str(output) == "-" else output)


def show(data: "Leaving") -> View:
    """The preview: what leaves and what stays."""
    return list(_preview(data))


def _preview(data: "Leaving") -> Iterator[Block]:
    share = data.share
    yield Line(f"{data.product.name}, for {data.party.name} ({data.party.role})", "strong")
    yield Facts(
        [("purpose", share.purpose), ("until", share.until), ("bundle", share.bundle), ("file", data.path or "-")]
    )
    rows = [("leaves", row.section, row.field, row.value) for row in data.leaves]
    rows += [("leaves", "note", note, "in the clear") for note in share.notes]
    rows += [("stays", row.section, row.field, row.value) for row in data.stays]
    if data.notes_staying:
        rows.append(("stays", "notes", "", f"{data.notes_staying} private"))
    yield Columns(("", "section", "what", "value"), rows)
