"""What was ticked off in a calendar comes back once for ever, on the owner's day; foreign files are bounded."""

from __future__ import annotations

import datetime
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import icalendar
import pytest

from talktag.cli.views.times import local_day
from talktag.errors import InvalidError
from talktag.interop.calendar.read_done import DEEPEST, LIMIT, MOST
from talktag.model.log.entry import Entry, read_entries
from talktag.model.plan import Write
from talktag.ops.due.calendar_out import write_calendar
from talktag.ops.due.done_from import DoneFrom, take_done
from talktag.ops.due.due import list_due
from tests.kit.bench import Bench, make_bench
from tests.ops.due.three_years import house_on

LOG = "products/b/bicycle/entries.toml"
CHAIN, LAMP = "b000000000005.sk7m1d64kdrwc.todo@talktag", "Lamp: Wind the clock"


@pytest.fixture
def house(template: Path, tmp_path: Path) -> Bench:
    """The store of the three years as it was when the chain was late, and the lamp's task not yet."""
    day = datetime.date(2026, 1, 15)
    bench = make_bench(template, tmp_path / "house", house_on(day))
    bench.now = datetime.datetime(2026, 1, 15, 12, tzinfo=datetime.UTC)
    return bench


def calendar(bench: Bench, *ticked: tuple[str, str]) -> bytes:
    """The calendar as another program has it, with tasks ticked off: a beginning of their summary, and when."""
    found = icalendar.Calendar.from_ical(bench.ask(write_calendar, (), None).output.make())
    for summary, moment in ticked:
        (task,) = [each for each in found.walk("VTODO") if str(each["SUMMARY"]).startswith(summary)]
        task["STATUS"] = "COMPLETED"
        if moment:
            task["COMPLETED"] = moment
    data: bytes = found.to_ical()
    return data


def entries(bench: Bench, path: str = LOG) -> tuple[Entry, ...]:
    return read_entries(bench.text(path).encode(), path).value or ()


def take(bench: Bench, data: bytes) -> DoneFrom:
    done: DoneFrom = bench.do(take_done, data, "tasks.ics").data
    return done


def dues(bench: Bench) -> dict[str, str]:
    return {each.title: str(each.date) for each in bench.ask(list_due, within="5y").data.due.items}


def test_a_task_ticked_off_is_an_entry_that_answers_and_the_next_counts_from_its_day(house: Bench) -> None:
    done = take(house, calendar(house, ("Bicycle: Oil", "20260110T081500Z"), (LAMP, "20260115T000000Z")))
    assert [(each.slug, str(each.entry.date), each.entry.title) for each in done.taken] == [
        ("bicycle", "2026-01-10", "Oil the chain"),
        ("lamp", "2026-01-15", "Wind the clock"),
    ]
    last = entries(house)[-1]
    assert (last.kind, last.cause, str(last.recorded)) == ("done", "bicycle-0", "2026-01-10 08:15:00+00:00")
    assert dues(house)["Oil the chain"] == "2026-07-10"
    assert "Wind the clock" not in dues(house)


def test_the_same_file_twice_and_on_another_machine_is_the_same_entry_once(house: Bench, template: Path) -> None:
    data = calendar(house, ("Bicycle: Oil", "20260110T081500Z"))
    other = make_bench(template, house.folder.parent / "other", house_on(house.today))
    other.now = house.now + datetime.timedelta(hours=5)
    for bench in (house, other):
        take(bench, data)
    assert entries(house) == entries(other)
    before = house.files
    again = house.ask(take_done, data, "tasks.ics")
    assert (again.plan, again.data.known, again.data.taken) == (None, 1, ())
    assert house.files == before


