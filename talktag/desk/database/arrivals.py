"""What came, row by row: brought in from a folder, claimed, ended or refused. It opens none of it.

Claims are runs of numbers without another worker's in between, so that of two batches at work one is the earlier one
as a whole: it is waited for where it may be about the same channels, and nobody ever waits for a later one.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import time
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from talktag.content import content_of
from talktag.desk.database.connection import DeskConnection
from talktag.desk.folders.places import came_as, refused_name
from talktag.errors import BusyError, TalktagError
from talktag.model.desk.keeping import Arrival, HeldPart, Refusal, RefusedArrival

if TYPE_CHECKING:
    from psycopg import Connection

_CLAIMING = 1413565517  # the lock of whoever claims
_PATIENCE, _LOOK = 60.0, 0.01  # seconds: to wait for earlier ones at most, and between looks
_PAGE = 500  # rows

_CLAIM = """
with alive as materialized (select worker from living),
first as (select min(number) as number from arrival
  where (worker is null or worker not in (select worker from alive)) and losses < 3),
other as (select min(a.number) as number from arrival a, first
  where a.number > first.number and a.worker <> %(me)s and a.worker in (select worker from alive) and losses <= 3),
free as (select a.number, a.is_again from arrival a, first, other
  where a.number >= first.number and a.number < coalesce(other.number, 9223372036854775807) and losses < 3
  and (a.worker is null or a.worker not in (select worker from alive)) order by a.number limit %(most)s)
update arrival a set worker = %(me)s, is_again = true, losses = a.losses + 1 from free where a.number = free.number
returning a.number, a.box, a.name, a.content, a.recorded, free.is_again
"""
# What three workers died over comes alone, when there is nothing else, and holds nobody up: a living worker is waited
# for that has it for the third time, a dead one is not.
_CLAIM_DEADLY = """
with free as (select number from arrival where losses >= 3
  and (worker is null or worker not in (select worker from living)) order by losses, number limit 1)
update arrival a set worker = %(me)s, losses = losses + 1 from free where a.number = free.number
returning a.number, a.box, a.name, a.content, a.recorded, true
"""
_EARLIER = """
with alive as materialized (select worker from living)
select coalesce(a.worker in (select worker from alive), false) from arrival a left join turn t on t.worker = a.worker
where a.number < %(first)s and a.is_again and a.worker is distinct from %(me)s
and case when a.worker in (select worker from alive)
  then a.losses <= 3 and (t.channels is null or t.channels && %(channels)s) else a.losses < 3 end
