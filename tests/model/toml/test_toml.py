"""Reading TOML: a text by anyone costs no more than an ordinary one, and every problem names the line it stands on."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.products.record import read_product
from talktag.model.toml.lines import Lines, long_key
from talktag.model.toml.read import RECORD_LIMIT, load_toml

FULL = RECORD_LIMIT - 100
ORDINARY = b'[[warranties]]\nterm = "24 months"  # of parts\n' * (FULL // 46)


def filled(unit: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    return before + unit * ((FULL - len(before) - len(after)) // len(unit)) + after


HOSTILE = {
    "a key of many parts": filled(b"a.", after=b"a=1"),
    "a key of many quoted parts": filled(b'"a".', after=b"a=1"),
    "a key of many quoted parts, otherwise": filled(b"'a'.", after=b"a=1"),
    "a key of many parts and blanks": filled(b"a \t. ", after=b"a=1"),
    "a header of many parts": filled(b"a.", b"[", b"a]"),
    "a key of many parts in a table": filled(b"a.", b"x={", b"a=1}"),
    "a key of many parts behind a text of lines": filled(b"b.", b'x={a="""\n" """, ', b"b=1}"),
    "a key of many parts behind a text with quotes": filled(b"b.", b"x={a='''\n\" ''', ", b"b=1}"),
    "a long word and many dots": filled(b"a", after=b"." * 64),
    "a text of escaped quotes that does not end": filled(b'\\"', b'"', b"." * 64),
    "quotes that do not end": filled(b"\"'", b"." * 64),
    "a text of lines that does not end": filled(b'\\" ""', b'a="""', b"." * 64),
    "lists in lists": filled(b"[", b"a="),
    "lists in lists, closed": b"a=" + b"[" * 400 + b"]" * 400,
    "tables in tables": filled(b"{a=", b"a="),
    "many tables": filled(b"[[a]]\n"),
    "many keys nobody knows": b"".join(b"a%d=1\n" % number for number in range(26_000)),
    "many wrong warranties": filled(b'[[warranties]]\nterm=""\n'),
    "many wrong tags in one list": filled(b'{id=""},', b"tags=[", b"]"),
    "keys that share long beginnings": b"".join(b"a." * 62 + b"k%d=1\n" % number for number in range(1900)),
    "a huge number": filled(b"9", b"quantity="),
    "a huge number in hexadecimal": filled(b"f", b"quantity=0x"),
    "a huge number in binary": filled(b"1", b"format=0b"),
    "a huge number of one's own": filled(b"f", b"[fields]\na=[{b=0x", b"}]"),
    "a huge exponent": filled(b"9", b"quantity=1e"),
    "many numbers": filled(b"1,", b"labels=[", b"]"),
    "NUL": filled(b"\0"),
    "a NUL key": filled(b"a", b'"\\u0000"=1\n"', b'"=1'),
    "a byte order mark": b"\xef\xbb\xbfname='x'",
    "half a character": b'a="\\ud800"',
    "old line ends": filled(b"a=1\r"),
    "DOS line ends": filled(b"a=1\r\n"),
    "a control character": b'a="\x1b[31m"',
    "nothing": b"",
}


