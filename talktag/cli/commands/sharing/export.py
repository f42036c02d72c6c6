"""`talktag export`: hand a part of a product's table to a party, or take the catalogue elsewhere."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import (
    Encrypt,
    GivenNotes,
    Language,
    OutputFile,
    Page,
    Without,
    complete_field,
    complete_form,
    complete_party,
    complete_product,
    complete_section,
    complete_terms,
)
from talktag.cli.context import Context
from talktag.cli.output_name import check_bundle_name, check_ending, form_for_paper, path_of
from talktag.cli.picking.asked import Asked
from talktag.cli.views.switching.exported import show
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

PACKET = "packet"  # all about one party
_ENDINGS = {
    "csv": ("csv",),
    **dict.fromkeys(("homebox", "snipe-it", "shelf"), ("csv",)),
    "json": ("json",),
    "jsonld": ("jsonld", "json"),
    "linkset": ("json",),
    "sqlite": ("db", "sqlite"),
    PACKET: ("zip",),
}
_FOR_A_BUNDLE = ("--include", "--note", "--page", "--with-form")
_FOR_A_PARTY = (
    *("--include", "--note", "--purpose", "--until", "--without"),
    *("--terms", "--language", "--page", "--fields", "--encrypt", "--with-form"),
)
WORDS_HELP = "With --to one product; with --fields or --as several, or a query; with --as none for all."


Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[REF|QUERY]...", help=WORDS_HELP, autocompletion=complete_product, show_default=False),
    Asked("product", unless=("form", "fields"), many=True),
]
To = Annotated[
    str | None,
    typer.Option(metavar="PARTY", help="Who the bundle is for.", autocompletion=complete_party),
    Asked("party", unless=("form",)),
]
INCLUDE_HELP = "More than the party's role is given; repeatable. See below."
Include = Annotated[
    list[str] | None, typer.Option(metavar="SECTION", help=INCLUDE_HELP, autocompletion=complete_section)
]
FIELDS_HELP = "A print-out of exactly these instead: name,serial,bought,price,photo …"
Fields = Annotated[str | None, typer.Option(metavar="NAMES", help=FIELDS_HELP, autocompletion=complete_field)]
Purpose = Annotated[str | None, typer.Option(metavar="TEXT", help="What it is for.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Until when they may keep it.")]
TERMS_HELP = "What they may do with it: the address or title of an agreement; empty for none."
Terms = Annotated[
    str | None,
    typer.Option(
        metavar="TEXT|URL", help=TERMS_HELP, show_default="that of talktag.toml", autocompletion=complete_terms
    ),
]
FORM_HELP = "Beside it, a page that makes an answer file, offline."
WithForm = Annotated[bool, typer.Option("--with-form", help=FORM_HELP)]
AS_HELP = "For yourself: csv, json, homebox, snipe-it, shelf, jsonld, linkset, sqlite; packet for all about a party."
Form = Annotated[str | None, typer.Option("--as", metavar="FORM", help=AS_HELP, autocompletion=complete_form)]
GUARD_HELP = "Keep spreadsheets from running cells of a CSV."
Guard = Annotated[bool | None, typer.Option("--guard/--no-guard", help=GUARD_HELP, show_default="guard")]


class ExportFlags(NamedTuple):
    """What is to leave, to whom, on which terms, and in which form."""

    output: OutputFile
    words: Words = None
    to: To = None
    include: Include = None
    without: Without = None
    note: GivenNotes = None
    fields: Fields = None
    purpose: Purpose = None
    until: Until = None
    terms: Terms = None
    language: Language = None
    page: Page = None
    encrypt: Encrypt = False
    with_form: WithForm = False
    form: Form = None
    guard: Guard = None


@command("export", view=show)
def export(context: Context, typed: ExportFlags) -> Outcome:
    """Hand a chosen part of a product's table to a party, signed.

    Writes the bundle and remembers in the ledger what left.

    Shows what leaves and what stays, then asks; without a terminal look with --dry-run, then add --yes.

    SECTION: identity, serial, purchase, warranty, value, place, entries:KIND, files:KIND, file:NAME, field:NAME.

    A picture or film that cannot be cleaned leaves only where the question names it as uncleaned and you say yes;
    with --yes only where --include file:NAME names it.

    With --fields it writes exactly these of one or many products to a .pdf, .html or .txt file, for paper, and
    signs nothing. The names are those of list --columns, of a SECTION, or of a kind of file: photo, receipt.

    With --as it writes many products to a file for your own use, such as moving to another program: whole records,
    without notes, entries and attachments. Nobody is given anything, so it is not in the ledger. --as packet PARTY
    writes all that you have with a party, files, wishes, offers and terms too, as a ZIP with a text in your language
    and CSV, vCard, iCalendar and JSON-LD for other programs.

    Example: talktag export canon --to fix-it --include files:photo --purpose "crack in the eyepiece" -o canon.zip

    Example: talktag export place:office --to safe-sound --fields name,maker,model,serial,price,photo -o claim.pdf

    Example: talktag export --as csv place:office -o office.csv
    """
    _check_use(typed)
    if typed.form is not None:
        return _take_along(context, typed, typed.form)
    if typed.fields is not None:
        return _print_out(context, typed, typed.fields)
    return _hand_out(context, typed)


def _take_along(context: Context, typed: ExportFlags, form: str) -> Outcome:
    """Many products in a file for oneself."""
    from talktag.ops.importing.export_as import export_as

    path = path_of(typed.output)
    if form in _ENDINGS:
        check_ending(path, *_ENDINGS[form])
    if form == PACKET:
        return _pack(context, typed, path)
    return export_as(context.session(), form, typed.words or (), path, guard=typed.guard is not False)


def _pack(context: Context, typed: ExportFlags, path: Path | None) -> Outcome:
    """All about one party."""
    from talktag.ops.switching.packet import PacketRequest, packet

    if len(typed.words or ()) != 1:
        raise UsageError(
            "a packet is about one party", hints=["for example: talktag export --as packet netco -o netco.zip"]
        )
    (ref,) = typed.words or ("",)
    return packet(context.session(), PacketRequest(ref, typed.include or (), typed.without or (), typed.language), path)


def _print_out(context: Context, typed: ExportFlags, fields: str) -> Outcome:
    """Exactly these fields, for paper."""
    from talktag.ops.sharing.make_print_out import PrintRequest
    from talktag.ops.sharing.print_out import print_products

    path = path_of(typed.output)
    _check_for_paper(typed)
    form = form_for_paper(path)
    check_bundle_name(path, encrypt=typed.encrypt, form=form)
    wanted = PrintRequest(
        words=typed.words or (),
        to=typed.to or "",
        fields=fields,
        form=form,
        purpose=typed.purpose,
        until=typed.until,
        terms=typed.terms,
        language=typed.language,
        encrypt=typed.encrypt,
        without=typed.without or (),
    )
    return print_products(context.session(), wanted, path)


def _hand_out(context: Context, typed: ExportFlags) -> Outcome:
    """The bundle of one product, for a party."""
    from talktag.ops.sharing.document_out import ShareRequest
    from talktag.ops.sharing.export import export as operate

    path = path_of(typed.output)
    check_bundle_name(path, encrypt=typed.encrypt)
    request = ShareRequest(
        ref=_one(typed.words or ()),
        to=typed.to or "",
        include=typed.include or (),
        notes=typed.note or (),
        purpose=typed.purpose,
        until=typed.until,
        language=typed.language,
        encrypt=typed.encrypt,
        terms=typed.terms,
        page=typed.page or "html",
        form=typed.with_form,
        without=typed.without or (),
    )
    return operate(context.session(), request, path)


def _check_use(typed: ExportFlags) -> None:
    """The two uses of the verb exclude each other: --to, for a party, and --as, for oneself."""
    if (typed.to is None) == (typed.form is None):
        message = "--to and --as exclude each other" if typed.to is not None else "neither --to nor --as is given"
        raise UsageError(message, hints=["--to PARTY hands out one product; --as FORM writes a file for yourself"])
    chooses = ("--include", "--without", "--language") if typed.form == PACKET else ()
    given = [flag for flag in _FOR_A_PARTY if flag not in chooses and ((value := _value(typed, flag)) or value == "")]
    if typed.form is not None and given:
        raise UsageError(f"{given[0]} is for what is handed to a party", hints=["leave it out, or say --to PARTY"])
    if typed.guard is not None and typed.form != "csv":
        raise UsageError("--guard and --no-guard are about the cells of a CSV", hints=["say --as csv, or leave it out"])


def _check_for_paper(typed: ExportFlags) -> None:
    """A flag that shapes a bundle has no meaning for a print-out, and is not dropped without a word."""
    for flag in _FOR_A_BUNDLE:
        if _value(typed, flag):
            raise UsageError(
                f"{flag} is for a bundle, and --fields makes a print-out",
                hints=["leave one of them out; --fields itself names all that leaves"],
            )


def _value(typed: ExportFlags, flag: str) -> object:
    """What was typed behind a flag."""
    return getattr(typed, flag.removeprefix("--").replace("-", "_"))


def _one(words: Sequence[str]) -> str:
    if len(words) != 1:
        raise UsageError(
            "a bundle is of one product" if words else "no product is named",
            hints=["for example: talktag export canon --to fix-it -o canon.zip"],
        )
    return words[0]
