"""Channels held by one worker within one transaction: read together, changed together. It judges nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talktag.desk.database.arrivals import number_of
from talktag.desk.database.values import channel_of, channel_text, entry_of, entry_text, holder_of, holder_text
from talktag.model.desk.keeping import ChannelChange, KeptChannel
from talktag.model.desk.tag_holder import TagHolder
from talktag.model.log.entry import Entry, in_order

if TYPE_CHECKING:
    from psycopg import Connection

_LOCK = """select pg_advisory_xact_lock(k) from (select distinct hashtextextended(c, 0) as k from unnest(%s::text[]) c
  order by 1) keys"""
_RECORDS = "select id, record from channel where id = any(%s)"
_LOGS = "select channel, value from entry where channel = any(%s) order by channel, place"
_OWNERS = "select name, channel from thread where name = any(%s)"
_CHANNELS = """insert into channel (id, record, last_day, is_open)
  select id, record::json, last_day, is_open
  from unnest(%b::text[], %b::text[], %s::date[], %s::boolean[]) n (id, record, last_day, is_open)
  on conflict (id) do update set record = excluded.record, last_day = excluded.last_day, is_open = excluded.is_open"""
_ENTRIES = """insert into entry (channel, id, value) select channel, id, value::json
  from unnest(%b::text[], %b::text[], %b::text[]) n (channel, id, value) on conflict (channel, id) do nothing"""
_THREADS = "insert into thread select * from unnest(%b::text[], %b::text[]) on conflict (name) do nothing"
_ORIGINALS = """insert into original select n.channel, n.bundle, a.content
  from unnest(%b::text[], %b::text[], %s::bigint[]) n (channel, bundle, number) join arrival a using (number)
  on conflict (channel, bundle) do nothing"""
_HOLDER = "select value from holder where tag = %s"
_HOLDERS = """insert into holder (tag, channel, value) select tag, channel, value::json
  from unnest(%b::text[], %b::text[], %b::text[]) n (tag, channel, value)
  on conflict (tag) do update set channel = excluded.channel, value = excluded.value"""
_ANSWERS = """insert into outgoing (bundle, channel, suffix, data)
  select * from unnest(%b::text[], %b::text[], %b::text[], %b::bytea[]) on conflict (channel, bundle) do nothing"""
_FORGET = (
    "delete from entry where channel = %s",
    "delete from original where channel = %s",
    "delete from thread where channel = %s",
    "delete from holder where channel = %s",
    "delete from outgoing where channel = %s",
    "delete from refused where channel = %s",
    "delete from channel where id = %s",
    "delete from turn where %s = any(channels)",  # of a worker that died
)


class HeldRows:
    """The channels that this worker holds, until its transaction ends."""

    def __init__(self, connection: Connection[Any], channels: Collection[str]) -> None:
        self._connection = connection
        self._known: dict[str, KeptChannel | None] = {}
        if channels:
            connection.execute(_LOCK, (sorted(channels),))
            self._look_up(channels)

    def read(self, channel: str) -> KeptChannel | None:
        """A channel, as it is within this transaction."""
        if channel not in self._known:
            self._look_up([channel])
        return self._known[channel]

    def owners(self, threads: Collection[str]) -> Mapping[str, str]:
        """The channels that threads belong to."""
        names = {_hash(each): each for each in threads}
        rows = self._connection.execute(_OWNERS, (list(names),)) if names else ()
        return {names[name]: channel for name, channel in rows}

    def holder(self, tag: str) -> TagHolder | None:
        """Who a maker's tag belongs to."""
        found = self._connection.execute(_HOLDER, (tag,)).fetchone()
        return holder_of(found[0]) if found else None

    def keep(self, changes: Sequence[ChannelChange]) -> None:
        """Keep changes: in a few statements, however many there are."""
        if not changes:
            return
        last = {each.channel.id: each for each in changes}
        kept = [(name, channel_text(each.channel), each.channel.last_day, each.is_open) for name, each in last.items()]
        self._insert(_CHANNELS, kept)
        self._insert(_ENTRIES, [(c.channel.id, e.id, entry_text(e)) for c in changes for e in c.entries])
        self._insert(_THREADS, sorted(self._new_threads(last.values())))
        holders = {each.holder.tag: each.holder for each in changes if each.holder}  # the last of one tag
        self._insert(_HOLDERS, [(each.tag, each.channel, holder_text(each)) for each in holders.values()])
        named = [(each.channel.id, *each.original) for each in changes if each.original]
        self._insert(_ORIGINALS, [(channel, bundle, number_of(arrival)) for channel, bundle, arrival in named])
        self._insert(_ANSWERS, [(a.bundle, c.channel.id, a.suffix, a.data) for c in changes for a in c.answers])
        for name in last:
            self._known.pop(name, None)

    def forget(self, channel: str) -> None:
        """Leave nothing of a channel in any table."""
        for statement in _FORGET:
            self._connection.execute(statement, (channel,))
        self._known[channel] = None

    def _look_up(self, channels: Collection[str]) -> None:
        wanted = sorted(channels)
        logs: dict[str, list[Entry]] = {}
        for channel, value in self._connection.execute(_LOGS, (wanted,)):
            logs.setdefault(channel, []).append(entry_of(value))
        records = dict(self._connection.execute(_RECORDS, (wanted,)).fetchall())
        for channel in wanted:
            record = records.get(channel)
            log = in_order(logs.get(channel, ()))
            self._known[channel] = KeptChannel(channel_of(record), log) if record is not None else None

    def _new_threads(self, changes: Iterable[ChannelChange]) -> Iterable[tuple[str, str]]:
        for each in changes:
            before = self._known.get(each.channel.id)
            known = before.channel.threads if before else ()
            yield from ((_hash(name), each.channel.id) for name in each.channel.threads if name not in known)

    def _insert(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        if rows:
            self._connection.execute(statement.encode(), [list(column) for column in zip(*rows, strict=True)])


def _hash(thread: str) -> str:
    """A name from elsewhere as one of fixed length and letters."""
    return hashlib.sha256(thread.encode("utf-8", "surrogatepass")).hexdigest()[:32]
