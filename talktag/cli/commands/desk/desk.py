"""`talktag desk`: a company's end, where messages are answered by rules."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_paper
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.output_name import check_ending, path_of
from talktag.cli.views.desk.desk import show_channel, show_forgotten, show_list, show_new, show_run, show_said
from talktag.cli.views.desk.tags import show_tags
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


class ArticleFlags(NamedTuple):
    """Which articles get tags, where their codes lead, and how labels are printed."""

    folder: Folder
    table: Annotated[Path, typer.Option("--from", metavar="FILE.csv", help="A row for each article; see below.")]
    address: Annotated[str, typer.Option(metavar="URL", help="Where codes lead: the address of your static pages.")]
    web: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where descriptions and their pages are put.")]
    gs1: Annotated[bool, typer.Option("--gs1", help="Codes of goods with a GTIN are GS1 Digital Links.")] = False
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The labels, as PDF or pictures.")
    ] = None
    codes: Annotated[
        Path | None, typer.Option("--codes", metavar="FILE.csv", help="The texts of the codes, for another printer.")
    ] = None
    stock: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The label paper; see: talktag stock list.", autocompletion=complete_paper),
    ] = None
    layout: Annotated[
        str | None, typer.Option(metavar="NAME", help="As sheet takes it; with the serial number if left out.")
    ] = None
    start: Annotated[str, typer.Option(metavar="N|R:C", help="The first free label: 7, or row 2:column 3.")] = "1"
    prove: Annotated[bool, typer.Option("--prove", help="Read every code back, also as a bad camera would.")] = False


@command("tags", view=show_tags, family="desk")
def tags(context: Context, typed: ArticleFlags) -> Outcome:
    """Print tags for articles, and sign descriptions of them for a static host.

    Columns: name, maker, model, gtin, serial, batch, warranty, parts, firmware, manual (a file or an address), link,
    field.NAME. Each article gets a claim, which stands in its code alone; the desk keeps what proves it, and gives the
    tag to the first key that claims it. One bad row, and nothing is made.

    Example: talktag desk tags /srv/desk --from serials.csv --address https://canon.example/ --gs1 --to web \
-o tags.pdf --stock avery-l7120
    """
    from talktag.cli.render.progress import with_progress
    from talktag.model.labels.sheet_cells import parse_start
    from talktag.ops.desk.tags.print_tags import TagsRequest, print_tags
    from talktag.paper.labels.sheet import SheetOptions

    path = path_of(typed.output)
    ending = check_ending(path, "pdf", "png", "svg") if typed.output else None
    wanted = TagsRequest(
        typed.table,
        typed.address,
        typed.web,
        gs1=typed.gs1,
        path=path,
        to_stdout=typed.output is not None and path is None,
        file_format=ending or "pdf",
        paper=typed.stock,
        codes=typed.codes,
        prove=typed.prove,
    )
    options = SheetOptions(layout=typed.layout, start=parse_start(typed.start))
    session, desk_in = context.session(), _open(context, typed.folder, None)
    return with_progress(
        context.terminal, "labels", lambda tell: print_tags(session, desk_in, wanted, options, progress=tell)
    )


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
