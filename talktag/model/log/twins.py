"""One entry that two computers both came to, each at its own time: the first of the two stays. It reads no file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from talktag.model.log.log_text import Log, log_bytes, parse_log, spelling

_LAST = datetime.datetime.max.replace(tzinfo=datetime.UTC)


def without_twins(data: bytes) -> bytes:
    """The log, of each entry that a rule made on two computers, or that both took in, the one that was first.

    What differs in more than when it was recorded stays, but for what a rule made: its id says what it was made of.
    """
    log = parse_log(data)
    if log is None:
        return data
    first: dict[str | None, str] = {}
    for item in sorted((each for each in log.items if _twin(each.value)), key=lambda each: _when(each.value)):
        first.setdefault(_twin(item.value), spelling(item.value))
    kept = tuple(item for item in log.items if first.get(_twin(item.value), "") in {"", spelling(item.value)})
    return data if len(kept) == len(log.items) else log_bytes(Log(kept, log.beside))


def _twin(value: Any) -> str | None:
    """What is the same of twins; None for an entry that has none."""
    if not isinstance(value, Mapping) or not isinstance(value.get("id"), str):
        return None
    if value.get("auto") is True and value.get("rule") and not value.get("signer"):
        return str(value["id"])
    if value.get("signer") and value.get("original"):
        return spelling({key: each for key, each in value.items() if key != "recorded"})
    return None


def _when(value: Mapping[str, Any]) -> tuple[datetime.datetime, str]:
    moment = value.get("recorded")
    sound = isinstance(moment, datetime.datetime) and moment.tzinfo is not None
    return moment if sound else _LAST, spelling(value)  # type: ignore[return-value]
