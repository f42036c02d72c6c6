"""What a desk takes: `python -m tests.benchmarks.desk` prints a table. It is no test: nothing fails on a slow day.

The work of the desk's own process and of the server is counted in processor time, so that a busy machine changes
little. "Bundles alone" is what no desk can do without: each message opened and checked, each answer made and sealed.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from talktag.content import content_of
from talktag.desk.folders.places import DeskPlaces
from talktag.model.desk.keeping import Arrival
from talktag.ops.desk.answers import ToAnswer, make_answer
from talktag.ops.desk.arrivals.read_arrival import CameBundle, read_arrival
from talktag.seal import age
from talktag.seal.ssh import sshsig
from tests.kit.desk import Customer, DeskBench, ident
from tests.kit.postgresql import Server, find_programs

MESSAGES, ROUNDS = 320, 4
SIZES = (100, 1_000, 10_000, 100_000)
# A channel as it is after a scan and its answer, under ids of its own; what came on it is as long.
SEED = """
set search_path to talktag_desk;
create temp table one as select c.record::text as record, e.channel, o.content from channel c
  join entry e on e.channel = c.id join original o on o.channel = c.id limit 1;
insert into channel (id, record) select md5('c' || n), replace(record, channel, md5('c' || n))::json
  from one, generate_series({start}, {end}) n;
insert into entry (channel, id, value) select md5('c' || n), left(md5('e' || n || e.id), 13) || '-1', e.value
  from entry e join one using (channel), generate_series({start}, {end}) n;
insert into thread select left(md5('t' || n), 32), md5('c' || n) from generate_series({start}, {end}) n;
insert into original select md5('c' || n), left(md5('b' || n), 13), content from one, generate_series({start}, {end}) n;
insert into outgoing (bundle, channel, suffix)
  select left(md5('o' || n), 13), md5('c' || n), '.zip.age' from generate_series({start}, {end}) n;
"""
SIZE = "select count(*), pg_total_relation_size('{table}') from {table}"
TABLES = ("channel", "entry", "original", "thread", "outgoing")


class Taken(NamedTuple):
    """Milliseconds for one message: of the desk's process, of the server, by the clock."""

    own: float
    server: float
    clock: float


