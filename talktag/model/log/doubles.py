"""Lines that stand in a log more than once, as after a merge; none is lost that differs. It reads no file."""

from __future__ import annotations

from collections import Counter

from talktag.model.log.log_text import Log, log_bytes, parse_log, without_doubles


def doubles(data: bytes) -> tuple[str, ...]:
    """The ids that stand in a log more than once, in order."""
    log = parse_log(data)
    ids = Counter(item.value.get("id") for item in log.items if isinstance(item.value, dict)) if log else Counter()
    return tuple(str(ident) for ident, count in ids.items() if ident and count > 1)


def is_one_log(data: bytes) -> bool:
    """Whether it is one text, which any reader of TOML can read; a merge may leave two, one behind the other."""
    log = parse_log(data)
    return log is None or log.pieces == 1


def single_entries(data: bytes) -> bytes:
    """The log as one text, without entries that stand there twice word for word, as after two machines added the same.

    Two that share an id and differ are both kept. What cannot be read is left as it is.
    """
    log = parse_log(data)
    if log is None or (len(items := tuple(without_doubles(log.items))) == len(log.items) and log.pieces == 1):
        return data
    return log_bytes(Log(items, log.beside))
