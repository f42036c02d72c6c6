"""CloudEvents 1.0 in, line by line: what they say as entries, with every problem. It believes nothing of it.

Who reads them judges whose word they are: a source is a text that anybody can write.
"""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from talktag.interop.cloudevents.event import BEGIN, END, SPECVERSION, Event, text_of_attribute
from talktag.model.foreign_json import ForeignJsonError, parse_foreign_json
from talktag.model.log.entry import Entry, entry_of
from talktag.model.problem import Problem
from talktag.model.toml.record_file import Reading

LINE_LIMIT = 256 * 1024  # bytes
_DEPTH, _DIGITS = 8, 40
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_JSON = re.compile(r"(?:application|text)/(?:[a-z0-9.+-]+\+)?json\s*(?:;.*)?", re.IGNORECASE)
_IN_DATA = frozenset(Entry._fields) - {"id", "kind", "recorded", "cause", "time"}


def read_events(data: bytes, path: str) -> Reading[tuple[Event, ...]]:
    """The events of JSON lines, in their order; a line that is none is reported and left out."""
    events: list[Event] = []
    problems: list[Problem] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            values = _parse(line)
        except ValueError as error:
            problems.append(Problem("broken-event", path, str(error), number))
            continue
        reading = read_event(values, path)
        problems += [each._replace(line=number) for each in reading.problems]
        events += [reading.value] if reading.value else []
    return Reading(tuple(events), tuple(problems))


def read_event(values: Any, path: str) -> Reading[Event]:
    """What one event says, by its JSON values; None where it is none of ours, with the reason."""
    try:
        table = dict(_table(values))
        around = Event(_NO_ENTRY, _text(values, "source") or "", _text(values, "subject"))
        around = around._replace(channel=_text(values, "correlationid"), until=_moment(values, "expirytime"))
    except ValueError as error:
        return Reading(None, (Problem("broken-event", path, str(error)),))
    entry = entry_of(table, path)
    return Reading(entry.value and around._replace(entry=entry.value), entry.problems)


_NO_ENTRY = Entry("", datetime.date.min, "", "")


def _parse(line: bytes) -> Any:
    """The values of a line; ValueError with a sentence for one that is no JSON, or out of bounds."""
    if len(line) > LINE_LIMIT:
        raise ValueError(f"the event has more than {LINE_LIMIT} bytes")
    try:
        values = parse_foreign_json(line.decode(), depth=_DEPTH, digits=_DIGITS, read_fraction=_read_fraction)
        json.dumps(values, ensure_ascii=False).encode()
    except ForeignJsonError as error:
        raise ValueError(f"the event {error}") from None
    except UnicodeError:
        raise ValueError("the event is not UTF-8 text") from None
    except ValueError as error:
        raise ValueError(f"the event is not JSON: {error}") from None
    return values


def _read_fraction(text: str) -> float:
    number = float(text) if len(text) <= _DIGITS else math.inf
    if not math.isfinite(number):
        raise ForeignJsonError("has a number beyond all sense")
    return number


def _table(values: Any) -> Iterator[tuple[str, Any]]:
    """The entry's keys as a log has them; ValueError with a sentence for what is no event of an entry."""
    if not isinstance(values, dict) or values.get("specversion") != SPECVERSION:
        raise ValueError(f"the event is not a JSON object of CloudEvents {SPECVERSION}")
    if not _text(values, "source"):
        raise ValueError('the event has no "source"')
    data = _data(values)
    yield from ((key, value) for key, value in data.items() if key in _IN_DATA)
    yield "kind", _kind(values)
    happened = _moment(values, "time")
    if "date" in data:
        happened = _moment(data, "time")
    elif happened:
        yield "date", happened.date()
    else:
        raise ValueError('the event has no "time", and its data no "date"')
    others = {"id": _text(values, "id"), "time": happened, "recorded": _moment(values, "recordedtime")}
    others["cause"] = _text(values, "causationid")
    yield from ((key, value) for key, value in others.items() if value is not None)


def _data(values: Mapping[str, Any]) -> Mapping[str, Any]:
    form = _text(values, "datacontenttype")
    if form and not _JSON.fullmatch(form):
        raise ValueError('the data of the event are not JSON, by its "datacontenttype"')
    data = values.get("data")
    if isinstance(data, dict):
        return data
    raise ValueError('the "data" of the event are not an object')


def _kind(values: Mapping[str, Any]) -> str:
    kind = _text(values, "type") or ""
    if not (kind.startswith(BEGIN) and kind.endswith(END) and len(kind) > len(BEGIN + END)):
        raise ValueError(f'the "type" of the event is not {BEGIN}KIND{END}')
    return text_of_attribute(kind.removeprefix(BEGIN).removesuffix(END))


def _text(values: Mapping[str, Any], name: str) -> str | None:
    """An attribute that is a text; the kind is taken out of its escapes once it is out of the type."""
    value = values.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'the "{name}" of the event is not a text')
    return value if value is None or name in {"type", "source"} else text_of_attribute(value)


def _moment(values: Mapping[str, Any], name: str) -> datetime.datetime | None:
    text = values.get(name)
    if text is None:
        return None
    if isinstance(text, str) and _MOMENT.fullmatch(text):
        try:
            return datetime.datetime.fromisoformat(text.upper())
        except ValueError:
            pass
    raise ValueError(f'the "{name}" of the event is not a time like 2024-03-02T18:30:00Z')
