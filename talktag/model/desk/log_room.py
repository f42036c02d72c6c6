"""How much a log at a desk may come to, so that it can always be read, answered and forgotten again. Keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable

from talktag.errors import InvalidError
from talktag.model.log.entry import Entry, with_entries
from talktag.model.log.log_text import ENTRIES_LIMIT

FOR_ANSWERS = 512 * 1024  # bytes that are kept free of what comes, for what a person says
_FRAME, _LETTER = 2_000, 10  # bytes that an entry has at most besides its texts; that a letter of these has


def check_log_room(entries: Iterable[Entry], *, is_own: bool = False) -> None:
    """InvalidError where a log of these would be too large; what the company's own people say has more room."""
    log, most = tuple(entries), ENTRIES_LIMIT - (0 if is_own else FOR_ANSWERS)
    if sum(map(_at_most, log)) > most and len(with_entries(b"", log) or b"") > most:
        raise InvalidError(f"all that was said on the channel would have more than {most // 1_000:,} kB")


def _at_most(entry: Entry) -> int:
    """More bytes than it has, found quickly."""
    data = sum(len(key) + len(value) for key, value in entry.data.items())
    return _FRAME + _LETTER * (len(entry.title) + len(entry.text or "") + data)
