"""Changing a record in the owner's own text: what was not asked for stays as it was, to the byte."""

from __future__ import annotations

import datetime
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError
from talktag.model.toml.write import appended_text, changed_text, without_items

plain = st.one_of(
    st.integers(-99, 99).map(str),
    st.sampled_from(["1_000", "0xFF", "1e3", "inf", "true", "2024-01-01", "2024-01-01 10:00:00", "10:00:00"]),
    st.sampled_from(["'lite\\ral'", '"a # b"', '"\\u00e9"', '"""\nlong\n  = [x]\n"""', "'''\n[y]\n'''", '""']),
    st.sampled_from(
        ["[ 1,2 ]", "[ ]", "[\n  1, # one\n  2,\n]", "{ a = 1 , b=[ 2 ] }", "{ }", "[ { a = 1 } , {b=2} ]"]
    ),
    st.sampled_from(["{ d = 2024-01-01 }", "[ 2024-01-01 ]", "[2024-01-01 , 2024-01-02 ]"]),
)
blanks = st.sampled_from(["", " ", "  ", "\t"])
gaps = st.sampled_from(["", "", "", "\n", "# a comment = [\n", "   # indented\n\n", "\n\n#\n"])
tails = st.sampled_from(["", " ", " # tail", "\t#\ttail = {"])
NAMES = ("name", "maker", "place", "own", "'quoted key'", "a.b", "c")


