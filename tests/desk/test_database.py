"""The desk's database: tables made once, values kept without loss, no password typed, nothing left behind."""

from __future__ import annotations

import datetime
import json
import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.sql import SQL, Identifier

from talktag.desk.database.address import check_address
from talktag.desk.database.database_keeping import DatabaseKeeping
from talktag.desk.database.values import channel_of, channel_text, entry_of, entry_text
from talktag.errors import InvalidError, UsageError
from talktag.model.desk.desk_channel import DeskChannel, DeskThread
from talktag.model.desk.keeping import Arrival, ChannelChange
from talktag.model.log.entry import Entry
from talktag.model.log.every import parse_every
from talktag.model.values.money import Money
from talktag.ops.desk.keepings import open_keeping
from tests.kit.desk import MOMENT, Customer, DeskBench
from tests.kit.postgresql import Server

TABLES = ("channel", "entry", "original", "thread", "arrival", "turn", "outgoing", "refused")
DAY = datetime.date(2026, 3, 2)
texts = st.text(min_size=1, max_size=20)
days = st.dates()
moments = st.datetimes(timezones=st.just(datetime.UTC)).map(lambda each: each.replace(microsecond=0))
optional_texts = st.none() | texts
entries = st.builds(
    Entry,
    id=texts,
    date=days,
    kind=texts,
    title=texts,
    text=optional_texts,
    party=optional_texts,
    cost=st.none() | st.builds(Money, st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100), st.just("EUR")),
    due=st.none() | days,
    original=optional_texts,
    signer=optional_texts,
    recorded=st.none() | moments,
    every=st.sampled_from([(), (parse_every("6 months"),), (parse_every("10000 km"), parse_every("never"))]),
    meter=st.dictionaries(texts, st.decimals(0, 10**9, places=3), max_size=2),
    cause=optional_texts,
    time=st.none() | moments,
    to=optional_texts,
    channel=optional_texts,
    sequence=st.none() | st.integers(1, 10**6),
    data=st.dictionaries(texts, texts, max_size=3),
    auto=st.booleans(),
    rule=optional_texts,
    reset=st.lists(texts, max_size=2).map(tuple),
    anonymous=st.booleans(),
)
channels = st.builds(
    DeskChannel,
    id=texts,
    key=texts,
    product=st.just("") | texts,
    thing=texts,
    customer=texts,
    opened=days,
    contact=optional_texts,
    age=optional_texts,
    language=optional_texts,
    until=st.none() | days,
    closed=st.none() | days,
    table=st.integers(0, 9),
    facts=st.dictionaries(texts, texts, max_size=2),
    fields=st.dictionaries(texts, texts, max_size=2),
    threads=st.dictionaries(texts, st.builds(DeskThread, st.integers(0, 9), optional_texts), max_size=2),
    bundles=st.dictionaries(texts, texts, max_size=2),
)


@pytest.fixture
def address(postgresql: Server) -> str:
    return postgresql.make_database()


@pytest.fixture
def database(address: str, tmp_path: Path) -> Iterator[DatabaseKeeping]:
    with closing(DatabaseKeeping(tmp_path / "desk", address)) as keeping:
        yield keeping


def rows(address: str, statement: str, *words: object) -> list[tuple[Any, ...]]:
    with psycopg.connect(address, autocommit=True, options="-c search_path=talktag_desk") as connection:
        done = connection.execute(statement.encode(), words or None)
        return done.fetchall() if done.description else []


@given(entries)
def test_an_entry_comes_back_as_it_was(entry: Entry) -> None:
    assert entry_of(json.loads(entry_text(entry))) == entry


@given(channels)
def test_a_record_comes_back_as_it_was(channel: DeskChannel) -> None:
    assert channel_of(json.loads(channel_text(channel))) == channel


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "\\u0000", "'); drop table entry; --", "%s", "ana\u202e"])
def test_any_text_is_kept_as_it_is(database: DatabaseKeeping, text: str) -> None:
    channel = DeskChannel(
        id="c1", key="k", product="p", thing=text, customer=text, opened=DAY, threads={text: DeskThread()}
    )
    entry = Entry("e1", DAY, "message", text, recorded=MOMENT, data={text: text})
    with database.holding(["c1"]) as held:
        held.keep([ChannelChange(channel, (entry,))])
    with database.holding(["c1"]) as held:
        assert held.read("c1") == (channel, (entry,))
        assert held.owners([text, "other"]) == {text: "c1"}


