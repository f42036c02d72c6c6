"""Says of a store that cannot be written to just that. It tries nothing itself."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from talktag.errors import DiskError


@contextlib.contextmanager
def say_where_read_only(store: Path) -> Iterator[None]:
    """Say of a store that cannot be written to just that."""
    try:
        yield
    except DiskError as error:
        cause = error.__cause__
        if not isinstance(cause, OSError) or cause.errno not in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise
        raise DiskError(
            f'this store is read-only for you: "{store}" ({cause.strerror})',
            hints=[f"see whose it is, and how its disk is mounted: ls -ld {quote(str(store / '.git'))}"],
        ) from error
