"""The records that the page for finders needs: read with every problem, and written as they are read."""

from __future__ import annotations

import datetime

import pytest

from talktag.model.finder.built import Built, built_values, read_built
from talktag.model.finder.finder_key import FinderKey, finder_key_values, read_finder_key
from talktag.model.toml.write import new_text

KEY = FinderKey(bytes(range(32)), datetime.date(2026, 11, 29), ("age1a", "age1b"), "ssh-ed25519 AAAA ana", "U1NI" * 40)
BUILT = Built("/home/ana/site", datetime.datetime(2026, 11, 29, 20, tzinfo=datetime.UTC), "0f" * 32)


def test_a_key_is_read_as_it_was_written() -> None:
    reading = read_finder_key(new_text(finder_key_values(KEY)), "keys/finder.toml")
    assert reading.value == KEY
    assert reading.problems == ()


def test_a_note_of_a_page_is_read_as_it_was_written() -> None:
    reading = read_built(new_text(built_values(BUILT)), "finder/built.toml")
    assert reading.value == BUILT
    assert reading.problems == ()


@pytest.mark.parametrize("key", ["seed", "made", "recipients", "signer", "signature"])
def test_a_key_that_lacks_something_is_none_and_says_what(key: str) -> None:
    values = finder_key_values(KEY)
    del values[key]
    reading = read_finder_key(new_text(values), "keys/finder.toml")
    assert reading.value is None
    assert [(each.field, each.name) for each in reading.problems] == [(key, "missing")]


@pytest.mark.parametrize(
    ("key", "value"),
    [("seed", "00"), ("seed", "G" * 64), ("seed", "00" * 33), ("signature", "two\nlines"), ("recipients", [])],
)
def test_a_value_that_does_not_hold_up_is_told(key: str, value: object) -> None:
    reading = read_finder_key(new_text({**finder_key_values(KEY), key: value}), "keys/finder.toml")
    assert reading.value is None
    assert [each.field for each in reading.problems] == [key]


@pytest.mark.parametrize("key", ["folder", "built", "sha256"])
def test_a_note_that_lacks_something_is_none_and_says_what(key: str) -> None:
    values = built_values(BUILT)
    del values[key]
    reading = read_built(new_text(values), "finder/built.toml")
    assert reading.value is None
    assert [each.field for each in reading.problems] == [key]
