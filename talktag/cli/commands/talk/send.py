"""`talktag send`: carry what was said and is still here."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.views.view import Block, Columns
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.talk.send import ToSend


def show(data: "ToSend") -> Iterator[Block]:
    """A line a message: when it was made, to whom, about what, by which carrier."""
    rows = [
        (each.message.made, each.message.name, each.message.about, each.carrier or f"nothing: {each.fault}")
        for each in data.waiting
    ]
    if rows:
        yield Columns(("made", "to", "about", "by"), rows)


@command("send", view=show)
def send(
    context: Context,
    via: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The carrier that all of it leaves by.", autocompletion=completes("carrier")),
    ] = None,
) -> Outcome:
    """Carry what was said and is still here.

    What a carrier did not take stays. Sent twice is once for whoever gets it.

    Example: talktag send --via stick
    """
    from talktag.ops.talk.send import send as operate

    return operate(context.session(), via)
