"""`talktag log`: what happened."""

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import OptionalProduct
from talktag.cli.completion.kinds import completes
from talktag.cli.context import Context
from talktag.cli.views.times import local_time
from talktag.cli.views.view import Columns, Pairs, View
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.upkeep.log import Commits
    from talktag.ops.upkeep.log_out import EventsOut

complete_form = completes("talktag.ops.upkeep.log_out:FORMS")
AS_HELP = "For other programs: cloudevents."
OUTPUT_HELP = "Where that goes; - is standard output."
Limit = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="From that day on.")]
Form = Annotated[str | None, typer.Option("--as", metavar="FORM", help=AS_HELP, autocompletion=complete_form)]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help=OUTPUT_HELP)]
_PAGE = 500  # commits whose columns are laid out together


def show(data: "Commits | EventsOut") -> View:
    """A line a commit, some hundred of them at a time, while git still looks for more; or the file of events."""
    return _events(data) if type(data).__name__ == "EventsOut" else _commits(data)


def _events(data: Any) -> View:
    return [Pairs([("file", data.path or "-"), ("entries", str(data.count))])]


def _commits(data: Any) -> View:
    rows = ((past.commit[:10], local_time(past.date), past.subject, past.author) for past in data.commits)
    while page := list(itertools.islice(rows, _PAGE)):
        yield Columns(("commit", "date", "what", "who"), page, ("who",))


@command("log", view=show)
def log(
    context: Context,
    ref: OptionalProduct = None,
    limit: Limit = None,
    since: Since = None,
    form: Form = None,
    output: Output = None,
) -> Outcome:
    """Show what happened to the store, or to one product.

    Newest first, in the time of where you are. What a product was shared for is in its log, too.

    With --as cloudevents it writes the entries of the log instead, oldest first, a line of JSON each: of a product, of
    what is said with a party about no product, or of all there are. --since is then the day they were written on here.

    Example: talktag log canon

    Example: talktag log canon --as cloudevents --since 2026-11-01 -o canon.jsonl
    """
    if form is not None:
        if limit is not None:
            raise UsageError("--limit counts changes, and --as writes entries", hints=["say since when: --since DATE"])
        from talktag.cli.output_name import check_ending, path_of
        from talktag.ops.upkeep.log_out import log_events

        check_ending(path_of(output), "jsonl", "json")
        return log_events(context.session(), form, ref, path_of(output), since=since)
    if output is not None:
        raise UsageError("-o is for what --as writes", hints=["say: --as cloudevents -o FILE"])
    from talktag.ops.upkeep.log import log as operate

    return operate(context.session(), ref, limit, since=since)
