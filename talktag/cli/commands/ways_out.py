"""By which way a message leaves, as several verbs take it, and what is allowed or muted. Sends nothing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.commands.references import complete_kind, complete_party, complete_product
from talktag.cli.completion.kinds import completes
from talktag.cli.output_name import check_bundle_name, check_ending, path_of, says_text
from talktag.cli.picking.asked import Asked
from talktag.errors import UsageError

if TYPE_CHECKING:
    from talktag.ops.talk.leaving.way_out import WayOut

OUT_HELP = "A file instead of a carrier; - is text to paste."
CLEAR_HELP = "Do not encrypt it: everybody on its way can read it."
Out = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help=OUT_HELP)]
Mail = Annotated[bool, typer.Option("--mail", help="A ready mail that your mail program opens and sends.")]
Via = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The carrier that it leaves by.", autocompletion=completes("carrier")),
]
InTheClear = Annotated[bool, typer.Option("--in-the-clear", help=CLEAR_HELP)]
Tell = Annotated[
    bool, typer.Option("--tell", help="Say to them, once, that it is not permitted, though they never asked.")
]
NoSend = Annotated[bool, typer.Option("--no-send", help="They are not told.")]
PARTY_HELP = "A name, or a part of one."
Whose = Annotated[
    str,
    typer.Argument(metavar="PARTY", help=PARTY_HELP, autocompletion=complete_party),
    Asked("party"),
]
KINDS_HELP = "Kinds of entries, such as offer or service."
Kinds = Annotated[list[str] | None, typer.Argument(metavar="KIND…", help=KINDS_HELP, autocompletion=complete_kind)]
Products = Annotated[
    list[str] | None,
    typer.Option("--product", metavar="REF", help="About this product; repeatable.", autocompletion=complete_product),
]


class AllowFlags(NamedTuple):
    """What is allowed to whom, on which conditions; and how they are told."""

    ref: Whose
    kinds: Kinds = None
    most: Annotated[str | None, typer.Option(metavar="RATE", help="How many at most, such as 1/month.")] = None
    until: Annotated[str | None, typer.Option(metavar="DATE", help="The last day of it.")] = None
    purpose: Annotated[str | None, typer.Option(metavar="TEXT", help="What for; they are told.")] = None
    products: Products = None
    auto: Annotated[bool, typer.Option("--auto", help="Take it in without a question.")] = False
    no_send: NoSend = False
    output: Out = None
    mail: Mail = False
    via: Via = None
    in_the_clear: InTheClear = False


class MuteFlags(NamedTuple):
    """What is refused from whom; and how they are told, where they had a permission."""

    ref: Whose
    kinds: Kinds = None
    tell: Tell = False
    no_send: NoSend = False
    output: Out = None
    mail: Mail = False
    via: Via = None
    in_the_clear: InTheClear = False


def way_out(
    output: Path | None, via: str | None, *, mail: bool, in_the_clear: bool, may_be_text: bool = False
) -> "WayOut":
    """How it leaves; UsageError where two ways are named, or a name promises another kind of file.

    Where it `may_be_text`, as for a finder, the operation looks at a name that says so.
    """
    from talktag.ops.talk.leaving.way_out import WayOut

    by_file = output is not None or mail
    if by_file and via is not None:
        raise UsageError("--via names a carrier, and it leaves as a file", hints=["leave one of them out"])
    path = path_of(output)
    if mail:
        path = Path("message.eml") if output is None else path
        check_ending(path, "eml")
    elif by_file and not (may_be_text and path and says_text(path)):
        check_bundle_name(path, encrypt=not in_the_clear)
    return WayOut(by_file, path, mail, via, in_the_clear=in_the_clear)


def way_told(typed: AllowFlags | MuteFlags) -> "WayOut | None":
    """How a party is told; None for not at all. UsageError where both was said."""
    if not typed.no_send:
        return way_out(typed.output, typed.via, mail=typed.mail, in_the_clear=typed.in_the_clear)
    given = {"-o": typed.output, "--mail": typed.mail, "--via": typed.via, "--in-the-clear": typed.in_the_clear}
    if flag := next((flag for flag, value in given.items() if value), None):
        raise UsageError(f"{flag} and --no-send exclude each other", hints=["leave one of them out"])
    return None