def cost(data: bytes) -> float:
    """Seconds of this processor that reading takes, less whatever else it does meanwhile."""
    began = time.process_time()
    read_product(data, "p", "thing")
    return time.process_time() - began


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_breaks_the_reader_or_costs_much_more_than_an_ordinary_one(name: str) -> None:
    assert len(HOSTILE[name]) <= RECORD_LIMIT
    assert cost(HOSTILE[name]) < 50 * max(cost(ORDINARY), 0.05)


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".a" * 64,
        "'a'" + " . 'a'" * 64,
        'x = 1\n["' + 'a"."a' * 64 + '"]',
        '"a\\".b"' + '."a#"' * 64,
        "a = { b = '''\n''', c" + ".c" * 64,
    ],
)
def test_a_key_of_more_than_64_parts_is_found_wherever_it_is(text: str) -> None:
    assert long_key(text, 64) == text.count("\n") + 1
    assert long_key(text, 1000) is None


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".a" * 63 + " = 1",
        f'a = "{"a." * 200}"',
        f"a = '{'a.' * 200}'",
        f'a = """\n{"a." * 200}\n"""',
        f"# {'a.' * 200}\na = 1",
        f"a = [{'1.5,' * 200}]",
        "a.b = 1\n" * 1 + "\n".join(f"c.d{number} = 1.5" for number in range(200)),
    ],
)
def test_dots_elsewhere_are_no_long_key(text: str) -> None:
    table, problems = load_toml(text.encode(), "p")
    assert table is not None, problems


@pytest.mark.parametrize("number", ["9223372036854775808", "-9223372036854775809", "0x8000000000000000"])
def test_a_number_toml_does_not_promise_to_hold_is_a_problem_and_left_out(number: str) -> None:
    known = 'format = 1\nid = "0123456789abc"\nname = "x"\n'
    text = f"{known}quantity = {number}\n[fields]\na = 1\nb = [{{ c = {number} }}]\n"
    reading = read_product(text.encode(), "p", "x")
    assert [(each.field, each.line, each.severity) for each in reading.problems] == [
        ("quantity", 4, "error"),
        ("fields.b", 7, "error"),
    ]
    assert reading.value is not None
    assert reading.value.quantity == 1
    assert reading.value.fields == {"a": 1}


def test_the_largest_numbers_are_kept() -> None:
    text = f'format = 1\nid = "0123456789abc"\nname = "x"\n[fields]\na = {2**63 - 1}\nb = {-(2**63)}\n'
    reading = read_product(text.encode(), "p", "x")
    assert reading.problems == ()
    assert reading.value is not None
    assert reading.value.fields == {"a": 2**63 - 1, "b": -(2**63)}


TRICKY = '''# [no] = "header"
name = """
[[warranties]]
term = "in a text"  ""
"""
"quoted \\u0061.b" . c = 1
'lite.ral' = { x = 1, y = [ 2, { z = "}]" } ] }
list = [
  1, # one, two
  [ "a", "b" ],
  { p = [
    ], q.r = 2 },
]
[ table . "with.dot" ] # comment ]
k = 'x = [' # not a list
[[tables]]
a = 1
[[tables]]
a = 2
[tables.sub]
b = 3
[[tables.deep]]
c = 4
[[tables.deep]]
c = """"5""""
[[tables]]
a = \'\'\'
\'\'\'
last = 1.5'''
PLACES: list[tuple[tuple[str | int, ...], int | None]] = [
    (("name",), 2),
    (("warranties",), None),
    (("quoted a.b",), 6),
    (("quoted a.b", "c"), 6),
    (("lite.ral", "x"), 7),
    (("lite.ral", "y", 1, "z"), 7),
    (("list",), 8),
    (("list", 0), 9),
    (("list", 1), 10),
    (("list", 1, 1), 10),
    (("list", 2), 11),
    (("list", 2, "p"), 11),
    (("list", 2, "q"), 12),
    (("list", 2, "q", "r"), 12),
    (("list", 2, "nothing"), 11),
    (("table",), 14),
    (("table", "with.dot"), 14),
    (("table", "with.dot", "k"), 15),
    (("tables",), 16),
    (("tables", 0), 16),
    (("tables", 0, "a"), 17),
    (("tables", 1), 18),
    (("tables", 1, "a"), 19),
    (("tables", 1, "sub"), 20),
    (("tables", 1, "sub", "b"), 21),
    (("tables", 1, "deep", 0), 22),
    (("tables", 1, "deep", 1, "c"), 25),
    (("tables", 2), 26),
    (("tables", 2, "a"), 27),
    (("tables", 2, "last"), 29),
    (("tables", 2, "missing"), 26),
    (("missing",), None),
    ((), None),
]


