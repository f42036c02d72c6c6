"""`talktag import`: products from a file of another program, or of talktag."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_import_kind, complete_party, complete_product, with_words
from talktag.cli.context import Context
from talktag.cli.input.importing import file_name, read_file
from talktag.cli.views.from_maker import show_imported as show
from talktag.errors import UsageError
from talktag.interop.own.csv_in import KEY_NAMES
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.session import Session


FOR_HELP = "The product that a maker's linkset or passport is for."
FROM_HELP = "Whose file it is: the maker, the authority."
WITH_HELP = "A folder with files that its links lead to, which you fetched; their digests are compared."


class ImportFlags(NamedTuple):
    """The file, and how it is to be read."""

    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file; - is standard input.")]
    kind: Annotated[
        str | None,
        typer.Option(
            help="homebox, snipe-it, shelf, csv, json, toml or jsonld; linkset, passport or recalls of a maker; told "
            "from the file if left out, but for recalls.",
            autocompletion=complete_import_kind,
        ),
    ] = None
    product: Annotated[
        str | None,
        typer.Option("--for", metavar="REF", help=FOR_HELP, autocompletion=complete_product, show_default=False),
    ] = None
    party: Annotated[
        str | None, typer.Option("--from", metavar="PARTY", help=FROM_HELP, autocompletion=complete_party)
    ] = None
    folder: Annotated[Path | None, typer.Option("--with", metavar="FOLDER", help=WITH_HELP)] = None
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


@command("import", view=show)
@with_words(keys=", ".join(_KEYS))
def import_file(context: Context, typed: ImportFlags) -> Outcome:
    """Take in products from a file of another program, or what a maker wrote about one.

    Reads exports of Homebox, Snipe-IT and Shelf, any CSV by a mapping, talktag's own CSV, JSON and TOML, and products
    of schema.org in JSON-LD, also in a shop's page that you saved; an offer in it is not taken for what you paid.

    Shows what would come in and every cell that cannot, then asks; without a terminal look with --dry-run, then
    add --yes. Importing the same file again changes nothing.

    A maker's linkset or passport is kept with the product that --for names, its links in the log; no address is
    opened. A list of recalls (--kind recalls) is held against your records here, and nobody is told of them.

    KEY: {keys}. COLUMN is the title, or #3 for the third.

    Example: talktag import things.csv --map Item=name --map Room=place --map "Inv. No."=source --dry-run

    Example: talktag import passport.json --for canon --from canon-inc --with downloads
    """
    from talktag.ops.importing.from_maker.detect import KINDS, maker_kind

    session = context.session()
    data = read_file(context.terminal, typed.file)
    if (kind := typed.kind or maker_kind(data)) in KINDS or typed.product or typed.folder:
        return _from_maker(session, data, kind, typed)
    if typed.party:
        raise UsageError("--from is for what a maker or an authority wrote", hints=["leave it out"])
    return _products(session, data, typed)


def _products(session: "Session", data: bytes, typed: ImportFlags) -> Outcome:
    """The rows of a catalogue."""
    from talktag.interop.draft import Options
    from talktag.ops.importing.import_products import ImportRequest, import_products

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
    return import_products(session, data, request)


def _from_maker(session: "Session", data: bytes, kind: str | None, typed: ImportFlags) -> Outcome:
    """A linkset or a passport of one product, or a list of recalls."""
    from talktag.ops.importing.from_maker.detect import KINDS, RECALLS
    from talktag.ops.importing.from_maker.recalls_in import import_recalls
    from talktag.ops.importing.from_maker.take_in import MakerRequest, take_in_maker_file

    if kind not in KINDS:
        raise UsageError("this is neither a linkset nor a passport", hints=["leave out --for and --with for products"])
    if kind == RECALLS:
        if typed.product or typed.folder:
            raise UsageError("a list of recalls is held against all you have", hints=["leave out --for and --with"])
        return import_recalls(session, data, file_name(typed.file), typed.party)
    if not typed.product:
        raise UsageError(f"a {kind} is of one product", hints=["name it: --for REF"])
    return take_in_maker_file(session, data, MakerRequest(typed.product, kind, typed.party, typed.folder))


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
