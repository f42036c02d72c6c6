"""`talktag claim`: the code that a maker printed beside a serial number becomes a tag of one's own thing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product, complete_product
from talktag.cli.commands.ways_out import Mail, Out, Via, way_out
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.views.makers.claimed import show_claimed
from talktag.cli.views.view import View
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.talk.say import LeavingMessage

CODE_HELP = "The text of the code, or a photo of it; or a thing whose code was claimed."
REF_HELP = "The thing that the code is on; a new one, made of the description, where left out."
FROM_HELP = "The maker's description, as you loaded it; repeatable."
TAKE_HELP = "Let the maker's word replace yours: maker, model, serial or gtin; repeatable."


def show_told(data: "LeavingMessage") -> View:
    """The words that leave, to whom, how, and by which way."""
    from talktag.cli.views.talk.leaving_message import preview_message

    return list(preview_message(data))


class ClaimFlags(NamedTuple):
    """Which code is claimed for which thing, and what it is filled in from."""

    code: Annotated[str, typer.Argument(metavar="CODE|IMAGE", help=CODE_HELP)]
    ref: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", help=REF_HELP, autocompletion=complete_product, show_default=False),
    ] = None
    described: Annotated[list[Path] | None, typer.Option("--from", metavar="FILE", help=FROM_HELP)] = None
    take: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help=TAKE_HELP, autocompletion=completes("talktag.ops.makers.fill_in:TEXTS")),
    ] = None


@command("claim", view=show_claimed)
def claim(context: Context, typed: ClaimFlags) -> Outcome:
    """Put the code that a maker printed on a thing of yours, and fill it in from the maker's description.

    What you wrote stays; what the maker says otherwise is told. The maker becomes a party whose key is kept and not
    accepted yet. Nothing leaves this computer: the maker learns nothing, until you say so with: talktag claim tell

    The description is a file that the address in the code leads to, for everybody alike.

    Example: talktag claim code.jpg camera --from description.zip
    """
    from talktag.cli.input.scanning import is_file
    from talktag.ops.makers.claim import ClaimRequest
    from talktag.ops.makers.claim import claim as operate

    given = Path(typed.code) if is_file(typed.code) else typed.code
    wanted = ClaimRequest(given, typed.ref, files=tuple(typed.described or ()), take=tuple(typed.take or ()))
    return operate(context.session(), wanted)


@command("tell", view=show_told, family="claim")
def tell(
    context: Context,
    ref: Product,
    output: Out = None,
    mail: Mail = False,
    via: Via = None,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="By one-time keys: they learn which thing, and not who you are.")
    ] = False,
) -> Outcome:
    """Let the maker know that a thing with their tag is yours, and open the channel to them.

    Shows the exact words, and asks. The proof goes along that you have the code; it is good for your key alone.

    Example: talktag claim tell camera --mail
    """
    from talktag.ops.makers.tell import tell_maker

    way = way_out(output, via, mail=mail, in_the_clear=False)
    return tell_maker(context.session(), ref, way, anonymous=anonymous)
