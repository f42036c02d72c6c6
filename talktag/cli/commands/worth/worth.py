"""`talktag worth`: what things cost and fetched, and who is behind them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_language, complete_product
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.output_name import check_ending, path_of
from talktag.cli.views.view import View
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.worth.told import WorthTold
    from talktag.ops.worth.without import Stops
    from talktag.ops.worth.written import WorthFile

_ENDINGS = {
    "hledger": ("journal", "hledger"),
    "dot": ("dot", "gv"),
    "html": ("html", "htm"),
    "txt": ("txt",),
    "pdf": ("pdf",),
}
WORDS_HELP = "Products, or words of a query; none for all, those that are gone, too."
AS_HELP = "A file: hledger (a journal), dot (a graph), html, txt or pdf (a page)."
WITHOUT_HELP = "What stops without this one; repeatable."
Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[REF|QUERY]...", help=WORDS_HELP, autocompletion=complete_product, show_default=False),
]
Form = Annotated[
    str | None,
    typer.Option("--as", metavar="FORM", help=AS_HELP, autocompletion=completes("talktag.ops.worth.written:FORMS")),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file of --as; standard output without.")
]
Without = Annotated[list[str] | None, typer.Option(metavar="REF", help=WITHOUT_HELP, autocompletion=complete_product)]
Language = Annotated[
    str | None,
    typer.Option(
        metavar="LANGUAGE",
        help="Of a page: en, es, de, fr, it or sv.",
        autocompletion=complete_language,
        show_default="en",
    ),
]


def show(data: "WorthTold | Stops | WorthFile") -> View:
    """The sums; or what stops; or the file that was written."""
    from talktag.cli.views.worth.worth import show_file, show_stops, show_worth
    from talktag.ops.worth.told import WorthTold
    from talktag.ops.worth.without import Stops

    if isinstance(data, WorthTold):
        return list(show_worth(data))
    return list(show_stops(data) if isinstance(data, Stops) else show_file(data))


@command("worth", view=show)
def worth(
    context: Context,
    words: Words = None,
    form: Form = None,
    output: Output = None,
    without: Without = None,
    language: Language = None,
) -> Outcome:
    """Show what things cost and fetched, who earned it, who kept their word, what they depend on.

    A thing comes to what was paid for it, what its log says was paid, the same of all that is inside of it, and its
    portion of the services that it needs and of what it uses up. What was only named, such as in an offer, counts
    nothing. Currencies are never added together.

    With --without it shows what stops where a service or a thing is no more.

    Example: talktag worth canon

    Example: talktag worth label:insured --as hledger -o things.journal
    """
    session, typed = context.session(), words or ()
    if without:
        return _without(context, without, typed, form=form, output=output)
    if form is None:
        _refuse(output is not None, "-o is for the file of --as", "say what it is to be: --as html")
        _refuse(language is not None, "--language is for a page", "say: --as html, or --as pdf")
        from talktag.ops.worth.worth import worth as operate

        return operate(session, typed)
    from talktag.ops.worth.written import write_worth

    path = path_of(output)
    if form in _ENDINGS:
        check_ending(path, *_ENDINGS[form])
    return write_worth(session, typed, form, path, language=language)


def _without(
    context: Context, without: Sequence[str], words: Sequence[str], *, form: str | None, output: Path | None
) -> Outcome:
    from talktag.ops.worth.without import stop_without

    _refuse(form is not None or output is not None, "--without is shown, and not written to a file", "leave out --as")
    return stop_without(context.session(), without, words)


def _refuse(is_wrong: bool, message: str, hint: str) -> None:
    if is_wrong:
        raise UsageError(message, hints=[hint])