def test_many_workers_that_come_first_make_the_tables_once(address: str, tmp_path: Path) -> None:
    def begin(number: int) -> list[str]:
        with closing(DatabaseKeeping(tmp_path / f"desk-{number}", address)) as keeping:
            return list(keeping.channels())

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(begin, range(8))) == [[]] * 8
    assert rows(address, "select number from version") == [(1,)]


def test_tables_of_a_later_talktag_are_left_alone(database: DatabaseKeeping, address: str, tmp_path: Path) -> None:
    list(database.channels())
    rows(address, "update version set number = 2")
    with (
        closing(DatabaseKeeping(tmp_path / "desk", address)) as late,
        pytest.raises(InvalidError, match="of version 2, and this talktag knows version 1"),
    ):
        list(late.channels())


@pytest.mark.parametrize(
    "address", ["postgresql://ana:secret@db/desk", "host=db password=secret", "postgresql://db/desk?password=secret"]
)
def test_an_address_with_a_password_is_refused_without_saying_it(address: str) -> None:
    with pytest.raises(UsageError, match="has a password in it") as refused:
        check_address(address)
    assert "secret" not in f"{refused.value} {refused.value.hints}"


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(UsageError, match="none that PostgreSQL's programs know"):
        check_address("postgresql://db:many/desk?what=2")


def test_without_the_library_one_line_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UsageError, match="needs psycopg") as refused:
        check_address("service=desk")
    assert refused.value.hints == ("pip install 'talktag[desk]'",)


@pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
def test_a_password_file_is_enough(desk: DeskBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows(desk.address or "", "create role clerk login password 'secret' in role pg_read_all_data")
    passwords = tmp_path / "pgpass"
    passwords.write_text("*:*:*:clerk:secret\n")
    passwords.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passwords))
    with psycopg.connect((desk.address or "").replace("user=keeper", "user=clerk")) as connection:
        assert connection.info.password in {"", "secret"}


@pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
def test_what_kills_every_worker_holds_up_no_other_message(desk: DeskBench) -> None:
    for _ in range(3):
        desk.put(b"x")
    deadly = []
    for _ in range(3):
        with closing(desk.keeping()) as dying:
            deadly.append(dying.claim(1, MOMENT)[0].name)
        desk.settle()
    with closing(desk.keeping()) as keeping:
        claimed = keeping.claim(9, MOMENT)
        assert len(set(deadly)) == 1
        assert [(each.name in deadly, each.is_again) for each in claimed] == [(False, False), (False, False)]
        assert [(each.name in deadly, each.is_again) for each in keeping.claim(9, MOMENT)] == [(True, True)]
        keeping.release(claimed)
        assert [each.is_again for each in keeping.claim(9, MOMENT)] == [True, True]


@pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
def test_nobody_waits_for_what_three_workers_died_over(desk: DeskBench) -> None:
    for _ in range(2):
        desk.put(b"x")
    for _ in range(3):
        with closing(desk.keeping()) as dying:
            dying.claim(1, MOMENT)
        desk.settle()
    with closing(desk.keeping()) as keeping:
        (claimed,) = keeping.claim(9, MOMENT)
        with keeping.holding(["a channel"]):
            keeping.finish([claimed])


@pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
def test_nobody_has_what_came_before_and_behind_a_third_try(desk: DeskBench) -> None:
    for _ in range(3):
        desk.put(b"x")
    with closing(desk.keeping()) as early, closing(desk.keeping()) as third:
        first = early.claim(1, MOMENT)
        for _ in range(2):
            alive = _living(desk)
            with closing(desk.keeping()) as dying:
                dying.claim(1, MOMENT)
            _wait_until_alive(desk, alive)
        assert [each.is_again for each in third.claim(1, MOMENT)] == [True]
        early.release(first)
        assert [each.name for each in early.claim(9, MOMENT)] == [each.name for each in first]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
