"""`talktag export`: hand a part of a product's table to a party, or take the catalogue elsewhere."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

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
)
from talktag.cli.context import Context
from talktag.cli.output_name import check_bundle_name
from talktag.cli.views.leaving import preview_leaving
from talktag.cli.views.view import Facts, View
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.importing.export_as import TakenAlong
    from talktag.ops.sharing.export import Leaving
    from talktag.ops.sharing.print_out import PrintedOut

_ENDINGS = {"csv": ("csv",), "homebox": ("csv",), "json": ("json",), "jsonld": ("jsonld", "json")}
WORDS_HELP = "With --to one product; with --fields or --as several, or a query; with --as none for all."


Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[REF|QUERY]...", help=WORDS_HELP, autocompletion=complete_product, show_default=False),
]
To = Annotated[str | None, typer.Option(metavar="PARTY", help="Who the bundle is for.", autocompletion=complete_party)]
INCLUDE_HELP = "More than the party's role is given; repeatable. See below."
Include = Annotated[
    list[str] | None, typer.Option(metavar="SECTION", help=INCLUDE_HELP, autocompletion=complete_section)
]
FIELDS_HELP = "A print-out of exactly these instead: name,serial,bought,price,photo …"
Fields = Annotated[str | None, typer.Option(metavar="NAMES", help=FIELDS_HELP, autocompletion=complete_field)]
Purpose = Annotated[str | None, typer.Option(metavar="TEXT", help="What it is for.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Until when they may keep it.")]
TERMS_HELP = "What they may do with it: the address or title of an agreement; empty for none."
Terms = Annotated[str | None, typer.Option(metavar="TEXT|URL", help=TERMS_HELP, show_default="that of talktag.toml")]
FORM_HELP = "Beside it, a page that makes an answer file, offline."
WithForm = Annotated[bool, typer.Option("--with-form", help=FORM_HELP)]
AS_HELP = "For yourself: csv, json, homebox or jsonld."
Form = Annotated[str | None, typer.Option("--as", metavar="FORM", help=AS_HELP, autocompletion=complete_form)]
GUARD_HELP = "Keep spreadsheets from running cells of a CSV."
Guard = Annotated[bool | None, typer.Option("--guard/--no-guard", help=GUARD_HELP, show_default="guard")]


def show(data: "Leaving | TakenAlong | PrintedOut") -> View:
    """The preview of a bundle or a print-out, what leaves and what stays; or the file that was written."""
    from talktag.cli.views.print_preview import preview_print_out
    from talktag.ops.importing.export_as import TakenAlong
    from talktag.ops.sharing.print_out import PrintedOut

    if isinstance(data, PrintedOut):
        return list(preview_print_out(data))
    if isinstance(data, TakenAlong):
        return [Facts([("file", data.path or "-"), ("products", str(len(data.slugs))), ("bytes", data.size)])]
    return list(preview_leaving(data))


@command("export", view=show)
def export(
    context: Context,
    output: OutputFile,
    words: Words = None,
    to: To = None,
    include: Include = None,
    without: Without = None,
    note: GivenNotes = None,
    fields: Fields = None,
    purpose: Purpose = None,
    until: Until = None,
    terms: Terms = None,
    language: Language = None,
    page: Page = None,
    encrypt: Encrypt = False,
    with_form: WithForm = False,
    form: Form = None,
    guard: Guard = None,
) -> Outcome:
    """Hand a chosen part of a product's table to a party, signed.

    Writes the bundle and remembers in the ledger what left.

    Shows what leaves and what stays, then asks; without a terminal look with --dry-run, then add --yes.

    SECTION: identity, serial, purchase, warranty, value, place, entries:KIND, files:KIND, file:NAME, field:NAME.

    A picture or film that cannot be cleaned leaves only where the question names it as uncleaned and you say yes;
    with --yes only where --include file:NAME names it.

    With --fields it writes exactly these of one or many products to a .pdf, .html or .txt file, for paper, and
    signs nothing. The names are those of list --columns, of a SECTION, or of a kind of file: photo, receipt.

    With --as it writes many products to a file for your own use, such as moving to another program: whole records,
    without notes, entries and attachments. Nobody is given anything, so it is not in the ledger.

    Example: talktag export canon --to fix-it --include files:photo --purpose "crack in the eyepiece" -o canon.zip

    Example: talktag export place:office --to safe-sound --fields name,maker,model,serial,price,photo -o claim.pdf

    Example: talktag export --as csv place:office -o office.csv
    """
    about_a_party = {"--include": include, "--note": note, "--purpose": purpose, "--until": until}
    about_a_party |= {
        "--without": without,
        "--terms": terms,
        "--language": language,
        "--page": page,
        "--fields": fields,
    }
    _check(to, form, {**about_a_party, "--encrypt": encrypt, "--with-form": with_form}, guard)
    path = None if str(output) == "-" else output
    if form is not None:
        from talktag.cli.output_name import check_ending
        from talktag.ops.importing.export_as import export_as

        if form in _ENDINGS:
            check_ending(path, *_ENDINGS[form])
        return export_as(context.session(), form, words or (), path, guard=guard is not False)
    if fields is not None:
        from talktag.cli.views.print_preview import check_for_paper, form_of
        from talktag.ops.sharing.make_print_out import Wanted
        from talktag.ops.sharing.print_out import print_products

        check_for_paper({"--include": include, "--note": note, "--page": page, "--with-form": with_form})
        check_bundle_name(path, encrypt=encrypt, form=form_of(path))
        wanted = Wanted(words or (), to or "", fields, form_of(path), purpose, until, terms, language, encrypt)
        wanted = wanted._replace(without=without or ())
        return print_products(context.session(), wanted, path)
    check_bundle_name(path, encrypt=encrypt)
    from talktag.ops.sharing.export import Request
    from talktag.ops.sharing.export import export as operate

    request = Request(
        *(_one(words or ()), to or "", include or (), note or (), purpose, until, language),
        encrypt=encrypt,
        terms=terms,
        page=page or "html",
        form=with_form,
        without=without or (),
    )
    return operate(context.session(), request, path)


def _check(to: str | None, form: str | None, about_a_party: Mapping[str, object], guard: bool | None) -> None:
    """The two uses of the verb exclude each other."""
    if (to is None) == (form is None):
        message = "--to and --as exclude each other" if to is not None else "neither --to nor --as is given"
        raise UsageError(message, hints=["--to PARTY hands out one product; --as FORM writes a file for yourself"])
    given = [flag for flag, value in about_a_party.items() if value or value == ""]
    if form is not None and given:
        raise UsageError(f"{given[0]} is for what is handed to a party", hints=["leave it out, or say --to PARTY"])
    if guard is not None and form != "csv":
        raise UsageError("--guard and --no-guard are about the cells of a CSV", hints=["say --as csv, or leave it out"])


def _one(words: Sequence[str]) -> str:
    if len(words) != 1:
        raise UsageError(
            "a bundle is of one product" if words else "no product is named",
            hints=["for example: talktag export canon --to fix-it -o canon.zip"],
        )
    return words[0]
