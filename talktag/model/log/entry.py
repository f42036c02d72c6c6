"""Entries: dated items on a product's table, such as a service, a message or a manual.

One log per product, appended and never rewritten, in the text that `log_text` knows.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple

from talktag.model.log.every import Every, parse_every
from talktag.model.log.log_text import append, load_log
from talktag.model.problem import Problem
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import Reading, json_values, without_absent
from talktag.model.values.fold import fold
from talktag.model.values.money import Money

_FIRST = datetime.datetime.min.replace(tzinfo=datetime.UTC)
_NO_METERS: Mapping[str, Decimal] = MappingProxyType({})
_NO_DATA: Mapping[str, str] = MappingProxyType({})
TITLE_LIMIT = 200  # characters that a title may have, whoever writes it
UNSIGNED = "unsigned"  # in place of a signer, for ever: nobody vouches for what such an entry says


class Entry(NamedTuple):
    """One dated item; `party` is the name or slug of who it is from.

    An item that came from somebody else says in `original` which received file it is from, by that file's id, and in
    `signer` the fingerprint of the key that vouches for it, or UNSIGNED.
    `recorded` is when it was written here: the order of those of one day, on every machine.
    `every` says how often it comes again, by time, by a meter or both, whichever is first; `meter` what the meters of
    the product showed then. `cause` is the id of the entry that it answers: what is withdrawn, or done.

    Of what was said in a conversation `time` is the moment at which its writer says that it was, `channel` the id of
    the first bundle on what stands open with that party, and `sequence` which of its writer's bundles there it came in,
    from 1. What the owner sent has in `to` the slug of the party, and in `original` the bundle that it left in.
    `data` are further values by their names; `auto` is what no person wrote, `rule` which of the owner's rules made it.
    `reset` are the meters that were set back or changed before they showed that. What is `anonymous` was said to, or
    by, a party that does not know the owner.
    """

    id: str
    date: datetime.date
    kind: str
    title: str
    text: str | None = None
    party: str | None = None
    cost: Money | None = None
    due: datetime.date | None = None
    original: str | None = None
    signer: str | None = None
    recorded: datetime.datetime | None = None
    every: tuple[Every, ...] = ()
    meter: Mapping[str, Decimal] = _NO_METERS
    cause: str | None = None
    time: datetime.datetime | None = None
    to: str | None = None
    channel: str | None = None
    sequence: int | None = None
    data: Mapping[str, str] = _NO_DATA
    auto: bool = False
    rule: str | None = None
    reset: tuple[str, ...] = ()
    anonymous: bool = False

    @property
    def moment(self) -> datetime.datetime | None:
        """When it was said or done, so far as that is known: what its writer says, and at the latest when it was here.

        None where only its day is known. Nobody else's clock moves it behind what was known here already.
        """
        return min(filter(None, (self.time, self.recorded)), default=None) if self.time else self.recorded


def with_entries(data: bytes, entries: Iterable[Entry]) -> bytes | None:
    """The log with `entries` added at its end, in today's form; None where it cannot be read."""
    return append(data, map(entry_table, entries))


def entry_table(entry: Entry) -> dict[str, Any]:
    """An entry as TOML values, in the order a person reads them."""
    every = [str(each) for each in entry.every]
    meter = {name: plain_number(shown) for name, shown in entry.meter.items()}
    spelled = {"every": every, "meter": meter, "data": dict(entry.data), "auto": entry.auto or None}
    spelled |= {"reset": list(entry.reset), "anonymous": entry.anonymous or None}
    return without_absent(entry._replace(every=(), meter={})._asdict() | spelled)


def plain_number(number: Decimal) -> int | float:
    """A reading as TOML and JSON have numbers."""
    return int(number) if number == number.to_integral_value() else float(number)


def entry_values(entry: Entry, keys: Collection[str] = Entry._fields) -> dict[str, Any]:
    """An entry as JSON values, or those of `keys` alone: not everybody is told all of it."""
    return {key: value for key, value in json_values(entry_table(entry)).items() if key in keys}


def read_entries(data: bytes, path: str) -> Reading[tuple[Entry, ...]]:
    """Read entries, oldest first, each once; one that does not hold up is reported and left out."""
    pieces, broken = load_log(data, path)
    if pieces is None:
        return Reading(None, broken)
    problems: list[Problem] = []
    entries: list[Entry] = []
    for table, text in pieces:
        fields = Fields(table, path, text, problems)
        entries += (made for each in fields.tables("entry") if (made := _entry(each)))
        fields.report_unknown()
    return Reading(in_order(entries), tuple(problems))


def entry_of(table: Mapping[str, Any], path: str) -> Reading[Entry]:
    """The entry of a table with the keys of a log, from wherever; None where it does not hold up."""
    problems: list[Problem] = []
    return Reading(_entry(Fields(table, path, "", problems)), tuple(problems))