@pytest.mark.parametrize(("place", "line"), PLACES, ids=str)
def test_the_line_of_every_place_is_known(place: tuple[str | int, ...], line: int | None) -> None:
    tomllib.loads(TRICKY)
    assert Lines(TRICKY).of(place) == line
    assert Lines(TRICKY.replace("\n", "\r\n")).of(place) == line


keys = st.text("abc.-_ü\"'\\# =[]", max_size=4)
scalars = st.one_of(
    st.integers(-9, 9).map(str),
    st.floats(0, 1).map(repr),
    st.sampled_from(["2024-01-01", "2024-01-01T00:00:00.5Z", "true", "'[x] = {'", '"a # \\" ]"', '"""}\n= [\n"""']),
)


class Written:
    """A TOML text being written, and the line of each place in it."""

    def __init__(self) -> None:
        self.text = ""
        self.lines: dict[tuple[str | int, ...], int] = {}

    def put(self, text: str, place: tuple[str | int, ...] | None = None) -> None:
        if place is not None:
            self.lines.setdefault(place, self.text.count("\n") + 1)
        self.text += text


def spelled(key: str) -> str:
    escaped = key.replace("\\", "\\\\").replace('"', '\\"')
    return key if key.isascii() and key.replace("-", "").replace("_", "").isalnum() else f'"{escaped}"'


values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=6,
)
documents = st.lists(
    st.tuples(st.sampled_from(["[x%d]", "[[t]]", "[[t.u]]"]), st.dictionaries(keys, values, max_size=3)), max_size=5
)


def put_value(written: Written, value: Any, place: tuple[str | int, ...]) -> None:
    if isinstance(value, str):
        written.put(value, place)
    elif isinstance(value, list):
        written.put("[ # [\n", place)
        for number, item in enumerate(value):
            put_value(written, item, (*place, number))
            written.put(", # ,\n")
        written.put("]")
    else:
        written.put("{ ", place)
        for number, (key, item) in enumerate(value.items()):
            written.put(f"{', ' if number else ''}{spelled(key)} = ", (*place, key))
            put_value(written, item, (*place, key))
        written.put(" }")


def header(number: int, form: str, counts: dict[str, int]) -> Iterator[tuple[str | int, ...]]:
    """The places a header begins, outermost first."""
    if form == "[x%d]":
        yield (f"x{number}",)
        return
    if form == "[[t]]" or "t" not in counts:
        counts["t"], counts["u"] = counts.get("t", -1) + 1, -1
        yield ("t",)
        yield ("t", counts["t"])
    if form == "[[t.u]]":
        counts["u"] += 1
        yield ("t", counts["t"], "u")
        yield ("t", counts["t"], "u", counts["u"])


@settings(max_examples=50)
@given(st.dictionaries(keys, values, max_size=3), documents)
def test_the_lines_of_any_text_are_where_they_were_written(
    root: dict[str, Any], tables: list[tuple[str, dict[str, Any]]]
) -> None:
    written, counts = Written(), dict[str, int]()
    written.put("# first\n")
    for key, value in root.items():
        if key not in {"t", "x"}:
            written.put(f"{spelled(key)} = ", (key,))
            put_value(written, value, (key,))
            written.put("\n")
    for number, (form, table) in enumerate(tables):
        if form == "[[t.u]]" and "t" not in counts:
            continue
        for place in header(number, form, counts):
            written.put("", place)
        written.put((form % number if "%" in form else form) + " # [\n")
        for key, value in table.items():
            if key != "u":
                written.put(f"{spelled(key)}= ", (*place, key))
                put_value(written, value, (*place, key))
                written.put("\n")
    tomllib.loads(written.text)
    lines = Lines(written.text)
    assert {place: lines.of(place) for place in written.lines} == written.lines
