"""Records and entries as JSON, and back without loss. It judges nothing: what is read here was written here."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from talktag.model.desk.desk_channel import DeskChannel, DeskThread
from talktag.model.desk.tag_holder import TagHolder, holder_values
from talktag.model.log.entry import Entry, entry_table
from talktag.model.log.every import parse_every
from talktag.model.toml.record_file import json_values, without_absent
from talktag.model.values.money import parse_money

_day, _moment = datetime.date.fromisoformat, datetime.datetime.fromisoformat
_OF_ENTRY: Mapping[str, Callable[[Any], Any]] = {
    "date": _day,
    "due": _day,
    "recorded": _moment,
    "time": _moment,
    "cost": parse_money,
    "every": lambda found: tuple(map(parse_every, found)),
    "meter": lambda found: {name: Decimal(shown) for name, shown in found.items()},
}
_OF_CHANNEL: Mapping[str, Callable[[Any], Any]] = {
    "opened": _day,
    "until": _day,
    "closed": _day,
    "passed": _day,
    "threads": lambda found: {name: DeskThread(*each) for name, each in found.items()},
}


def entry_text(entry: Entry) -> str:
    """An entry as JSON."""
    values = json_values(entry_table(entry))
    if entry.meter:
        values["meter"] = {name: str(shown) for name, shown in entry.meter.items()}
    return json.dumps(values)


def entry_of(values: Mapping[str, Any]) -> Entry:
    """The entry of its JSON values."""
    return Entry(**_read(values, _OF_ENTRY))


def channel_text(channel: DeskChannel) -> str:
    """The record of a channel as JSON."""
    table = {each.name: getattr(channel, each.name) for each in fields(channel)}
    plain = {key: dict(value) if isinstance(value, Mapping) else value for key, value in table.items()}
    return json.dumps(json_values(without_absent(plain)))


def channel_of(values: Mapping[str, Any]) -> DeskChannel:
    """The channel of its JSON values."""
    return DeskChannel(**{"product": "", **_read(values, _OF_CHANNEL)})


def holder_text(holder: TagHolder) -> str:
    """Who a tag belongs to as JSON."""
    return json.dumps(holder_values(holder))


def holder_of(values: Mapping[str, Any]) -> TagHolder:
    """The same of its JSON values."""
    said = {key: value for key, value in values.items() if key != "format"}
    return TagHolder(**{**said, "used": tuple(said.get("used", ()))})


def _read(values: Mapping[str, Any], readers: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    """The values by their keys, read; what JSON has as lists are tuples here."""
    read = {key: readers[key](value) if key in readers else value for key, value in values.items()}
    return {key: tuple(value) if isinstance(value, list) else value for key, value in read.items()}
