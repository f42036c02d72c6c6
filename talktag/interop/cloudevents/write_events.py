"""Entries out as CloudEvents 1.0 in JSON. It reads no file and asks no clock.

The attributes are for whoever routes and orders events; `data` holds what the log says, in the log's own words.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import Any

from talktag.interop.cloudevents.event import BEGIN, END, SPECVERSION, Event, attribute_text
from talktag.model.log.entry import Entry, entry_values
from talktag.model.toml.record_file import without_absent

_IN_ATTRIBUTES = {"id", "kind", "recorded", "cause"}
_IN_DATA = tuple(key for key in Entry._fields if key not in _IN_ATTRIBUTES)


def event_values(event: Event) -> dict[str, Any]:
    """The event as JSON values.

    `time` is when it happened, so far as that is known: of an entry with a day alone it is the day's first moment in
    UTC. What the entry itself says of it stands in `data`, also because some programs put in a time of their own.
    """
    entry = event.entry
    happened = entry.time or datetime.datetime.combine(entry.date, datetime.time(), datetime.UTC)
    channel = event.channel or entry.channel
    texts = {
        "id": entry.id,
        "subject": event.subject,
        "causationid": entry.cause,
        "correlationid": channel,
        "partitionkey": channel,
    }
    moments = {"time": happened, "recordedtime": entry.recorded, "expirytime": event.until}
    return without_absent(
        {
            "specversion": SPECVERSION,
            "source": event.source,
            "type": f"{BEGIN}{attribute_text(entry.kind)}{END}",
            **{name: attribute_text(text) for name, text in texts.items() if text},
            **{name: _moment_text(moment) for name, moment in moments.items() if moment},
            "datacontenttype": "application/json",
            "data": entry_values(entry._replace(time=entry.time and _with_whole_minutes(entry.time)), _IN_DATA),
        }
    )


def event_line(event: Event) -> str:
    """The event as one line of ASCII with its end: nothing in it can break the line or steer a terminal."""
    return json.dumps(event_values(event), separators=(",", ":"), allow_nan=False).replace("\x7f", "\\u007f") + "\n"


def write_events(events: Iterable[Event]) -> bytes:
    """Events as JSON lines."""
    return "".join(map(event_line, events)).encode("ascii")


def _moment_text(moment: datetime.datetime) -> str:
    """A moment in the form of RFC 3339."""
    return _with_whole_minutes(moment).isoformat().replace("+00:00", "Z")


def _with_whole_minutes(moment: datetime.datetime) -> datetime.datetime:
    """The same moment; in UTC where its zone is seconds apart from that, which RFC 3339 cannot say."""
    apart = moment.utcoffset()
    return moment.astimezone(datetime.UTC) if apart and apart % datetime.timedelta(minutes=1) else moment
