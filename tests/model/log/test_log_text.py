"""The text of a log: what is in it survives being rewritten, and git's own union of two machines' texts is a log."""

from __future__ import annotations

import datetime
import subprocess
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.log.doubles import doubles, single_entries
from talktag.model.log.entry import Entry, entry_table, read_entries, with_entries
from talktag.model.log.log_text import join_logs, parse_log
from tests.model.things import entries

DAY = datetime.date(2024, 3, 2)
# What version 0.1.0 wrote, to the letter, and what a person then did to it by hand.
OF_0_1 = b"""[[entry]]
id = "7dn2r0q4p9xkc"
date = 2024-03-02
kind = "loan"
title = "Lent to Bruno"
party = "bruno"
due = 2024-04-01

[[entry]]
id = "k3b8v5t1m6zja"
date = 2024-03-02
kind = "return"
title = "Came back"
"""
BY_HAND = b'''# my drill
format = 1

[[entry]]
id = "7dn2r0q4p9xkc"   # as the shop has it
date = 2024-03-02
kind = "service"
title = """
New "brushes"
# and oil
"""
parts = [ "brush", # left
  "oil" ]
# paid in cash

# the second one
[[entry]]
id = "k3b8v5t1m6zja"
date = 2024-03-03
kind = "loan"
title = 'Lent'
[entry.terms]
until = 2024-05-01T12:00:00+02:00
# no more yet
'''
LINE = '  {{ id = "{}", date = 2024-03-02, kind = "loan", title = "Lent to Bruno" }},\n'


def entry(ident: str, **said: object) -> Entry:
    return Entry(ident, DAY, "loan", "Lent to Bruno")._replace(**said)  # type: ignore[arg-type]


def ids(data: bytes | None) -> list[str]:
    reading = read_entries(data or b"", "p")
    assert reading.value is not None, (data, reading.problems)
    return [each.id for each in reading.value]


def test_an_entry_is_one_line_of_one_list() -> None:
    data = with_entries(with_entries(b"", [entry("a")]) or b"", [entry("b", title='"x"\ny\\')]) or b""
    assert data.decode() == (
        "entry = [\n"
        + LINE.format("a")
        + '  { id = "b", date = 2024-03-02, kind = "loan", title = "\\"x\\"\\ny\\\\" },\n]\n'
    )


def test_what_is_there_stays_to_the_letter_when_another_is_appended() -> None:
    held = "entry = [\n  # mine\n\n" + LINE.format("a") + LINE.format("b").replace(",\n", ", # by hand\n") + "]\n"
    assert with_entries(held.encode(), [entry("c")]) == (held[:-2] + LINE.format("c") + "]\n").encode()


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_form_of_version_0_1_is_read_and_rewritten_at_the_next_append(ends: str) -> None:
    old = OF_0_1.replace(b"\n", ends.encode())
    assert ids(old) == ["7dn2r0q4p9xkc", "k3b8v5t1m6zja"]
    new = with_entries(old, [entry("a")]) or b""
    assert new.startswith(
        b'entry = [\n  { id = "7dn2r0q4p9xkc", date = 2024-03-02, kind = "loan", title = "Lent to Bruno"'
    )
    assert tomllib.loads(new.decode())["entry"] == [*tomllib.loads(OF_0_1.decode())["entry"], entry_table(entry("a"))]


def test_comments_and_keys_of_a_person_survive_a_rewriting() -> None:
    new = (with_entries(BY_HAND, [entry("a")]) or b"").decode()
    before, after = tomllib.loads(BY_HAND.decode()), tomllib.loads(new)
    assert after == {**before, "entry": [*before["entry"], entry_table(entry("a"))]}
    told = [line.strip() for line in new.splitlines() if not line.lstrip().startswith("{")]
    assert told == [
        "format = 1",
        "entry = [",
        *("# my drill", "# as the shop has it", "# left", "# paid in cash", "# the second one", "# no more yet"),
        "]",
    ]
    assert new.index("# left") < new.index("7dn2r0q4p9xkc") < new.index("# the second one") < new.index("k3b8v5t1m6zja")


@pytest.mark.parametrize(
    "text",
    [
        "entry = []\n",
        "entry = [{ id = 'x', date = 2024-03-02, kind = 'a', title = 'b' }]",
        "entry = [\n  { id = 'x', date = 2024-03-02, kind = 'a', title = 'b' }\n]\n",
        'entry = [\n  { id = "x", date = 2024-03-02, kind = "a", title = """},\n# b\n""" },\n]\n',
        "entry = [\n  { id = 'x', date = 2024-03-02, kind = 'a', title = 'b', c = [\n] },\n]\n[more]\na = 1\n",
        "a.b = 1\n[[entry]]\nid = 'x'\ndate = 2024-03-02\nkind = 'a'\ntitle = 'b'\n[[more]]\na = {}\n",
    ],
)
def test_any_form_a_person_may_choose_is_appended_to(text: str) -> None:
    before, after = tomllib.loads(text), tomllib.loads((with_entries(text.encode(), [entry("a")]) or b"").decode())
    assert after == {**before, "entry": [*before["entry"], entry_table(entry("a"))]}