"""
_END_TURNS = "delete from turn where worker = %s or worker not in (select worker from living)"
_GIVE_BACK = """update arrival set worker = null, losses = losses - 1
  where number = any(%s) and worker = %s"""
_DECLARE = "insert into turn values (%s, %s) on conflict (worker) do update set channels = excluded.channels"
_BRING = (
    """insert into arrival (box, name, content, recorded) values (%s, %s, %s, %s) on conflict (box, name) do nothing"""
)
_END = "delete from arrival where number = any(%s)"
_REFUSE = """insert into refused (name, channel, moment, reason, content) values (%s, %s, %s, %s, %b)
  on conflict (name) do nothing"""


class DeskArrivals:
    """The arrivals of one desk, as one worker sees them."""

    def __init__(self, database: DeskConnection) -> None:
        self._database = database
        self._claimed: set[int] = set()
        self._claimer = 0

    def bring_in(self, found: Collection[Arrival]) -> None:
        """Let what a folder has be among what came, for certain, in that order; what is there already stays."""
        if found:
            rows = [(each.box, each.name, each.content.whole(), each.recorded) for each in found]
            with self._database.transaction() as connection, connection.cursor() as cursor:
                cursor.executemany(_BRING, rows)

    def claim(self, most: int) -> Sequence[Arrival]:
        """Claim the earliest that nobody living has. What a power failure takes of it is nobody's."""
        with self._database.transaction(is_certain=False) as connection:
            connection.execute("select pg_advisory_xact_lock(%s)", (_CLAIMING,))
            me = self._database.worker
            connection.execute(_END_TURNS, (me,))
            words = {"me": me, "most": most}
            rows = connection.execute(_CLAIM, words, binary=True).fetchall()
            rows = rows or connection.execute(_CLAIM_DEADLY, words, binary=True).fetchall()
        if self._claimer != me:
            self._claimer, self._claimed = me, set()
        self._claimed |= {row[0] for row in rows}
        return [
            Arrival(
                f"{number}-{name}", content_of(content), at.astimezone(datetime.UTC), box, again, called=came_as(name)
            )
            for number, box, name, content, at, again in sorted(rows)
        ]

    def wait_for_earlier(self, channels: Collection[str]) -> None:
        """Say which channels this worker's claims are on, and wait for earlier ones that may be on one of them.

        BusyError where one of those has nobody who is at it: what is held here is then to be given back, so that it is
        claimed behind it.
        """
        if not self._claimed:
            return
        until = time.monotonic() + _PATIENCE
        with self._database.transaction(is_certain=False) as connection:
            connection.execute(_DECLARE, (self._database.worker, sorted(channels)))
        while earlier := self._earlier(channels):
            if not all(earlier) or time.monotonic() > until:
                raise BusyError("what came earlier on the same channels is not worked off yet")
            time.sleep(_LOOK)

    def end_turn(self, connection: Connection) -> None:
        """Let nobody wait any more, once the transaction is done."""
        if self._claimed:
            connection.execute(_DECLARE, (self._database.worker, []))

    def finish(self, arrivals: Collection[Arrival]) -> None:
        """End what is kept. It need not be for certain: a second time it changes nothing."""
        if numbers := [number_of(each) for each in arrivals]:
            with self._database.transaction(is_certain=False) as connection:
                connection.execute(_END, (numbers,))
            self._claimed -= set(numbers)

    def refuse(self, refused: Collection[RefusedArrival]) -> None:
        """End what is not let in, and keep it with the reason."""
        if not refused:
            return
        numbers = [number_of(each.arrival) for each in refused]
        rows = [
            (
                refused_name(each),
                each.channel,
                each.arrival.recorded,
                json.dumps(each.reason),
                each.arrival.content.whole(),
            )
            for each in refused
        ]
        with self._database.transaction() as connection, connection.cursor() as cursor:
            cursor.executemany(_REFUSE, rows)
            cursor.execute(_END, (numbers,))
        self._claimed -= set(numbers)

    def split(self, arrival: Arrival, parts: Sequence[HeldPart]) -> None:
        """Put the parts of an arrival in its place, unless another worker has ended it."""
        number = number_of(arrival)
        rows = [
            (arrival.box, f"{number}-{place}-{_plain(each.name)}", each.data, arrival.recorded)
            for place, each in enumerate(parts, 1)
        ]
        with self._database.transaction() as connection, connection.cursor() as cursor:
            if cursor.execute(_END, ([number],)).rowcount:
                cursor.executemany(_BRING, rows)
        self._claimed.discard(number)

    def release(self, arrivals: Collection[Arrival]) -> None:
        """Give back what this worker still has of these; where the database is away, it is given back already."""
        numbers = self._claimed & {number_of(each) for each in arrivals}
        self._claimed -= numbers
        if numbers:
            with contextlib.suppress(TalktagError), self._database.transaction(is_certain=False) as connection:
                connection.execute(_GIVE_BACK, (sorted(numbers), self._claimer))

    def refusals(self) -> Iterator[Refusal]:
        """What was refused, by its names."""
        last = ""
        while True:
            with self._database.transaction() as connection:
                rows = connection.execute(
                    "select name, moment, reason, channel from refused where name > %s order by name limit %s",
                    (last, _PAGE),
                ).fetchall()
            for name, moment, reason, channel in rows:
                yield Refusal(name, moment.astimezone(datetime.UTC), reason, channel)
            if len(rows) < _PAGE:
                return
            last = rows[-1][0]

    def _earlier(self, channels: Collection[str]) -> list[bool]:
        """Of each earlier one that is to be waited for, whether a living worker has it."""
        with self._database.transaction() as connection:
            words = {"first": min(self._claimed), "me": self._claimer, "channels": sorted(channels)}
            return [row[0] for row in connection.execute(_EARLIER, words)]


def number_of(arrival: Arrival) -> int:
    """The number of the row that an arrival is."""
    return int(arrival.name.partition("-")[0])


def _plain(name: str) -> str:
    """A name from elsewhere as one that any encoding holds."""
    kept = "".join(each if each.isascii() and each.isprintable() else "_" for each in name)
    return f"{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}-{kept[-60:]}"
