"""`log --as cloudevents`: which entries leave, whose word they are, and that they come back as they were."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest

from talktag.errors import NotFoundError, UsageError
from talktag.interop.cloudevents.read_events import read_events
from talktag.model.log.entry import Entry, with_entries
from talktag.ops.upkeep.log_out import log_events
from talktag.store import layout
from tests.kit.bench import NOW, Bench

KEY = "SHA256:NrDzMbNEzWkXldRbX7HkIlgTvICMfrj78vvlCCIR3vQ"
OLD = Entry("e1", datetime.date(2020, 1, 1), "service", "sensor cleaned", recorded=NOW)
NEW = Entry("e2", NOW.date(), "x\u2028\x1b[31m", "own word", recorded=NOW - datetime.timedelta(days=40))
THEIRS = Entry("e3", NOW.date(), "message", "Hello", party="fix-it", signer=KEY, original="b1", channel="ch1")
TALK = Entry("e4", NOW.date(), "message", "About nothing", to="fix-it", original="b2", channel="ch2")


@pytest.fixture
def logs(bench: Bench) -> Bench:
    for path, entries in {
        layout.entries("camera"): [OLD, NEW, THEIRS],
        layout.entries_in(layout.about_none("fix-it")): [TALK],
    }.items():
        bench.write(path, with_entries(b"", entries) or b"")
    return bench


def lines(bench: Bench, ref: str | None, since: str | None = None) -> list[dict[str, Any]]:
    outcome = bench.ask(log_events, "cloudevents", ref, None, since=since)
    assert outcome.output
    text = outcome.output.make()
    assert outcome.data.count == text.count(b"\n")
    return [json.loads(line) for line in text.splitlines()]


def test_every_entry_of_a_product_is_a_line_with_whose_word_it_is(logs: Bench) -> None:
    found = lines(logs, "camera")

    told = {(each["id"], each["source"], each["subject"]) for each in found}
    own, key = "urn:talktag:0123456789abc", f"urn:talktag:key:{KEY}"
    assert told == {(*pair, "c000000000001") for pair in (("e1", own), ("e2", own), ("e3", key))}


def test_what_leaves_comes_back_as_it_is_in_the_log(logs: Bench) -> None:
    outcome = logs.ask(log_events, "cloudevents", "camera", None, since=None)

    reading = read_events(outcome.output.make(), "camera.jsonl")

    assert [each.entry for each in reading.value or ()] == list(logs.store.entries("camera").value or ())
    assert not reading.problems


def test_a_party_has_a_log_of_its_own_which_is_about_no_thing(logs: Bench) -> None:
    (event,) = lines(logs, "fix-it")

    assert event["id"] == "e4"
    assert "subject" not in event
    assert event["correlationid"] == event["partitionkey"] == "ch2"


def test_without_a_name_all_logs_leave(logs: Bench) -> None:
    assert [each["id"] for each in lines(logs, None)] == ["e1", "e3", "e2", "e4"]


def test_since_a_day_goes_by_when_it_was_written_on_and_not_when_it_was(logs: Bench) -> None:
    assert [each["id"] for each in lines(logs, "camera", "2026-03-01")] == ["e1", "e3"]


def test_a_log_without_entries_is_an_empty_file_and_is_said(bench: Bench) -> None:
    outcome = bench.ask(log_events, "cloudevents", "drill", None, since=None)

    assert outcome.output.make() == b""
    assert outcome.notices


def test_what_is_broken_in_a_log_is_told_and_the_rest_leaves(logs: Bench) -> None:
    logs.write(layout.entries("camera"), logs.text(layout.entries("camera")).replace("2020-01-01", '"soon"'))

    outcome = logs.ask(log_events, "cloudevents", "camera", None, since=None)

    assert outcome.data.count == 2
    assert outcome.problems


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda bench: bench.ask(log_events, "cloudevent", "camera", None, since=None), UsageError),
        (lambda bench: bench.ask(log_events, "cloudevents", "submarine", None, since=None), NotFoundError),
    ],
)
def test_what_does_not_exist_is_refused(bench: Bench, ask: Callable[[Bench], Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        ask(bench)
