"""Answers that are kept as going out, carried to a folder: there for certain before they are marked. It makes none."""

from __future__ import annotations

import os
from pathlib import Path

from talktag import disk
from talktag.desk.database.connection import DeskConnection
from talktag.desk.folders.places import CUR, NEW, TMP, DeskPlaces, answer_name
from talktag.flush import flush_path
from talktag.model.desk.keeping import Answer

_AT_ONCE = 200
_NEXT = """select bundle, channel, suffix, data, place from outgoing where data is not null order by place limit %s
  for update skip locked"""
_CARRIED = "update outgoing set data = null where place = any(%s) and data is not null"


def put_answers_out(database: DeskConnection, places: DeskPlaces) -> None:
    """Carry all that waits; a worker that is killed leaves it to the next, which puts the same bytes there."""
    is_more = True
    while is_more:
        with database.transaction() as connection:
            rows = connection.execute(_NEXT, (_AT_ONCE,), binary=True).fetchall()
            if rows:
                named = {answer_name(row[1], Answer(row[0], row[3], row[2])): row[3] for row in rows}
                _put(places, named, f".{database.worker}")
                done = [row[4] for row in rows]
                connection.execute(_CARRIED, (done,))
        is_more = len(rows) == _AT_ONCE


def remove_answers(places: DeskPlaces, channel: str) -> None:
    """Take the answers of a channel out of the folder, those that were carried on too, where they are still there."""
    for folder in (places.outgoing(stage) for stage in (NEW, CUR, TMP)):
        for name in places.names(folder):
            if name.startswith(f"{channel}-"):
                _remove(folder / name)
        with disk.failing_as(f'could not flush "{folder}"'):
            flush_path(folder)


def _put(places: DeskPlaces, named: dict[str, bytes], mark: str) -> None:
    staged = places.outgoing(TMP)
    for left in places.names(staged):
        if left.rpartition(".")[0] in named:  # by a worker that was killed
            _remove(staged / left)
    disk.stage_all(staged, {name + mark: data for name, data in named.items()})
    with disk.failing_as(f'could not put an answer into "{places.outgoing(NEW)}"'):
        for name in named:
            os.replace(staged / (name + mark), places.outgoing(NEW) / name)
        flush_path(places.outgoing(NEW))


def _remove(path: Path) -> None:
    with disk.failing_as(f'could not remove "{path}"'):
        path.unlink(missing_ok=True)
