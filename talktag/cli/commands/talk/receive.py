"""`talktag receive`: take in what came."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from talktag.cli.command import command
from talktag.cli.context import Context
from talktag.cli.views.talk.received import show_received, without_plans
from talktag.ops.outcome import OneByOne, Outcome

if TYPE_CHECKING:
    from talktag.content import Content


@command("receive", view=show_received)
def receive(
    context: Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE|DIR|-...", help="What came: files, folders of them, mailboxes; - is piped in."),
    ],
    signer: Annotated[
        Path | None, typer.Option(metavar="KEYFILE", help="The sender's public key, as you got it by another way.")
    ] = None,
    unsigned: Annotated[
        bool, typer.Option("--unsigned", help="Take in a plain answer file, marked as unsigned for good.")
    ] = False,
) -> Outcome | OneByOne:
    """Take in what came: messages, answers, a table, or a product handed over to you.

    Checks the signature and whose key that is, then whether it may come: from this party, on something that stands open
    with it, of a kind that you allow. Shows what would change, then asks; without a terminal look with --dry-run, then
    add --yes. What has to wait, as what a stranger sends, is kept in the inbox: talktag inbox.

    What came may be a file, a mail, a mailbox, a folder of any of these, or text with an armored file in it. Of many
    things each is asked about and saved by itself, the oldest first; at the end you see what became of all.

    A key that is new here is believed with --signer, or when you type digits that the sender reads out to you; it
    is then kept, and no other key will do for this party.

    Example: talktag receive reply.zip
    """
    from talktag.cli.input.once import read_once
    from talktag.cli.input.talk.believing import believe_terminal
    from talktag.ops.talk.receive import receive as operate

    stdin = context.terminal.stdin
    piped = read_once(stdin, lambda: _read_piped(stdin)) if Path("-") in files else None
    believing = believe_terminal(context.terminal, signer, unsigned=unsigned)
    answer = operate(context.session(), files, believing, piped)
    return without_plans(answer) if context.flags.dry_run else answer


def _read_piped(stdin: TextIO) -> "Content":
    """What is piped in, if it is no more than may come."""
    from talktag.carrier.fetch import FILE_LIMIT
    from talktag.content import content_of
    from talktag.errors import InvalidError

    data = stdin.buffer.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        raise InvalidError(f"more than {FILE_LIMIT // 1_000_000} MB are piped in", hints=["save it to a file"])
    return content_of(data)