def test_whoever_dies_the_others_have_runs_of_their_own_and_the_last_one_ends_what_is_left(
    desk: DeskBench, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(12):
        desk.put(b"x")
    with ExitStack() as opened:
        workers = [opened.enter_context(closing(desk.keeping())) for _ in range(3)]
        held: list[list[Arrival]] = [[] for _ in workers]
        for _ in range(25):
            which = chance.randrange(len(workers))
            if not held[which]:
                held[which] = list(workers[which].claim(chance.randint(1, 6), MOMENT))
                _must_lie_apart(desk.address or "")
            elif chance.random() < 0.6:
                alive = _living(desk)
                workers[which].close()
                _wait_until_alive(desk, alive - 1)
                held[which] = []
            else:
                workers[which].release(held[which])
                held[which] = []
    desk.settle()
    with closing(desk.keeping()) as last:
        ended = 0
        while claimed := last.claim(4, MOMENT):
            with last.holding(["a channel"]):
                last.finish(claimed)
            ended += len(claimed)
    assert ended == 12


def _living(desk: DeskBench) -> int:
    return len(rows(desk.address or "", "select worker from living"))


def _wait_until_alive(desk: DeskBench, wanted: int) -> None:
    """The server learns later that a worker is gone."""
    while _living(desk) > wanted:
        time.sleep(0.01)


def _must_lie_apart(address: str) -> None:
    """Of two living workers one has the earlier numbers as a whole; what three died over is not waited for."""
    found = rows(
        address,
        "select min(number), max(number) from arrival join living using (worker) where losses <= 3 group by worker",
    )
    ends = [end for pair in sorted(found) for end in pair]
    assert ends == sorted(ends)


@pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
def test_what_was_given_back_often_is_still_claimed_in_its_order(desk: DeskBench) -> None:
    for _ in range(3):
        desk.put(b"x")
    with closing(desk.keeping()) as keeping:
        first = [each.name for each in keeping.claim(3, MOMENT)]
        for _ in range(5):
            keeping.release(keeping.claim(3, MOMENT))
        keeping.release([])
        assert keeping.claim(3, MOMENT) == []
    desk.settle()
    with closing(desk.keeping()) as other:
        assert [each.name for each in other.claim(3, MOMENT)] == first


@pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
def test_the_verbs_look_into_the_database_that_is_named(desk: DeskBench, ana: Customer) -> None:
    desk.send(ana.message({"kind": "message", "title": "Hello"}), ana)
    desk.run()
    with closing(open_keeping(desk.folder, desk.address)) as keeping:
        assert isinstance(keeping, DatabaseKeeping)
        assert list(keeping.channels()) == list(keeping.open_channels()) == [ana.channel]
    assert list(open_keeping(desk.folder, None).channels()) == []


@pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
def test_what_is_forgotten_is_in_no_table_and_in_no_file_of_the_tables(desk: DeskBench, postgresql: Server) -> None:
    address = desk.address or ""
    ana, ben = Customer(name="Ana Forgotten"), Customer(number=2, name="Ben Remembered")
    for who in (ana, ben):
        desk.send(who.table(), who)
        desk.send(who.message({"kind": "message", "title": f"From {who.name}"}), who)
        desk.send(who.scan(), who)
    desk.run()
    desk.send(ana.message({"kind": "message", "title": "Again"}, bundle=ana.thread), ana)  # refused, on her channel
    desk.run()
    assert rows(address, "select count(*) from refused where channel = %s", ana.channel) == [(1,)]
    rows(address, "analyze")
    rows(address, "checkpoint")
    [(number,)] = rows(address, "select oid from pg_database where datname = current_database()")
    folder = postgresql.data / "base" / str(number)
    with closing(desk.keeping()) as keeping:
        words = [
            *_words(ana),
            *(row[0] for row in rows(address, "select id from entry where channel = %s", ana.channel)),
        ]
        assert all(_tables_with(address, each) for each in words)
        assert all(_files_with(folder, each) for each in words)
        with keeping.holding([ana.channel]) as held:
            held.forget(ana.channel)
    assert [each for each in words if _tables_with(address, each)] == []
    assert [path for path in desk.folder.rglob("*") if ana.channel in path.name] == []
    rows(address, "vacuum full analyze")
    rows(address, "vacuum full pg_statistic")
    rows(address, "checkpoint")
    assert [each for each in words if _files_with(folder, each)] == []
    assert all(_tables_with(address, each) and _files_with(folder, each) for each in _words(ben))


def _words(who: Customer) -> list[str]:
    return [who.channel, who.name, f"From {who.name}", who.key.public.fingerprint]


def _tables_with(address: str, word: str) -> list[str]:
    """The tables in which a word stands, in any column of any row, in bytes too."""
    found = []
    for table in TABLES:
        statement = SQL("select t::text from {} t").format(Identifier(table)).as_string(None)
        texts = [row[0] for row in rows(address, statement)]
        found += [table] if any(word in text or word.encode().hex() in text for text in texts) else []
    return found


def _files_with(folder: Path, word: str) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file() and word.encode() in path.read_bytes()]