def main() -> None:
    programs = find_programs()
    if programs is None:
        sys.exit("needs PostgreSQL's programs (Debian: apt install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="talktag-desk-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    try:
        with Server(programs) as server:
            measure_all(folder, server)
    finally:
        shutil.rmtree(folder)


def measure_all(folder: Path, server: Server) -> None:
    alone = _bench(folder / "alone", None)
    print(f"cryptography alone {cryptography_alone():.2f} ms an answer")
    print("| keeping | channels | bundles alone | own process | ratio | server | by the clock |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    in_folders, there = _bench(folder / "folders", None), 0
    for size in SIZES:
        _seed_folders(in_folders, range(there, size))
        there = size
        show("folders", size, in_folders, alone)
    bench = _bench(folder / "many", server.make_database())
    there = 0
    for size in SIZES:
        _seed(bench, size - there, first=there == 0)
        there = size
        show("PostgreSQL", size, bench, alone)
    for table in TABLES:
        rows, taken = _row(bench, SIZE.replace("{table}", f"talktag_desk.{table}"))
        print(f"{table}: {taken / max(rows, 1):.0f} bytes a row")
    bench.close()


def show(keeping: str, channels: int, bench: DeskBench, beside: DeskBench) -> None:
    """A line of the table; what bundles take alone is measured right beside, as the machine may do other things."""
    alone, taken = bundles_alone(beside), answers(bench)
    alone = min(alone, bundles_alone(beside))
    parts = (f"{alone:.2f} ms", f"{taken.own:.2f} ms", f"{taken.own / alone:.2f}")
    times = (f"{taken.server:.2f} ms", f"{taken.clock:.2f} ms")
    print(f"| {keeping} | {channels:,} | {' | '.join((*parts, *times))} |", flush=True)


def _bench(folder: Path, address: str | None) -> DeskBench:
    bench = DeskBench(folder, address=address).make()
    bench.rule()
    bench.lookup()
    return bench


def answers(bench: DeskBench) -> Taken:
    """One answer to each of as many customers, who wrote before; the least of three rounds."""
    first = bench.count
    customers = [Customer(number=first + number) for number in range(1, MESSAGES + 1)]
    rounds = []
    for _ in range(ROUNDS):
        bench.now += datetime.timedelta(days=1)
        for each in customers:
            bench.send(each.scan(), each)
        rounds.append(_timed(bench.run))
    written = [path for each in customers for path in (bench.folder / "out/new").glob(f"{each.channel}-*")]
    assert len(written) == MESSAGES * ROUNDS
    return min(rounds[1:])


def bundles_alone(bench: DeskBench) -> float:
    """Messages opened and checked, answers signed and sealed, with the same functions; nothing kept."""
    customers = [Customer(number=number) for number in range(1, MESSAGES + 1)]
    came = [Arrival("a", content_of(bench.sealed(each.scan(), each)), bench.now) for each in customers]
    bench.send(customers[0].scan(), customers[0])
    bench.run()
    kept = bench.kept(customers[0].channel)
    assert kept

    def work() -> None:
        for number, each in enumerate(came):
            read = read_arrival(bench.desk, each)
            assert isinstance(read, CameBundle)
            make_answer(bench.desk, kept.channel, ToAnswer(ident(number), kept.log[-1], read.thread, kept.log[0]))

    return min(_timed(work).own for _ in range(ROUNDS))


def cryptography_alone() -> float:
    """The same as bare calls: unseal, verify, sign, seal, of as many bytes."""
    ana = Customer()
    recipient, data = age.recipient_of(ana.identity), b"x" * 3_000

    def work() -> None:
        for _ in range(MESSAGES):
            age.decrypt(age.encrypt(data, recipients=[recipient]), identities=[ana.identity])
            sshsig.verify(data, sshsig.sign(data, ana.key, "message@talktag"), "message@talktag")

    return min(_timed(work).own for _ in range(ROUNDS))


def _timed(work: Callable[[], Any]) -> Taken:
    before = time.process_time(), _server_time(), time.perf_counter()
    work()
    after = time.process_time(), _server_time(), time.perf_counter()
    return Taken(*((late - early) * 1000 / MESSAGES for early, late in zip(before, after, strict=True)))


def _server_time() -> float:
    """The processor time of all processes of PostgreSQL that run, in seconds."""
    total = 0
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = each.read_text().rpartition(")")
        except OSError:
            continue
        if name.endswith("(postgres"):
            total += sum(map(int, rest.split()[11:13]))
    return total / os.sysconf("SC_CLK_TCK")


def _seed(bench: DeskBench, more: int, *, first: bool) -> None:
    if first:
        bench.send(Customer(number=999_999).scan(), Customer(number=999_999))
        bench.run()
    with psycopg.connect(bench.address or "", autocommit=True) as connection:
        start = _row(bench, "select count(*), 0 from talktag_desk.channel")[0]
        text = SEED.replace("{start}", str(start)).replace("{end}", str(start + more - 1))
        connection.execute(text.encode())
        connection.execute("vacuum analyze")
        connection.execute("checkpoint")


def _seed_folders(bench: DeskBench, numbers: range) -> None:
    """As many channels as a scan and its answer leave them, under ids of their own; none of it flushed one by one."""
    if not numbers.start:
        bench.send(Customer(number=999_999).scan(), Customer(number=999_999))
        bench.run()
    places, old = DeskPlaces(bench.folder), Customer(number=999_999).channel
    files = {path.name: path.read_bytes() for path in places.channel(old).iterdir()}
    (answer,) = (path.read_bytes() for path in places.outgoing("new").glob(f"{old}-*"))
    for number in numbers:
        channel = hashlib.sha256(str(number).encode()).hexdigest()[:32]
        folder, thread = places.channel(channel), places.thread(channel)
        for each in (folder, thread.parent):
            each.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data.replace(old.encode(), channel.encode()))
        thread.write_bytes(channel.encode())
        (places.outgoing("new") / f"{channel}-{ident(number)}.zip.age").write_bytes(answer)
    os.sync()


def _row(bench: DeskBench, statement: str) -> tuple[int, int]:
    with psycopg.connect(bench.address or "") as connection:
        found = connection.execute(statement.encode()).fetchone()
    assert found
    return found[0], found[1]


if __name__ == "__main__":
    main()
