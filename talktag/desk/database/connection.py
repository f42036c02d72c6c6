"""One worker's connection to the desk's database: made when it is wanted, and anew once it broke. It asks nothing.

A worker is a connection: it has a number, and holds a lock of that number for as long as the server knows it. A killed
worker, a cable that was pulled and a server that was restarted all end it, and then its claims are nobody's.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from talktag.desk.database.address import check_address
from talktag.desk.database.tables import make_tables
from talktag.errors import DiskError, InvalidError

if TYPE_CHECKING:
    from psycopg import Connection

Row = tuple[Any, ...]
_WORKERS = 1413565515  # the class of the locks that say which workers live, as in the view `living`
_LINE = {"application_name": "talktag desk", "connect_timeout": 10, "keepalives_idle": 20, "keepalives_interval": 10}
_SESSION = """
set search_path to talktag_desk;
set timezone to 'UTC';
set tcp_keepalives_idle = 20;
set tcp_keepalives_interval = 10;
set tcp_keepalives_count = 3;
set idle_in_transaction_session_timeout = '5min';
select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'
"""


class DeskConnection:
    """The connection of one worker; `worker` is its number, another one after each time that it was made anew."""

    def __init__(self, address: str) -> None:
        self._connection: Connection[Row] | None = None
        self._address = check_address(address)
        self.worker = 0

    @contextlib.contextmanager
    def transaction(self, *, is_certain: bool = True) -> Iterator[Connection[Row]]:
        """All that is done within it, or nothing; DiskError where the database does not answer, or has no room.

        One that is not `is_certain` may be lost in a power failure shortly after it, with those behind it.
        """
        import psycopg

        try:
            connection = self._open()
            with connection.transaction():
                if not is_certain:
                    connection.execute("set local synchronous_commit to off")
                yield connection
        except (psycopg.OperationalError, psycopg.InterfaceError, psycopg.InternalError) as error:
            self.close()
            raise DiskError(f"the database cannot do it now: {_line_of(error)}") from error
        except psycopg.Error as error:
            raise InvalidError(f"the database does not do it: {_line_of(error)}") from error

    def close(self) -> None:
        """End it; what it had claimed is nobody's then."""
        if self._connection is not None:
            with contextlib.suppress(Exception):
                self._connection.close()
        self._connection = None

    def __del__(self) -> None:
        self.close()

    def _open(self) -> Connection[Row]:
        import psycopg

        if self._connection is None:
            made = psycopg.connect(self._address, **_LINE)  # type: ignore[arg-type] # libpq's words
            try:
                self.worker = _begin(made)
            except BaseException:
                made.close()
                raise
            self._connection = made
        return self._connection


def _begin(connection: Connection[Row]) -> int:
    """Make the tables where there are none, and let the connection be a worker; its number."""
    connection.autocommit = True
    make_tables(connection)
    connection.execute(_SESSION)
    found = connection.execute("select nextval('workers')").fetchone()
    number = int(found[0]) if found else 0
    connection.execute("select pg_advisory_lock(%s, %s)", (_WORKERS, number))
    return number


def _line_of(error: Exception) -> str:
    """What the server says, in a line."""
    return " ".join(str(error).split()) or type(error).__name__
