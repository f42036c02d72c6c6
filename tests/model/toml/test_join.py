"""Two versions of a record joined value by value."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.toml.join import HERE, THERE, JoinedRecord, join, join_lines
from talktag.model.toml.merge import Versions

BASE = """\
format = 1
id = "c1"
name = "Camera" # mine
labels = ["a", "b"]

tags = [
  { id = "T1" }, # on the strap
]

[[warranties]]
term = "24 months"

[fields]
colour = "black"
"""


def joined(ours: str, theirs: str, base: str | None = BASE, **chosen: str) -> JoinedRecord:
    versions = Versions(ours.encode(), theirs.encode(), base.encode() if base is not None else None)
    return join(versions, {key.replace("__", "."): side for key, side in chosen.items()})


def values(found: JoinedRecord) -> dict[str, Any]:
    return tomllib.loads(found.data.decode())


def test_what_only_one_side_changed_stands_there_and_our_text_stays_as_it_is_written() -> None:
    ours = BASE.replace("# mine", "# mine, and looked after")
    theirs = BASE.replace('"black"', '"silver"').replace('name = "Camera"', 'name = "Leica"')
    found = joined(ours, theirs)
    assert found.conflicts == ()
    assert found.data.decode() == ours.replace('"black"', '"silver"').replace('name = "Camera"', 'name = "Leica"')


def test_a_value_that_both_changed_is_a_conflict_until_a_side_is_chosen() -> None:
    ours, theirs = (BASE.replace('"black"', f'"{each}"') for each in ("red", "blue"))
    found = joined(ours, theirs)
    assert [(each.key, each.ours, each.theirs) for each in found.conflicts] == [("fields.colour", '"red"', '"blue"')]
    assert values(found)["fields"]["colour"] == "red"
    for side, colour in ((HERE, "red"), (THERE, "blue")):
        found = joined(ours, theirs, fields__colour=side)
        assert (found.conflicts, values(found)["fields"]["colour"]) == ((), colour)


def test_a_value_that_one_side_took_away_and_the_other_changed_is_a_conflict() -> None:
    ours, theirs = BASE.replace('colour = "black"\n', ""), BASE.replace('"black"', '"blue"')
    assert [each.ours for each in joined(ours, theirs).conflicts] == ["nothing"]
    assert "colour" not in values(joined(ours, theirs, fields__colour=HERE)).get("fields", {})
    assert values(joined(ours, theirs, fields__colour=THERE))["fields"]["colour"] == "blue"


def test_the_same_change_on_both_sides_is_none_and_one_and_true_are_two() -> None:
    both = BASE.replace('"black"', '"red"')
    assert joined(both, both) == JoinedRecord(both.encode())
    one, true = (BASE.replace('"black"', each) for each in ("1", "true"))
    assert len(joined(one, true).conflicts) == 1


def test_a_list_is_joined_by_what_was_added_and_taken_away() -> None:
    ours, theirs = BASE.replace('["a", "b"]', '["b", "c"]'), BASE.replace('["a", "b"]', '["a", "b", "d"]')
    assert values(joined(ours, theirs))["labels"] == ["b", "c", "d"]
    assert "labels" not in values(joined(BASE.replace('["a", "b"]', '["a"]'), BASE.replace('["a", "b"]', '["b"]')))


def test_tables_of_a_list_are_joined_by_their_names_and_key_by_key() -> None:
    ours = BASE.replace('{ id = "T1" }', '{ id = "T1", made = 2024-01-01 }')
    theirs = BASE.replace('{ id = "T1" }', '{ id = "T1", retired = 2025-01-01 }, { id = "T2" }')
    found = joined(ours, theirs)
    assert found.conflicts == ()
    assert [sorted(each) for each in values(found)["tags"]] == [["id", "made", "retired"], ["id"]]
    assert "# on the strap" in found.data.decode()
    gone = BASE.replace('  { id = "T1" }, # on the strap\n', "")
    assert "tags" not in values(joined(gone, BASE)) or values(joined(gone, BASE))["tags"] == []
    assert [each["id"] for each in values(joined(gone, theirs))["tags"]] == ["T1", "T2"]  # changed there: it stays


def test_a_table_without_a_name_that_both_replaced_is_a_conflict_and_two_that_were_added_are_not() -> None:
    ours, theirs = (BASE.replace('"24 months"', f'"{each} months"') for each in (12, 36))
    assert [each.key for each in joined(ours, theirs).conflicts] == ["warranties"]
    assert values(joined(ours, theirs, warranties=THERE))["warranties"] == [{"term": "36 months"}]
    more = '\n[[warranties]]\nterm = "{}"\n'
    found = joined(BASE + more.format("1 year"), BASE + more.format("lifetime"))
    assert sorted(each["term"] for each in values(found)["warranties"]) == ["1 year", "24 months", "lifetime"]


def test_without_the_version_before_only_what_both_have_alike_is_no_conflict() -> None:
    found = joined("a = 1\nb = 1\n", "a = 1\nb = 2\nc = 3\n", None)
    assert ([each.key for each in found.conflicts], values(found)) == (["b"], {"a": 1, "b": 1, "c": 3})


@pytest.mark.parametrize("spoiled", ["a = \n", "<<<<<<< ours\n", "\x00"])
def test_a_side_that_cannot_be_read_is_one_conflict_about_the_whole_file(spoiled: str) -> None:
    assert [each.key for each in joined(BASE, spoiled).conflicts] == [""]
    versions = Versions(BASE.encode(), spoiled.encode(), BASE.encode())
    assert join(versions, {"": HERE}).data == BASE.encode()
    assert join(versions, {"": THERE}).data == spoiled.encode()


def test_a_key_that_became_a_table_on_one_side_is_not_mixed_with_the_other() -> None:
    found = joined("a = 1\nb = 2\n", "b = 1\n[a]\nx = 1\n", "a = 1\nb = 1\n")
    assert (found.conflicts == () and values(found) == {"a": {"x": 1}, "b": 2}) or found.conflicts[0].key == ""


def test_lists_of_lines_keep_what_each_added_and_lose_what_either_took_away() -> None:
    assert join_lines(b"a\nb\nc\n", b"b\nd\n", b"a\nb\n") == b"b\nc\nd\n"
    assert join_lines(b"a\n", b"b\n", None) == b"a\nb\n"


SIMPLE = st.one_of(st.integers(-3, 3), st.booleans(), st.sampled_from(["", "x", 'y "z"', "é\n"]), st.dates())
ITEMS = st.one_of(
    st.lists(st.sampled_from("abcd"), unique=True),
    st.lists(
        st.fixed_dictionaries({"id": st.sampled_from("pqr")}, optional={"u": SIMPLE, "v": SIMPLE}),
        unique_by=lambda each: each["id"],
    ),
    st.lists(st.fixed_dictionaries({"u": st.integers(0, 2)}), max_size=2, unique_by=repr),
)
TABLES = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]),
    st.one_of(SIMPLE, ITEMS, st.dictionaries(st.sampled_from(["k", "l", "m"]), SIMPLE, max_size=3)),
    max_size=4,
)


def canonical(value: Any) -> Any:
    """A value in which the order of lists and what is empty is nothing."""
    if isinstance(value, dict):
        return {key: canonical(each) for key, each in sorted(value.items()) if each not in ([], {})}
    return sorted(repr(canonical(each)) for each in value) if isinstance(value, list) else repr(value)


@settings(max_examples=60)
@given(TABLES, TABLES, TABLES)
def test_both_computers_come_to_the_same_and_what_one_side_alone_did_is_there(
    base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    texts = [tomli_w.dumps(each) for each in (ours, theirs, base)]
    one, other = joined(*texts), joined(texts[1], texts[0], texts[2])
    assert {each.key for each in one.conflicts} == {each.key for each in other.conflicts}
    if not one.conflicts:
        assert canonical(values(one)) == canonical(values(other))
    assert joined(texts[0], texts[2], texts[2]) == JoinedRecord(texts[0].encode())
    assert canonical(values(joined(texts[2], texts[1], texts[2]))) == canonical(theirs)
    sides = [{each.key: side for each in one.conflicts} for side in (HERE, THERE)]
    for chosen in sides:
        decided = join(Versions(texts[0].encode(), texts[1].encode(), texts[2].encode()), chosen)
        assert decided.conflicts == ()
        tomllib.loads(decided.data.decode())
