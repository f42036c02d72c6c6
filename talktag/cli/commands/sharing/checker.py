"""`talktag checker`: the page that checks bundles in a browser."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_language
from talktag.cli.context import Context
from talktag.cli.views.view import Pairs, View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.bundles.checker import Checker


def show(data: "Checker") -> View:
    """What was written, and the hash to compare it by."""
    pairs = [
        ("file", str(data.path) if data.path else "-"),
        ("language", data.language),
        ("size", f"{data.size} bytes"),
        ("SHA-256", data.sha256),
    ]
    return [Pairs(pairs)]


@command("checker", view=show)
def checker(
    context: Context,  # noqa: ARG001 - every command takes one
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write; - is standard output.")
    ],
    language: Annotated[
        str | None,
        typer.Option(
            metavar="LANGUAGE",
            help="Of the page: en, es, de, fr, it or sv.",
            autocompletion=complete_language,
            show_default="en",
        ),
    ] = None,
) -> Outcome:
    """Write a page that checks bundles in a browser, for those who have no talktag.

    One file, which loads and sends nothing. Hand it over before the first bundle, never with one.

    Example: talktag checker -o check.html --language de
    """
    from talktag.cli.output_name import check_ending, path_of
    from talktag.ops.bundles.checker import checker as operate

    path = path_of(output)
    check_ending(path, "html", "htm")
    return operate(path, language)
