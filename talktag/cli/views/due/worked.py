"""What `due` did besides showing: a calendar written, tasks taken as done, things done by themselves. Reads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.cli.views.view import Columns, Line, View
from talktag.model.values.plural import plural

if TYPE_CHECKING:
    from talktag.ops.due.calendar_out import CalendarOut
    from talktag.ops.due.done_from import DoneFrom
    from talktag.ops.due.run import Ran


def show_calendar(data: CalendarOut) -> View:
    """How much is in it."""
    return [Line(f"{plural(data.events, 'event')} and {plural(data.tasks, 'task')} in {data.path or 'the calendar'}")]


def show_done(data: DoneFrom) -> View:
    """A row for each task that is taken as done."""
    rows = [(str(each.entry.date), each.entry.title, each.slug, each.name) for each in data.taken]
    return [Columns(("done", "what", "product", "name"), rows, ("name",))]


def show_ran(data: Ran) -> View:
    """A row for each thing that was done by itself; nothing where nothing was, so that cron sends no mail."""
    return [Columns(("date", "what", "product"), [(str(each.date), each.title, slug) for slug, each in data.done])]
