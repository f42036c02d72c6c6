"""`talktag proposals`: what an assistant proposed, and waits for a yes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.ways_out import InTheClear, Mail, Via, way_out
from talktag.cli.context import Context
from talktag.cli.output_name import check_bundle_name, letter_form, path_of
from talktag.cli.views.proposals.proposals import show_dropped, show_list, show_one
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.proposals.prepare import ChosenWay

_ONE = Annotated[str, typer.Argument(metavar="ID", help="As its id begins.")]
_SEVERAL = Annotated[
    list[str] | None, typer.Argument(metavar="[ID]...", help="As their ids begin.", show_default=False)
]
_OUT = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Where a bundle or a message goes; - is standard output."),
]


@command("proposals", view=show_list)
def proposals(context: Context) -> Outcome:
    """Show what an assistant proposed and waits for your yes.

    It lies beside the history, on this computer only. At most 50 wait.

    Example: talktag proposals
    """
    from talktag.ops.proposals.proposals import list_proposals

    return list_proposals(context.session())


@command("show", view=show_one, family="proposals")
def show(context: Context, ident: _ONE) -> Outcome:
    """Show one proposal with all that it would do.

    Example: talktag proposals show 7k3
    """
    from talktag.ops.proposals.proposals import show_proposal

    return show_proposal(context.session(), ident)


@command("approve", view=show_one, family="proposals")
def approve(
    context: Context,
    ident: _ONE,
    output: _OUT = None,
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help="Of a bundle: only the party and you can open the file.")
    ] = False,
    mail: Mail = False,
    via: Via = None,
    in_the_clear: InTheClear = False,
) -> Outcome:
    """Do what was proposed, once you have read it and said yes.

    It is made anew of what is in the store now, shown whole, and asked about at a terminal; --yes does not answer.
    How something leaves is yours to say: a message goes by the party's carrier, or where -o, --mail or --via name
    another way; a bundle goes to -o FILE, a letter to -o FILE or --mail.

    Example: talktag proposals approve 7k3

    Example: talktag proposals approve 7k3 -o canon.zip
    """
    from talktag.ops.proposals.proposals import approve as operate
    from talktag.ops.proposals.proposals import find_proposal

    session = context.session()
    kind = find_proposal(session, ident).kind
    leaving = _leaving(kind, output, encrypt=encrypt, mail=mail, via=via, in_the_clear=in_the_clear)
    return operate(session, ident, leaving)


@command("drop", view=show_dropped, family="proposals")
def drop(
    context: Context,
    idents: _SEVERAL = None,
    everything: Annotated[bool, typer.Option("--all", help="All that wait.")] = False,
) -> Outcome:
    """Drop proposals for good.

    Example: talktag proposals drop --all
    """
    from talktag.ops.proposals.proposals import drop as operate

    if bool(idents) == everything:
        raise UsageError(
            "it is not said which proposals to drop", hints=["name them, or: talktag proposals drop --all"]
        )
    return operate(context.session(), idents or (), everything=everything)


def _leaving(
    kind: str, output: Path | None, *, encrypt: bool, mail: bool, via: str | None, in_the_clear: bool
) -> "ChosenWay":
    """How it leaves; UsageError for a way that its kind does not have."""
    from talktag.ops.proposals.prepare import ChosenWay

    if kind == "letter" and not (encrypt or via or in_the_clear):
        path, form = letter_form(kind, output, mail=mail)
        return ChosenWay(path=path, form=form)
    of_a_message: dict[str, object] = {"--mail": mail, "--via": via, "--in-the-clear": in_the_clear}
    of_a_bundle: dict[str, object] = {"--encrypt": encrypt}
    unfit = {} if kind == "talk" else of_a_message
    unfit = {
        **unfit,
        **({} if kind == "export" else of_a_bundle),
        **({"-o": output} if kind in {"entry", "wish"} else {}),
    }
    if flag := next((flag for flag, given in unfit.items() if given), None):
        raise UsageError(f"{flag} has no meaning for a proposal of kind {kind}", hints=["leave it out"])
    if kind == "talk":
        named = output is not None or mail or via is not None
        return ChosenWay(way=way_out(output, via, mail=mail, in_the_clear=in_the_clear) if named else None)
    if kind == "export":
        if output is None:
            raise UsageError("it is not said where the bundle goes", hints=["name a file: -o FILE.zip"])
        path = path_of(output)
        check_bundle_name(path, encrypt=encrypt)
        return ChosenWay(path=path, encrypt=encrypt)
    return ChosenWay()
