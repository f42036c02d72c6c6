"""`talktag export`: hand a part of a product's table to a party, or take the catalogue elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Encrypt, Language, complete_form, complete_party, complete_product
from talktag.cli.context import Context
from talktag.cli.view import Block, Columns, Facts, Line, View
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.export import Leaving
    from talktag.ops.export_as import TakenAlong

WORDS_HELP = "With --to one product; with --as the words of a query, none for all products."


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(app, "export", show)
    def export(
        context: Context,
        output: Annotated[
            Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write; - is standard output.")
        ],
        words: Annotated[
            list[str] | None,
            typer.Argument(
                metavar="[REF|QUERY]...", help=WORDS_HELP, autocompletion=complete_product, show_default=False
            ),
        ] = None,
        to: Annotated[
            str | None, typer.Option(metavar="PARTY", help="Who the bundle is for.", autocompletion=complete_party)
        ] = None,
        include: Annotated[
            list[str] | None,
            typer.Option(metavar="SECTION", help="More than the party's role is given; repeatable. See below."),
        ] = None,
        note: Annotated[
            list[str] | None, typer.Option(metavar="ID", help="A private note to give away; repeatable.")
        ] = None,
        purpose: Annotated[str | None, typer.Option(metavar="TEXT", help="What it is for.")] = None,
        until: Annotated[str | None, typer.Option(metavar="DATE", help="Until when they may keep it.")] = None,
        language: Language = None,
        encrypt: Encrypt = False,
        form: Annotated[
            str | None,
            typer.Option(
                "--as",
                metavar="FORM",
                help="For yourself: csv, json, homebox or jsonld.",
                autocompletion=complete_form,
            ),
        ] = None,
        guard: Annotated[
            bool | None,
            typer.Option(
                "--guard/--no-guard", help="Keep spreadsheets from running cells of a CSV.", show_default="guard"
            ),
        ] = None,
    ) -> Outcome:
        """Hand a chosen part of a product's table to a party, signed.

        Writes the bundle and remembers in the ledger what left.

        Shows what leaves and what stays, then asks; without a terminal look with --dry-run, then add --yes.

        SECTION: identity, serial, purchase, warranty, value, place, entries:KIND, files:KIND, field:NAME.

        With --as it writes many products to a file for your own use, such as moving to another program: whole records,
        without notes, entries and attachments. Nobody is given anything, so it is not in the ledger.

        Example: talktag export canon --to fix-it --include files:photo --purpose "crack in the eyepiece" -o canon.zip

        Example: talktag export --as csv place:office -o office.csv
        """
        about_a_party = {"--include": include, "--note": note, "--purpose": purpose, "--until": until}
        _check(to, form, {**about_a_party, "--language": language, "--encrypt": encrypt}, guard)
        path = None if str(output) == "-" else output
        if form is not None:
            from talktag.ops.export_as import export_as

            return export_as(context.session(), form, words or (), path, guard=guard is not False)
        from talktag.ops.export import Request
        from talktag.ops.export import export as operate

        check_name(path, encrypt=encrypt)
        request = Request(_one(words or ()), to or "", include or (), note or (), purpose, until, language, encrypt)
        return operate(context.session(), request, path)


def _check(to: str | None, form: str | None, about_a_party: Mapping[str, object], guard: bool | None) -> None:
    """The two uses of the verb exclude each other."""
    if (to is None) == (form is None):
        message = "--to and --as exclude each other" if to is not None else "neither --to nor --as is given"
        raise UsageError(message, hints=["--to PARTY hands out one product; --as FORM writes a file for yourself"])
    given = [flag for flag, value in about_a_party.items() if value]
    if form is not None and given:
        raise UsageError(f"{given[0]} is for what is handed to a party", hints=["leave it out, or say --to PARTY"])
    if guard is not None and form != "csv":
        raise UsageError("--guard and --no-guard are about the cells of a CSV", hints=["say --as csv, or leave it out"])


def check_name(path: Path | None, *, encrypt: bool) -> None:
    """The name of the file must not promise what the file is not."""
    is_age = path is None or path.suffix == ".age"
    if encrypt and not is_age:
        raise UsageError(f'"{path}" will be an age file, and no zip file', hints=[f"say: -o {path}.age"])
    if not encrypt and is_age and path is not None:
        raise UsageError(f'"{path}" would not be encrypted', hints=["add --encrypt, or leave .age out of the name"])


def _one(words: Sequence[str]) -> str:
    if len(words) != 1:
        raise UsageError(
            "a bundle is of one product" if words else "no product is named",
            hints=["for example: talktag export canon --to fix-it -o canon.zip"],
        )
    return words[0]


def show(data: "Leaving | TakenAlong") -> View:
    """The preview of a bundle, what leaves and what stays; or the file that was written."""
    from talktag.ops.export_as import TakenAlong

    if isinstance(data, TakenAlong):
        return [Facts([("file", data.path or "-"), ("products", str(len(data.slugs))), ("bytes", data.size)])]
    return list(preview(data))


def preview(data: "Leaving", more: Sequence[Sequence[str]] = ()) -> Iterator[Block]:
    """What leaves and what stays, and `more` rows of the same form."""
    share = data.share
    yield Line(f"{data.product.name}, for {data.party.name} ({data.party.role})", "strong")
    yield Facts(
        [
            ("purpose", share.purpose),
            ("until", share.until),
            ("bundle", share.bundle),
            ("file", data.path or "-"),
            ("encrypted to", data.recipient),
        ]
    )
    rows = [("leaves", row.section, row.field, row.value) for row in data.leaves]
    rows += [("leaves", "note", note, "in the clear") for note in share.notes]
    rows += [("stays", row.section, row.field, row.value) for row in data.stays]
    if data.notes_staying:
        rows.append(("stays", "notes", "", f"{data.notes_staying} private"))
    rows += [(each[0], each[1], each[2], each[3]) for each in more]
    yield Columns(("", "section", "what", "value"), rows)
