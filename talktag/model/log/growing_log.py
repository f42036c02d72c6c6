"""A log that is read again while lines are added at its end: only those are read anew. It opens no file.

Whatever else became of the text, all of it is read again; what comes out is the same in either case.
"""

from __future__ import annotations

from talktag.model.log.entry import Entry, in_order, read_entries
from talktag.model.toml.record_file import Reading

_HEAD, _FOOT = b"entry = [\n", b"]\n"


class GrowingLog:
    """The entries of one log, as they were read last."""

    def __init__(self) -> None:
        self._data: bytes | None = None
        self._reading: Reading[tuple[Entry, ...]] = Reading((), ())

    def read(self, data: bytes, path: str) -> Reading[tuple[Entry, ...]]:
        """The entries of its text as it is now, oldest first, each once, with every problem."""
        if data != self._data:
            self._reading = self._read_more(data, path) or read_entries(data, path)
            self._data = data
        return self._reading

    def _read_more(self, data: bytes, path: str) -> Reading[tuple[Entry, ...]] | None:
        """The same by what was added; None where anything else was changed, or something in it does not hold up."""
        held, known = self._data, self._reading
        if held is None or known.value is None or known.problems or not _is_plain(held) or not _is_plain(data):
            return None
        if not data.startswith(held.removesuffix(_FOOT)):
            return None
        added = read_entries(_HEAD + data[len(held) - len(_FOOT) :], path)
        if added.value is None or added.problems:
            return None
        return Reading(in_order((*known.value, *added.value)), ())


def _is_plain(data: bytes) -> bool:
    """Whether it is one text, of nothing but entries, as talktag writes it."""
    return data.startswith(_HEAD) and data.endswith(b"\n" + _FOOT) and data.count(_HEAD) == 1
