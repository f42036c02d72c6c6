"""A calendar of what is due: an event each, and a task beside it for what can be ticked off. It asks no clock.

The same values give the same bytes, and each keeps its name, so that whoever reads the file again changes what they
have and doubles nothing. Foreign text is text in it: nothing in a name becomes a line of the calendar.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from talktag.interop.calendar.recurrence import add_recurrence
from talktag.interop.calendar.uid import event_uid, task_uid
from talktag.model.values.foreign_text import escape

if TYPE_CHECKING:
    from icalendar import Component

    from talktag.model.products.renewals import Renewals

PRODUCER = "-//talktag//talktag//EN"
NEVER_CHANGED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_MORNING = datetime.timedelta(hours=9)  # an alarm at midnight wakes people


class CalendarEntry(NamedTuple):
    """One due thing as a calendar tells it: `summary` in a line, `lines` below it.

    `day` is None for a task that waits for a meter. `changed` is when the store last said something new of it, in UTC.
    `url` is an https address. `series` are all the days of what comes again by itself, `day` being the first.
    """

    ident: str
    summary: str
    lines: tuple[str, ...]
    day: datetime.date | None
    changed: datetime.datetime = NEVER_CHANGED
    place: str | None = None
    url: str | None = None
    is_task: bool = False
    series: Renewals | None = None


def calendar_bytes(entries: Iterable[CalendarEntry], name: str, alarm: int | None) -> bytes:
    """The file; an alarm rings at nine in the morning so many days ahead, None for no alarm.

    Of two entries of one name the first counts.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _plain(name))
    once = {each.ident: each for each in reversed(tuple(entries))}
    for entry in reversed(once.values()):
        for component in _components(entry, alarm):
            calendar.add_component(component)
    data: bytes = calendar.to_ical()
    return data


def _components(entry: CalendarEntry, alarm: int | None) -> Iterable[Component]:
    """The event of an entry, where it has a day, and its task.

    Phones and khal show events, lists of things to do show tasks; only the event rings, so that nothing rings twice.
    """
    from icalendar import Event, Todo

    if entry.day:
        event = Event()
        _fill(event, entry, event_uid(entry.ident))
        event.add("dtstart", entry.day)
        if entry.day < datetime.date.max:
            event.add("dtend", entry.day + datetime.timedelta(days=1))
        if entry.series:
            add_recurrence(event, entry.series)
        event.add("transp", "TRANSPARENT")
        if alarm is not None:
            event.add_component(_alarm(entry, alarm))
        yield event
    if entry.is_task:
        task = Todo()
        _fill(task, entry, task_uid(entry.ident))
        if entry.day:
            task.add("due", entry.day)
        task.add("status", "NEEDS-ACTION")
        yield task


def _fill(component: Component, entry: CalendarEntry, uid: str) -> None:
    component.add("uid", uid)
    component.add("dtstamp", entry.changed)
    component.add("last-modified", entry.changed)
    # A number that only grows with each revision; minutes fit the 31 bits that readers have for it.
    component.add("sequence", max(0, int((entry.changed - NEVER_CHANGED).total_seconds()) // 60))
    component.add("summary", _plain(entry.summary))
    component.add("description", "\n".join(map(_plain, entry.lines)))
    if entry.place:
        component.add("location", _plain(entry.place))
    if entry.url:
        component.add("url", entry.url)


def _alarm(entry: CalendarEntry, days: int) -> Component:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _plain(entry.summary))
    alarm.add("trigger", _MORNING - datetime.timedelta(days=days))
    return alarm


def _plain(text: str) -> str:
    """A text on one line, with whatever a calendar or a phone might obey spelled out."""
    return escape(text)
