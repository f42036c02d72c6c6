"""The server that the tests of a desk start is a real one, set up as one that must keep what it was given."""

from __future__ import annotations

import psycopg
import pytest

from tests.kit.postgresql import Server


def test_what_is_committed_outlives_an_end_without_notice(postgresql: Server) -> None:
    address = postgresql.make_database()
    with psycopg.connect(address) as connection:
        connection.execute("create table kept (number int)")
        connection.execute("insert into kept values (1)")
        connection.commit()
        connection.execute("insert into kept values (2)")
        postgresql.restart("immediate")
        with pytest.raises(psycopg.OperationalError):
            connection.commit()
    with psycopg.connect(address) as connection:
        assert connection.execute("select number from kept").fetchall() == [(1,)]


@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes"])
def test_it_waits_for_the_disk_as_one_in_use_does(postgresql: Server, setting: str) -> None:
    with psycopg.connect(postgresql.address()) as connection:
        row = connection.execute("select current_setting(%s)", [setting]).fetchone()
    assert row == ("on",)


def test_each_database_made_is_a_new_one(postgresql: Server) -> None:
    assert postgresql.make_database() != postgresql.make_database()
