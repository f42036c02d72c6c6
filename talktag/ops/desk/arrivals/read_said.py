"""What the company's own people and programs put into `say/new`: CloudEvents, one a line, each to one channel.

Whoever can write into that folder speaks for the company; nothing of a line is ever run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import UntrustedError
from talktag.interop.cloudevents.event import Event
from talktag.interop.cloudevents.read_events import read_events
from talktag.model.desk.cases import desk_id
from talktag.model.desk.desk_channel import is_channel_id
from talktag.model.desk.keeping import Arrival, HeldPart
from talktag.model.log.kinds import CLAIM, MESSAGE, PROMISE, QUESTION, SERVICE

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry

KINDS_SAID = (MESSAGE, QUESTION, PROMISE, SERVICE, CLAIM)
_LIMIT = 1_000_000  # bytes of a file


class SaidLine(NamedTuple):
    """One line: what is to be said on which channel, as the bundle of that id, the same whenever the line comes."""

    arrival: Arrival
    entry: Entry
    channel: str
    bundle: str


def read_said(arrival: Arrival) -> SaidLine | tuple[HeldPart, ...]:
    """The line in a file, or its lines where it has several; UntrustedError with the reason to refuse it."""
    if arrival.content.size > _LIMIT:
        raise UntrustedError(f"it has more than {_LIMIT:,} bytes")
    data = arrival.content.whole()
    lines = [line for line in data.split(b"\n") if line.strip()]
    if len(lines) > 1:
        return tuple(HeldPart("line", line + b"\n") for line in lines)
    reading = read_events(data, "the line")
    if reading.value is None or len(reading.value) != 1 or reading.problems:
        raise UntrustedError(str(reading.problems[0]) if reading.problems else "it holds no event")
    return _take_line(arrival, reading.value[0])


def _take_line(arrival: Arrival, event: Event) -> SaidLine:
    entry = event.entry
    if entry.kind not in KINDS_SAID:
        raise UntrustedError(f"an event may say {', '.join(KINDS_SAID)}, and not {entry.kind!r}")
    if not event.channel:
        raise UntrustedError('the event has no "correlationid" with the channel that it is for')
    if not is_channel_id(event.channel):
        raise UntrustedError('the "correlationid" of the event is the id of no channel')
    bundle = desk_id("said", event.source, entry.id)
    return SaidLine(arrival, entry._replace(recorded=arrival.recorded), event.channel, bundle)
