"""Contents put aside until they are read: in memory while they are few, then in a file that has no name.

Such a file is the program's alone, and gone with it however it ends. It is never for anything secret.
"""

from __future__ import annotations

import weakref

from talktag.content import Content

_HELD = 4_000_000  # bytes that stay in memory


class Spool:
    """One such place for any number of contents, which stays for as long as one of them is in use."""

    def __init__(self) -> None:
        from tempfile import SpooledTemporaryFile

        self._file = SpooledTemporaryFile(max_size=_HELD)  # noqa: SIM115 - closed when nobody has it any more
        weakref.finalize(self, self._file.close)
        self._end = 0

    def add(self, data: bytes) -> Content:
        """Put these bytes aside."""
        self._file.seek(self._end)
        self._file.write(data)
        self._end += len(data)
        return Content(_Slice(self, self._end - len(data), len(data)))

    def read(self, at: int, length: int) -> bytes:
        """Bytes of it."""
        self._file.seek(at)
        return self._file.read(length)


class _Slice:
    """What was put aside together, as a source."""

    def __init__(self, spool: Spool, start: int, size: int) -> None:
        self._spool = spool
        self._start = start
        self.size = size

    def read(self, at: int, length: int) -> bytes:
        return self._spool.read(self._start + at, max(0, min(length, self.size - at)))