@st.composite
def table_bodies(draw: st.DrawFn) -> str:
    body = ""
    for name in draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=5)):
        body += f"{draw(gaps)}{draw(blanks)}{name}{draw(blanks)}={draw(blanks)}{draw(plain)}{draw(tails)}\n"
    return body


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A record as a person might write it: comments, odd blanks, every kind of value, tables and lists of tables."""
    text = draw(table_bodies())
    for header in draw(st.lists(st.sampled_from(["[t]", "[ fields ]", "[x.y]", '["z z"]']), unique=True, max_size=3)):
        text += f"{draw(gaps)}{header}{draw(tails)}\n{draw(table_bodies())}"
    for _ in range(draw(st.integers(0, 2))):
        text += f"{draw(gaps)}[[tags]]{draw(tails)}\n{draw(table_bodies())}"
    text += draw(gaps)
    return draw(st.sampled_from([text, text.replace("\n", "\r\n"), text.rstrip("\n")]))


values = st.one_of(
    st.text("ab \"'\\\n#=é", min_size=1, max_size=6),
    st.integers(-9, 9),
    st.dates(datetime.date(2000, 1, 1), datetime.date(2030, 1, 1)),
    st.lists(st.text("ab", min_size=1), max_size=2),
)


def put(table: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """What `changed_text` should do to the values of a text."""
    for key in path[:-1]:
        if key not in table:
            if value is None:
                return
            table[key] = {}
        table = table[key]
    if value is None:
        table.pop(path[-1], None)
    else:
        table[path[-1]] = value


def lost_lines(old: str, new: str, beginning: str) -> list[str]:
    """The lines of `old` that are not in `new` in the same order, those of the value that was changed left out."""
    rest = iter(new.splitlines())
    lines = [line for line in old.splitlines() if line.strip() and line.split("=")[0].strip() != beginning]
    return [line for line in lines if line not in rest]


@settings(max_examples=50)
@given(texts(), values)
def test_a_value_put_in_or_changed_changes_no_other_line(old: str, value: Any) -> None:
    single = old.replace("\r\n", "\n").replace('"""\nlong\n  = [x]\n"""', '"long"').replace("'''\n[y]\n'''", "'y'")
    single = single.replace("[\n  1, # one\n  2,\n]", "[1]")
    for path in (("name",), ("place",)):
        new = changed_text(single.encode(), {path: value}).decode()
        expected = tomllib.loads(single)
        put(expected, path, value)
        assert tomllib.loads(new) == expected
        assert lost_lines(single, new, path[-1]) == []


@settings(max_examples=50)
@given(
    texts(), st.sampled_from([("own",), ("t", "maker"), ("fields", "c"), ("new", "deep", "key"), ("t", "new")]), values
)
def test_the_values_of_any_text_are_as_asked_for_after_a_change(old: str, path: tuple[str, ...], value: Any) -> None:
    for wanted in (value, None):
        expected = tomllib.loads(old)
        put(expected, path, wanted)
        assert tomllib.loads(changed_text(old.encode(), {path: wanted}).decode()) == expected


@settings(max_examples=50)
@given(texts())
def test_no_change_is_no_change(old: str) -> None:
    assert changed_text(old.encode(), {}) == old.encode()
    assert changed_text(old.encode(), {("nowhere",): None, ("nor", "here"): None}) == old.encode()


@settings(max_examples=50)
@given(texts(), st.lists(st.fixed_dictionaries({"id": st.text("ab", min_size=1), "made": st.dates()}), max_size=3))
def test_items_are_added_in_the_style_of_the_list_and_nothing_else_moves(old: str, items: list[dict[str, Any]]) -> None:
    new = appended_text(old.encode(), "tags", items).decode()
    expected = tomllib.loads(old)
    if items or "tags" in expected:
        expected["tags"] = [*expected.get("tags", []), *items]
    found = tomllib.loads(new)
    assert {**found, "tags": found.get("tags", [])} == {**expected, "tags": expected.get("tags", [])}
    assert lost_lines(old, new, "nothing") == []
    assert new.count("[[tags]]") == (len(expected["tags"]) if "[[tags]]" in old else 0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tags = []\n", 'tags = [{id = "x"}]\n'),
        ('tags = [{id = "a"}]\n', 'tags = [{id = "a"}, {id = "x"}]\n'),
        ('tags = [\n  {id = "a"}, # first\n]\n', 'tags = [\n  {id = "a"}, # first\n  {id = "x"},\n]\n'),
        ("a = 1\n\n[t]\nb = 2\n", 'a = 1\ntags = [\n    {id = "x"},\n]\n\n[t]\nb = 2\n'),
        (
            '[[tags]]\nid = "a"  # one\n\n[t]\nb = 2\n',
            '[[tags]]\nid = "a"  # one\n\n[[tags]]\nid = "x"\n\n[t]\nb = 2\n',
        ),
    ],
)
def test_a_list_of_each_style_stays_one(old: str, new: str) -> None:
    changed = appended_text(old.encode(), "tags", [{"id": "x"}]).decode()
    assert tomllib.loads(changed) == tomllib.loads(new)
    assert [line for line in old.splitlines() if line not in changed.splitlines()] in ([], [old.splitlines()[0]])


def test_dos_line_ends_stay() -> None:
    old = b"a = 1\r\n# c\r\n\r\n[t]\r\nb = 2\r\n"
    assert changed_text(old, {("a",): 3}) == old.replace(b"a = 1", b"a = 3")
    long = b'a = """\r\nlong\r\n"""\r\nb = [\r\n  1, # one\r\n]'
    for changed in (
        changed_text(old, {("new",): 1, ("t", "new"): "x", ("u", "v"): [1, 2]}),
        appended_text(old, "tags", [{"id": "x"}]),
        appended_text(old.removesuffix(b"\r\n"), "tags", [{"id": "x"}]),
        changed_text(long, {("b",): [1, 2], ("c",): "x\ny"}),
    ):
        assert changed.count(b"\r\n") == changed.count(b"\n") == changed.count(b"\r") > 3


def test_new_lines_end_as_most_lines_do_and_no_line_changes_its_end() -> None:
    assert changed_text(b"a = 1\r\nb = 2\r\nc = 3\n", {("d",): 4}) == b"a = 1\r\nb = 2\r\nc = 3\nd = 4\r\n"
    assert changed_text(b"a = 1\r\nb = 2\nc = 3\n", {("d",): 4}) == b"a = 1\r\nb = 2\nc = 3\nd = 4\n"


def test_a_byte_order_mark_goes_with_a_change_and_stays_without_one() -> None:
    old = b"\xef\xbb\xbfa = 1\n"
    assert changed_text(old, {("a",): 2}) == b"a = 2\n"
    assert changed_text(old, {("b",): None}) == changed_text(old, {("a",): 1}) == old
    assert appended_text(old, "t", [{"x": 1}]).startswith(b"a = 1\nt")


LABELS = """labels = [
    "insured", # policy, ask Bea
    # sold separately:
    "bike",
    # and no more
]
"""


@pytest.mark.parametrize(
    ("items", "gone"),
    [
        (["insured", "bike", "new"], set()),
        (["insured", "new", "more"], {'"bike",'}),
        (["bike"], {'"insured", # policy, ask Bea'}),
        (["other"], {'"bike",', '"insured", # policy, ask Bea'}),
    ],
)
def test_a_list_keeps_the_lines_and_comments_of_what_stays_in_it(items: list[str], gone: set[str]) -> None:
    new = changed_text(LABELS.encode(), {("labels",): items}).decode()
    assert tomllib.loads(new)["labels"] == items
    kept = [line for line in LABELS.splitlines() if line.strip() not in gone]
    assert new.splitlines()[: len(kept) - 1] == kept[:-1]


@given(st.data(), st.lists(st.text("ab", min_size=1, max_size=2), max_size=4, unique=True), st.booleans())
def test_a_list_holds_what_it_should_and_loses_no_comment(data: st.DataObject, held: list[str], ends: bool) -> None:
    before, tails = st.sampled_from(["", "\n", "\n  # mine = ["]), st.sampled_from(["", " # c"])
    parts = [(data.draw(before), each, data.draw(tails)) for each in held]
    body = "".join(f"{gap}\n  '{each}',{tail}\n" for gap, each, tail in parts)
    if not ends:
        body = "".join(body.rpartition(",")[::2])
    old = f"a = 1\nx = [ # all\n{body}  # last\n]  # end\nz = 2\n"
    stays = [each for each in held if data.draw(st.booleans())]
    items = [*stays, *data.draw(st.lists(st.sampled_from(["n1", "n2"]), unique=True))]
    new = changed_text(old.encode(), {("x",): items}).decode()
    assert tomllib.loads(new) == {"a": 1, "x": items, "z": 2}
    said = [line.strip() for line in old.splitlines() if line.lstrip().startswith("#")]
    assert [line.strip() for line in new.splitlines() if line.lstrip().startswith("#")] == said
    assert new.count(" # c") == sum(tail != "" for _, each, tail in parts if each in stays)


BLOCKS = """a = 1

