"""`talktag sheet`: TalkTag labels on a sheet."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import PRODUCT_HELP, complete_product, complete_stock
from talktag.cli.context import Context
from talktag.cli.view import Block, Facts
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.sheet import Printed


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(app, "sheet", show)
    def sheet(
        context: Context,
        output: Annotated[
            Path, typer.Option("--output", "-o", metavar="FILE.pdf", help="The PDF; - is standard output.")
        ],
        refs: Annotated[
            list[str] | None, typer.Argument(metavar="[REF]...", help=PRODUCT_HELP, autocompletion=complete_product)
        ] = None,
        everything: Annotated[bool, typer.Option("--all", help="A label for every product.")] = False,
        stock: Annotated[
            str | None,
            typer.Option(metavar="ID", help="The label paper; see: talktag stock list.", autocompletion=complete_stock),
        ] = None,
        start: Annotated[int, typer.Option(min=1, metavar="N", help="The first free label on the sheet.")] = 1,
    ) -> Outcome:
        """Print TalkTag labels for products on a sheet of label paper.

        Send the PDF to the printer at actual size.

        Example: talktag sheet --all --stock avery-l7120 -o sheet.pdf
        """
        from talktag.ops.sheet import sheet as operate

        path = None if str(output) == "-" else output
        return operate(context.session(), refs or (), everything, stock, start, path)


def show(data: "Printed") -> Iterator[Block]:
    """What was printed, and from how far a phone reads it."""
    from talktag.paper.sheet import reads_up_to_cm

    sheet = data.sheet
    yield Facts(
        [
            ("file", data.path or "-"),
            ("stock", data.stock.id),
            ("labels", sheet.labels),
            ("pages", sheet.pages),
            ("module", f"{sheet.module_mm:.2f} mm, error correction {sheet.error_correction}"),
            ("reads up to", f"about {reads_up_to_cm(sheet.module_mm)} cm away (computed, not tried with a phone)"),
        ]
    )