@pytest.mark.parametrize("text", ["entry = 1\n", "[entry]\na = 1\n", "a = 1\na = 2\n", "\x00"])
def test_what_is_no_log_is_not_appended_to(text: str) -> None:
    assert with_entries(text.encode(), [entry("a")]) is None


def test_doubles_are_read_once_and_two_that_differ_the_same_way_round_on_every_machine() -> None:
    noon = datetime.datetime(2024, 3, 2, 12, tzinfo=datetime.UTC)
    same, other = entry("a", recorded=noon), entry("a", recorded=noon, title="Lent to Bea")
    later = entry("b", recorded=noon.replace(minute=5))
    both = with_entries(b"", [same, other, same, later]) or b""
    turned = with_entries(b"", [later, other, same]) or b""
    assert read_entries(both, "p").value == read_entries(turned, "p").value
    assert ids(both) == ["a", "b"]
    assert doubles(both) == doubles(single_entries(both)) == ("a",)
    assert len(tomllib.loads(single_entries(both).decode())["entry"]) == 3


def test_entries_of_one_day_come_as_they_were_recorded_whoever_wrote_them_first() -> None:
    noon = datetime.datetime(2024, 3, 2, 12, tzinfo=datetime.UTC)
    own = [entry(name, recorded=noon + datetime.timedelta(minutes=at)) for name, at in (("z", 1), ("a", 2), ("m", 3))]
    foreign = [entry(f"7dn2r0q4p9xkc-{number}", signer="unsigned") for number in (1, 2, 10)]
    expected = [*(each.id for each in foreign), "z", "a", "m"]
    assert ids(with_entries(b"", [*own, *foreign])) == ids(with_entries(b"", [*foreign[::-1], *own[::-1]])) == expected


def test_a_machine_of_version_0_1_and_one_of_today_can_append_in_turn() -> None:
    block = b'\n[[entry]]\nid = "%s"\ndate = 2024-03-02\nkind = "check"\ntitle = "Seen"\n'
    new = with_entries(OF_0_1, [entry("a")]) or b""
    mixed = new + block % b"b"
    assert ids(mixed) == ["7dn2r0q4p9xkc", "k3b8v5t1m6zja", "a", "b"]
    again = with_entries(mixed, [entry("c")]) or b""
    assert [each["id"] for each in tomllib.loads(again.decode())["entry"]] == [*ids(mixed), "c"]


def test_problems_of_logs_one_behind_the_other_tell_their_lines() -> None:
    text = LINE.format("a").join(("entry = [\n", "]\n")) + "\n[[entry]]\nid = 'b'\nkind = 'x'\ntitle = 'y'\n"
    assert [(each.name, each.line) for each in read_entries(text.encode(), "p").problems] == [("missing", 5)]


# --- git's own union --------------------------------------------------------------------------------------------------

Merge = Callable[[bytes, bytes, bytes, str], bytes]
Step = Callable[[bytes, Entry], bytes]


@pytest.fixture(scope="module")
def union(program: Callable[[str], str]) -> Merge:
    """What git's merge driver `union` makes of our text, the one before, and theirs."""
    git = program("git")

    def merge(ours: bytes, base: bytes, theirs: bytes, style: str) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / name for name in ("ours", "base", "theirs")]
            for path, data in zip(paths, (ours, base, theirs), strict=True):
                path.write_bytes(data)
            options = ["-p", "--union", *([f"--{style}"] if style else [])]
            done = subprocess.run([git, "merge-file", *options, *paths], capture_output=True, check=True)
            return done.stdout

    return merge


def of_today(data: bytes, new: Entry) -> bytes:
    return with_entries(data, [new]) or b""


def of_version_0_1(data: bytes, new: Entry) -> bytes:
    import tomli_w

    block = f"\n[[entry]]\n{tomli_w.dumps(entry_table(new._replace(meter={}, data={})))}".encode()  # it knew of neither
    return data.rstrip(b"\n") + b"\n" + block if data else block.lstrip()


def added(data: bytes, new: Sequence[Entry], step: Step = of_today) -> bytes:
    for each in new:
        data = step(data, each)
    return data


STYLES = st.sampled_from(("", "diff3", "zdiff3"))
# As the program makes them, most lines of two entries are the same.
ALIKE = st.builds(entry, st.integers(0, 10**9).map(str))
MANY = st.lists(ALIKE | entries, max_size=3)