def test_what_was_withdrawn_does_not_come_back(house: Bench) -> None:
    data = calendar(house, ("Bicycle: Oil", "20260110T081500Z"))
    take(house, data)
    taken = entries(house)[-1].id
    text = house.text(LOG)
    withdrawn = f'  {{id = "w1", date = 2026-01-15, kind = "withdrawn", title = "No", cause = "{taken}"}},\n]\n'
    house.write(LOG, text.rstrip().removesuffix("]") + withdrawn)
    assert dues(house)["Oil the chain"] == "2025-10-19"
    assert house.ask(take_done, data, "tasks.ics").plan is None


def test_each_time_it_comes_again_it_can_be_ticked_off_again(house: Bench) -> None:
    for day, following in (("20260110", "2026-07-10"), ("20260705", "2027-01-05"), ("20270101", "2027-07-01")):
        house.now = datetime.datetime.strptime(f"{day}T120000+0000", "%Y%m%dT%H%M%S%z")
        take(house, calendar(house, ("Bicycle: Oil", f"{day}T081500Z")))
        assert dues(house)["Oil the chain"] == following


def test_an_old_file_says_nothing_new(house: Bench) -> None:
    old = calendar(house, ("Bicycle: Oil", "20250301T081500Z"), (LAMP, "20260115T000000Z"))
    first = take(house, old)
    assert [(each.uid, each.why) for each in first.left] == [(CHAIN, "something later is in the log")]
    other_day = calendar(house, ("Bicycle: Oil", "20260102T000000Z"))
    take(house, other_day)
    lamp_again = old.replace(b"20260115T000000Z", b"20260114T000000Z")
    left = {each.uid.partition(".")[0]: each.why for each in house.ask(take_done, lamp_again, "x").data.left}
    assert left == {"b000000000005": "something later is in the log", "1000000000007": "it is not to be done"}


def test_a_day_to_come_is_not_believed(house: Bench) -> None:
    done = house.ask(take_done, calendar(house, ("Bicycle: Oil", "20260117T081500Z")), "x")
    assert (done.plan, done.data.left[0].why) == (None, "it is done on a day that is still to come")


def test_without_a_moment_it_was_done_today_and_comes_back_once(house: Bench) -> None:
    data = calendar(house, ("Bicycle: Oil", ""))
    assert str(take(house, data).taken[0].entry.date) == "2026-01-15"
    house.now += datetime.timedelta(days=3)
    assert house.ask(take_done, data, "x").plan is None


def test_what_waits_for_a_meter_alone_can_be_ticked_off_once(house: Bench) -> None:
    data = calendar(house, ("Car: Tyres", "20260110T081500Z"))
    assert [each.entry.title for each in take(house, data).taken] == ["Tyres"]
    later = house.ask(take_done, data.replace(b"0815", b"0915"), "x").data
    assert [each.why for each in later.left] == ["something later is in the log"]


def test_what_is_not_known_is_named_and_left(house: Bench) -> None:
    data = calendar(house, ("Bicycle: Oil", "20260110T081500Z"))
    unknown = data.replace(b"b000000000005", b"zzzzzzzzzzzzz").replace(b".todo@", b".todo@")
    outcome = house.ask(take_done, unknown, "x")
    assert outcome.plan is None
    assert outcome.notices == (
        '"Bicycle: Oil the chain" is left: no product here has it (zzzzzzzzzzzzz.sk7m1d64kdrwc.todo@talktag)',
    )
    foreign = b"BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:milk@example\nSTATUS:COMPLETED\nEND:VTODO\nEND:VCALENDAR\n"
    outcome = house.ask(take_done, foreign + data, "x")
    assert (outcome.data.others, len(outcome.data.taken)) == (1, 1)
    assert house.ask(take_done, foreign.replace(b"STATUS:COMPLETED\n", b""), "x").notices == (
        "nothing of talktag is marked done in it",
    )


