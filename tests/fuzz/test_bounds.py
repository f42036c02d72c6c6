"""No record or table costs much more than an ordinary one of its size, and no spoiled bundle fills the memory."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from talktag.bundle.document import parse
from talktag.errors import InvalidError, UntrustedError
from talktag.model.bundles.members import SIZE_LIMIT
from talktag.model.labels.own_paper import papers_from_text
from talktag.model.labels.used_sheet import read_used_sheet
from talktag.model.log.doubles import single_entries
from talktag.model.log.entry import read_entries
from talktag.model.log.log_text import ENTRIES_LIMIT
from talktag.model.toml.read import RECORD_LIMIT

from .test_records import READERS, STOCK

FULL = 20_000  # bytes; at the limit of a record tests/model has the same, for one kind of them
TIMES = 20  # as much work as the ordinary


def filled(unit: bytes, before: bytes = b"", after: bytes = b"", size: int = FULL) -> bytes:
    return before + unit * ((size - len(before) - len(after)) // len(unit)) + after


ORDINARY = filled(b'[[warranties]]\nterm = "24 months"  # of parts\n')
# What the size of a record leaves room for, of what cost most in a survey of TOML readers; and what is no TOML at all.
BOMBS: dict[str, bytes] = {
    "20,000 dotted parts": b"a" + b".a" * 20_000 + b"=1",
    "20,000 dotted parts in a header": b"[a" + b".a" * 20_000 + b"]",
    "64 parts on every line": b"".join(b"a." * 62 + b"k%d=1\n" % number for number in range(350)),
    "nesting of 1,000": b"a=" + b"[" * 1000 + b"]" * 1000,
    "nesting of tables": b"a=" + b"{a=" * 1000 + b"1" + b"}" * 1000,
    "tables without end": filled(b"[[a]]\n"),
    "tables in a line": filled(b"{},", b"a=[", b"]"),
    "a key twice": filled(b"a=1\n"),
    "a table twice": b"[a]\n[a]\n",
    "no number": filled(b"nan,", b"a=[", b"]"),
    "a huge number": filled(b"9", b"a="),
    "a huge number in hexadecimal": filled(b"f", b"a=0x"),
    "NUL": filled(b"\0"),
    "a NUL by its number": b'a="\\u0000"\n"\\u0000"=1\n',
}
NO_VALUE = {name for name in BOMBS if name not in {"tables without end", "tables in a line", "no number"}} - {
    "64 parts on every line",
    "a huge number in hexadecimal",
    "a NUL by its number",
    "nesting of tables",
}


def cost(read: Callable[[Any], object], data: Any) -> float:
    """Seconds of this processor that reading takes, without going through all that other tests left in memory."""
    gc.disable()
    try:
        began = time.process_time()
        read(data)
        return time.process_time() - began
    finally:
        gc.enable()


def is_much(read: Callable[[Any], object], data: Any, ordinary: float) -> bool:
    """Whether it takes more than TIMES the ordinary, three times in a row, so that nobody else's work counts."""
    return all(cost(read, data) > TIMES * ordinary for _ in range(3))


@pytest.mark.parametrize("kind", READERS)
def test_a_bomb_in_place_of_any_record_is_refused_for_the_price_of_an_ordinary_text(kind: str) -> None:
    _, read = READERS[kind]
    ordinary = cost(read, ORDINARY)
    assert "broken-toml" not in {each.name for each in read(ORDINARY).problems}
    for name, data in BOMBS.items():
        assert len(data) <= RECORD_LIMIT
        reading = read(data)
        assert len(reading.problems) <= 1000
        if name in NO_VALUE:
            assert (reading.value, [each.name for each in reading.problems]) == (None, ["broken-toml"]), name
        assert not is_much(read, data, ordinary), name


@pytest.mark.parametrize("place", ["[[entry]]\nx={}", "[fields]\nx={}"])
def test_a_bomb_in_any_place_of_a_record_costs_no_more(place: str) -> None:
    """The same where a value may stand that is looked at more closely."""
    for kind in ("product", "entries"):
        _, read = READERS[kind]
        ordinary = cost(read, ORDINARY)
        for name, data in BOMBS.items():
            value = data.decode().removeprefix("a=")
            assert not is_much(read, place.format(value).encode(), ordinary), (kind, name)


def test_a_bomb_of_entries_costs_no_more_than_entries_of_that_size() -> None:
    one = b'[[entry]]\nid = "0123456789abc"\ndate = 2024-03-02\nkind = "reading"\ntitle = "12345 km"\n\n'
    assert len(read_entries(one * 3 + one.replace(b'"0', b'"1'), "p").value or ()) == 2
    ordinary = cost(lambda data: read_entries(data, "p"), filled(one, size=1 << 16))
    bombs = (filled(b"[[entry]]\n", size=1 << 16), filled(b"{},", b"entry=[", b"]", size=1 << 16))
    for data in bombs:
        assert not is_much(lambda data: read_entries(data, "p"), data, ordinary)
        assert len(read_entries(data, "p").problems) == 1000
    assert read_entries(filled(one, size=ENTRIES_LIMIT + 100), "p").value is None


