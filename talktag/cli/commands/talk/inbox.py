"""`talktag inbox`: what came and waits for a yes."""

from pathlib import Path
from typing import Annotated

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_waiting
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.views.talk.inbox import show_dropped, show_list, show_one
from talktag.cli.views.talk.received import show_received, without_plans
from talktag.ops.outcome import OneByOne, Outcome

_ONE = Annotated[
    str, typer.Argument(metavar="ID", help="Its number in the list, or its id.", autocompletion=complete_waiting)
]
_SEVERAL = Annotated[
    list[str],
    typer.Argument(metavar="ID...", help="Numbers in the list, or ids.", autocompletion=complete_waiting),
]


@command("inbox", view=show_list)
def inbox(context: Context) -> Outcome:
    """Show what came and waits for a yes.

    It lies beside the history, sealed as it came, on this computer only. Of strangers at most 100 files and 20 MB
    wait; for a newer one the oldest of theirs goes. What finders wrote has a part of that room, and waits for you
    whatever you allowed: nobody knows who wrote it.

    Example: talktag inbox
    """
    from talktag.ops.talk.inbox.list_waiting import list_inbox

    return list_inbox(context.session())


@command("list", view=show_list, family="inbox")
def list_all(context: Context) -> Outcome:
    """List what waits: from whom, how sure that is, why it waits.

    Example: talktag inbox list --json
    """
    from talktag.ops.talk.inbox.list_waiting import list_inbox

    return list_inbox(context.session())


@command("show", view=show_one, family="inbox")
def show(context: Context, ref: _ONE) -> Outcome:
    """Show one thing that waits with every word, and what holds it.

    Example: talktag inbox show 2
    """
    from talktag.ops.talk.inbox.list_waiting import show_waiting

    return show_waiting(context.session(), ref)


@command("take", view=show_received, family="inbox")
def take(
    context: Context,
    refs: _SEVERAL,
    signer: Annotated[
        Path | None, typer.Option(metavar="KEYFILE", help="The sender's public key, as you got it by another way.")
    ] = None,
    unsigned: Annotated[
        bool, typer.Option("--unsigned", help="Take in a plain answer, marked as unsigned for good.")
    ] = False,
) -> Outcome | OneByOne:
    """Take in what waits, as if it had been handed over.

    You are shown what would change, and asked. A key that is new is compared by digits that its owner reads out; one
    that is another than you have is shown beside that. --yes accepts no key.

    Example: talktag inbox take 2
    """
    from talktag.cli.input.talk.believing import believe_terminal
    from talktag.ops.talk.inbox.take_waiting import take_waiting

    believing = believe_terminal(context.terminal, signer, unsigned=unsigned, decided=True)
    answer = take_waiting(context.session(), refs, believing)
    return without_plans(answer) if context.flags.dry_run else answer


@command("drop", view=show_dropped, family="inbox")
def drop(
    context: Context,
    refs: _SEVERAL,
    mute: Annotated[
        bool, typer.Option("--mute", help="Refuse such kinds of it from now on; of a stranger all by that key.")
    ] = False,
    tell: Annotated[bool, typer.Option("--tell", help="Say to its sender, once, that it is not permitted.")] = False,
) -> Outcome:
    """Drop what waits for good.

    Nothing brings it back: what waits is in no history. It is not fetched again, either.

    Example: talktag inbox drop 3 --mute
    """
    from talktag.ops.talk.inbox.drop import drop as operate

    return operate(context.session(), refs, muting=mute, telling=tell)


@command("fetch", view=show_received, family="inbox")
def fetch(
    context: Context,
    via: Annotated[
        str | None, typer.Option(metavar="NAME", help="From this carrier only.", autocompletion=completes("carrier"))
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="All that lies there, also what was fetched before.")] = False,
) -> OneByOne:
    """Fetch what your carriers brought: taken in where you allowed it, else it waits.

    Carriers are named in your own settings, such as: talktag config carrier.stick.kind=folder
    carrier.stick.in=/media/ana/STICK. Nobody is asked: of a party whose record says channel.auto what is signed with
    the key that you have is taken in, a commit each; all else waits.

    Example: talktag inbox fetch --via stick
    """
    from talktag.ops.talk.inbox.fetch import fetch_inbox

    return fetch_inbox(context.session(), via, again=again)
