"""`talktag import`: products from a file of another program, or of talktag."""

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_import_kind, with_words
from talktag.cli.context import Context
from talktag.cli.input.importing import file_name, read_file
from talktag.cli.views.imported import show_import
from talktag.errors import UsageError
from talktag.interop.own.csv_in import KEY_NAMES
from talktag.ops.outcome import Outcome


class ImportFlags(NamedTuple):
    """The file, and how it is to be read."""

    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file; - is standard input.")]
    kind: Annotated[
        str | None,
        typer.Option(
            help="homebox, snipe-it, shelf, csv, json or toml; told from the file if left out.",
            autocompletion=complete_import_kind,
        ),
    ] = None
    column: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=KEY", help="What a column of a CSV becomes; repeatable. See below."),
    ] = None
    currency: Annotated[
        str | None, typer.Option(metavar="CODE", help="The currency of amounts without one, like EUR.")
    ] = None
    day_first: Annotated[
        bool | None, typer.Option("--day-first/--month-first", help="What 03/04/2021 means.", show_default=False)
    ] = None
    century: Annotated[
        int | None,
        typer.Option(min=1900, max=2100, metavar="YEAR", help="The first year that 24 and the like may stand for."),
    ] = None
    encoding: Annotated[str, typer.Option(help="utf-8, or cp1252 for a file that is not.")] = "utf-8"
    titles: Annotated[
        bool | None,
        typer.Option(
            "--titles/--no-titles", help="Whether the first line of a CSV has the titles.", show_default=False
        ),
    ] = None
    partial: Annotated[bool, typer.Option("--partial", help="Take the sound rows, leave the others.")] = False
    update: Annotated[
        bool, typer.Option("--update", help="Give products that are here already the values of the file.")
    ] = False


_UNTOLD = {"warranty-days", "id", "slug", "added", "tags"}  # what only talktag itself writes, or hardly anybody
_KEYS = ["note, which is sealed" if name == "note" else name for name in KEY_NAMES if name not in _UNTOLD]


@command("import", view=show_import)
@with_words(keys=", ".join(_KEYS))
def import_file(context: Context, typed: ImportFlags) -> Outcome:
    """Take in products from a file of another program.

    Reads exports of Homebox, Snipe-IT and Shelf, any CSV by a mapping, and talktag's own CSV, JSON and TOML.

    Shows what would come in and every cell that cannot, then asks; without a terminal look with --dry-run, then
    add --yes. Importing the same file again changes nothing.

    KEY: {keys}. COLUMN is the title, or #3 for the third.

    Example: talktag import things.csv --map Item=name --map Room=place --map "Inv. No."=source --dry-run
    """
    from talktag.interop.draft import Options
    from talktag.ops.importing.import_products import ImportRequest, import_products

    session = context.session()
    options = Options(
        currency=_currency(typed.currency) or session.store.settings.currency,
        day_first=typed.day_first,
        century=typed.century,
        encoding=typed.encoding,
        titled=typed.titles,
    )
    request = ImportRequest(
        file_name(typed.file),
        kind=typed.kind,
        mapping=dict(map(_pair, typed.column or ())),
        options=options,
        partial=typed.partial,
        update=typed.update,
    )
    return import_products(session, read_file(context.terminal, typed.file), request)


def _pair(text: str) -> tuple[str, str]:
    # A title may hold an equals sign, a key seldom does.
    title, equals, key = text.rpartition("=")
    if not (equals and title.strip() and key.strip()):
        raise UsageError(f'"{text}" is not of the form COLUMN=KEY', hints=["for example: --map Item=name"])
    return title.strip(), key.strip()


def _currency(text: str | None) -> str | None:
    if text is None:
        return None
    from talktag.model.values.currency import checked_currency

    try:
        return checked_currency(text)
    except ValueError as error:
        raise UsageError(str(error), hints=["for example: --currency EUR"]) from None
