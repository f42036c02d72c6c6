"""`talktag entry`: what happened to a product, listed or written."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Product, complete_party
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.views.log.entries import show_entries
from talktag.errors import UsageError
from talktag.model.log.kinds import DONE, DUE, KINDS
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.log.typed_entry import EntryRequest

complete_title = completes("entry-title")
complete_meter = completes("meter")
complete_entry = completes("entry")
Titles = list[str] | None


def _asks(kind: str, more: str = "") -> str:
    """What the option for a kind of entry is for."""
    return f"{KINDS[kind].asks}{more}."


class EntryFlags(NamedTuple):
    """What happened, and what belongs to it; or which entry is to be taken back."""

    ref: Product
    service: Annotated[
        Titles, typer.Option(metavar="TITLE", help=_asks("service", "; repeatable"), autocompletion=complete_title)
    ] = None
    check: Annotated[Titles, typer.Option(metavar="TITLE", help=_asks("check"), autocompletion=complete_title)] = None
    reading: Annotated[
        Titles,
        typer.Option(
            metavar="NAME=NUMBER",
            help="What a meter shows: km=41250; or what else was read, in words.",
            autocompletion=complete_title,
        ),
    ] = None
    claim: Annotated[Titles, typer.Option(metavar="TITLE", help=_asks("claim"))] = None
    firmware: Annotated[Titles, typer.Option(metavar="TITLE", help=_asks("firmware"))] = None
    manual: Annotated[Titles, typer.Option(metavar="TITLE", help=_asks("manual"))] = None
    link: Annotated[Titles, typer.Option(metavar="URL", help=_asks("link"))] = None
    message: Annotated[Titles, typer.Option(metavar="TITLE", help=_asks("message"))] = None
    task: Annotated[
        Titles, typer.Option(metavar="TITLE", help=_asks(DUE, ", by --due or --every"), autocompletion=complete_title)
    ] = None
    done: Annotated[
        str | None,
        typer.Option(metavar="TITLE", help=_asks(DONE, ": its title or id"), autocompletion=complete_title),
    ] = None
    cost: Annotated[
        str | None, typer.Option(metavar="MONEY", help='What it cost, like "40 EUR"; "-20 EUR" for what came back.')
    ] = None
    date: Annotated[str | None, typer.Option(metavar="DATE", help="When; today if left out.")] = None
    due: Annotated[
        str | None, typer.Option(metavar="DATE", help="When it is to be done next: 2026-12-24, or 6m from then.")
    ] = None
    every: Annotated[
        Titles,
        typer.Option(
            metavar="HOW-OFTEN", help='After how long it comes again: 6m, "10000 km", both, or never; repeatable.'
        ),
    ] = None
    meter: Annotated[
        Titles,
        typer.Option(
            metavar="NAME=NUMBER",
            help="What a meter showed when it was done: km=41250.",
            autocompletion=complete_meter,
        ),
    ] = None
    meter_reset: Annotated[
        bool, typer.Option("--meter-reset", help="The meter was changed or set back, and may show less.")
    ] = False
    party: Annotated[str | None, typer.Option(metavar="PARTY", help="Who did it.", autocompletion=complete_party)] = (
        None
    )
    text: Annotated[str | None, typer.Option(metavar="TEXT", help="More of it.")] = None
    attach: Annotated[
        list[Path] | None, typer.Option("--file", metavar="PATH", help="A bill, a photo; repeatable.")
    ] = None
    warranty: Annotated[
        str | None, typer.Option(metavar="WARRANTY", help='One that begins with it: "24 months", "parts: 2y by Canon".')
    ] = None
    void: Annotated[
        str | None, typer.Option(metavar="KIND", help="The kind of warranty that ends with it: all, parts, extended.")
    ] = None
    withdraw: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Take back the entry whose id begins so.", autocompletion=complete_entry),
    ] = None
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="List what was withdrawn, too.")] = False


@command("entry", view=show_entries)
def entry(context: Context, typed: EntryFlags) -> Outcome:
    """Write on a product's log what happened, or list it.

    Cost, text, due, every and meters belong to the first entry, in the order of the options here; date and party to
    all. What comes again goes on under the same title, and counts from when it was done.

    Example: talktag entry bike --service "new chain" --cost "40 EUR" --every 6m --meter km=4125
    """
    from talktag.ops.log.entry import list_entries, withdraw, write_entries

    terminal = context.terminal
    request = _request(typed)._replace(can_ask=terminal.can_ask and not terminal.agrees)
    if typed.withdraw is not None:
        if not request.is_empty:
            raise UsageError("--withdraw takes an entry back, and writes no other", hints=["give the rest by itself"])
        return withdraw(context.session(), typed.ref, typed.withdraw)
    if request.is_empty:
        return list_entries(context.session(), typed.ref, withdrawn=typed.withdrawn)
    return write_entries(context.session(), request)


def _request(typed: EntryFlags) -> "EntryRequest":
    from talktag.ops.log.typed_entry import BY_HAND, EntryRequest

    flags = {DUE: "task"}
    return EntryRequest(
        ref=typed.ref,
        said={kind: titles for kind in BY_HAND if (titles := getattr(typed, flags.get(kind, kind)))},
        cost=typed.cost,
        date=typed.date,
        due=typed.due,
        every=typed.every or (),
        meter=typed.meter or (),
        reset=typed.meter_reset,
        done=typed.done,
        party=typed.party,
        text=typed.text,
        files=typed.attach or (),
        warranty=typed.warranty,
        void=typed.void,
    )
