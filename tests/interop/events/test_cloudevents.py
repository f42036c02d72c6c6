"""Entries as CloudEvents and back; both SDKs of the specification's own people and its schema are the judges."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cloudevents.core.formats.json import JSONFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.interop.cloudevents.event import (
    Event,
    attribute_text,
    key_source,
    source_of,
    store_source,
    text_of_attribute,
)
from talktag.interop.cloudevents.read_events import LINE_LIMIT, read_event, read_events
from talktag.interop.cloudevents.write_events import event_line, event_values, write_events
from talktag.model.log.entry import UNSIGNED, Entry, read_entries, with_entries
from tests.model.things import entries, texts

SCHEMA = json.loads(Path(__file__).with_name("cloudevents-schema.json").read_text("utf-8"))
DAY = datetime.date(2026, 11, 28)
OWN = store_source("8r1kq9m2v0xyz")
SERVICE = Entry("x7dac97rd8pqa-1", DAY, "service", "new chain")
zones = st.sampled_from([datetime.UTC, datetime.timezone(datetime.timedelta(hours=5, minutes=45))])
zones |= st.just(datetime.timezone(datetime.timedelta(seconds=-937)))  # as clocks went before there were time zones
moments = st.none() | st.datetimes(datetime.datetime(1900, 1, 2), datetime.datetime(9999, 12, 30), timezones=zones)
events = st.builds(
    Event,
    st.builds(
        lambda entry, kind, time, recorded, rule, reset, anonymous: entry._replace(
            kind=kind, time=time, recorded=recorded, rule=rule, reset=reset, anonymous=anonymous
        ),
        entries,
        st.sampled_from(["service", "scan", "loan"]) | texts,
        moments,
        moments,
        st.none() | texts,
        st.lists(texts, max_size=2).map(tuple),
        st.booleans(),
    ),
    st.sampled_from([OWN, key_source("SHA256:NrDzMbNEzWkXldRbX7HkIlgTvICMfrj78vvlCCIR3vQ")]),
    st.none() | texts,
    st.none() | texts,
    moments,
)


def read_back(line: str) -> Event:
    reading = read_events(line.encode(), "events.jsonl")
    assert not reading.problems
    (event,) = reading.value or ()
    return event


def as_read(event: Event) -> Event:
    """An event as it comes back: the channel of its entry is its own where it was given none."""
    return event._replace(channel=event.channel or event.entry.channel)


def test_every_field_that_an_entry_has_is_drawn() -> None:
    """What a later version adds to an entry has to come back, too: draw it above, and name it here."""
    named = "id date kind title text party cost due original signer recorded every meter cause time to channel sequence"
    assert {*Entry._fields} == {*named.split(), "data", "auto", "rule", "reset", "anonymous"}


@settings(max_examples=40)
@given(events)
def test_every_entry_comes_back_as_it_was(event: Event) -> None:
    line = event_line(event)

    assert read_back(line) == as_read(event)
    assert line.isascii()
    assert len(line.splitlines()) == 1


@given(entries)
def test_an_entry_that_came_back_is_the_same_line_of_a_log(entry: Entry) -> None:
    log = with_entries(b"", [entry])
    assert log is not None
    (kept,) = read_entries(log, "entries.toml").value or ()

    back = read_back(event_line(Event(kept, OWN))).entry

    assert with_entries(b"", [back]) == with_entries(b"", [kept])


@settings(max_examples=40)
@given(events)
def test_the_schema_of_the_specification_takes_every_event(event: Event) -> None:
    jsonschema.validate(event_values(event), SCHEMA)


def test_the_schema_would_notice() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(event_values(Event(SERVICE, "")), SCHEMA)


@given(events)
def test_the_python_sdk_hands_on_what_it_was_given(event: Event) -> None:
    sdk = JSONFormat()
    theirs = sdk.read(None, event_line(event))

    assert theirs.get_type() == f"org.talktag.{attribute_text(event.entry.kind)}.v1"
    assert theirs.get_time() == (event.entry.time or midnight(event.entry))
    assert read_back(sdk.write(theirs).decode()) == as_read(event)


@settings(deadline=None, max_examples=80)
@given(events)
def test_the_javascript_sdk_hands_on_what_it_was_given(javascript: Callable[[str], str], event: Event) -> None:
    """It makes milliseconds in UTC of the time; what the entry says of its time stands in the data, too."""
    assert read_back(javascript(event_line(event))) == as_read(event)


def test_the_javascript_sdk_would_notice(javascript: Callable[[str], str]) -> None:
    values = event_values(Event(SERVICE, OWN))

    assert "refused" in json.loads(javascript(json.dumps({**values, "source": ""}) + "\n"))
    assert "refused" in json.loads(javascript(json.dumps({**values, "recorded_time": "x"}) + "\n"))


def midnight(entry: Entry) -> datetime.datetime:
    return datetime.datetime.combine(entry.date, datetime.time(), datetime.UTC)


def test_an_event_says_who_what_when_and_why_in_the_words_of_the_specification() -> None:
    recorded = datetime.datetime(2026, 11, 28, 22, 1, 10, tzinfo=datetime.UTC)
    entry = Entry(
        "x7dac97rd8pqa-1", DAY, "message", "Outage until 18:00", party="netco", auto=True, cause="n7fdjhytf4n0s"
    )
    entry = entry._replace(recorded=recorded, time=recorded, channel="ch1", signer="SHA256:ab/c+d", data={"hours": "4"})

    assert event_values(Event(entry, source_of(entry, OWN), "k3p7q2v9x1m4t", until=recorded)) == {
        "specversion": "1.0",
        "id": "x7dac97rd8pqa-1",
        "source": "urn:talktag:key:SHA256:ab/c+d",
        "type": "org.talktag.message.v1",
        "subject": "k3p7q2v9x1m4t",
        "time": "2026-11-28T22:01:10Z",
        "recordedtime": "2026-11-28T22:01:10Z",
        "expirytime": "2026-11-28T22:01:10Z",
        "causationid": "n7fdjhytf4n0s",
        "correlationid": "ch1",
        "partitionkey": "ch1",
        "datacontenttype": "application/json",
        "data": {
            "date": "2026-11-28",
            "title": "Outage until 18:00",
            "party": "netco",
            "signer": "SHA256:ab/c+d",
            "time": "2026-11-28T22:01:10Z",
            "channel": "ch1",
            "data": {"hours": "4"},
            "auto": True,
        },
    }


def test_what_has_a_day_alone_comes_back_with_a_day_alone() -> None:
    values = event_values(Event(SERVICE, OWN))

    assert values["time"] == "2026-11-28T00:00:00Z"
    assert read_event(values, "events").value == Event(SERVICE, OWN)


def test_an_event_that_others_wrote_is_of_the_time_that_it_says() -> None:
    values = {
        "specversion": "1.0",
        "id": "50%",
        "source": "/tickets/7",
        "type": "org.talktag.message.v1",
        "time": "2026-11-28t18:30:00.5z",
        "traceparent": "00-0af7",
        "data": {"title": "Mended"},
    }
    event = read_event(values, "events").value

    assert event
    assert event.source == "/tickets/7"
    at = datetime.datetime(2026, 11, 28, 18, 30, 0, 500000, tzinfo=datetime.UTC)
    assert event.entry == Entry("50%", DAY, "message", "Mended", time=at)


def test_a_source_is_the_key_s_that_vouches_and_never_one_that_nobody_has() -> None:
    assert source_of(SERVICE, OWN) == "urn:talktag:8r1kq9m2v0xyz"
    assert source_of(SERVICE._replace(signer=UNSIGNED), OWN) == OWN
    assert source_of(SERVICE._replace(signer="SHA256:a b"), OWN) == "urn:talktag:key:SHA256:a%20b"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_gets_into_an_attribute_and_out_again(text: str) -> None:
    assert text_of_attribute(attribute_text(text)) == text


GOOD: dict[str, Any] = event_values(Event(SERVICE, OWN))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "is not JSON"),
        (b"[]", "not a JSON object"),
        (b'"x"', "not a JSON object"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"a": "\\ud800"}', "not UTF-8"),
        (b"[" * 100_000, "nested more than"),
        (b'{"id": 1, "id": 2}', "twice"),
        (b'{"a": NaN}', "for a number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "more than 40 characters"),
        (b'{"a": 1e999}', "beyond all sense"),
        (b'"' + b"x" * LINE_LIMIT + b'"', "more than 262144 bytes"),
    ],
)
def test_a_line_that_is_no_event_is_named_and_the_others_are_read(line: bytes, said: str) -> None:
    good = write_events([Event(SERVICE, OWN)])

    reading = read_events(good + line + b"\n\n" + good, "events.jsonl")

    assert reading.value == (Event(SERVICE, OWN),) * 2
    (problem,) = reading.problems
    assert said in problem.message
    assert (problem.path, problem.line) == ("events.jsonl", 2)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"specversion": "0.3"}, "of CloudEvents 1.0"),
        ({"source": None}, 'no "source"'),
        ({"type": "com.example.order.v1"}, "org.talktag.KIND.v1"),
        ({"type": "org.talktag..v1"}, "org.talktag.KIND.v1"),
        ({"type": "org.talktag.v1"}, "org.talktag.KIND.v1"),
        ({"id": 7}, '"id" of the event is not a text'),
        ({"id": None}, "id"),
        ({"time": "2026-11-28", "data": {"title": "x"}}, "not a time like"),
        ({"recordedtime": "2026-11-28T25:00:00Z"}, "not a time like"),
        ({"expirytime": 5}, "not a time like"),
        ({"datacontenttype": "text/xml"}, "not JSON"),
        ({"data": "x"}, "not an object"),
        ({"data": {"date": "2026-11-28"}}, "is missing"),
        ({"data": {"date": "2026-11-28", "title": "x", "cost": "cheap"}}, "cheap"),
        ({"data": {"date": "soon", "title": "x"}}, "soon"),
        ({"time": None, "data": {"title": "x"}}, 'no "time"'),
    ],
)
def test_an_event_that_does_not_hold_up_is_refused_with_the_reason(change: dict[str, Any], said: str) -> None:
    values = {key: value for key, value in (GOOD | change).items() if value is not None}

    reading = read_event(values, "events.jsonl")

    assert said in " ".join(f"{each.field} {each.message}" for each in reading.problems)


@settings(max_examples=40)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*GOOD, *GOOD["data"], "text"]), inner),
    )
)
def test_no_values_at_all_make_the_reader_fail(values: Any) -> None:
    read_event(values, "events")
    read_event(GOOD | {"data": values}, "events")
    if isinstance(values, dict):
        read_event(GOOD | values, "events")


def test_the_event_on_the_page_is_one_that_is_written_so() -> None:
    page = (Path(__file__).parents[3] / "docs/reference/events.md").read_text("utf-8")
    _, _, rest = page.partition("```json\n")
    line = rest.partition("```")[0]

    assert event_line(read_back(line)._replace(channel=None)) == line