def entries_text(entries: Iterable[Entry]) -> str:
    """All the words of entries that a search should meet, folded, a value a line."""
    parts = [part for each in entries for part in (each.date, each.kind, each.title, each.text, each.party, each.cost)]
    return fold("\n".join(str(part) for part in parts if part))


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Each entry once, in an order that does not hang on which machine's lines come first.

    By day, then what others wrote, then the owner's own as they were recorded, of one moment by their ids; those of
    version 0.1 as they stand. What was said in a conversation goes by its moment, of one second by its number; what
    answers comes after that. Of two that share an id and differ, it is the one that was recorded first, everywhere.
    """
    found: dict[str, Entry] = {}
    for each in entries:
        held = found.setdefault(each.id, each)
        if held != each:
            found[each.id] = min(held, each, key=_first_recorded)
    ordered = sorted(found.values(), key=_place)
    places = {each.id: place for place, each in enumerate(ordered)}
    if all(places.get(each.cause or "", place) <= place for place, each in enumerate(ordered)):
        return tuple(ordered)  # nearly always
    return tuple(each for _, run in groupby(ordered, key=_second) for each in _after_causes(list(run)))


def _after_causes(ordered: Sequence[Entry]) -> list[Entry]:
    """Entries of one second, each after the one that it answers: a message tells no more than the second it is of."""
    waiting = {each.id: each for each in ordered}
    placed: list[Entry] = []
    for each in ordered:
        place, following = len(placed), waiting.pop(each.id, None)
        while following:
            placed.insert(place, following)
            following = waiting.pop(following.cause or "", None)
    return placed


def _second(entry: Entry) -> tuple[datetime.date, datetime.datetime]:
    day, moment, *_ = _place(entry)
    return day, moment.replace(microsecond=0)


def _first_recorded(entry: Entry) -> tuple[datetime.datetime, str]:
    return entry.recorded or _FIRST, repr(entry)


def _finest(entry: Entry) -> datetime.datetime | None:
    """Its moment; of what the owner said as it was recorded, for a message tells no more than the second it is of."""
    said, recorded = entry.time, entry.recorded
    is_own = entry.to is not None and entry.signer is None
    return recorded if is_own and said and recorded and recorded.replace(microsecond=0) == said else entry.moment


def _place(entry: Entry) -> tuple[datetime.date, datetime.datetime, int, int, str]:
    named = entry.id if entry.signer or entry.original or entry.recorded else ""
    moment = _finest(entry) or _FIRST
    return moment.date() if entry.time else entry.date, moment, entry.sequence or 0, len(named), named


def _entry(fields: Fields) -> Entry | None:
    ident, kind, title = fields.must_have("id"), fields.must_have("kind"), fields.must_have("title")
    if fields.is_full and not (ident and kind and title):
        return None  # it is left out, and what else is at fault with it nobody would be told
    date, text, party, cost = (
        fields.date("date"),
        fields.text("text"),
        fields.text("party"),
        fields.money("cost", may_be_less=True),
    )
    due, original, signer = fields.date("due"), fields.text("original"), fields.text("signer")
    recorded, every, meter = fields.instant("recorded"), _every(fields), _meter(fields.table("meter"))
    reset, cause, said = fields.texts("reset"), fields.text("cause"), _conversation_of(fields)
    fields.report_unknown()
    if date is None:
        fields.problem("date", "is missing", "missing")
    if not (ident and kind and title and date):
        return None
    entry = Entry(ident, date, kind, title, text, party=party, cost=cost, due=due)
    entry = entry._replace(original=original, signer=signer, recorded=recorded)
    if every or meter or cause or reset:
        entry = entry._replace(every=every, meter=meter, cause=cause, reset=reset)
    return entry._replace(**said) if said else entry


def _conversation_of(fields: Fields) -> dict[str, Any]:
    """What only an item of a conversation has."""
    said = {
        "time": fields.instant("time"),
        "to": fields.text("to"),
        "channel": fields.text("channel"),
        "sequence": fields.whole("sequence", 0),
        "data": _data(fields.table("data")),
        "auto": fields.yes("auto"),
        "rule": fields.text("rule"),
        "anonymous": fields.yes("anonymous"),
    }
    return {key: value for key, value in said.items() if value}


def _data(fields: Fields) -> Mapping[str, str]:
    return {name: value for name in fields.key_names() if (value := fields.text(name)) is not None}


def _every(fields: Fields) -> tuple[Every, ...]:
    try:
        return tuple(map(parse_every, fields.texts("every")))
    except ValueError as error:
        fields.problem("every", str(error))
        return ()


def _meter(fields: Fields) -> Mapping[str, Decimal]:
    """What meters showed; a float is the decimal number that it is written as."""
    shown = {name: value for name in fields.key_names() if (value := fields.number(name)) is not None}
    return {name: Decimal(int(value) if value.is_integer() else repr(value)) for name, value in shown.items()}
