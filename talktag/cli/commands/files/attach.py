"""`talktag attach`: files kept with products."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import PRODUCT_ARGUMENT, PRODUCT_HELP, complete_file_kind, complete_product
from talktag.cli.context import Context
from talktag.cli.picking.asked import Asked, Rest
from talktag.cli.views.attached import show_attached
from talktag.ops.outcome import Outcome


def _is_file(word: str, behind: Sequence[Path]) -> bool:
    """Whether the word is the file, and there is no product before it: with another behind it, it is the product."""
    return not behind and Path(word).exists()


Ref = Annotated[str, PRODUCT_ARGUMENT, Asked("product", rest=Rest("files", _is_file, Path))]


@command("attach", view=show_attached)
def attach(
    context: Context,
    ref: Ref,
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE|FOLDER...", help="What to keep with it.")] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            help="receipt, photo, manual, certificate, report or file; guessed when left out.",
            autocompletion=complete_file_kind,
        ),
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            metavar="REF",
            help=f"Another product it belongs to; repeatable. {PRODUCT_HELP}",
            autocompletion=complete_product,
        ),
    ] = None,
    private: Annotated[bool, typer.Option("--private", help="Seal it to your key.")] = False,
) -> Outcome:
    """Keep copies of files with a product.

    A file that the store has already is not stored again: one receipt can belong to many products.

    Of a folder all files are taken, in one commit; what the product has already is left out.

    A private file needs no passphrase to seal, is opened with "talktag file", and never leaves in a bundle.
    Its name and kind stay readable.

    Example: talktag attach canon receipt.pdf --also tripod
    """
    from talktag.ops.files.attach import attach as operate

    return operate(context.session(), ref, files or (), kind, also=also or (), private=private)
