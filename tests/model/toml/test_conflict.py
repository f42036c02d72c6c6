"""Two versions of a record: told apart, and joined only where no value was changed on both sides."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.toml.merge import Versions, differences, merge, versions_in

BASE = b'format = 1\nname = "Bike"  # mine\nlabels = ["a", "b"]\n\n[purchase]\nprice = "3 EUR"\n'
MARKED = b"one\n<<<<<<< HEAD\nours\n||||||| 1234567\nbase\n=======\ntheirs\n>>>>>>> other branch\nlast\n"


def test_versions_are_read_out_of_the_marks() -> None:
    assert versions_in(MARKED) == Versions(b"one\nours\nlast\n", b"one\ntheirs\nlast\n", b"one\nbase\nlast\n")
    without = MARKED.replace(b"||||||| 1234567\nbase\n", b"")
    assert versions_in(without) == Versions(b"one\nours\nlast\n", b"one\ntheirs\nlast\n")
    assert versions_in(without.replace(b"\n", b"\r\n")) == Versions(
        b"one\r\nours\r\nlast\r\n", b"one\r\ntheirs\r\nlast\r\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        b"",
        BASE,
        b"<<<<<<< HEAD\nours\n",
        b"<<<<<<< HEAD\nours\n=======\ntheirs\n",
        b"ours\n=======\ntheirs\n>>>>>>> other\n",
        b"<<<<<<< HEAD\n<<<<<<< HEAD\n=======\n=======\n>>>>>>> a\n>>>>>>> b\n",
        b"<<<<<<< HEAD\n>>>>>>> other\n=======\n",
        b"||||||| x\n<<<<<<< HEAD\n=======\n>>>>>>> other\n",
    ],
)
def test_marks_that_do_not_fit_together_are_no_versions(text: bytes) -> None:
    assert versions_in(text) is None


def test_a_value_both_sides_changed_is_never_decided() -> None:
    ours, theirs = BASE.replace(b"Bike", b"Bicycle"), BASE.replace(b"Bike", b"Velo")
    assert merge(Versions(ours, theirs, BASE)) is None
    assert differences(Versions(ours, theirs, BASE)) == (("name", '"Bicycle"', '"Velo"'),)


@pytest.mark.parametrize("base", [None, b"", b"<<<<<<< HEAD\n", b"\xff"])
def test_without_the_version_before_nothing_is_joined(base: bytes | None) -> None:
    assert merge(Versions(BASE.replace(b"Bike", b"Bicycle"), BASE, base)) is None


def test_what_each_side_changed_is_joined_and_comments_stay() -> None:
    ours = BASE.replace(b"Bike", b"Bicycle").replace(b'"b"]', b'"b", "mine"]')
    theirs = BASE.replace(b"3 EUR", b"4 EUR").replace(b'"b"]', b'"b", "yours"]') + b'order = "A"\n'
    joined = merge(Versions(ours, theirs, BASE))
    assert joined is not None
    assert b'"Bicycle"  # mine' in joined
    assert tomllib.loads(joined.decode()) == {
        "format": 1,
        "name": "Bicycle",
        "labels": ["a", "b", "mine", "yours"],
        "purchase": {"price": "4 EUR", "order": "A"},
    }


def test_items_of_one_name_or_items_that_were_taken_away_are_not_joined() -> None:
    old = b'[[files]]\nname = "a"\nsha256 = "1"\n'
    more = b'\n[[files]]\nname = "b"\nsha256 = "%s"\n'
    assert merge(Versions(old + more % b"2", old + more % b"3", old)) is None
    assert merge(Versions(b"", old + more % b"3", old)) is None
    other = b'\n[[files]]\nname = "c"\nsha256 = "3"\n'
    assert (merge(Versions(old + more % b"2", old + other, old)) or b"").count(b"[[files]]") == 3


def test_a_table_against_a_value_is_not_joined() -> None:
    assert merge(Versions(b"purchase = 1\n", b"[purchase]\nprice = 1\n", b"")) is None


_KEYS = st.sampled_from(["a", "b", "c"])
_TABLES = st.dictionaries(_KEYS, st.integers(0, 3) | st.lists(st.integers(0, 5), max_size=3, unique=True))


def _text(table: dict[str, object]) -> bytes:
    return "".join(f"{key} = {value}\n" for key, value in table.items()).encode()


@given(_TABLES, _TABLES, _TABLES)
def test_joining_loses_nothing_that_either_side_changed(
    ours: dict[str, object], theirs: dict[str, object], base: dict[str, object]
) -> None:
    joined = merge(Versions(_text(ours), _text(theirs), _text(base)))
    if joined is None:
        assert any(ours.get(key) != base.get(key) != theirs.get(key) != ours.get(key) for key in "abc")
        return
    found = tomllib.loads(joined.decode())
    for key in "abc":
        mine, other, old = ours.get(key), theirs.get(key), base.get(key)
        if mine == old:
            assert found.get(key) == other
        elif other in (old, mine):
            assert found.get(key) == mine
        else:
            assert {*mine, *other} == set(found[key])  # type: ignore[misc]
