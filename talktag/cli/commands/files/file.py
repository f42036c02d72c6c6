"""`talktag file`: the files of a product, and copies of them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import ProductWithFiles, complete_attached
from talktag.cli.context import Context
from talktag.cli.output_name import path_of
from talktag.cli.views.view import Columns, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.files.file import Files


def show(data: "Files") -> View:
    """A line a file: its name, kind and size, and where it is."""
    from talktag.disk.sizes import size_text

    rows = [
        (each.name, "sealed " * each.sealed + each.kind, size_text(each.size), str(path))
        for each, path in zip(data.files, data.paths, strict=True)
    ]
    return [Columns(("file", "kind", "size", "path"), rows, ("path",))]


@command("file", view=show)
def list_files(
    context: Context,
    ref: ProductWithFiles,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="A file's name, or a part of it.",
            show_default=False,
            autocompletion=complete_attached,
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Copy it there; - is standard output.")
    ] = None,
) -> Outcome:
    """List the files of a product, or copy one out.

    A file that was attached with --private is opened with your key on the way out.

    Example: talktag file canon receipt -o receipt.pdf
    """
    from talktag.ops.files.file import list_files as operate

    to_stdout = str(output) == "-"
    return operate(context.session(), ref, name, path_of(output), to_stdout=to_stdout)