@pytest.mark.parametrize(
    "piece", [b"entry=[\n]\n", b"[[entry]]\nentry=[]\n", b"entry=[\n#\n" + b"\n" * 9000 + b"]\n", b"#\n"]
)
def test_many_logs_one_behind_the_other_cost_no_more_than_one_of_that_size(piece: bytes) -> None:
    one = b'  { id = "0123456789abc", date = 2024-03-02, kind = "reading", title = "12345 km" },\n'
    for read in (lambda data: read_entries(data, "p"), single_entries):
        ordinary = cost(read, filled(one, b"entry = [\n", b"]\n", size=1 << 16))
        assert not is_much(read, filled(piece, size=1 << 16), ordinary)


@pytest.mark.parametrize("used", ["1-00001999999999", "00010000000", "1-1000," * 5000 + "1", "9" * 5000])
def test_the_cells_of_a_sheet_are_not_counted_out_to_no_end(used: str) -> None:
    data = tomli_w.dumps({"format": 1, "stock": "mine", "used": used}).encode()
    reading = read_used_sheet(data, "p")
    assert reading.value is not None
    assert reading.value.used == frozenset()
    assert [each.field for each in reading.problems] == ["used"]


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_in_place_of_label_papers_is_refused(name: str) -> None:
    def read(text: str) -> None:
        with pytest.raises(InvalidError):
            papers_from_text(text)

    good = tomli_w.dumps({"stock": [{**STOCK, "id": f"s{number}"} for number in range(200)]})
    assert not is_much(read, BOMBS[name].decode(), cost(papers_from_text, good))


TABLE_BOMBS = {
    "a long name around much": '{"' + "a" * (SIZE_LIMIT // 2) + '":[' + "0," * (SIZE_LIMIT // 4 - 100) + "0]}",
    "a long name around many": '{"' + "a" * 100_000 + '":{' + ",".join(f'"{n:x}":0' for n in range(16_000)) + "}}",
    "lists without end": "[" + "[]," * (SIZE_LIMIT // 3 - 10) + "[]]",
    "lists in lists": "[" * SIZE_LIMIT,
    "escapes": '"' + '\\"' * (SIZE_LIMIT // 2 - 10) + '"',
    "letters by their number": '"' + "\\u0061" * (SIZE_LIMIT // 6 - 10) + '"',
    "halves of letters": '"' + "\\ud800" * (SIZE_LIMIT // 6 - 10) + '"',
    "a huge number": "9" * SIZE_LIMIT,
    "a huge exponent": "1e" + "9" * (SIZE_LIMIT - 2),
    "names twice": "{" + '"a":0,' * (SIZE_LIMIT // 6 - 10) + '"a":0}',
}


@pytest.mark.parametrize("name", TABLE_BOMBS)
def test_a_bomb_in_place_of_a_table_is_refused_for_the_price_of_an_ordinary_one(name: str) -> None:
    def read(text: str) -> None:
        with pytest.raises(UntrustedError):
            parse(text.encode())

    entry = {"kind": "service", "date": "2026-11-21", "title": "replaced eyepiece", "cost": "80.00 EUR"}
    ordinary = json.dumps({"format": "talktag-bundle/1", "product": {"entries": [entry] * (SIZE_LIMIT // 100)}})
    assert len(TABLE_BOMBS[name]) <= SIZE_LIMIT
    assert not is_much(read, TABLE_BOMBS[name], cost(read, ordinary))


BATCH = """
import random, resource, sys
from pathlib import Path
from talktag.errors import UntrustedError
from talktag.ops.bundles.check_signed import read_signed
from talktag.seal import age
sys.path.insert(0, sys.argv[2])
from mutations import how_many, spoiled

good = [path.read_bytes() for path in sorted(Path(sys.argv[1]).rglob("*.zip"))]
read_signed((Path(sys.argv[1]) / "good/table.zip").read_bytes())  # what is loaded late is loaded now
resource.setrlimit(resource.RLIMIT_AS, (256 << 20, 256 << 20))
chance, outcomes = random.Random(7), {True: 0, False: 0}
for number in range(max(how_many(600), len(good))):
    data = good[number] if number < len(good) else spoiled(chance, chance.choice(good))
    try:
        read_signed(data)
        outcomes[True] += 1
    except UntrustedError:
        outcomes[False] += 1
assert outcomes[True] > 5 and outcomes[False] > 300, outcomes
try:
    bytes(256 << 20)
except MemoryError:
    print("done")
"""


def test_no_bundle_good_or_bad_takes_more_than_256_mib(tmp_path: Path) -> None:
    here = Path(__file__).parent
    command = [sys.executable, "-c", BATCH, str(here.parent / "conformance"), str(here)]
    environment = {**os.environ, "PYTHONPATH": str(here.parents[1])}
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "done\n"