@settings(deadline=None, max_examples=150)
@given(
    base=MANY,
    sides=st.tuples(MANY, MANY),
    style=STYLES,
)
def test_git_s_union_of_what_two_machines_appended_is_a_whole_log_on_both(
    union: Merge, base: list[Entry], sides: tuple[list[Entry], list[Entry]], style: str
) -> None:
    before = added(b"", base)
    ours, theirs = (added(before, side) for side in sides)
    one, other = union(ours, before, theirs, style), union(theirs, before, ours, style)
    expected = read_entries(added(before, [*sides[0], *sides[1]]), "p").value or ()
    for merged in (one, other):
        reading = read_entries(merged, "p")
        assert reading.problems == ()
        assert {each.id for each in reading.value or ()} == {each.id for each in expected}
        assert read_entries(added(merged, [entry("last")]), "p").problems == ()


@settings(deadline=None, max_examples=150)
@given(
    base=MANY,
    sides=st.tuples(*[st.lists(ALIKE, min_size=1, max_size=3, unique_by=lambda each: each.id)] * 2),
    style=STYLES,
)
def test_git_s_union_is_whole_where_only_one_machine_writes_today_s_form(
    union: Merge, base: list[Entry], sides: tuple[list[Entry], list[Entry]], style: str
) -> None:
    before = added(b"", base, of_version_0_1)
    ours, theirs = added(before, sides[0]), added(before, sides[1], of_version_0_1)
    expected = {each.id for each in (*base, *sides[0], *sides[1])}
    for merged in (union(ours, before, theirs, style), union(theirs, before, ours, style)):
        assert set(ids(merged)) == expected
        tidy = single_entries(merged)
        assert set(ids(tidy)) == expected
        assert {each["id"] for each in tomllib.loads(tidy.decode())["entry"]} == expected


# --- one log of two ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("old", [True, False])
def test_two_logs_are_joined_and_what_each_side_added_is_kept(old: bool) -> None:
    step = of_version_0_1 if old else of_today
    base = added(b"", [entry("a")], step)
    ours, theirs = added(base, [entry("b"), entry("c")], step), added(base, [entry("d"), entry("c")], of_today)
    for before in (base, None):
        assert ids(join_logs(ours, theirs, before)) == ["a", "b", "c", "d"]
        assert not doubles(join_logs(ours, theirs, before) or b"")


def test_what_one_side_took_away_or_changed_is_not_kept_as_it_was() -> None:
    base = added(b"", [entry("a"), entry("b"), entry("c")])
    ours, theirs = added(b"", [entry("a", title="Lent to Bea"), entry("b"), entry("d")]), added(base, [entry("e")])
    found = read_entries(join_logs(ours, theirs, base) or b"", "p").value or ()
    assert [(each.id, each.title[8:]) for each in found] == [
        *(("a", "Bea"), ("b", "Bruno"), ("d", "Bruno"), ("e", "Bruno"))
    ]


def test_comments_of_both_sides_are_kept_once() -> None:
    ours, theirs = (OF_0_1.replace(b"[[entry]]", b"# %s\n# both\n[[entry]]" % side, 1) for side in (b"ours", b"theirs"))
    data = (join_logs(ours, added(theirs, [entry("a")])) or b"").decode()
    assert [data.count(said) for said in ("# ours\n", "# theirs\n", "# both\n")] == [1, 1, 1]


def test_a_side_that_took_the_file_away_leaves_the_other_s() -> None:
    assert join_logs(None, OF_0_1, OF_0_1) == join_logs(OF_0_1, None) == OF_0_1


def test_a_side_that_cannot_be_read_is_not_joined() -> None:
    assert join_logs(OF_0_1, b"entry = [\n") is None
    assert parse_log(b"entry = [\n") is None


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "text",
    [
        "entry = [\n{a}\n]\n\n{b}\n{a}\n]\n",
        "entry = [\n{a}\nentry = [\n{b}\n]\n",
        "entry = [\n{a}\n]\nentry = [\n]\n# by hand\n{b}\n]\n",
        "entry = [\n]\n" * 12 + "entry = [\n{a}\n{b}\n]\n",
    ],
)
def test_a_merge_that_doubled_the_ends_of_the_list_loses_no_entry(text: str, ends: str) -> None:
    a = '  { id = "a", date = 2024-03-02, kind = "check", title = "[ ] A" },'
    b = '{ id = "b", date = 2024-03-03, kind = "check", title = "B" },'
    data = text.replace("{a}", a).replace("{b}", b).replace("\n", ends).encode()
    reading = read_entries(data, "entries.toml")
    assert ([entry.id for entry in reading.value or ()], reading.problems) == (["a", "b"], ())
    whole = with_entries(data, (Entry("c", DAY, "check", "C"),))
    assert whole is not None
    assert [entry["id"] for entry in tomllib.loads(whole.decode())["entry"]] == ["a", "b", "c"]
    assert [entry["id"] for entry in tomllib.loads(single_entries(data).decode())["entry"]] == ["a", "b"]
    assert (b"# by hand" in data) == (b"# by hand" in single_entries(data))


def test_a_log_that_was_cut_off_is_not_taken_for_whole() -> None:
    assert read_entries(b'entry = [\n]\nentry = [\n  { id = "a" },\n', "entries.toml").problems