@pytest.fixture
def zone() -> Iterator[Callable[[str], None]]:
    """Moves this computer; it is where it was afterwards."""
    before = os.environ.get("TZ")

    def move(name: str) -> None:
        os.environ["TZ"] = name
        time.tzset()

    yield move
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.parametrize(
    ("place", "moment", "day"),
    [
        ("UTC", "20260110T233000Z", "2026-01-10"),
        ("Asia/Tokyo", "20260110T233000Z", "2026-01-11"),
        ("America/Los_Angeles", "20260110T033000Z", "2026-01-09"),
        # Half past midnight by summer's clock, half past eleven by winter's, and the other way about.
        ("America/Los_Angeles", "20251101T073000Z", "2025-11-01"),
        ("America/Los_Angeles", "20251103T073000Z", "2025-11-02"),
    ],
)
def test_the_day_is_that_of_the_place_by_the_rule_for_that_day(
    place: str, moment: str, day: str, house: Bench, zone: Callable[[str], None]
) -> None:
    zone(place)
    done = house.ask(take_done, calendar(house, ("Bicycle: Oil", moment)), "x", local_day)
    assert [str(each.entry.date) for each in done.data.taken] == [day]


TASK = "BEGIN:VTODO\nUID:{}.todo@talktag\nSTATUS:COMPLETED\n{}\nEND:VTODO\n"
TWO = "COMPLETED:20260101T000000Z\nCOMPLETED:20260102T000000Z"
WRONG = {
    "empty": b"",
    "no calendar": b"hello\n",
    "a picture": b"\x89PNG\r\n\x1a\n\xff",
    "too large": b"BEGIN:VCALENDAR\n" + b"X:" + b"y" * LIMIT,
    "cut off": b"BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:a\n",
    "ended twice": b"BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR\n",
    "crossed": b"BEGIN:VCALENDAR\nBEGIN:VTODO\nBEGIN:VALARM\nEND:VTODO\nEND:VALARM\nEND:VCALENDAR\n",
    "nested": b"BEGIN:VCALENDAR\n" + b"BEGIN:VTODO\n" * DEEPEST,
    "too many": f"BEGIN:VCALENDAR\n{TASK.format('a', '') * (MOST + 1)}END:VCALENDAR\n".encode(),
    "too long": f"BEGIN:VCALENDAR\n{TASK.format('a', 'X:' + 'y' * 40_000)}END:VCALENDAR\n".encode(),
    "no moment": f"BEGIN:VCALENDAR\n{TASK.format('a', 'COMPLETED:soon')}END:VCALENDAR\n".encode(),
    "two moments": f"BEGIN:VCALENDAR\n{TASK.format('a', TWO)}END:VCALENDAR\n".encode(),
}


@pytest.mark.parametrize("data", WRONG.values(), ids=WRONG)
def test_what_is_no_sound_calendar_is_refused_in_one_line(data: bytes, house: Bench) -> None:
    with pytest.raises(InvalidError) as caught:
        house.ask(take_done, data, "tasks.ics")
    assert caught.value.message.startswith('"tasks.ics" cannot be read as a calendar: ')


def test_what_comes_again_without_end_is_never_unrolled(house: Bench) -> None:
    bomb = b"STATUS:COMPLETED\nRRULE:FREQ=SECONDLY;COUNT=2147483647\nRDATE:20260101T000000Z\nX-A:" + b"b" * 9000
    data = calendar(house, ("Bicycle: Oil", "20260110T081500Z")).replace(b"STATUS:COMPLETED", bomb)
    assert [each.slug for each in take(house, data).taken] == ["bicycle"]


def test_a_damaged_file_is_refused_or_gives_what_it_says_and_breaks_nothing(house: Bench) -> None:
    whole = calendar(house, ("Bicycle: Oil", "20260110T081500Z"), (LAMP, "20260115T000000Z"))
    chance = random.Random(5)
    refused = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        try:
            outcome = house.ask(take_done, bytes(data), "x")
        except InvalidError:
            refused += 1
            continue
        assert {each.slug for each in outcome.data.taken} <= {"bicycle", "lamp"}
        for change in outcome.plan.changes if outcome.plan else ():
            assert isinstance(change, Write)
            assert not read_entries(change.data, change.path).problems  # type: ignore[arg-type]
    assert 0 < refused < 300
