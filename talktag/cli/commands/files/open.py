"""`talktag open`: a file of a product in the desktop's own program."""

from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import ProductWithFiles, complete_attached
from talktag.cli.context import Context
from talktag.cli.picking.asked import Asked
from talktag.cli.views.view import Columns, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.files.open import ShownFile


def show(data: "ShownFile") -> View:
    """Which file is shown."""
    return [Columns(("product", "opened", "kind"), [(data.product.slug, data.file.name, data.file.kind)])]


@command("open", view=show)
def open_file(
    context: Context,
    ref: ProductWithFiles,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="A file's name, a part of it, or its kind, such as receipt.",
            show_default=False,
            autocompletion=complete_attached,
        ),
        Asked("file"),
    ] = None,
) -> Outcome:
    """Open a receipt, a manual or a photo in the program of your desktop.

    What is opened is a copy, which later ones clear away; the store's own file is never handed out. Scripts and web
    pages are shown as text, and what could be a program is not opened. opener in your settings names another
    program than the desktop's.

    Example: talktag open canon receipt
    """
    from talktag.cli.desktop.opener import desk_of
    from talktag.ops.files.open import open_file as operate

    return operate(context.session(), ref, name, desk_of(context))
