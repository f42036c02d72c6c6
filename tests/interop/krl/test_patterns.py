"""`count` and `within` against select-when 0.1.9, whose patterns compiled KRL runs on."""

from __future__ import annotations

import datetime
import os
import random
from typing import Any

import pytest

from talktag.model.rules.making.tally import CountedEntry, FiringTally
from tests.interop.krl.random_rules import START
from tests.kit.rule_engines import RuleEngines

STREAMS = int(os.environ.get("TALKTAG_RULE_STORIES", "100"))
Windows = tuple[list[dict[str, Any]], list[list[int]]]


def random_stream(chance: random.Random, *, window: bool) -> dict[str, Any]:
    time = int(START.timestamp() * 1000)
    stream = []
    for _ in range(chance.randint(1, 30)):
        time += chance.randint(1, 30) * 60_000
        stream.append({"counts": chance.random() < 0.7, "time": time})
    more = {"within": chance.choice([30, 60, 90]) * 60_000} if window else {}
    return {"number": chance.randint(1, 5), "returns": True, "stream": stream, **more}


def ours(story: dict[str, Any]) -> list[int]:
    """At which events of the stream our engine fires."""
    within = datetime.timedelta(milliseconds=story["within"]) if "within" in story else None
    tally = FiringTally(story["number"], within, ())
    fired = []
    for place, each in enumerate(story["stream"]):
        moment = datetime.datetime.fromtimestamp(each["time"] / 1000, datetime.UTC)
        if each["counts"] and tally.add(CountedEntry(moment, f"e{place:04}")):
            fired.append(place)
    return fired


def streams(*, window: bool) -> list[dict[str, Any]]:
    return [random_stream(random.Random(seed), window=window) for seed in range(STREAMS)]


def test_a_count_fires_at_the_same_events(engines: RuleEngines) -> None:
    told = streams(window=False)
    said = engines.play_patterns(told)
    assert said == [ours(each) for each in told]
    assert sum(map(len, said)) > STREAMS


@pytest.fixture(scope="module")
def windows(engines: RuleEngines) -> Windows:
    """Streams with a window, and at which of their events select-when fires."""
    told = streams(window=True)
    return told, engines.play_patterns(told)


def test_a_count_within_a_time_first_fires_at_the_same_event(windows: Windows) -> None:
    """Up to where its window has not been begun anew by an end of itself: there both mean the same."""
    told, said = windows
    agree = [(theirs[:1], ours(each)[:1]) for each, theirs in zip(told, said, strict=True) if each["number"] > 1]
    assert [theirs for theirs, _ in agree] == [own for _, own in agree]
    assert sum(bool(own) for _, own in agree) > STREAMS / 4


def test_after_a_firing_its_window_goes_on_and_ours_begins_anew(engines: RuleEngines, windows: Windows) -> None:
    """The difference that the page of rules names, by the example that is there."""
    time = int(START.timestamp() * 1000)
    stream = [{"counts": True, "time": time + minute * 60_000} for minute in (0, 10, 55, 65)]
    story = {"number": 2, "within": 3_600_000, "returns": True, "stream": stream}
    assert ours(story) == [1, 3]
    assert engines.play_patterns([story]) == [[1]]
    told, said = windows
    assert any(theirs != ours(each) for each, theirs in zip(told, said, strict=True))


def test_without_its_state_it_begins_anew_at_each_that_does_not_match(engines: RuleEngines) -> None:
    """So that the comparison is seen to fail: this is what compiled KRL 1.3 does."""
    told = [{**each, "returns": False} for each in streams(window=False)]
    assert engines.play_patterns(told) != [ours(each) for each in told]
