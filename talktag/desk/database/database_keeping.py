"""A database as a desk's mail and memory, and the folder of this machine as the way in and out. It judges nothing.

Arrivals are rows that workers claim; what a batch comes to is one transaction, answers included.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from talktag import lock
from talktag.desk.database.arrivals import DeskArrivals
from talktag.desk.database.connection import DeskConnection
from talktag.desk.database.held_rows import HeldRows
from talktag.desk.database.outgoing import put_answers_out, remove_answers
from talktag.desk.folders.boxes import DeskBoxes
from talktag.desk.folders.places import DeskPlaces
from talktag.model.desk.keeping import Arrival, HeldChannels, HeldPart, Refusal, RefusedArrival

_PAGE = 1_000  # rows
_PART, _PARTS = 200, 10  # files brought in together, as each is open meanwhile; and times before something is answered
_BRINGING = "in"  # the lock of whoever brings files in


class _HeldWithFolder(HeldRows):
    """Channels that are held, of a desk whose answers may lie in a folder of this machine."""

    def __init__(self, connection: Any, channels: Collection[str], places: DeskPlaces) -> None:
        super().__init__(connection, channels)
        self._places = places

    def forget(self, channel: str) -> None:
        """Leave nothing of it in the folder either."""
        remove_answers(self._places, channel)
        super().forget(channel)


class DatabaseKeeping:
    """The database at `address`, as one worker with the folder `base` sees it."""

    def __init__(self, base: Path, address: str) -> None:
        self._places = DeskPlaces(base)
        self._places.make()
        self._database = DeskConnection(address)
        self._arrivals = DeskArrivals(self._database)

    def claim(self, most: int, now: datetime.datetime) -> Sequence[Arrival]:
        """Bring in what came to the folder, then claim of all that came anywhere."""
        self._bring_in(now)
        return self._arrivals.claim(most)

    @contextlib.contextmanager
    def holding(self, channels: Collection[str]) -> Iterator[HeldChannels]:
        """Hold channels for one transaction, behind whoever has earlier arrivals on one of them."""
        self._arrivals.wait_for_earlier(channels)
        with self._database.transaction() as connection:
            yield _HeldWithFolder(connection, channels, self._places)
            self._arrivals.end_turn(connection)

    def put_out(self) -> None:
        """Carry answers to the folder of this machine."""
        put_answers_out(self._database, self._places)

    def finish(self, arrivals: Collection[Arrival]) -> None:
        """End what is kept."""
        self._arrivals.finish(arrivals)

    def refuse(self, refused: Collection[RefusedArrival]) -> None:
        """End what is not let in."""
        self._arrivals.refuse(refused)

    def split(self, arrival: Arrival, parts: Sequence[HeldPart]) -> None:
        """Put the parts of an arrival in its place."""
        self._arrivals.split(arrival, parts)

    def release(self, arrivals: Collection[Arrival]) -> None:
        """Give back what could not be worked off now."""
        self._arrivals.release(arrivals)

    def channels(self) -> Iterator[str]:
        """The ids of all channels, in order."""
        return self._ids("select id from channel where id > %s order by id limit %s")

    def open_channels(self) -> Iterator[str]:
        """The ids of those on which a case stands open."""
        return self._ids("select id from channel where is_open and id > %s order by id limit %s")

    def past_channels(self, today: datetime.date) -> Iterator[str]:
        """The ids of those whose last day is before today."""
        return self._ids("select id from channel where last_day < %s and id > %s order by id limit %s", today)

    def refusals(self) -> Iterator[Refusal]:
        """What was refused and is kept."""
        return self._arrivals.refusals()

    def close(self) -> None:
        """Let go what is claimed, with the connection."""
        self._database.close()

    def _bring_in(self, now: datetime.datetime) -> None:
        """Let one worker at a time, so that their order stays, put files into the database and then take them away."""
        with lock.holding(self._places.lock(_BRINGING)) as is_alone:
            if not is_alone:
                return
            boxes = DeskBoxes(self._places)
            try:
                for _ in range(_PARTS):
                    found = tuple(boxes.claim(_PART, now))
                    self._arrivals.bring_in(found)
                    boxes.finish(found)
                    if len(found) < _PART:
                        return
            finally:
                boxes.close()

    def _ids(self, statement: str, *words: object) -> Iterator[str]:
        """The ids that a statement gives, page by page."""
        last, rows = "", [("",)] * _PAGE
        while len(rows) == _PAGE:
            with self._database.transaction() as connection:
                rows = connection.execute(statement.encode(), (*words, last, _PAGE)).fetchall()
            yield from (row[0] for row in rows)
            last = rows[-1][0] if rows else last
