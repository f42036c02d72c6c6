"""`talktag attach`: files kept with a product."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product
from talktag.cli.context import Context
from talktag.cli.view import Columns, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.set import Changed


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(app, "attach", show)
    def attach(
        context: Context,
        ref: Product,
        files: Annotated[list[Path] | None, typer.Argument(metavar="FILE...", help="What to keep with it.")] = None,
        kind: Annotated[
            str | None, typer.Option(help="receipt, photo, manual, certificate, report or file; guessed when left out.")
        ] = None,
    ) -> Outcome:
        """Keep copies of files with a product."""
        from talktag.ops.attach import attach as operate

        return operate(context.session(), ref, files or (), kind)


def show(data: "Changed") -> View:
    """The product's files."""
    product = data.product
    return [Columns(("product", "file", "kind"), [(product.slug, each.name, each.kind) for each in product.files])]
