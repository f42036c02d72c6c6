"""`talktag desk`: a company's end, where messages are answered by rules."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from talktag.cli.command import command
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.views.desk.desk import show_channel, show_forgotten, show_list, show_new, show_run, show_said
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.model.desk.keeping import DeskKeeping
    from talktag.ops.desk.desk import OpenDesk

complete_folder = completes("folder")
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the desk.", autocompletion=complete_folder)]
Channel = Annotated[
    str, typer.Argument(metavar="CHANNEL", help="The channel's id as desk list shows it, or its beginning.")
]
Database = Annotated[
    str | None, typer.Option(metavar="URL", help="Keep it in this PostgreSQL database, for many workers.")
]


def _keeping(_: Context, folder: Path, database: str | None) -> "DeskKeeping":
    """The mail and the memory of the desk in a folder, which need no key."""
    from talktag.ops.desk.keepings import open_keeping

    return open_keeping(folder, database)


def _open(context: Context, folder: Path, database: str | None) -> "OpenDesk":
    """The desk in a folder, with its own keys; nobody is asked for anything."""
    from talktag.ops.desk.desk import KEYS, open_desk

    return open_desk(folder, context.keys_in(folder / KEYS), _keeping(context, folder, database))


@command("new", view=show_new, family="desk")
def new(
    context: Context,
    folder: Folder,
    name: Annotated[str, typer.Option(metavar="NAME", help="Whom it speaks for.")],
    contact: Annotated[str, typer.Option(metavar="MAIL", help="How to reach you, as customers see it.")],
    mail: Annotated[bool, typer.Option("--mail", help="Put answers out as mails that are ready to be sent.")] = False,
    zone: Annotated[str, typer.Option(metavar="ZONE", help="Like Europe/Madrid; UTC without it.")] = "UTC",
) -> Outcome:
    """Make a desk in DIR, with keys of its own that nobody is asked for.

    It needs no store and no Git. Keep the folder to the one user that it works as.

    Example: talktag desk new /srv/desk --name "NetCo" --contact care@netco.example
    """
    from talktag.model.desk.desk_settings import DeskSettings
    from talktag.ops.desk.desk import KEYS
    from talktag.ops.desk.new import new_desk

    settings = DeskSettings(name=name, contact=contact, mail=mail, zone=zone)
    return new_desk(folder, settings, context.keys_in(folder / KEYS))


@command("desk", view=show_run)
def desk(
    context: Context,
    folder: Folder,
    once: Annotated[bool, typer.Option("--once", help="Work off what is there, then end.")] = False,
    database: Database = None,
) -> Outcome:
    """Answer customers by rules: work off what comes into the folder of a company's desk.

    Standard output is a CloudEvents line for each entry and nothing else. It goes on until Ctrl-C or TERM.

    Example: talktag desk /srv/desk --once
    """
    from talktag.cli.own.desk_signals import desk_clock
    from talktag.errors import UsageError
    from talktag.ops.desk.run import run_outcome
    from talktag.ops.desk.work import DeskVoice

    if context.flags.json and not context.flags.dry_run:
        raise UsageError("its standard output is JSON lines already, one an event", hints=["leave --json out"])
    terminal = context.terminal
    voice = DeskVoice(lambda data: terminal.write_bytes([data]), terminal.say)
    return run_outcome(lambda: _open(context, folder, database), folder, desk_clock(terminal.now), voice, once=once)


@command("list", view=show_list, family="desk")
def list_channels(
    context: Context,
    folder: Folder,
    open_only: Annotated[bool, typer.Option("--open", help="Only those on which a person is waited for.")] = False,
    database: Database = None,
) -> Outcome:
    """List the channels of a desk, those on which a person is waited for first.

    Example: talktag desk list /srv/desk --open
    """
    from talktag.ops.desk.look import list_desk

    return list_desk(_keeping(context, folder, database), open_only=open_only)


@command("show", view=show_channel, family="desk")
def show(context: Context, folder: Folder, channel: Channel, database: Database = None) -> Outcome:
    """Show a channel: whose it is, what was said there, what stands open.

    Example: talktag desk show /srv/desk 4f1c
    """
    from talktag.ops.desk.look import show_channel as operate

    return operate(folder, _keeping(context, folder, database), channel)


@command("say", view=show_said, family="desk")
def say(
    context: Context,
    folder: Folder,
    channel: Channel,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to say; its first line is the title.")],
    database: Database = None,
) -> Outcome:
    """Answer a customer, which closes the cases that stand open on the channel.

    What the customer does not want to be sent is not sent.

    Example: talktag desk say /srv/desk 4f1c "A technician comes on Monday"
    """
    from talktag.ops.desk.say_now import say_now

    return say_now(context.session(), _open(context, folder, database), channel, text)


@command("forget", view=show_forgotten, family="desk")
def forget(context: Context, folder: Folder, channel: Channel, database: Database = None) -> Outcome:
    """Delete a channel for good: its log, what came on it, answers not yet carried.

    It asks first. There is no undo, and no history that has it.

    Example: talktag desk forget /srv/desk 4f1c
    """
    from talktag.ops.desk.forget import forget_channel

    return forget_channel(folder, _keeping(context, folder, database), channel)
