"""Versions compared where they have an order, and news of firmware by a log."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.due.firmware import Than, compare, firmware_news, news_text, version_in
from talktag.model.due.sources import dues_of_log
from talktag.model.log.entry import Entry

DAY = datetime.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("one", "other", "than"),
    [
        ("1.10", "1.9", Than.NEWER),
        ("1.9", "1.10", Than.OLDER),
        ("1.2", "1.2.0", Than.SAME),
        ("v1.2.3", "1.2.3", Than.SAME),
        ("2", "1.9.9", Than.NEWER),
        ("1.2b", "1.2a", Than.OTHER),
        ("2026-01", "2025-12", Than.OTHER),
        ("Rev A", "rev a", Than.SAME),
        ("1.2-rc1", "1.2", Than.OTHER),
        ("1..2", "1.2", Than.OTHER),
        ("", "1", Than.OTHER),
        ("١.٢", "1.2", Than.OTHER),
    ],
)
def test_only_numbers_with_dots_have_an_order(one: str, other: str, than: Than) -> None:
    assert compare(one, other) is than


versions = st.lists(st.integers(0, 999), min_size=1, max_size=5).map(lambda parts: ".".join(map(str, parts)))


@given(versions, versions)
def test_what_is_newer_one_way_is_older_the_other(one: str, other: str) -> None:
    turned = {Than.NEWER: Than.OLDER, Than.OLDER: Than.NEWER, Than.SAME: Than.SAME}
    assert compare(other, one) is turned[compare(one, other)]


@pytest.mark.parametrize(
    ("title", "version"),
    [
        ("1.4.2", "1.4.2"),
        ("Updated to v1.4.2", "1.4.2"),
        ("Version 7", "7"),
        ("EOS 5 firmware 1.3.6", "1.3.6"),
        ("from 1.2 to 1.3", "from 1.2 to 1.3"),
        ("beta", "beta"),
    ],
)
def test_a_title_names_a_version_where_it_names_one_alone(title: str, version: str) -> None:
    assert version_in(title) == version


def news(*said: tuple[str, str | None]) -> str | None:
    """What is told of firmware entries: a title that is on the thing, or None and what is to be had."""
    log = []
    for number, (title, newest) in enumerate(said):
        data = {"newest": newest} if newest else {}
        log.append(Entry(f"f{number}", DAY, "firmware", title, data=data))
    found = firmware_news(log)
    return found and news_text(found)


def test_newer_firmware_is_told_until_it_is_on_the_thing() -> None:
    offered = ("Better focus", "1.4.0")
    assert news(("1.3.6", None), offered) == "firmware 1.4.0 is newer than 1.3.6, which is on it"
    assert news(offered) == "firmware 1.4.0 is to be had, and nobody said which is on it"
    assert news(("1.3.6", None), offered, ("1.4.0", None)) is None
    assert news(("2.0", None), offered) is None
    assert news(("B7", None), ("New", "B8")) == "firmware B8 is to be had and differs from B7, which is on it"


def test_the_highest_version_counts_whichever_was_said_last() -> None:
    assert news(("1.0", None), ("a", "1.10"), ("b", "1.9")) == "firmware 1.10 is newer than 1.0, which is on it"


def test_what_is_said_to_be_done_or_is_withdrawn_is_no_news() -> None:
    offered = Entry(
        "f1", DAY, "firmware", "New", data={"newest": "2.0"}, party="canon", original="b", signer="SHA256:x"
    )
    (item,) = dues_of_log([offered])
    assert (item.kind, item.entry, item.can_be_done) == ("firmware", "f1", False)
    assert not [*dues_of_log([offered, Entry("d1", DAY, "done", "No need", cause="f1")])]
    assert not [*dues_of_log([offered, Entry("w1", DAY, "withdrawn", "No", cause="f1")])]
