"""`talktag detach`: a file is taken off a product."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import ProductWithFiles, complete_attached
from talktag.cli.context import Context
from talktag.cli.picking.asked import Asked
from talktag.cli.views.view import Columns, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.files.detach import Detached


def show(data: "Detached") -> View:
    """The file that goes."""
    return [Columns(("product", "detached", "kind"), [(data.product.slug, data.file.name, data.file.kind)])]


@command("detach", view=show)
def detach(
    context: Context,
    ref: ProductWithFiles,
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="The file's name, or a part of it.", autocompletion=complete_attached),
        Asked("file"),
    ],
) -> Outcome:
    """Take a file off a product.

    What another product has as well stays in the store; the history keeps the rest, and undo brings it back.

    Example: talktag detach canon old-receipt.pdf
    """
    from talktag.ops.files.detach import detach as operate

    return operate(context.session(), ref, name)
