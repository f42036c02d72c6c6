"""`talktag due`: what is due, a line each; as a calendar, and what comes back from one; what is done by itself."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import Query, complete_language
from talktag.cli.context import Context
from talktag.cli.views.due.rows import due_columns
from talktag.cli.views.due.worked import show_calendar, show_done, show_ran
from talktag.cli.views.view import View
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.due.due import DueList


def show(data: Any) -> View:
    """A line for each thing that is due, that was taken as done, or that was done."""
    shows: dict[str, Callable[[Any], View]] = {
        "DueList": _show_list,
        "CalendarOut": show_calendar,
        "DoneFrom": show_done,
        "Ran": show_ran,
    }
    return shows[type(data).__name__](data)


def _show_list(data: "DueList") -> View:
    return [due_columns(data.due.items, data.today, data.due.parties)]


class DueFlags(NamedTuple):
    """Of which things, how far ahead, and what else than a list is wanted."""

    words: Query = None
    within: Annotated[
        str | None, typer.Option(metavar="TIME", help="How far ahead to look, like 30d, 6m or 2y.", show_default="90d")
    ] = None
    ics: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a calendar; - is standard output.", show_default=False)
    ] = None
    alarm: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="How long before a day the calendar rings, or none.", show_default="14d"),
    ] = None
    language: Annotated[
        str | None,
        typer.Option(
            metavar="LANGUAGE",
            help="Of the calendar: en, es, de, fr, it or sv.",
            autocompletion=complete_language,
            show_default="en",
        ),
    ] = None
    done_from: Annotated[
        Path | None,
        typer.Option("--done-from", metavar="FILE", help="Take the tasks that a calendar says are done; - is input."),
    ] = None
    run: Annotated[bool, typer.Option("--run", help="Do what is to be done by itself; for cron.")] = False


@command("due", view=show)
def due(context: Context, typed: DueFlags) -> Outcome:
    """Show what ends, should be back or is to be done, and when.

    A calendar has everything, also what is over, unless --within says how far.
    --run works off rules of time, missed days in order, each thing once, and prints nothing where there is nothing.

    Example: talktag due place:garage --within 30d
    """
    _check(typed)
    if typed.done_from is not None:
        return _take_done(context, typed.done_from)
    if typed.run:
        from talktag.ops.rules.timed.work_off import run_all

        return run_all(context.session())
    if typed.ics is not None:
        return _write_calendar(context, typed, typed.ics)
    from talktag.ops.due.due import list_due

    return list_due(context.session(), typed.words or (), typed.within)


def _write_calendar(context: Context, typed: DueFlags, ics: Path) -> Outcome:
    from talktag.cli.output_name import check_ending, path_of
    from talktag.ops.due.calendar_out import write_calendar

    path = path_of(ics)
    check_ending(path, "ics")
    asked = typed.words or ()
    return write_calendar(
        context.session(), asked, path, within=typed.within, alarm=typed.alarm, language=typed.language
    )


def _check(typed: DueFlags) -> None:
    """UsageError for what does not go together."""
    wanted = {"--ics": typed.ics, "--done-from": typed.done_from, "--run": typed.run}
    given = [name for name, is_on in wanted.items() if is_on]
    if len(given) > 1:
        raise UsageError(f"{given[0]} and {given[1]} exclude each other", hints=["run them one after the other"])
    if given and given[0] != "--ics" and (typed.words or typed.within is not None):
        raise UsageError(f"{given[0]} is about all there is", hints=["leave out the QUERY and --within"])
    for name, said in {"--alarm": typed.alarm, "--language": typed.language}.items():
        if said is not None and typed.ics is None:
            raise UsageError(f"{name} is for a calendar", hints=["name its file, too: --ics FILE"])


def _take_done(context: Context, path: Path) -> Outcome:
    from talktag.cli.input.importing import file_name, read_file
    from talktag.cli.input.once import read_once
    from talktag.cli.views.times import local_day
    from talktag.ops.due.done_from import take_done

    terminal = context.terminal
    data = read_once(terminal.stdin, lambda: read_file(terminal, path))
    return take_done(context.session(), data, file_name(path), local_day)