# of the first
[[x]]
n = 1  # own

# of the second
[[x]]
n = 2
[x.sub]
text = '''
[[x]]
'''
# between

[[x]]
n = 3
[last]
"""


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_block_that_goes_leaves_the_comments_of_the_others(number: int, ends: str) -> None:
    old = BLOCKS.replace("\n", ends)
    new = without_items(old.encode(), "x", lambda item: item["n"] == number).decode()
    expected = tomllib.loads(old)
    expected["x"] = [each for each in expected["x"] if each["n"] != number]
    assert tomllib.loads(new) == expected
    for said in ("# of the first", "# of the second", "# between"):
        assert said in new
    assert ("# own" in new) == (number != 1)


@pytest.mark.parametrize(
    ("old", "path"),
    [
        (b"a = 1\n", ("a", "b")),
        (b"a = [1]\n", ("a", "b")),
        (b"[[a]]\nb = 1\n", ("a", "b")),
        (b"a = 'x'\n", ("a", "b", "c")),
    ],
)
def test_a_path_through_what_is_no_table_is_refused(old: bytes, path: tuple[str, ...]) -> None:
    with pytest.raises(InvalidError, match="cannot be set"):
        changed_text(old, {path: 1})


@pytest.mark.parametrize(
    "old", [b"a = ", b"a = 1\na = 2\n", b"\xff", b"a = " + b"[" * 5000, b"<<<<<<< HEAD\n", b"a = \xef\xbb\xbf1"]
)
def test_what_cannot_be_read_cannot_be_changed(old: bytes) -> None:
    with pytest.raises(InvalidError):
        changed_text(old, {("a",): 1})
    with pytest.raises(InvalidError):
        appended_text(old, "tags", [{"id": "x"}])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            'a = 1  # x\nfiles = [\n  {name = "b"},\n  # mine\n  {name = "c"},\n]\n',
            'a = 1  # x\nfiles = [\n  # mine\n  {name = "c"},\n]\n',
        ),
        ('[[files]]\nname = "b"\n\n[[files]]\nname = "c"  # mine\n', '[[files]]\nname = "c"  # mine\n'),
        ('a = 1\nfiles = [{name = "b"}]\nz = 2 # z\n', "a = 1\nz = 2 # z\n"),
        ('a = 1\nfiles = [{name = "c"}]\n', 'a = 1\nfiles = [{name = "c"}]\n'),
        ("a = 1\n", "a = 1\n"),
    ],
)
def test_an_item_taken_out_of_a_list_leaves_the_others_as_they_are(old: str, new: str) -> None:
    assert without_items(old.encode(), "files", lambda item: item["name"] == "b").decode() == new
