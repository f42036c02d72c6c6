"""The tables of a desk, in a schema of their own, and which version of them a database has. It keeps nothing in them.

    channel    the record of each, with what is looked for without looking at the others
    entry      the logs, an entry a row; `place` is the order in which they were kept
    original   what came on a channel, as it came
    thread     which channel a conversation belongs to, by the hash of its name
    living     the workers whose connection the server has
    arrival    what came and is not ended, in the order of `number`; `worker` has claimed it, one that `is_again` was
               claimed before, and `losses` are the workers that died over it
    turn       which channels the arrivals of a worker are on, once it knows them all
    outgoing   answers by their bundles; `data` until a worker with a folder has put it there
    refused    what was refused, and why
    holder     which channel a maker's tag belongs to, since tags can be claimed; a table that is made where it lacks

Foreign text is in `json`, which holds any character as an escape, where `text` and `jsonb` refuse U+0000; and of which
the server keeps no statistics, in which words of a customer would outlive what is forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError

if TYPE_CHECKING:
    from psycopg import Connection

VERSION = 1
_MAKING = 1413565516  # the lock under which tables are made
_TABLES = """
create schema talktag_desk;
set local search_path to talktag_desk;
create table version (number int not null);
create sequence workers as int cycle;
create table channel (
  id text primary key, record json not null, last_day date, is_open boolean not null default false);
create index on channel (last_day) where last_day is not null;
create index on channel (id) where is_open;
create table entry (
  channel text not null, id text not null, place bigint generated always as identity, value json not null,
  primary key (channel, id));
create table original (
  channel text not null, bundle text not null, content bytea not null, primary key (channel, bundle));
create table thread (name text primary key, channel text not null);
create index on thread (channel);
create table arrival (
  number bigint generated always as identity primary key, box text not null, name text not null,
  content bytea not null, recorded timestamptz(3) not null, worker int, is_again boolean not null default false,
  losses int not null default 0,  unique (box, name));
create view living as select objid::bigint as worker from pg_locks
  where locktype = 'advisory' and classid = 1413565515 and objsubid = 2 and granted
  and database = (select oid from pg_database where datname = current_database());
create unlogged table turn (worker int primary key, channels text[] not null);
create table outgoing (
  bundle text not null, channel text not null, suffix text not null, data bytea,
  place bigint generated always as identity, primary key (channel, bundle));
create index on outgoing (place) where data is not null;
create table refused (
  name text primary key, channel text, moment timestamptz(3) not null, reason json not null, content bytea not null);
create index on refused (channel);
alter table arrival alter column content set storage external;
alter table original alter column content set storage external;
alter table outgoing alter column data set storage external;
alter table arrival alter column name set statistics 0;
alter table refused alter column name set statistics 0;
alter table arrival set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
alter table outgoing set (fillfactor = 70);
"""
_HOLDERS = """
set local search_path to talktag_desk;
create table if not exists holder (tag text primary key, channel text not null, value json not null);
create index if not exists holder_channel on holder (channel);
"""
_THERE = "select 1 from pg_tables where schemaname = 'talktag_desk' and tablename = %s"


def make_tables(connection: Connection[Any]) -> None:
    """Make them where there are none; InvalidError where a later talktag made them."""
    if _version(connection) is None:
        with connection.transaction():
            connection.execute("select pg_advisory_xact_lock(%s)", (_MAKING,))
            if _version(connection) is None:  # nobody else has made them meanwhile
                connection.execute(_TABLES)
                connection.execute("insert into version values (%s)", (VERSION,))
    found = _version(connection)
    if found != VERSION:
        raise InvalidError(
            f"the database is a desk's of version {found}, and this talktag knows version {VERSION}",
            hints=["install the talktag that the other workers have"],
        )
    if connection.execute(_THERE, ("holder",)).fetchone() is None:
        with connection.transaction():
            connection.execute("select pg_advisory_xact_lock(%s)", (_MAKING,))
            connection.execute(_HOLDERS)


def _version(connection: Connection[Any]) -> int | None:
    # Asked of the table of tables: to_regclass answers from a cache.
    there = connection.execute(_THERE, ("version",)).fetchone()
    if there is None:
        return None
    found = connection.execute("select max(number) from talktag_desk.version").fetchone()
    return int(found[0]) if found and found[0] is not None else 0
